public import Analyses

/// Time-to-event analyses.
public struct SurvivalPlugin: Plugin {
  /// The plugin.
  public init() {}

  /// `survival`.
  public let name = "survival"

  /// What it is for.
  public let summary =
    "Time to an event: curves, tests and models, with groups that change after the origin done soundly."

  /// The analyses, in the order of the manual.
  public let analyses: [Analysis] = [
    KaplanMeier.analysis,
    LogRank.analysis,
    MaxCombo.analysis,
    CoxModel.analysis,
    CoxModel.comparison,
    AdjustedCurves.analysis,
    SubgroupEffect.analysis,
    Landmark.analysis,
    MantelByar.analysis,
    SimonMakuch.analysis,
    ExposureViews.analysis,
    ReverseKaplanMeier.analysis,
    ObservedTimes.analysis,
  ]
}
