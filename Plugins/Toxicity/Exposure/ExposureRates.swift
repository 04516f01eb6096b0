import Analyses
import Cohorts
import RealModule
import Statistics

/// How rates are shown and their limits found.
struct ExposureStyle: Sendable {
  let countsFirst: Bool
  let interval: RateInterval
  let ratio: RateRatio.Interval
  let level: Double
  /// The unit of person-time that is shown.
  let unit: TimeUnit
  /// Per how many of them a rate is given.
  let per: Double
  /// How many of those there are in one unit of the data.
  let scale: Double

  init(_ arguments: Arguments, data unit: TimeUnit) {
    countsFirst = arguments[ExposureStyle.counting] == .first
    interval = arguments[ExposureStyle.interval]
    ratio = arguments[ExposureStyle.ratioInterval]
    level = arguments[ExposureParameters.level]
    self.unit = arguments[ExposureStyle.timeUnit] ?? .years
    per = arguments[ExposureStyle.per]
    scale = unit.convert(1, to: self.unit)
  }

  static let counting = Parameter<Counting>.choice(
    "counting", "Which events count, and which person-time.", default: .first)
  static let interval = Parameter<RateInterval>.choice("interval", "The interval of each rate.", default: .exact)
  static let ratioInterval = Parameter<RateRatio.Interval>.choice(
    "ratio_interval", "The interval of the ratio of two rates of first events, and the test with it.", default: .exact)
  static let timeUnit = Parameter<TimeUnit?>.displayUnit(
    "time_unit", "The unit of person-time; years without it.")
  static let per = Parameter.number(
    "per", "Per how much person-time rates are given, in units of time_unit.", in: 1e-3...1e9, default: 100)

  /// Which events count.
  enum Counting: String, Choice {
    case first
    case all

    var summary: String {
      switch self {
      case .first: "the first event of each subject; person-time ends with it"
      case .all: "every event; person-time goes on to the end of observation"
      }
    }
  }

  /// The level, such as "95%".
  var percent: String { Argument.percent(level) }

  /// The unit of a rate, such as "per 100 person-years".
  var rateUnit: String { "per \(Argument.number(per).source) person-\(unit.rawValue)" }

  /// A rate of the data's unit as it is shown.
  func shown(_ rate: Double) -> Double { rate / scale * per }

  /// What is counted, and how limits are found, in full sentences.
  var methods: [String] {
    let counted =
      countsFirst
      ? "The first event of each subject counts, and the subject's person-time ends with it."
      : "Every event counts, those of one subject too, and person-time goes on to the end of observation."
    let limits = "Rates are events \(rateUnit), with the \(percent) \(interval.words)."
    let robust =
      "Beside it stands an interval on the log scale whose variance has the subject as cluster (sandwich), and the dispersion, the "
      + "sum of squared Pearson residuals over n - 1, which is about 1 where no subject is more prone than another."
    return countsFirst ? [counted, limits] : [counted, limits, robust]
  }

  /// How two rates are compared, in full sentences.
  var contrastMethod: String {
    countsFirst
      ? "Ratios of rates with the \(percent) \(ratio.words); differences with the score interval (Miettinen and Nurminen)."
      : "Ratios of rates on the log scale and differences, both with \(percent) Wald intervals whose variance has the subject as "
        + "cluster (sandwich); the test is that of the log ratio."
  }
}

/// The rates of one line, group by group, as rows.
struct ExposureRates {
  static let declared: [Analysis.Statistic] = [
    .init("subjects", "The number of subjects under observation in the group."),
    .init("subjects_with_event", "The number of subjects with at least one event."),
    .init("events", "The number of events that count."),
    .init("person_time", "The person-time, in the unit that was asked for."),
    .init(
      "rate", "The events by person-time.",
      estimated: .on(.log, standardError: "subject_standard_error", "standard_error", isEffect: false)),
    .init("rate_lower", "The lower limit of the rate, events taken as independent."),
    .init("rate_upper", "Its upper limit, events taken as independent."),
    .init("standard_error", "The standard error of the log rate, events taken as independent."),
    .init("subject_rate_lower", "The lower limit of the rate with the subject as cluster."),
    .init("subject_rate_upper", "The upper limit of the rate with the subject as cluster."),
    .init("subject_standard_error", "The standard error of the log rate with the subject as cluster."),
    .init("dispersion", "How much more counts vary between subjects than independent events would, as a factor."),
  ]

  let variable: String
  let style: ExposureStyle

  /// The rows of one group.
  func rows(_ cell: ExposureCell, group: String?, observed: Int) -> [Row] {
    let nobody = observed == 0 ? "nobody is under observation" : "there is no person-time"
    let method = style.interval.words
    func row(_ name: String, _ value: Quantity, unit: String? = nil, method: String? = nil) -> Row {
      Row(name, value, group: group, variable: variable, unit: unit, method: method, n: observed)
    }
    func rate(_ name: String, _ value: Double?, _ reason: String, _ method: String? = nil) -> Row {
      row(
        name, Quantity(value.map(style.shown), otherwise: cell.rate == nil ? nobody : reason), unit: style.rateUnit,
        method: method)
    }
    let limits = cell.rate?.limits(style.interval, level: style.level)
    let rows = [
      row("subjects_with_event", .count(cell.subjects)), row("events", .count(cell.events)),
      row(
        "person_time", Quantity(cell.time * style.scale, otherwise: "too long to be added up"),
        unit: "person-\(style.unit.rawValue)"),
      rate("rate", cell.rate?.rate, "not a finite number", method),
      rate("rate_lower", limits?.lower, "no events", method), rate("rate_upper", limits?.upper, "no events", method),
      row(
        "standard_error",
        Quantity(cell.rate?.standardErrorOfLog, otherwise: cell.rate == nil ? nobody : "no events")),
    ]
    guard !style.countsFirst else { return rows }
    let clustered = cell.recurrent
    let robust = clustered?.limits(level: style.level)
    let words = "interval on the log scale, the subject as cluster"
    let spread = cell.subjects > 0 ? "not a finite number" : "no events"
    return rows + [
      rate("subject_rate_lower", robust?.lower, spread, words),
      rate("subject_rate_upper", robust?.upper, spread, words),
      row(
        "subject_standard_error",
        Quantity(clustered?.standardErrorOfLog, otherwise: cell.rate == nil ? nobody : spread)),
      row(
        "dispersion",
        Quantity(
          clustered?.dispersion,
          otherwise: cell.rate == nil ? nobody : cell.events == 0 ? "no events" : "only one subject")),
    ]
  }
}
