public import Analyses
import Statistics

/// Toxicity: adverse events, cytokine release syndrome and neurotoxicity, rates by exposure.
public struct ToxicityPlugin: Plugin {
  /// The plugin.
  public init() {}

  /// `toxicity`.
  public let name = "toxicity"

  /// What it is for.
  public let summary = "Toxicity: adverse events by term and grade, CRS and ICANS, rates by exposure."

  /// The analyses, in the order of the manual.
  public let analyses: [Analysis] = [
    AdverseEvents.analysis, EventSummary.analysis, WorstGradeDistribution.analysis, EventComparison.analysis,
    EventHeatMap.analysis, GradeShift.analysis, GradesOverTime.analysis, ExposureAdjustedRate.analysis,
    MeanCumulativeCount.analysis, SyndromeDescription.analysis, SyndromeOverlap.analysis, SyndromeOnset.analysis,
    SyndromeByDose.analysis,
  ]

  /// What it derives.
  public let derivations: [Derivation] = [CytokineReleaseFindings.derivation, NeurotoxicityFindings.derivation]
}
