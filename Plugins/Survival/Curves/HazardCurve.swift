import Analyses
import Cohorts
import Statistics

/// One cumulative hazard as rows, lines of tables, and a curve of a figure.
struct HazardCurve {
  let group: String
  /// The words under which the curve is shown in a figure.
  let label: String
  let estimate: KaplanMeier
  let transform: HazardTransform
  let level: Double
  let times: [Double]

  static let declared: [Analysis.Statistic] = [
    .init("n", "The number of subjects, frequency weights counted."),
    .init("events", "The number of events."),
    .init(
      "cumulative_hazard", "The cumulative hazard at a time.",
      estimated: .delta(.log, standardError: "cumulative_hazard_se")),
    .init("cumulative_hazard_se", "Its standard error."),
    .init("cumulative_hazard_lower", "Its lower limit."),
    .init("cumulative_hazard_upper", "Its upper limit."),
    .init("at_risk", "The number at risk at a time: under observation before it, and still at it."),
    .init("cumulative_events", "The number of events up to and including a time."),
  ]

  private var isEmpty: Bool { estimate.table.count == 0 }

  var rows: [Row] {
    [
      Row("n", .count(Int(estimate.table.count)), group: group),
      Row("events", .count(Int(estimate.table.eventCount)), group: group),
    ] + times.flatMap { rows(at: $0) }
  }

  private func rows(at time: Double) -> [Row] {
    let point = estimate.cumulativeHazard(at: time, transform, level: level)
    let isBeyond = time > (estimate.table.times.last ?? 0)
    let reason = isEmpty ? "no subjects" : isBeyond ? "beyond the last observation" : "undefined before the first event"
    func row(_ suffix: String, _ value: Double?) -> Row {
      Row(
        "cumulative_hazard" + suffix, Quantity(isEmpty || isBeyond ? nil : value, otherwise: reason), group: group,
        time: time, n: Int(estimate.table.count))
    }
    return [
      row("", point.hazard), row("_se", point.standardError), row("_lower", point.lower), row("_upper", point.upper),
      Row("at_risk", .count(Int(estimate.table.atRisk(at: time))), group: group, time: time),
      Row("cumulative_events", .count(Int(estimate.table.events(through: time))), group: group, time: time),
    ]
  }

  static func tables(of curves: [HazardCurve], rowHeader: String, times: TimeWords) -> [TableLayout] {
    var tables = [
      TableLayout(
        title: "Events by group", rowHeader: rowHeader, lines: curves.map { .init($0.group, group: $0.group) },
        columns: [.init("n", .value("n"), .count), .init("Events", .value("events"), .count)])
    ]
    guard let first = curves.first, !first.times.isEmpty else { return tables }
    tables.append(
      TableLayout(
        title: "Cumulative hazard",
        rowHeader: rowHeader.isEmpty ? times.header("Time") : "\(rowHeader), \(times.header())",
        lines: curves.flatMap { curve in
          curve.times.map { time in
            TableLayout.Line(
              rowHeader.isEmpty ? times(time) : "\(curve.group), \(times(time))", group: curve.group, time: time)
          }
        },
        columns: [
          .init("At risk", .value("at_risk"), .count), .init("Events", .value("cumulative_events"), .count),
          .init(
            "Cumulative hazard (\(Argument.percent(first.level)) CI)",
            .estimate("cumulative_hazard", lower: "cumulative_hazard_lower", upper: "cumulative_hazard_upper"),
            .statistic),
          .init("SE", .value("cumulative_hazard_se"), .statistic),
        ]))
    return tables
  }

  /// The figure of several hazards, with the numbers at risk; none where all groups are empty.
  static func figures(
    of curves: [HazardCurve], title: String, endpoint: EndpointDefinition, axisUnit: TimeUnit?
  ) -> [Figure] {
    guard let first = curves.first, curves.contains(where: { !$0.isEmpty }) else { return [] }
    let axisUnit = axisUnit ?? endpoint.unit
    let ticks = Figure.ticks(
      to: curves.compactMap(\.estimate.table.times.last).max() ?? 0, unit: endpoint.unit, axisUnit: axisUnit)
    let panel = Figure.Curves.Panel(
      origin: endpoint.origin, curves: curves.map(\.curve),
      riskTable: .init(times: ticks, atRisk: curves.map { curve in ticks.map(curve.estimate.table.atRisk(at:)) }))
    return [
      Figure(
        title: title,
        .curves(
          Figure.Curves(
            yLabel: "Cumulative hazard", direction: .rising, format: .statistic, top: nil, unit: endpoint.unit,
            axisUnit: axisUnit, level: first.level, panels: [panel])))
    ]
  }

  private var curve: Figure.Curve {
    let table = estimate.table
    let steps = table.times.indices.filter { table.events[$0] > 0 }.thinnedForFigure
    let marks = table.times.indices.filter { table.censored[$0] > 0 }.thinnedForFigure
    let reach = Normal.reach(ofLevel: level)
    let limits = steps.map {
      transform.limits(
        estimate.cumulativeHazard[$0], error: estimate.standardErrorOfHazard[$0], reach: reach)
    }
    return Figure.Curve(
      group: label, time: steps.map { table.times[$0] }, estimate: steps.map { estimate.cumulativeHazard[$0] },
      lower: limits.map { $0?.lower }, upper: limits.map { $0?.upper }, censored: marks.map { table.times[$0] },
      start: estimate.origin, end: table.times.last ?? estimate.origin,
      unstableFrom: table.support.unstableFrom(start: estimate.origin))
  }
}
