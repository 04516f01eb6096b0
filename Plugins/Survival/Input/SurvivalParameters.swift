public import Analyses
import Cohorts

/// The parameters that several survival analyses share, declared once.
enum SurvivalParameters {
  static let endpoint = Parameter.endpoint()

  static let by = Parameter.groups()

  static let strata = Parameter.strata()

  static let weights = Parameter.optionalColumn(
    "weights", "The column of frequency weights: how many identical subjects each row stands for.")

  static let level = Parameter.level()

  static let interval = Parameter<IntervalTransform>.choice(
    "interval", "The scale on which confidence intervals of survival are symmetric.", default: .log, sas: .logLog)

  static let ties = Parameter<CoxTies>.choice(
    "ties", "How events at the same time enter the likelihood of a Cox model.", default: .efron, sas: .breslow)

  static let plateau = Parameter<PlateauRule>.choice(
    "plateau", "What a quantile is where the curve runs level exactly at it.", default: .midpointToLastTime,
    sas: .midpointToNextEvent)

  static let beyond = Parameter<BeyondLastObservation>.choice(
    "beyond", "What is said of times after a last observation that was censored.", default: .carried,
    sas: .notEstimable)

  static let times = Parameter.numbers(
    "times", "Milestones: the times at which survival and the number at risk are given.",
    unit: "the endpoint's unit")

  static let displayUnit = Parameter.displayUnit(
    "display_unit",
    "The unit in which tables show durations and milestones, these with the recorded time in brackets, and in which the time axis of "
      + "a figure is labelled; the recorded unit without it.")

  static let durationUnit = Parameter.displayUnit(
    "display_unit", "The unit in which the table shows durations; the recorded unit without it.")

  static let asBaseline = Parameter.asBaseline(after: "the origin")

  static let exposure = Parameter.column(
    "exposure", "The column of the day from which on a subject is exposed; missing for those who never are.",
    unit: "the endpoint's unit")
}

extension Arguments {
  /// How times recorded in a unit are written in tables.
  func times(in unit: TimeUnit) -> TimeWords { TimeWords(unit, shown: self[SurvivalParameters.displayUnit]) }
}

extension IntervalTransform: Choice {
  /// The transform in a few words.
  public var summary: String {
    switch self {
    case .log: "log S, R's default"
    case .logLog: "log(-log S), SAS's default"
    case .plain: "S itself, cut off at 0 and 1"
    case .logit: "log(S / (1 - S))"
    case .arcsine: "arcsin of the square root of S"
    }
  }
}

extension PlateauRule: Choice {
  /// The rule in a few words.
  public var summary: String {
    switch self {
    case .midpointToLastTime: "halfway to the next event or to the last observation, as R's quantile()"
    case .midpointElseStart: "halfway to the next event, or else its beginning, as R prints"
    case .midpointToNextEvent: "halfway to the next event, or else not estimable, as SAS"
    case .start: "its beginning"
    }
  }
}

extension BeyondLastObservation: Choice {
  /// The rule in a few words.
  public var summary: String {
    switch self {
    case .carried: "the last estimate carried forward, as R with extend = TRUE"
    case .notEstimable: "not estimable, as SAS"
    }
  }
}
