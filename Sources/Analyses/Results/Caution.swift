/// Something that a reader must know before they trust what stands beside it.
public struct Caution: Sendable, Hashable, Codable {
  /// What the caution is about.
  public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
    /// Groups were formed by something that became known after the origin.
    case immortalTime = "immortal_time"
    /// The same, asked for knowingly.
    case asBaseline = "as_baseline"
    /// The dictionary does not say when the grouping variable becomes known.
    case timingNotDeclared = "timing_not_declared"
    /// Fewer than ten events for each coefficient of a model.
    case fewEvents = "few_events"
    /// A coefficient that runs off to infinity.
    case separation
    /// The iteration ended before it converged.
    case notConverged = "not_converged"
    /// A covariate that the others determine, and that was left out.
    case aliased
    /// A group of few subjects.
    case smallGroup = "small_group"
    /// A group without subjects or without events.
    case emptyGroup = "empty_group"
    /// The survival curve does not fall to one half.
    case medianNotReached = "median_not_reached"
    /// An exposure that began only after the end of a subject's follow-up.
    case exposureAfterEnd = "exposure_after_end"
    /// Subjects left out because a value is missing.
    case missingValues = "missing_values"
    /// The hazard ratio changes over time.
    case nonProportionalHazards = "non_proportional_hazards"
    /// A horizon beyond what was observed in every group.
    case horizonBeyondFollowUp = "horizon_beyond_follow_up"
    /// Times that are described as they stand, though some were cut short by censoring.
    case descriptiveTimes = "descriptive_times"
    /// A curve that rests on few subjects at its end.
    case unstableTail = "unstable_tail"
    /// Groups that are censored differently.
    case differentCensoring = "different_censoring"
    /// Weights of which few carry much.
    case extremeWeights = "extreme_weights"
    /// Covariates that differ between groups after weighting.
    case imbalance
    /// Events that are counted as though they were independent, though several come from one subject.
    case dependentEvents = "dependent_events"
    /// A rate that is taken as constant, of events that come early.
    case inconstantRate = "inconstant_rate"
    /// Estimates that differ between trials by more than chance.
    case heterogeneity
    /// Many tests at once, of which some come out small by chance alone.
    case multiplicity
    /// A spread between trials that rests on few of them.
    case fewTrials = "few_trials"
    /// Resamples of which a statistic could not be computed.
    case failedResamples = "failed_resamples"
    /// Grades that were given by different scales, counted together.
    case mixedScales = "mixed_scales"
    /// What holds for one analysis alone, said by it in its own words.
    case ofAnalysis = "of_this_analysis"
  }

  /// What the caution is about.
  public var kind: Kind

  /// The caution, as a sentence.
  public var message: String

  /// What to do instead, as a sentence, where there is something.
  public var remedy: String?

  /// A caution.
  public init(_ kind: Kind, _ message: String, remedy: String? = nil) {
    self.kind = kind
    self.message = message
    self.remedy = remedy
  }
}

extension AnalysisResult {
  /// The cautions that bear on one row of the result.
  ///
  /// That a median is not reached does not bear on survival at a time, nor do the few at risk in the tail of a curve on what it
  /// is before them.
  public func cautions(bearingOn row: RowRequest) -> [Caution] {
    let isQuantile = row.statistic.contains("median") || row.statistic.contains("quantile")
    let time = row.place.time ?? (isQuantile ? row.value(in: self).double : nil)
    let curves = figures.compactMap(\.curves).flatMap(\.panels).flatMap(\.curves)
    let tail = curves.compactMap(\.unstableFrom).min()
    return cautions.filter { caution in
      switch caution.kind {
      case .medianNotReached: isQuantile
      case .unstableTail:
        if let time, let tail { time >= tail } else { true }
      default: true
      }
    }
  }
}
