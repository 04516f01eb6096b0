import Analyses
import Cohorts

/// The states of one group as rows, tables and curves.
struct MultiStateStatistics {
  let group: String
  let label: String?
  let model: MultiState
  let times: [Double]
  let horizons: [Double]
  let level: Double
  let unit: String

  /// The statistics that the rows name.
  static let declared: [Analysis.Statistic] = [
    .init("n", "The number of subjects."),
    .init("transitions", "How many went from one state to another."),
    .init(
      "in_state",
      "The number in the state just before a time; of a state that nobody leaves, those who have entered it."),
    .init(
      "probability", "The probability of being in the state at a time.",
      estimated: .delta(.logit, standardError: "probability_se")),
    .init("probability_se", "The standard error of that probability."),
    .init("probability_lower", "The lower limit of that probability."),
    .init("probability_upper", "The upper limit of that probability."),
    .init("time_in_state", "The expected time in the state up to a horizon."),
    .init("time_in_state_lower", "Its lower limit."),
    .init("time_in_state_upper", "Its upper limit."),
  ]

  private var isEmpty: Bool { model.subjectCount == 0 }

  /// Everything that the curves say, as rows.
  var rows: [Row] {
    var rows = [Row("n", .count(model.subjectCount), group: group)]
    for (from, to, name) in moves {
      rows.append(Row("transitions", tally(model.transitions[from][to]), group: group, variable: name))
    }
    for time in times { rows += probabilityRows(time) }
    for horizon in horizons { rows += sojournRows(horizon) }
    return rows
  }

  /// The pairs of states between which somebody went.
  private var moves: [(from: Int, to: Int, name: String)] {
    model.states.indices.flatMap { from in
      model.states.indices.filter { model.transitions[from][$0] > 0 }.map {
        (from, $0, "\(model.states[from]) to \(model.states[$0])")
      }
    }
  }

  private func probabilityRows(_ time: Double) -> [Row] {
    let (probabilities, errors) = (model.probabilities(at: time), model.standardErrors(at: time))
    let inState = model.inState(at: time)
    return model.states.indices.flatMap { state in
      let limits = IntervalTransform.plain.limits(
        probabilities[state], error: probabilities[state] > 0 ? errors[state] / probabilities[state] : 0,
        reach: CurveStyle.reach(level))
      func row(_ statistic: String, _ value: Double) -> Row {
        Row(
          statistic, Quantity(isEmpty ? nil : value, otherwise: "no subjects"), group: group,
          variable: model.states[state], time: time, method: "Aalen-Johansen")
      }
      return [
        row("probability", probabilities[state]), row("probability_se", errors[state]),
        row("probability_lower", limits.lower), row("probability_upper", limits.upper),
        Row("in_state", tally(inState[state]), group: group, variable: model.states[state], time: time),
      ]
    }
  }

  private func sojournRows(_ horizon: Double) -> [Row] {
    let reach = CurveStyle.reach(level)
    return model.timeInStates(to: horizon).flatMap { time in
      func row(_ statistic: String, _ value: Double) -> Row {
        Row(
          statistic, Quantity(isEmpty ? nil : value, otherwise: "no subjects"), group: group, variable: time.state,
          time: horizon, unit: unit, method: "area under the probability of the state")
      }
      return [
        row("time_in_state", time.expected),
        row("time_in_state_lower", max(time.expected - reach * time.standardError, 0)),
        row("time_in_state_upper", min(time.expected + reach * time.standardError, horizon)),
      ]
    }
  }

  /// The tables of several groups: transitions, probabilities at milestones, expected times.
  static func tables(of groups: [MultiStateStatistics], rowHeader: String, words: TimeWords) -> [TableLayout] {
    guard let first = groups.first else { return [] }
    func label(_ group: MultiStateStatistics, _ words: String) -> String {
      rowHeader.isEmpty ? words : "\(group.group), \(words)"
    }
    func header(_ words: String) -> String { rowHeader.isEmpty ? words.capitalizedFirst : "\(rowHeader), \(words)" }
    func lines(_ times: [Double]) -> [TableLayout.Line] {
      groups.flatMap { group in
        times.flatMap { time in
          group.model.states.map {
            .init(
              label(group, "\($0), \(words(time))"), group: group.group, variable: $0, time: time)
          }
        }
      }
    }
    let percent = Argument.percent(first.level)
    var tables = [
      TableLayout(
        title: "Transitions", rowHeader: header("transition"),
        lines: groups.flatMap { group in
          group.moves.map { .init(label(group, $0.name), group: group.group, variable: $0.name) }
        }, columns: [.init("Subjects", .value("transitions"), .count)])
    ]
    if !first.times.isEmpty {
      tables.append(
        TableLayout(
          title: "Probability of each state", rowHeader: header("state, \(words.header())"),
          lines: lines(first.times),
          columns: [
            .init("In state", .value("in_state"), .count),
            .init(
              "Probability (\(percent) CI)",
              .estimate("probability", lower: "probability_lower", upper: "probability_upper"), .proportion),
          ]))
    }
    if !first.horizons.isEmpty {
      tables.append(
        TableLayout(
          title: "Expected time in each state", rowHeader: header("state, \(words.header("horizon"))"),
          lines: lines(first.horizons),
          columns: [
            .init(
              "Time in state (\(percent) CI), \(words.unit)",
              .estimate("time_in_state", lower: "time_in_state_lower", upper: "time_in_state_upper"), .duration)
          ], durations: words.shown))
    }
    return tables
  }

  /// The figure: a panel for each group, a curve for each state.
  static func figures(
    of groups: [MultiStateStatistics], title: String, endpoint: EndpointDefinition, axisUnit: TimeUnit?
  ) -> [Figure] {
    let drawn = groups.filter { !$0.isEmpty }
    guard let end = drawn.compactMap(\.model.times.last).max() else { return [] }
    let axisUnit = axisUnit ?? endpoint.unit
    let ticks = Figure.ticks(to: end, unit: endpoint.unit, axisUnit: axisUnit)
    return [
      Figure(
        title: title,
        .curves(
          .init(
            yLabel: "Probability of being in the state", direction: .rising, unit: endpoint.unit, axisUnit: axisUnit,
            panels: drawn.map { group in
              .init(
                title: groups.count > 1 ? group.label ?? group.group : "", origin: endpoint.origin,
                curves: group.curves, riskTable: .init(times: ticks, atRisk: group.inState(at: ticks)))
            })))
    ]
  }

  private func inState(at ticks: [Double]) -> [[Double]] {
    let counts = ticks.map(model.inState(at:))
    return model.states.indices.map { state in counts.map { $0[state] } }
  }

  private var curves: [Figure.Curve] {
    let steps = Array(model.times.indices).thinnedForFigure
    return model.states.indices.map { state in
      Figure.Curve(
        group: model.states[state], time: steps.map { model.times[$0] },
        estimate: steps.map { min(max(model.probability[state][$0], 0), 1) }, end: model.times.last ?? 0,
        initial: model.initial[state])
    }
  }
}
