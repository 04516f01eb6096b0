public import Analyses
import Cohorts
public import Statistics

/// The parameters that analyses of events over person-time share.
enum ExposureParameters {
  static let until = Parameter.optionalText(
    "until",
    "Until when subjects were observed for events: an endpoint, whose time ends observation, or a column of the last day; the "
      + "endpoint \"os\" without it.")

  static let level = Parameter.level()

  /// Until when subjects were observed, and which events lie within: what was asked for, read.
  static func read(
    _ question: EventQuestion, _ cohort: Cohort, _ arguments: Arguments
  ) throws -> (observation: Observation, events: PlacedEvents) {
    let onset = try question.requiredName(.onset)
    let unit = cohort.dictionary.timeUnit(of: onset, inTable: question.events.name) ?? .days
    let observation = try Observation(
      of: cohort, until: arguments[until], unit: unit, window: arguments[EventParameters.window],
      analysis: arguments.analysis)
    return (observation, PlacedEvents(question, try question.numbers(onset), observation))
  }
}

extension RateInterval: Choice {
  /// The interval in a few words.
  public var summary: String {
    switch self {
    case .exact: "exact, by chi-squared quantiles (Garwood): never covers less than stated"
    case .midP: "exact with half of the observed count's probability (mid-P)"
    case .score: "the score test inverted"
    case .wald: "x plus or minus z times the root of x, cut off at 0"
    case .logNormal: "symmetric on the log scale; undefined without events"
    case .squareRoot: "on the scale of the root of x + 3/8 (Anscombe)"
    case .recentredSquareRoot: "on the scale of the root, recentred (Vandenbroucke)"
    }
  }

  /// The interval as it stands in a sentence.
  var words: String {
    switch self {
    case .exact: "exact Poisson interval (Garwood)"
    case .midP: "mid-P Poisson interval"
    case .score: "Poisson score interval"
    case .wald: "Wald interval, cut off at 0"
    case .logNormal: "interval on the log scale"
    case .squareRoot: "interval on the scale of the root of x + 3/8 (Anscombe)"
    case .recentredSquareRoot: "interval on the scale of the root, recentred (Vandenbroucke)"
    }
  }
}

extension RateRatio.Interval: Choice {
  /// The interval in a few words.
  public var summary: String {
    switch self {
    case .exact: "exact, given the events of both groups together (Clopper-Pearson)"
    case .midP: "the same with half of the observed count's probability (mid-P)"
    case .score: "the conditional score test inverted"
    case .wald: "symmetric on the log scale; undefined where a group has no events"
    }
  }

  /// The test that goes with it.
  var test: RateRatio.Test {
    switch self {
    case .exact, .midP: .exact
    case .score: .score
    case .wald: .wald
    }
  }

  /// The interval and its test as they stand in a sentence.
  var words: String {
    switch self {
    case .exact: "exact conditional interval (Clopper-Pearson) and exact binomial test"
    case .midP: "conditional mid-P interval and exact binomial test"
    case .score: "conditional score interval and test"
    case .wald: "Wald interval and test on the log scale"
    }
  }
}
