public import Analyses

/// Analyses done again and again on resamples of the subjects.
public struct ResamplingPlugin: Plugin {
  /// The plugin.
  public init() {}

  /// `resampling`.
  public let name = "resampling"

  /// What it is for.
  public let summary = "Any analysis on resamples of the subjects: intervals that assume no distribution."

  /// The analyses, in the order of the manual.
  public let analyses: [Analysis] = [Bootstrap.analysis]
}
