import Analyses
import Cohorts
import RealModule
import Statistics

/// log(−log S) by group, to see whether hazards are proportional.
enum LogMinusLog {
  /// The curves, as scripts ask for them.
  static let analysis = Analysis(
    "survival.log_minus_log", "log(-log S) against the logarithm of time, by group.",
    details: """
      The Kaplan-Meier estimate S on the scale of log(-log S), the logarithm of the cumulative hazard, against log time. Where \
      hazards are proportional the curves of the groups run parallel: their distance is the log hazard ratio. Where times follow \
      a Weibull distribution they are straight, and of one slope if both hold. Early steps rest on few events and are to be \
      read with their intervals. survival.proportional_hazards tests what this shows.
      """,
    parameters: [
      SurvivalParameters.endpoint.any, SurvivalParameters.by.any, SurvivalParameters.weights.any,
      SurvivalParameters.level.any, SurvivalParameters.times.any, SurvivalParameters.displayUnit.any,
      SurvivalParameters.asBaseline.any,
    ],
    statistics: LogMinusLogCurve.declared,
    example: [
      .init("endpoint", .text("pfs")), .init("by", .text("diagnosis")),
      .init("times", .list([.integer(90), .integer(180)])),
    ]
  ) { cohort, arguments in
    let question = try SurvivalQuestion(
      cohort, endpoint: arguments[SurvivalParameters.endpoint], event: .cause(nil),
      by: arguments[SurvivalParameters.by], weights: arguments[SurvivalParameters.weights])
    let guarding = ImmortalTime(
      cohort: cohort, endpoint: question.endpoint, isAcknowledged: arguments[SurvivalParameters.asBaseline])
    let tables = try EventTable.tables(of: question.followUp, groups: question.codes, count: question.levels.count)
    let curves = zip(question.levels, tables).map { level, table in
      LogMinusLogCurve(
        group: level, label: question.label(of: level) ?? level, estimate: KaplanMeier(table),
        level: arguments[SurvivalParameters.level], times: arguments[SurvivalParameters.times].distinct,
        unit: question.endpoint.unit)
    }
    let percent = Argument.percent(arguments[SurvivalParameters.level])
    var result = AnalysisResult(
      title: "log(-log S) of \(question.endpoint.label)"
        + (question.groups.sources.isEmpty ? "" : " by \(question.groups.label)"),
      methods: [
        "Kaplan-Meier estimate S with Greenwood's variance, shown as log(-log S) against log time; \(percent) interval on that scale."
      ])
    result.rows = curves.flatMap(\.rows)
    result.tables = LogMinusLogCurve.tables(
      of: curves, rowHeader: question.groups.sources.isEmpty ? "" : question.groups.label,
      times: arguments.times(in: question.endpoint.unit))
    result.figures = LogMinusLogCurve.figures(
      of: curves, title: result.title, endpoint: question.endpoint,
      axisUnit: arguments[SurvivalParameters.displayUnit] ?? question.endpoint.unit)
    result.cautions = try guarding.cautions(for: question) + question.cautions
    return result
  }
}

/// log(−log S) of one group as rows, lines of tables, and steps of a figure.
struct LogMinusLogCurve {
  let group: String
  /// The words under which the curve is shown in a figure.
  let label: String
  let estimate: KaplanMeier
  let level: Double
  let times: [Double]
  let unit: TimeUnit

  static let declared: [Analysis.Statistic] = [
    .init("n", "The number of subjects, frequency weights counted."), .init("events", "The number of events."),
    .init("log_minus_log", "log(-log S) at a time."),
    .init("log_minus_log_se", "Its standard error: that of log S over -log S."),
    .init("log_minus_log_lower", "Its lower limit."), .init("log_minus_log_upper", "Its upper limit."),
    .init("at_risk", "The number at risk at a time: under observation before it, and still at it."),
    .init("cumulative_events", "The number of events up to and including a time."),
  ]

  /// The height at a place of the table, and its standard error; nil where S is 0 or 1.
  private func point(_ place: Int) -> (value: Double, standardError: Double)? {
    guard place >= 0, estimate.survival[place] > 0, estimate.survival[place] < 1 else { return nil }
    let minus = -Double.log(estimate.survival[place])
    return (.log(minus), estimate.standardErrorOfLog[place] / minus)
  }

  var rows: [Row] {
    let table = estimate.table
    return [
      Row("n", .count(Int(table.count)), group: group), Row("events", .count(Int(table.eventCount)), group: group),
    ] + times.flatMap(rows)
  }

  private func rows(at time: Double) -> [Row] {
    let table = estimate.table
    let place = table.times.partitionPoint { $0 <= time } - 1
    let isBeyond = time > (table.times.last ?? 0)
    let point = isBeyond ? nil : point(place)
    let reason =
      table.count == 0
      ? "no subjects"
      : isBeyond
        ? "beyond the last observation"
        : place < 0 || estimate.survival[place] == 1
          ? "undefined before the first event" : "undefined where survival is 0"
    let half = point.map { $0.standardError * Normal.reach(ofLevel: level) }
    func row(_ suffix: String, _ value: Double?) -> Row {
      Row(
        "log_minus_log" + suffix, Quantity(value, otherwise: reason), group: group, time: time, n: Int(table.count))
    }
    return [
      row("", point?.value), row("_se", point?.standardError),
      row("_lower", point.flatMap { point in half.map { point.value - $0 } }),
      row("_upper", point.flatMap { point in half.map { point.value + $0 } }),
      Row("at_risk", .count(Int(table.atRisk(at: time))), group: group, time: time),
      Row("cumulative_events", .count(Int(table.events(through: time))), group: group, time: time),
    ]
  }

  static func tables(of curves: [LogMinusLogCurve], rowHeader: String, times: TimeWords) -> [TableLayout] {
    guard let first = curves.first else { return [] }
    var tables = [
      TableLayout(
        title: "Events by group", rowHeader: rowHeader, lines: curves.map { .init($0.group, group: $0.group) },
        columns: [.init("n", .value("n"), .count), .init("Events", .value("events"), .count)])
    ]
    guard !first.times.isEmpty else { return tables }
    tables.append(
      TableLayout(
        title: "log(-log S)", rowHeader: rowHeader.isEmpty ? times.header("Time") : "\(rowHeader), \(times.header())",
        lines: curves.flatMap { curve in
          curve.times.map { time in
            .init(rowHeader.isEmpty ? times(time) : "\(curve.group), \(times(time))", group: curve.group, time: time)
          }
        },
        columns: [
          .init("At risk", .value("at_risk"), .count), .init("Events", .value("cumulative_events"), .count),
          .init(
            "log(-log S) (\(Argument.percent(first.level)) CI)",
            .estimate("log_minus_log", lower: "log_minus_log_lower", upper: "log_minus_log_upper"), .statistic),
          .init("SE", .value("log_minus_log_se"), .statistic),
        ]))
    return tables
  }

  /// The figure of the curves, of steps over log time; none where there is nothing to draw.
  static func figures(
    of curves: [LogMinusLogCurve], title: String, endpoint: EndpointDefinition, axisUnit: TimeUnit
  ) -> [Figure] {
    let marks = curves.enumerated().compactMap { place, curve in
      curve.steps(in: axisUnit).map { Figure.Chart.Mark($0, series: place) }
    }
    guard !marks.isEmpty else { return [] }
    let panel = Figure.Chart.Panel(
      x: Figure.Axis("Time from \(endpoint.origin) (log scale)", unit: axisUnit.rawValue, scale: .log),
      y: Figure.Axis("log(\u{2212}log S)"), marks: marks)
    return [
      Figure(
        title: title, .chart(Figure.Chart(panels: [panel], series: curves.count > 1 ? curves.map(\.label) : [])),
        notes: ["Where hazards are proportional the curves run parallel; their distance is the log hazard ratio."])
    ]
  }

  private func steps(in axisUnit: TimeUnit) -> Figure.Chart.Shape? {
    let table = estimate.table
    let places = table.times.indices.filter { table.events[$0] > 0 && table.times[$0] > 0 }.thinnedForFigure
    let drawn = places.compactMap { place in point(place).map { (table.times[place], $0.value) } }
    guard let last = drawn.last else { return nil }
    // The curve ends with the last observation, unless it has fallen to 0 there.
    let end = table.times.last ?? last.0
    let tail = end > last.0 && (estimate.survival.last ?? 0) > 0 ? [(end, last.1)] : []
    let all = drawn + tail
    return .steps(x: all.map { unit.convert($0.0, to: axisUnit) }, y: all.map(\.1))
  }
}
