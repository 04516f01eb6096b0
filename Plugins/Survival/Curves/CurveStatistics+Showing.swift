import Analyses
import Cohorts

extension CurveStatistics {
  /// The tables of several curves: one line a group; and one line a group and milestone where there are milestones.
  ///
  /// Durations and milestones are written as `times` says.
  static func tables(of curves: [CurveStatistics], rowHeader: String, times: TimeWords) -> [TableLayout] {
    guard let style = curves.first?.style else { return [] }
    let percent = Argument.percent(style.level)
    var columns: [TableLayout.Column] = [
      .init("n", .value("n"), .count), .init("Events", .value("events"), .count),
    ]
    if style.quantiles.contains(0.5) {
      columns.append(
        .init(
          "Median (\(percent) CI), \(times.unit)",
          .estimate("median", lower: "median_lower", upper: "median_upper"), .duration))
    }
    var tables = [
      TableLayout(
        title: "Survival by group", rowHeader: rowHeader, lines: curves.map { .init($0.group, group: $0.group) },
        columns: columns, durations: times.shown)
    ]
    guard !style.times.isEmpty else { return tables }
    tables.append(
      TableLayout(
        title: "Survival at milestones",
        rowHeader: rowHeader.isEmpty ? times.header("Time") : "\(rowHeader), \(times.header())",
        lines: curves.flatMap { curve in
          style.times.map { time in
            TableLayout.Line(
              rowHeader.isEmpty ? times(time) : "\(curve.group), \(times(time))", group: curve.group, time: time)
          }
        },
        columns: [
          .init("At risk", .value("at_risk"), .count), .init("Events", .value("cumulative_events"), .count),
          .init(
            "Survival (\(percent) CI)", .estimate("survival", lower: "survival_lower", upper: "survival_upper"),
            .proportion),
        ] + (style.band?.columns(percent) ?? [])))
    return tables
  }

  /// The figure of several curves, with the numbers at risk at the ticks of its axis; none where all are empty.
  static func figures(
    of curves: [CurveStatistics], title: String, endpoint: EndpointDefinition, axisUnit: TimeUnit?,
    start: Double = 0, origin: String? = nil, annotations: [Figure.Annotation]
  ) -> [Figure] {
    let panel = panel(
      of: curves, endpoint: endpoint, axisUnit: axisUnit, start: start, origin: origin, annotations: annotations)
    return figures(
      of: [panel].compactMap(\.self), title: title, endpoint: endpoint, axisUnit: axisUnit,
      level: curves.first?.style.level)
  }

  /// One figure of several panels; none where there are no panels.
  static func figures(
    of panels: [Figure.Curves.Panel], title: String, endpoint: EndpointDefinition, axisUnit: TimeUnit?, level: Double?
  ) -> [Figure] {
    guard !panels.isEmpty else { return [] }
    let curves = Figure.Curves(
      yLabel: endpoint.axisLabel, unit: endpoint.unit, axisUnit: axisUnit ?? endpoint.unit, level: level, panels: panels
    )
    return [Figure(title: title, .curves(curves))]
  }

  /// Several curves over one axis; nil where all are empty.
  static func panel(
    of curves: [CurveStatistics], title: String = "", endpoint: EndpointDefinition, axisUnit: TimeUnit?,
    start: Double = 0, origin: String? = nil, annotations: [Figure.Annotation]
  ) -> Figure.Curves.Panel? {
    guard let style = curves.first?.style, curves.contains(where: { !$0.isEmpty }) else { return nil }
    let drawn = curves.map { $0.curve(start: start) }
    let ticks = Figure.ticks(
      to: drawn.map(\.end).max() ?? 0, unit: endpoint.unit, axisUnit: axisUnit ?? endpoint.unit)
    return Figure.Curves.Panel(
      title: title, origin: origin ?? endpoint.origin, curves: drawn,
      riskTable: style.riskTable.table(
        at: ticks, atRisk: curves.map(\.atRisk), events: curves.map(\.estimate.table).map { $0.events(through:) },
        censored: curves.map(\.estimate.table).map { $0.censored(through:) }),
      annotations: annotations)
  }

  private func curve(start: Double) -> Figure.Curve {
    let table = estimate.table
    let band = band
    let steps = table.times.indices.filter { table.events[$0] > 0 }.thinnedForFigure
    let ends = censorings ?? table.times.indices.filter { table.censored[$0] > 0 }.map { table.times[$0] }
    let marks = Array(ends.indices).thinnedForFigure.map { ends[$0] }
    func limit(_ value: Double) -> Double? { value.isFinite ? value : nil }
    let simultaneous = simultaneous.map { band in
      Figure.Band(lower: steps.map { limit(band.lower[$0]) }, upper: steps.map { limit(band.upper[$0]) })
    }
    return Figure.Curve(
      group: label ?? group, time: steps.map { table.times[$0] }, estimate: steps.map { estimate.survival[$0] },
      lower: steps.map { limit(band.lower[$0]) }, upper: steps.map { limit(band.upper[$0]) },
      simultaneous: simultaneous, censored: marks, start: start, end: table.times.last ?? start,
      median: estimate.quantile(0.5, rule: style.plateau).estimate,
      unstableFrom: table.support.unstableFrom(start: start))
  }
}
