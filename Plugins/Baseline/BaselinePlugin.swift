public import Analyses

/// Who is in the cohort: characteristics, flow, and times between events.
public struct BaselinePlugin: Plugin {
  /// The plugin.
  public init() {}

  /// `baseline`.
  public let name = "baseline"

  /// What it is for.
  public let summary = "The cohort: characteristics by group, who was left out, and the time between two events."

  /// The analyses, in the order of the manual.
  public let analyses: [Analysis] = [
    Characteristics.analysis, CohortFlow.analysis, TimeBetween.analysis, GroupBalance.analysis, MissingValues.analysis,
  ]
}
