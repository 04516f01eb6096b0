public import Analyses

/// Response to treatment: rates, comparisons, models, and what is derived from assessments.
public struct ResponsePlugin: Plugin {
  /// The plugin.
  public init() {}

  /// `response`.
  public let name = "response"

  /// What it is for.
  public let summary =
    "Response: rates and their differences, models, best response from assessments, and its duration."

  /// The analyses, in the order of the manual.
  public let analyses: [Analysis] = [
    BestOverall.analysis, ResponseRate.analysis, ResponseDifference.analysis, ResponseSubgroups.analysis,
    OutcomeByGroup.analysis, TrendByGroup.analysis, PairedResponse.analysis, LogisticStatistics.analysis,
    Waterfall.analysis, SwimmerLanes.analysis,
  ]

  /// The derivations, in the order of the manual.
  public let derivations: [Derivation] = [BestOverallDerivation.derivation, ResponseDuration.derivation]
}
