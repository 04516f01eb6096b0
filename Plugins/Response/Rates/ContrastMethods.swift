import Analyses
import Statistics

/// How the interval of a difference of two rates is found, as scripts name it.
enum DifferenceInterval: String, Choice {
  case miettinenNurminen = "miettinen_nurminen"
  case mee
  case newcombe
  case newcombeCorrected = "newcombe_corrected"
  case wald
  case waldCorrected = "wald_corrected"
  case agrestiCaffo = "agresti_caffo"
  case exact

  /// The method in a few words.
  var summary: String {
    switch self {
    case .miettinenNurminen: "the score interval with the factor N / (N - 1); stratified too"
    case .mee: "the score interval without that factor"
    case .newcombe: "from the Wilson limits of both rates; stratified too"
    case .newcombeCorrected: "from the Wilson limits with correction for continuity; stratified too"
    case .wald: "the normal approximation; stratified too"
    case .waldCorrected: "the normal approximation with correction for continuity, as R's prop.test"
    case .agrestiCaffo: "Wald's after one responder and one other are added to each group"
    case .exact: "Chan and Zhang's exact unconditional interval, of up to \(ExactDifference.mostSubjects) subjects"
    }
  }

  /// The method as it stands in a sentence and in a table.
  var name: String {
    switch self {
    case .miettinenNurminen: "Miettinen-Nurminen"
    case .mee: "Mee"
    case .newcombe: "Newcombe"
    case .newcombeCorrected: "Newcombe, continuity-corrected"
    case .wald: "Wald"
    case .waldCorrected: "Wald, continuity-corrected"
    case .agrestiCaffo: "Agresti-Caffo"
    case .exact: "Chan-Zhang exact unconditional"
    }
  }

  /// The mathematics; nil for the exact interval.
  var method: DifferenceMethod? {
    switch self {
    case .miettinenNurminen: .miettinenNurminen
    case .mee: .mee
    case .newcombe: .newcombe
    case .newcombeCorrected: .newcombeCorrected
    case .wald: .wald
    case .waldCorrected: .waldCorrected
    case .agrestiCaffo: .agrestiCaffo
    case .exact: nil
    }
  }

  /// Whether there is such an interval over strata.
  var isStratifiable: Bool {
    switch self {
    case .miettinenNurminen, .newcombe, .newcombeCorrected, .wald: true
    case .mee, .waldCorrected, .agrestiCaffo, .exact: false
    }
  }

  /// The test that goes with the interval, without strata.
  var test: String {
    switch self {
    case .miettinenNurminen: "Miettinen-Nurminen score test"
    case .mee, .newcombe, .wald, .agrestiCaffo: "Chi-square test, no continuity correction"
    case .newcombeCorrected, .waldCorrected: "Chi-square test with continuity correction"
    case .exact: "Exact unconditional score test, twice the smaller side"
    }
  }
}

/// How the interval of a relative risk is found, as scripts name it.
enum RelativeRiskInterval: String, Choice {
  case miettinenNurminen = "miettinen_nurminen"
  case koopman
  case log
  case logAdjusted = "log_adjusted"

  /// The method in a few words.
  var summary: String {
    switch self {
    case .miettinenNurminen: "the score interval with the factor N / (N - 1)"
    case .koopman: "the score interval without that factor"
    case .log: "Katz's, on the scale of the logarithm; none where nobody responded"
    case .logAdjusted: "the same after one half is added to responders and sizes"
    }
  }

  /// The method as it stands in a sentence.
  var name: String {
    switch self {
    case .miettinenNurminen: "Miettinen-Nurminen"
    case .koopman: "Koopman"
    case .log: "Katz (log)"
    case .logAdjusted: "Katz (log), one half added"
    }
  }

  /// The mathematics.
  var method: RatioMethod {
    switch self {
    case .miettinenNurminen: .miettinenNurminen
    case .koopman: .koopman
    case .log: .log
    case .logAdjusted: .logAdjusted
    }
  }
}

/// How the interval of an odds ratio is found, as scripts name it.
enum OddsRatioInterval: String, Choice {
  case miettinenNurminen = "miettinen_nurminen"
  case log
  case logAdjusted = "log_adjusted"

  /// The method in a few words.
  var summary: String {
    switch self {
    case .miettinenNurminen: "the score interval"
    case .log: "Woolf's, on the scale of the logarithm; none where a cell is empty"
    case .logAdjusted: "the same after one half is added to all cells"
    }
  }

  /// The method as it stands in a sentence.
  var name: String {
    switch self {
    case .miettinenNurminen: "Miettinen-Nurminen"
    case .log: "Woolf (log)"
    case .logAdjusted: "Woolf (log), one half added"
    }
  }

  /// The mathematics.
  var method: OddsRatioMethod {
    switch self {
    case .miettinenNurminen: .miettinenNurminen
    case .log: .log
    case .logAdjusted: .logAdjusted
    }
  }
}

/// How strata of a difference are weighed, as scripts name it.
enum DifferenceWeights: String, Choice {
  case mantelHaenszel = "mantel_haenszel"
  case inverseVariance = "inverse_variance"

  /// The weights in a few words.
  var summary: String {
    switch self {
    case .mantelHaenszel: "by n1 n2 / N (Mantel-Haenszel)"
    case .inverseVariance: "by the inverse of the score's variance; for the Miettinen-Nurminen interval alone"
    }
  }

  /// The mathematics.
  var weights: StratifiedDifference.Weights { self == .mantelHaenszel ? .mantelHaenszel : .inverseVariance }
}

/// How two rates are compared: the intervals, their level, and the weights of strata.
struct ContrastStyle {
  let difference: DifferenceInterval
  let relativeRisk: RelativeRiskInterval
  let oddsRatio: OddsRatioInterval
  let weights: DifferenceWeights
  let level: Double

  static let differenceInterval = Parameter<DifferenceInterval>.choice(
    "difference_interval", "How the interval of the difference is found; the test of no difference goes with it.",
    default: .miettinenNurminen)

  static let relativeRiskInterval = Parameter<RelativeRiskInterval>.choice(
    "relative_risk_interval",
    "How the interval of the relative risk is found; over strata it is Greenland and Robins'.",
    default: .miettinenNurminen, sas: .log)

  static let oddsRatioInterval = Parameter<OddsRatioInterval>.choice(
    "odds_ratio_interval",
    "How the interval of the odds ratio is found; over strata it is Robins, Breslow and Greenland's.",
    default: .miettinenNurminen, sas: .log)

  static let weights = Parameter<DifferenceWeights>.choice(
    "stratum_weights", "How strata are weighed in the difference.", default: .mantelHaenszel)

  /// Reads how to compare; over strata not every interval can be had.
  init(_ arguments: Arguments, isStratified: Bool) throws(ArgumentError) {
    difference = arguments[Self.differenceInterval]
    relativeRisk = arguments[Self.relativeRiskInterval]
    oddsRatio = arguments[Self.oddsRatioInterval]
    weights = arguments[Self.weights]
    level = arguments[ResponseParameters.level]
    guard isStratified else { return }
    if !difference.isStratifiable {
      let possible = DifferenceInterval.allCases.filter(\.isStratifiable).map { "\"\($0.rawValue)\"" }
      throw .invalid(
        analysis: arguments.analysis,
        reason: "the \(difference.name) interval has no stratified form; with strata choose one of: "
          + possible.joined(separator: ", "))
    }
    if weights == .inverseVariance, difference != .miettinenNurminen {
      throw .invalid(
        analysis: arguments.analysis,
        reason: "stratum_weights = \"inverse_variance\" go with difference_interval = \"miettinen_nurminen\" alone")
    }
  }

  /// A style without strata, for subgroups.
  init(
    _ difference: DifferenceInterval, _ relativeRisk: RelativeRiskInterval, _ oddsRatio: OddsRatioInterval,
    level: Double
  ) {
    self.difference = difference
    self.relativeRisk = relativeRisk
    self.oddsRatio = oddsRatio
    self.level = level
    weights = .mantelHaenszel
  }
}
