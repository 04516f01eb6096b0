import Analyses
import Statistics

/// How the confidence interval of a rate is found, as scripts name it.
enum RateInterval: String, Choice {
  case clopperPearson = "clopper_pearson"
  case wilson
  case wilsonCorrected = "wilson_corrected"
  case jeffreys
  case agrestiCoull = "agresti_coull"
  case wald
  case waldCorrected = "wald_corrected"
  case midP = "mid_p"

  /// The method in a few words.
  var summary: String {
    switch self {
    case .clopperPearson: "exact: never covers less than its level"
    case .wilson: "the score interval, without correction for continuity"
    case .wilsonCorrected: "the score interval with correction for continuity, as R's prop.test"
    case .jeffreys: "Bayesian, with Jeffreys' prior; 0 where nobody responded, 1 where everybody did"
    case .agrestiCoull: "Wald's after responders and others are added"
    case .wald: "the normal approximation; too short for few subjects or extreme rates"
    case .waldCorrected: "the normal approximation with correction for continuity"
    case .midP: "exact with half of the probability of what was observed"
    }
  }

  /// The interval in full.
  var interval: String {
    switch self {
    case .wilson, .wald: "\(name) interval, no continuity correction"
    case .wilsonCorrected: "Wilson interval with continuity correction"
    case .waldCorrected: "Wald interval with continuity correction"
    case .clopperPearson, .jeffreys, .agrestiCoull, .midP: "\(name) interval"
    }
  }

  /// The method as it stands in a table.
  var name: String {
    switch self {
    case .clopperPearson: "Clopper-Pearson"
    case .wilson: "Wilson"
    case .wilsonCorrected: "Wilson, continuity-corrected"
    case .jeffreys: "Jeffreys"
    case .agrestiCoull: "Agresti-Coull"
    case .wald: "Wald"
    case .waldCorrected: "Wald, continuity-corrected"
    case .midP: "Mid-P"
    }
  }

  /// The mathematics.
  var method: ProportionMethod {
    switch self {
    case .clopperPearson: .clopperPearson
    case .wilson: .wilson
    case .wilsonCorrected: .wilsonCorrected
    case .jeffreys: .jeffreys
    case .agrestiCoull: .agrestiCoull
    case .wald: .wald
    case .waldCorrected: .waldCorrected
    case .midP: .midP
    }
  }

  /// Whether it rests on the normal approximation around the rate itself.
  var isWald: Bool { self == .wald || self == .waldCorrected }
}

/// A confidence level as it stands in words.
struct LevelWords {
  let level: Double

  /// Such as "95%".
  var percent: String { Argument.percent(level) }

  /// Such as "95% CI".
  var interval: String { percent + " CI" }
}
