import Analyses
import Cohorts

/// How incidences are estimated and shown: what the arguments say of variance, intervals and milestones.
struct IncidenceStyle {
  let variance: IncidenceVariance
  let transform: IntervalTransform
  let level: Double
  let beyond: BeyondLastObservation
  let times: [Double]
  /// What stands beneath the curves of the figure.
  let riskTable: RiskTableContent

  /// The interval in words.
  var interval: String {
    "\(Argument.percent(level)) interval on the scale of \(transform.nameOfIncidence)"
  }
}

/// The incidences of one group as rows and curves.
struct IncidenceStatistics {
  let group: String
  let label: String?
  let estimate: AalenJohansen
  let outcomes: [String]
  let style: IncidenceStyle

  /// The statistics that the rows name.
  static let declared: [Analysis.Statistic] = [
    .init("n", "The number of subjects, frequency weights counted."),
    .init("events", "The number of events of the outcome."),
    .init("censored", "The number of subjects censored."),
    .init(
      "cumulative_incidence", "The probability of having had the outcome by a time, the others competing.",
      estimated: .delta(.complementaryLogLog, standardError: "cumulative_incidence_se")),
    .init("cumulative_incidence_se", "The standard error of that probability."),
    .init("cumulative_incidence_lower", "The lower limit of that probability."),
    .init("cumulative_incidence_upper", "The upper limit of that probability."),
    .init(
      "one_minus_kaplan_meier",
      "One less Kaplan-Meier with the other outcomes censored: what the incidence would be were there no other outcomes."
    ),
    .init("event_free", "The probability of being free of all outcomes at a time."),
    .init("event_free_lower", "The lower limit of that probability."),
    .init("event_free_upper", "The upper limit of that probability."),
    .init("at_risk", "The number at risk at a time: under observation before it, and still at it."),
    .init("cumulative_events", "The number of events of the outcome up to and including a time."),
  ]

  private var isEmpty: Bool { estimate.table.count == 0 }

  /// Everything that the curves say, as rows.
  var rows: [Row] {
    var rows = [
      Row("n", tally(estimate.table.count), group: group),
      Row("censored", tally(estimate.table.censored.reduce(0, +)), group: group),
    ]
    for (place, outcome) in outcomes.enumerated() {
      rows.append(Row("n", tally(estimate.table.count), group: group, variable: outcome))
      rows.append(Row("events", tally(estimate.table.eventCount(place)), group: group, variable: outcome))
      let alone = withoutOthers(place)
      for time in style.times { rows += milestoneRows(place, outcome, time, alone) }
    }
    for time in style.times { rows += eventFreeRows(time) }
    return rows
  }

  private func milestoneRows(_ place: Int, _ outcome: String, _ time: Double, _ alone: [Double]) -> [Row] {
    let point = estimate.milestone(
      place, at: time, style.transform, level: style.level, beyond: style.beyond)
    let beyond = isEmpty ? "no subjects" : "beyond the last observation"
    let limit = point.incidence == nil || isEmpty ? beyond : "undefined where the incidence is 0"
    func row(_ statistic: String, _ value: Double?, _ reason: String) -> Row {
      Row(
        statistic, Quantity(isEmpty ? nil : value, otherwise: reason), group: group, variable: outcome, time: time,
        method: "Aalen-Johansen, \(style.interval)", n: Int(estimate.table.count))
    }
    let index = estimate.table.times.partitionPoint { $0 <= time } - 1
    return [
      row("cumulative_incidence", point.incidence, beyond),
      row("cumulative_incidence_se", point.standardError, beyond),
      row("cumulative_incidence_lower", point.lower, limit), row("cumulative_incidence_upper", point.upper, limit),
      row("one_minus_kaplan_meier", point.incidence == nil ? nil : index < 0 ? 0 : alone[index], beyond),
      Row("at_risk", tally(point.atRisk), group: group, variable: outcome, time: time),
      Row("cumulative_events", tally(point.events), group: group, variable: outcome, time: time),
    ]
  }

  private func eventFreeRows(_ time: Double) -> [Row] {
    let point = estimate.milestone(0, at: time, style.transform, level: style.level, beyond: style.beyond)
    let index = estimate.table.times.partitionPoint { $0 <= time } - 1
    let band = estimate.eventFreeBand(style.transform, level: style.level)
    let isKnown = !isEmpty && point.incidence != nil
    let reason =
      isEmpty ? "no subjects" : isKnown ? "undefined where the probability is 0 or 1" : "beyond the last observation"
    func row(_ statistic: String, _ value: Double) -> Row {
      Row(statistic, Quantity(isKnown ? value : nil, otherwise: reason), group: group, time: time)
    }
    return [
      row("event_free", index < 0 ? 1 : estimate.eventFree[index]),
      row("event_free_lower", index < 0 ? 1 : band.lower[index]),
      row("event_free_upper", index < 0 ? 1 : band.upper[index]),
    ]
  }

  /// One less the product limit in which the other outcomes are censorings.
  private func withoutOthers(_ place: Int) -> [Double] {
    var product = 1.0
    return estimate.table.times.indices.map { index in
      product *= 1 - estimate.table.events[place][index] / estimate.table.atRisk[index]
      return 1 - product
    }
  }
}

// MARK: - Tables and figures

extension IncidenceStatistics {
  /// The tables of several groups: one line a group and outcome, and one for each milestone.
  static func tables(of groups: [IncidenceStatistics], rowHeader: String, times: TimeWords) -> [TableLayout] {
    guard let first = groups.first else { return [] }
    let header = rowHeader.isEmpty ? "Outcome" : "\(rowHeader), outcome"
    func label(_ group: IncidenceStatistics, _ outcome: String) -> String {
      rowHeader.isEmpty ? outcome : "\(group.group), \(outcome)"
    }
    var tables = [
      TableLayout(
        title: "Outcomes", rowHeader: header,
        lines: groups.flatMap { group in
          group.outcomes.map { .init(label(group, $0), group: group.group, variable: $0) }
        },
        columns: [.init("n", .value("n"), .count), .init("Events", .value("events"), .count)])
    ]
    guard !first.style.times.isEmpty else { return tables }
    let lines = groups.flatMap { group in
      group.outcomes.flatMap { outcome in
        group.style.times.map { time in
          TableLayout.Line(
            "\(label(group, outcome)), \(times(time))", group: group.group, variable: outcome,
            time: time)
        }
      }
    }
    tables.append(
      TableLayout(
        title: "Cumulative incidence at milestones", rowHeader: "\(header), \(times.header())", lines: lines,
        columns: [
          .init("At risk", .value("at_risk"), .count), .init("Events", .value("cumulative_events"), .count),
          .init(
            "Cumulative incidence (\(Argument.percent(first.style.level)) CI)",
            .estimate(
              "cumulative_incidence", lower: "cumulative_incidence_lower", upper: "cumulative_incidence_upper"),
            .proportion),
        ]))
    return tables
  }

  /// The figure: a panel for each outcome with a curve for each group; one panel with a curve for each outcome where there is one
  /// group.
  static func figures(
    of groups: [IncidenceStatistics], title: String, endpoint: EndpointDefinition, axisUnit: TimeUnit?,
    tests: [Figure.Annotation]
  ) -> [Figure] {
    guard let first = groups.first, groups.contains(where: { !$0.isEmpty }) else { return [] }
    let axisUnit = axisUnit ?? endpoint.unit
    let end = groups.compactMap(\.estimate.table.times.last).max() ?? 0
    let ticks = Figure.ticks(to: end, unit: endpoint.unit, axisUnit: axisUnit)
    let panels: [Figure.Curves.Panel] =
      if groups.count == 1 {
        [
          panel(
            "", endpoint, ticks, first.style.riskTable, first.outcomes.indices.map { (first, $0, first.outcomes[$0]) },
            [])
        ]
      } else {
        first.outcomes.indices.map { place in
          panel(
            first.outcomes[place], endpoint, ticks, first.style.riskTable,
            groups.map { ($0, place, $0.label ?? $0.group) },
            place < tests.count ? [tests[place]] : [])
        }
      }
    return [
      Figure(
        title: title,
        .curves(
          .init(
            yLabel: "Cumulative incidence", direction: .rising, top: nil, unit: endpoint.unit, axisUnit: axisUnit,
            level: first.style.level, panels: panels)))
    ]
  }

  private static func panel(
    _ title: String, _ endpoint: EndpointDefinition, _ ticks: [Double], _ content: RiskTableContent,
    _ curves: [(group: IncidenceStatistics, outcome: Int, label: String)], _ annotations: [Figure.Annotation]
  ) -> Figure.Curves.Panel {
    .init(
      title: title, origin: endpoint.origin, curves: curves.map { $0.group.curve($0.outcome, label: $0.label) },
      riskTable: content.table(
        at: ticks, atRisk: curves.map(\.group.estimate.table).map { $0.atRisk(at:) },
        events: curves.map { curve in { curve.group.estimate.table.events(curve.outcome, through: $0) } },
        censored: curves.map(\.group.estimate.table).map { $0.censored(through:) }),
      annotations: annotations)
  }

  private func curve(_ outcome: Int, label: String) -> Figure.Curve {
    let table = estimate.table
    let band = estimate.band(outcome, style.transform, level: style.level)
    let steps = table.times.indices.filter { table.events[outcome][$0] > 0 }.thinnedForFigure
    let marks = table.times.indices.filter { table.censored[$0] > 0 }.thinnedForFigure
    func limit(_ value: Double) -> Double? { value.isFinite ? value : nil }
    return Figure.Curve(
      group: label, time: steps.map { table.times[$0] }, estimate: steps.map { estimate.incidence[outcome][$0] },
      lower: steps.map { limit(band.lower[$0]) }, upper: steps.map { limit(band.upper[$0]) },
      censored: marks.map { table.times[$0] }, end: table.times.last ?? 0)
  }
}
