import Analyses
import Cohorts

extension SmoothHazard {
  private static let name = "survival.hazard"

  /// The estimate by group, as scripts ask for it.
  static let analysis = Analysis(
    name, "Smoothed hazard over time, by group.",
    details: """
      The rate of the event among those still free of it, as it changes with time: the jumps of the Nelson-Aalen estimate \
      smoothed by a kernel, with Müller and Wang's kernels near the two ends, where a common kernel would look beyond what was \
      observed. The bandwidth is that of the smallest integrated mean squared error, for each group its own, or the one \
      given; it is stated, since the shape depends on it. The range ends where fewer than minimum_at_risk are at risk.

      Where the endpoint has competing events this is the hazard of the event itself, with competing events as censorings. \
      Intervals allow for the variance of the estimate, not for the bias of smoothing. Hazards that are proportional are \
      so at every time: survival.log_minus_log and survival.proportional_hazards look at that.
      """,
    parameters: [
      SurvivalParameters.endpoint.any, SurvivalParameters.by.any, SurvivalParameters.weights.any, bandwidth.any,
      minimum.any, SurvivalParameters.level.any, times.any, per.any, SurvivalParameters.displayUnit.any,
      SurvivalParameters.asBaseline.any,
    ],
    statistics: SmoothHazardStatistics.declared,
    example: [
      .init("endpoint", .text("pfs")), .init("times", .list([.integer(90), .integer(180)])),
      .init("per", .text("years")),
    ]
  ) { cohort, arguments in
    let question = try SurvivalQuestion(
      cohort, endpoint: arguments[SurvivalParameters.endpoint], event: .cause(nil),
      by: arguments[SurvivalParameters.by], weights: arguments[SurvivalParameters.weights])
    let guarding = ImmortalTime(
      cohort: cohort, endpoint: question.endpoint, isAcknowledged: arguments[SurvivalParameters.asBaseline])
    let style = SmoothHazardStyle(
      bandwidth: try chosenBandwidth(arguments), atRisk: arguments[minimum],
      level: arguments[SurvivalParameters.level], times: arguments[times].distinct,
      per: arguments[per] ?? arguments[SurvivalParameters.displayUnit] ?? question.endpoint.unit,
      unit: question.endpoint.unit, axisUnit: arguments[SurvivalParameters.displayUnit] ?? question.endpoint.unit)
    let tables = try EventTable.tables(of: question.followUp, groups: question.codes, count: question.levels.count)
    let hazards = zip(question.levels, tables).map { level, table in
      SmoothHazardStatistics(
        group: level, label: question.label(of: level) ?? level, table: table, style: style)
    }
    var result = AnalysisResult(
      title: "Hazard of \(question.endpoint.label)"
        + (question.groups.sources.isEmpty ? "" : " by \(question.groups.label)"),
      methods: [style.method(isLate: question.followUp.entry != nil)])
    result.rows = hazards.flatMap(\.rows)
    result.tables = SmoothHazardStatistics.tables(
      of: hazards, rowHeader: question.groups.sources.isEmpty ? "" : question.groups.label)
    result.figures = SmoothHazardStatistics.figures(of: hazards, title: result.title, origin: question.endpoint.origin)
    result.cautions = try guarding.cautions(for: question) + question.cautions
    return result
  }

  private static let bandwidth = Parameter.numbers(
    "bandwidth",
    "How far to either side events count, at most half the range; without it that of the smallest integrated mean squared error.",
    unit: "the endpoint's unit")

  private static let minimum = Parameter.number(
    "minimum_at_risk", "The estimate ends where for the last time so many are at risk.", in: 1...1e9, default: 10)

  private static let times = Parameter.numbers(
    "times", "The times at which the hazard is given.", unit: "the endpoint's unit")

  private static let per = Parameter.displayUnit(
    "per", "The unit of time for each of which the hazard is given; without it that of the figure.")

  /// - Throws: `ArgumentError` for more than one bandwidth, or one of 0.
  private static func chosenBandwidth(_ arguments: Arguments) throws -> Double? {
    let given = arguments[bandwidth]
    guard given.count < 2, given.first != 0 else {
      throw ArgumentError.invalid(
        analysis: name,
        reason: "\"bandwidth\" should be one number above 0; found \(Argument.list(given.map(Argument.number)).source)")
    }
    return given.first
  }
}
