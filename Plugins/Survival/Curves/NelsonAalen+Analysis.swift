public import Analyses
import Cohorts

extension CumulativeHazard {
  /// The estimate by group, as scripts ask for it.
  static let analysis = Analysis(
    "survival.nelson_aalen", "Nelson-Aalen estimate of the cumulative hazard, by group.",
    details: """
      The sum of d/n over the event times, or with tied events taken one by one (Fleming and Harrington), with its standard error and \
      pointwise intervals. Its slope is the hazard: a straight line is a constant rate. It is no probability and may exceed 1.

      Where the endpoint has competing events this is the hazard of the event itself, with competing events as censorings: a \
      rate among those still at risk, and sound as such, though exp(-H) is then no probability of anything. Late entry: at risk at t \
      are those with entry < t <= time.
      """,
    parameters: [
      SurvivalParameters.endpoint.any, SurvivalParameters.by.any, SurvivalParameters.weights.any, ties.any,
      SurvivalParameters.level.any, interval.any, times.any, SurvivalParameters.displayUnit.any,
      SurvivalParameters.asBaseline.any,
    ],
    statistics: HazardCurve.declared,
    example: [
      .init("endpoint", .text("pfs")), .init("by", .text("diagnosis")),
      .init("times", .list([.integer(90), .integer(180)])),
    ]
  ) { cohort, arguments in
    let question = try SurvivalQuestion(
      cohort, endpoint: arguments[SurvivalParameters.endpoint], event: .cause(nil),
      by: arguments[SurvivalParameters.by],
      weights: arguments[SurvivalParameters.weights])
    let guarding = ImmortalTime(
      cohort: cohort, endpoint: question.endpoint, isAcknowledged: arguments[SurvivalParameters.asBaseline])
    let tables = try EventTable.tables(of: question.followUp, groups: question.codes, count: question.levels.count)
    let hazard = arguments[ties].hazard
    let curves = zip(question.levels, tables).map { level, table in
      HazardCurve(
        group: level, label: question.label(of: level) ?? level, estimate: KaplanMeier(table, hazard: hazard),
        transform: arguments[interval], level: arguments[SurvivalParameters.level], times: arguments[times].distinct)
    }
    var result = AnalysisResult(
      title: "Cumulative hazard of \(question.endpoint.label)"
        + (question.groups.sources.isEmpty ? "" : " by \(question.groups.label)"),
      methods: [method(arguments, isLate: question.followUp.entry != nil)])
    result.rows = curves.flatMap(\.rows)
    result.tables = HazardCurve.tables(
      of: curves, rowHeader: question.groups.sources.isEmpty ? "" : question.groups.label,
      times: arguments.times(in: question.endpoint.unit))
    result.figures = HazardCurve.figures(
      of: curves, title: result.title, endpoint: question.endpoint,
      axisUnit: arguments[SurvivalParameters.displayUnit])
    result.cautions = try guarding.cautions(for: question) + question.cautions
    return result
  }

  private static let ties = Parameter<HazardTies>.choice(
    "hazard", "How tied events enter the cumulative hazard.", default: .nelsonAalen)

  private static let interval = Parameter<HazardTransform>.choice(
    "hazard_interval", "The scale on which intervals of the cumulative hazard are symmetric.", default: .log)

  private static let times = Parameter.numbers(
    "times", "The times at which the cumulative hazard is given.", unit: "the endpoint's unit")

  private static func method(_ arguments: Arguments, isLate: Bool) -> String {
    let estimator =
      arguments[ties] == .nelsonAalen
      ? "Nelson-Aalen estimate of the cumulative hazard with Aalen's variance, the sum of d/n^2"
      : "Cumulative hazard with tied events taken one by one (Fleming and Harrington), variance likewise"
    let scale = arguments[interval] == .log ? "log H" : "H"
    return "\(estimator); \(Argument.percent(arguments[SurvivalParameters.level])) interval on the scale of \(scale)."
      + (isLate ? " Late entry: at risk at t are those with entry < t <= time; who enters at t is not." : "")
  }
}

/// How tied events enter a cumulative hazard, by name.
enum HazardTies: String, Choice {
  case nelsonAalen = "nelson_aalen"
  case flemingHarrington = "fleming_harrington"

  var summary: String {
    switch self {
    case .nelsonAalen: "d/n at each time"
    case .flemingHarrington: "1/n + 1/(n - 1) + ..., as though they came one by one"
    }
  }

  var hazard: KaplanMeier.Hazard { self == .nelsonAalen ? .nelsonAalen : .flemingHarrington }
}

extension HazardTransform: Choice {
  /// The scale in a few words.
  public var summary: String {
    switch self {
    case .log: "log H, which keeps the limits positive"
    case .plain: "H itself, cut off at 0"
    }
  }
}
