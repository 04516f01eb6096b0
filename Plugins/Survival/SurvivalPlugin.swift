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
    CumulativeHazard.analysis,
    SmoothHazard.analysis,
    LogMinusLog.analysis,
    Milestone.analysis,
    QuantileContrast.analysis,
    RestrictedMean.analysis,
    LogRank.analysis,
    MaxCombo.analysis,
    CoxModel.analysis,
    CoxModel.comparison,
    ProportionalHazards.analysis,
    CoxCurve.analysis,
    FittedCox.analysis,
    CoxInfluence.analysis,
    AdjustedCurves.analysis,
    AcceleratedFailureTime.analysis,
    SubgroupEffect.analysis,
    ExposureViews.analysis,
    EstimandView.analysis,
    Landmark.analysis,
    MantelByar.analysis,
    SimonMakuch.analysis,
    AalenJohansen.analysis,
    GrayTest.analysis,
    FineGray.analysis,
    CompetingModels.analysis,
    MultiState.analysis,
    ReverseKaplanMeier.analysis,
    ObservedTimes.analysis,
  ]
}
