import Analyses
import Cohorts
import Statistics

/// How a hazard is smoothed and shown.
struct SmoothHazardStyle {
  /// The bandwidth for all groups; nil where each has its own.
  let bandwidth: Double?
  let atRisk: Double
  let level: Double
  let times: [Double]
  /// The unit of time for each of which the hazard is given.
  let per: TimeUnit
  /// The unit of the endpoint's times.
  let unit: TimeUnit
  /// The unit in which the axis is labelled.
  let axisUnit: TimeUnit

  /// How much a hazard for each unit of the endpoint is for each unit asked for.
  var rate: Double { per.convert(1, to: unit) }

  /// "per month".
  var rateWords: String { "per \(per.rawValue.dropLast())" }

  func method(isLate: Bool) -> String {
    let least = Argument.number(atRisk).source
    let width =
      bandwidth.map { "bandwidth \(Argument.number($0).source) \(unit.rawValue), at most half the range" }
      ?? "for each group the bandwidth of the smallest integrated mean squared error, with a pilot estimate in place of the hazard"
    return
      "Hazard smoothed with Epanechnikov's kernel, at the ends with the boundary kernels of Müller and Wang, over the "
      + "time in which at least \(least) are at risk; \(width). \(Argument.percent(level)) pointwise interval on the scale of log h, "
      + "which does not allow for the bias of smoothing."
      + (isLate
        ? " Late entry: at risk at t are those with entry < t <= time; the range begins at the first entry." : "")
  }
}

/// The smoothed hazard of one group as rows, lines of tables, and a line of a figure.
struct SmoothHazardStatistics {
  let group: String
  let label: String
  let table: EventTable
  let style: SmoothHazardStyle
  private let estimate: Result<SmoothHazard, SmoothHazard.Failure>

  init(group: String, label: String, table: EventTable, style: SmoothHazardStyle) {
    (self.group, self.label, self.table, self.style) = (group, label, table, style)
    estimate = Result { () throws(SmoothHazard.Failure) in
      try SmoothHazard(table, bandwidth: style.bandwidth, atRisk: style.atRisk)
    }
  }

  static let declared: [Analysis.Statistic] = [
    .init("n", "The number of subjects, frequency weights counted."), .init("events", "The number of events."),
    .init("bandwidth", "How far to either side of a time events count."),
    .init("hazard_from", "The first time at which the hazard is estimated."),
    .init("hazard_to", "The last time at which the hazard is estimated."),
    .init("hazard", "The hazard at a time, for each unit of time that is stated with it."),
    .init("hazard_se", "Its standard error."), .init("hazard_lower", "Its lower limit."),
    .init("hazard_upper", "Its upper limit."),
    .init("at_risk", "The number at risk at a time: under observation before it, and still at it."),
  ]

  var rows: [Row] {
    func row(_ name: String, _ value: (SmoothHazard) -> Double) -> Row {
      let quantity: Quantity =
        switch estimate {
        case .success(let hazard): .number(value(hazard))
        case .failure(let reason): .notEstimable(reason.description)
        }
      return Row(name, quantity, group: group, unit: style.unit.rawValue)
    }
    return [
      Row("n", .count(Int(table.count)), group: group), Row("events", .count(Int(table.eventCount)), group: group),
      row("bandwidth") { $0.bandwidth }, row("hazard_from") { $0.start }, row("hazard_to") { $0.end },
    ] + style.times.flatMap(rows)
  }

  private func rows(at time: Double) -> [Row] {
    let (point, reason): ((value: Double, standardError: Double)?, String) =
      switch estimate {
      case .success(let hazard): (hazard.hazard(at: time), "outside of the time in which enough are at risk")
      case .failure(let failure): (nil, failure.description)
      }
    let limits = point.flatMap(limits)
    func row(_ suffix: String, _ value: Double?, _ reason: String) -> Row {
      Row(
        "hazard" + suffix, Quantity(value.map { $0 * style.rate }, otherwise: reason), group: group, time: time,
        unit: style.rateWords, n: Int(table.count))
    }
    let limitReason = point == nil ? reason : "undefined where the hazard is 0"
    return [
      row("", point?.value, reason), row("_se", point?.standardError, reason),
      row("_lower", limits?.lower, limitReason), row("_upper", limits?.upper, limitReason),
      Row("at_risk", .count(Int(table.atRisk(at: time))), group: group, time: time),
    ]
  }

  /// h exp(± z se/h), nil where h is 0, or so near to 0 that there is no upper limit.
  private func limits(_ point: (value: Double, standardError: Double)) -> (lower: Double, upper: Double)? {
    let limits = HazardTransform.log.limits(
      point.value, error: point.standardError, reach: Normal.reach(ofLevel: style.level))
    return limits.flatMap { $0.upper.isFinite && $0.lower.isFinite ? $0 : nil }
  }

  static func tables(of hazards: [SmoothHazardStatistics], rowHeader: String) -> [TableLayout] {
    guard let style = hazards.first?.style else { return [] }
    let times = TimeWords(style.unit, shown: style.axisUnit)
    let unit = times.unit
    var tables = [
      TableLayout(
        title: "Smoothing", rowHeader: rowHeader, lines: hazards.map { .init($0.group, group: $0.group) },
        columns: [
          .init("n", .value("n"), .count), .init("Events", .value("events"), .count),
          .init("Bandwidth, \(unit)", .value("bandwidth"), .duration),
          .init("From, \(unit)", .value("hazard_from"), .duration),
          .init("To, \(unit)", .value("hazard_to"), .duration),
        ], durations: times.shown)
    ]
    guard !style.times.isEmpty else { return tables }
    tables.append(
      TableLayout(
        title: "Hazard", rowHeader: rowHeader.isEmpty ? times.header("Time") : "\(rowHeader), \(times.header())",
        lines: hazards.flatMap { hazard in
          style.times.map { time in
            .init(rowHeader.isEmpty ? times(time) : "\(hazard.group), \(times(time))", group: hazard.group, time: time)
          }
        },
        columns: [
          .init("At risk", .value("at_risk"), .count),
          .init(
            "Hazard \(style.rateWords) (\(Argument.percent(style.level)) CI)",
            .estimate("hazard", lower: "hazard_lower", upper: "hazard_upper"), .statistic),
          .init("SE", .value("hazard_se"), .statistic),
        ]))
    return tables
  }
}

// MARK: - Figure

extension SmoothHazardStatistics {
  /// The times at which a figure shows a hazard.
  private static let drawnTimes = 201
  /// How much higher than the highest estimate the axis goes for the sake of the bands.
  private static let headroom = 1.5

  /// The figure of the hazards that there are; none where there are none.
  static func figures(of hazards: [SmoothHazardStatistics], title: String, origin: String) -> [Figure] {
    guard let style = hazards.first?.style else { return [] }
    let drawn = hazards.enumerated().map { place, hazard in (place, hazard.points) }
    let highest = drawn.flatMap(\.1).map(\.value).max() ?? 0
    guard highest > 0 else { return [] }
    let top = min(drawn.flatMap(\.1).compactMap { $0.limits?.upper }.max() ?? highest, highest * headroom)
    let marks = drawn.filter { !$0.1.isEmpty }.flatMap { place, points -> [Figure.Chart.Mark] in
      let x = points.map { style.unit.convert($0.time, to: style.axisUnit) }
      return [
        .init(
          .ribbon(x: x, lower: points.map { $0.limits?.lower }, upper: points.map { $0.limits?.upper }), series: place),
        .init(.line(x: x, y: points.map(\.value)), series: place),
      ]
    }
    let ribbons = marks.filter { if case .ribbon = $0.shape { true } else { false } }
    let lines = marks.filter { if case .line = $0.shape { true } else { false } }
    let panel = Figure.Chart.Panel(
      x: Figure.Axis("Time from \(origin)", unit: style.axisUnit.rawValue),
      y: Figure.Axis("Hazard \(style.rateWords)", limits: .init(0, max(top, highest) * 1.04)),
      marks: ribbons + lines)
    let widths = hazards.compactMap { hazard in
      (try? hazard.estimate.get()).map { estimate in
        let width = Argument.number((estimate.bandwidth * 10).rounded() / 10).source
        return hazards.count > 1 ? "\(width) (\(hazard.label))" : width
      }
    }
    return [
      Figure(
        title: title, .chart(Figure.Chart(panels: [panel], series: hazards.count > 1 ? hazards.map(\.label) : [])),
        notes: [
          "Bandwidth, \(style.unit.rawValue): \(widths.joined(separator: ", ")).",
          "Bands are \(Argument.percent(style.level)) confidence intervals at each time; where they would reach far above the "
            + "highest hazard they are cut off.",
        ])
    ]
  }

  private struct Point {
    let time: Double
    let value: Double
    let limits: (lower: Double, upper: Double)?
  }

  private var points: [Point] {
    guard case .success(let hazard) = estimate else { return [] }
    return hazard.grid(Self.drawnTimes).compactMap { time in
      hazard.hazard(at: time).map { point in
        let limits = limits(point).map { ($0.lower * style.rate, $0.upper * style.rate) }
        return Point(time: time, value: point.value * style.rate, limits: limits)
      }
    }
  }
}
