import Analyses
import Statistics

/// How an interval follows from the resamples.
enum BootstrapIntervalKind: String, Choice {
  case accelerated = "bca"
  case percentile
  case basic
  case normal

  /// The interval in a few words.
  var summary: String {
    switch self {
    case .accelerated: "bias-corrected and accelerated (BCa)"
    case .percentile: "between quantiles of the resamples"
    case .basic: "the percentile interval reflected at the estimate"
    case .normal: "the estimate less the bias, and normal quantiles times the standard error"
    }
  }

  /// The interval as it stands in a sentence on methods.
  var method: String {
    switch self {
    case .accelerated: "bias-corrected and accelerated interval (BCa; Efron 1987)"
    case .percentile: "percentile interval (Efron 1979)"
    case .basic: "basic interval: the percentile interval reflected at the estimate"
    case .normal: "normal interval about the estimate less the bias"
    }
  }

  /// The interval, or why there is none.
  func limits(
    _ distribution: BootstrapDistribution, level: Double, acceleration: Quantity?
  ) -> (interval: BootstrapDistribution.Interval?, reason: String) {
    switch self {
    case .percentile: return (distribution.percentile(level: level), "no resample could be computed")
    case .basic: return (distribution.basic(level: level), "no resample could be computed")
    case .normal: return (distribution.normal(level: level), "fewer than two resamples could be computed")
    case .accelerated:
      guard let acceleration, let value = acceleration.double else {
        if case .notEstimable(let reason)? = acceleration { return (nil, reason) }
        return (nil, "there is no acceleration")
      }
      return (
        distribution.accelerated(level: level, acceleration: value),
        "all resamples lie on one side of the estimate"
      )
    }
  }
}
