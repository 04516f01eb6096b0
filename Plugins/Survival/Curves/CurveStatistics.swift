import Analyses
import Cohorts

/// How curves are estimated and shown: what the arguments say of intervals, quantiles and milestones.
struct CurveStyle {
  let transform: IntervalTransform
  let level: Double
  let plateau: PlateauRule
  let beyond: BeyondLastObservation
  let times: [Double]
  let quantiles: [Double]

  /// The style that the shared parameters ask for; the median alone where no quantiles are.
  init(_ arguments: Arguments, quantiles: [Double] = [0.5]) {
    transform = arguments[SurvivalParameters.interval]
    level = arguments[SurvivalParameters.level]
    plateau = arguments[SurvivalParameters.plateau]
    beyond = arguments[SurvivalParameters.beyond]
    times = arguments[SurvivalParameters.times].distinct
    self.quantiles = quantiles.distinct
  }

  /// The interval in words, such as "95% interval on the scale of log(-log S)".
  var interval: String { "\(Self.percent(level)) interval on the scale of \(transform.name)" }

  /// The estimator and its conventions, as a sentence.
  var method: String {
    "Kaplan-Meier estimate with Greenwood's variance; \(interval). \(conventions)"
  }

  /// What quantiles are, and what is said beyond the last observation, as sentences.
  var conventions: String {
    "Quantiles invert the curve and its limits "
      + "(Brookmeyer and Crowley); where the curve is level at a quantile: \(plateau.summary). After a last observation "
      + "that was censored: \(beyond.summary)."
  }

  static func percent(_ level: Double) -> String { Argument.number((level * 1e6).rounded() / 1e4).source + "%" }
}

extension [Double] {
  /// The numbers in ascending order, each once.
  var distinct: [Double] { Set(self).sorted() }
}

extension IntervalTransform {
  /// The scale, as it stands in a sentence.
  var name: String {
    switch self {
    case .log: "log S"
    case .logLog: "log(-log S)"
    case .plain: "S"
    case .logit: "logit S"
    case .arcsine: "arcsin of the root of S"
    }
  }
}

/// One estimated curve as rows, lines of tables, and a curve of a figure.
struct CurveStatistics {
  let group: String
  /// The words under which the curve is shown in a figure, where the name of the group alone would not do.
  var label: String?
  let estimate: KaplanMeier
  let style: CurveStyle
  let endpoint: EndpointDefinition
  /// The number at risk at a time, counted directly.
  let atRisk: (Double) -> Double
  /// The times at which somebody was censored, where subjects enter and leave the group as their state changes, so that
  /// leaving it is no censoring; `nil` where it is.
  var censorings: [Double]?

  /// Whether subjects enter and leave the group as their state changes.
  private var isState: Bool { censorings != nil }

  private var band: ConfidenceBand { estimate.band(style.transform, level: style.level) }

  /// The statistics that the rows name.
  static let declared: [Analysis.Statistic] = [
    .init("n", "The number of subjects, frequency weights counted."),
    .init("events", "The number of events."),
    .init("censored", "The number of subjects censored."),
    .init("median", "The median survival time."),
    .init("median_lower", "The lower limit of the median."),
    .init("median_upper", "The upper limit of the median."),
    .init("quantile", "The time by which the share that the variable names has had the event."),
    .init("quantile_lower", "Its lower limit."),
    .init("quantile_upper", "Its upper limit."),
    .init(
      "survival", "The probability of being free of the event at a time.",
      estimated: .delta(.logLog, standardError: "survival_se")),
    .init("survival_se", "The standard error of that probability (Greenwood)."),
    .init("survival_lower", "The lower limit of that probability."),
    .init("survival_upper", "The upper limit of that probability."),
    .init("at_risk", "The number at risk at a time: under observation before it, and still at it."),
    .init("cumulative_events", "The number of events up to and including a time."),
  ]

  /// Everything that the curve says, as rows.
  var rows: [Row] {
    let unit = endpoint.unit.rawValue
    let method = "Kaplan-Meier, \(style.interval)"
    let band = band
    var rows = [
      Row("n", count(estimate.table.count), group: group, note: isState ? "ever in this state" : nil),
      Row("events", count(estimate.table.eventCount), group: group),
    ]
    if !isState { rows.append(Row("censored", count(estimate.table.censored.reduce(0, +)), group: group)) }
    for share in style.quantiles {
      let quantile = estimate.quantile(share, band: band, rule: style.plateau)
      let name = share == 0.5 ? "median" : "quantile"
      let variable = share == 0.5 ? nil : CurveStyle.percent(share)
      func row(_ suffix: String, _ value: Double?, _ reason: String) -> Row {
        Row(
          name + suffix, Quantity(value, otherwise: reason), group: group, variable: variable, unit: unit,
          method: method, n: Int(estimate.table.count))
      }
      let what = share == 0.5 ? "median" : "\(CurveStyle.percent(share)) quantile"
      rows.append(row("", quantile.estimate, isEmpty ? "no subjects" : "\(what) not reached"))
      rows.append(row("_lower", quantile.lower, isEmpty ? "no subjects" : "limit not reached"))
      rows.append(row("_upper", quantile.upper, isEmpty ? "no subjects" : "limit not reached"))
    }
    for time in style.times { rows += milestoneRows(at: time, method) }
    return rows
  }

  private var isEmpty: Bool { estimate.table.count == 0 }

  private func count(_ value: Double) -> Quantity { .count(Int(value)) }

  private func milestoneRows(at time: Double, _ method: String) -> [Row] {
    let milestone = estimate.milestone(at: time, style.transform, level: style.level, beyond: style.beyond)
    let isBefore = time < estimate.origin
    // A state that nobody has entered yet has no survival, though its curve is drawn from 1.
    let isVacant = isState && atRisk(time) == 0 && milestone.survival == 1
    func row(_ name: String, _ value: Double?, _ reason: String) -> Row {
      Row(
        name,
        Quantity(
          isEmpty || isBefore || isVacant ? nil : value,
          otherwise: isEmpty
            ? "no subjects" : isBefore ? "before the curve begins" : isVacant ? "nobody at risk" : reason),
        group: group, time: time, method: method, n: Int(estimate.table.count))
    }
    let beyond = "beyond the last observation"
    let reason =
      switch milestone.survival {
      case 0: "undefined where survival is 0"
      case 1: "undefined on the scale of \(style.transform.name) where survival is 1"
      default: beyond
      }
    return [
      row("survival", milestone.survival, beyond), row("survival_se", milestone.standardError, reason),
      row("survival_lower", milestone.lower, reason), row("survival_upper", milestone.upper, reason),
      Row("at_risk", count(atRisk(time)), group: group, time: time),
      Row("cumulative_events", count(milestone.events), group: group, time: time),
    ]
  }

  private var lacksMedian: Bool {
    !isEmpty && style.quantiles.contains(0.5) && estimate.quantile(0.5, rule: style.plateau).estimate == nil
  }

  /// A caution where curves do not fall to one half.
  static func medianCautions(of curves: [CurveStatistics]) -> [Caution] {
    let names = curves.filter(\.lacksMedian).map { "\"\($0.label ?? $0.group)\"" }
    guard !names.isEmpty else { return [] }
    return [Caution(.medianNotReached, "The median is not reached: \(names.joined(separator: ", ")).")]
  }
}

// MARK: - Tables and figures

extension CurveStatistics {
  /// The tables of several curves: one line a group; and one line a group and milestone where there are milestones.
  static func tables(of curves: [CurveStatistics], rowHeader: String) -> [TableLayout] {
    guard let style = curves.first?.style else { return [] }
    let percent = CurveStyle.percent(style.level)
    var columns: [TableLayout.Column] = [
      .init("n", .value("n"), .count), .init("Events", .value("events"), .count),
    ]
    if style.quantiles.contains(0.5) {
      columns.append(
        .init(
          "Median (\(percent) CI), \(curves.first?.endpoint.unit.rawValue ?? "")",
          .estimate("median", lower: "median_lower", upper: "median_upper"), .duration))
    }
    var tables = [
      TableLayout(
        title: "Survival by group", rowHeader: rowHeader, lines: curves.map { .init($0.group, group: $0.group) },
        columns: columns)
    ]
    guard !style.times.isEmpty else { return tables }
    let unit = curves.first?.endpoint.unit.rawValue ?? ""
    tables.append(
      TableLayout(
        title: "Survival at milestones",
        rowHeader: rowHeader.isEmpty ? "Time (\(unit))" : "\(rowHeader), time (\(unit))",
        lines: curves.flatMap { curve in
          style.times.map { time in
            let at = Argument.number(time).source
            return TableLayout.Line(rowHeader.isEmpty ? at : "\(curve.group), \(at)", group: curve.group, time: time)
          }
        },
        columns: [
          .init("At risk", .value("at_risk"), .count), .init("Events", .value("cumulative_events"), .count),
          .init(
            "Survival (\(percent) CI)", .estimate("survival", lower: "survival_lower", upper: "survival_upper"),
            .proportion),
        ]))
    return tables
  }

  /// The figure of several curves, with the numbers at risk at the ticks of its axis; none where all are empty.
  static func figures(
    of curves: [CurveStatistics], title: String, endpoint: EndpointDefinition, axisUnit: TimeUnit?,
    start: Double = 0, origin: String? = nil, annotations: [Figure.Annotation]
  ) -> [Figure] {
    guard curves.contains(where: { !$0.isEmpty }) else { return [] }
    let drawn = curves.map { $0.curve(start: start) }
    let axisUnit = axisUnit ?? endpoint.unit
    let ticks = Figure.ticks(to: drawn.map(\.end).max() ?? 0, unit: endpoint.unit, axisUnit: axisUnit)
    let figure = Figure(
      title: title, yLabel: endpoint.label, origin: origin ?? endpoint.origin, unit: endpoint.unit, axisUnit: axisUnit,
      curves: drawn, riskTable: .init(times: ticks, atRisk: curves.map { curve in ticks.map(curve.atRisk) }),
      annotations: annotations)
    return [figure]
  }

  /// The most steps of a curve that a figure carries; a curve of more is thinned evenly, which no eye can see.
  private static let mostSteps = 4000

  private func curve(start: Double) -> Figure.Curve {
    let table = estimate.table
    let band = band
    var steps = table.times.indices.filter { table.events[$0] > 0 }
    if steps.count > Self.mostSteps {
      steps = (0..<Self.mostSteps).map { steps[$0 * (steps.count - 1) / (Self.mostSteps - 1)] }
    }
    var marks = censorings ?? table.times.indices.filter { table.censored[$0] > 0 }.map { table.times[$0] }
    if marks.count > Self.mostSteps {
      marks = (0..<Self.mostSteps).map { marks[$0 * (marks.count - 1) / (Self.mostSteps - 1)] }
    }
    func limit(_ value: Double) -> Double? { value.isFinite ? value : nil }
    return Figure.Curve(
      group: label ?? group, time: steps.map { table.times[$0] }, estimate: steps.map { estimate.survival[$0] },
      lower: steps.map { limit(band.lower[$0]) }, upper: steps.map { limit(band.upper[$0]) },
      censored: marks, start: start, end: table.times.last ?? start,
      median: estimate.quantile(0.5, rule: style.plateau).estimate)
  }
}
