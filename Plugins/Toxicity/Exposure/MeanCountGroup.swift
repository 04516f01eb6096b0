import Analyses
import Cohorts
import Statistics

/// The mean cumulative count of one group as rows, and as a curve of a figure.
struct MeanCountGroup {
  static let declared: [Analysis.Statistic] = [
    .init("subjects", "The number of subjects under observation."),
    .init("subjects_with_event", "The number of subjects with at least one event."),
    .init("events", "The number of events."),
    .init("terminal_events", "The number of subjects whose observation ended by the endpoint's event, such as death."),
    .init(
      "mean_count", "The mean number of events of a subject by a time.",
      estimated: .delta(.log, standardError: "standard_error")),
    .init("standard_error", "The robust standard error of the mean."),
    .init("mean_count_lower", "The lower limit of the mean."),
    .init("mean_count_upper", "The upper limit of the mean."),
    .init("at_risk", "The number under observation at a time, those who leave on it included."),
    .init("cumulative_events", "The number of events up to and including a time."),
    .init("chi_squared", "The statistic of the test that groups have the same rate."),
    .init("degrees_of_freedom", "Its degrees of freedom."),
    .init("p_value", "Its p-value."),
  ]

  /// The name of its rows.
  let name: String
  /// The words under which it is shown.
  let label: String
  let history: RecurrentHistory
  let curve: MeanCumulativeCount
  let level: Double
  let times: [Double]

  private var size: Int { history.ends.count }

  /// Whether anybody is in the group.
  var isEmpty: Bool { size == 0 }

  var rows: [Row] {
    func count(_ statistic: String, _ value: Int) -> Row { Row(statistic, .count(value), group: name) }
    return [
      count("subjects", size), count("subjects_with_event", Set(history.eventSubjects).count),
      count("events", curve.eventCount), count("terminal_events", history.isTerminal.count { $0 }),
    ] + times.flatMap(rows)
  }

  private func rows(at time: Double) -> [Row] {
    let value = time >= 0 ? curve.value(at: time) : nil
    let limits = value.flatMap {
      MeanCumulativeCount.limits(of: $0.mean, standardError: $0.standardError, level: level)
    }
    let reason =
      isEmpty ? "nobody is under observation" : time < 0 ? "before the curve begins" : "beyond the last observation"
    let none = value == nil ? reason : "no events so far"
    func row(_ statistic: String, _ number: Double?, _ reason: String) -> Row {
      Row(statistic, Quantity(number, otherwise: reason), group: name, time: time, n: size)
    }
    return [
      row("mean_count", value?.mean, reason), row("standard_error", value?.standardError, reason),
      row("mean_count_lower", limits?.lower, none), row("mean_count_upper", limits?.upper, none),
      Row("at_risk", .count(curve.atRisk(at: time)), group: name, time: time),
      Row("cumulative_events", .count(curve.events(upTo: time)), group: name, time: time),
    ]
  }

  /// The curve, of which a figure carries so many steps that an eye cannot tell more apart.
  var drawn: Figure.Curve {
    let steps = Self.thinned(curve.times.count)
    let limits = steps.map {
      MeanCumulativeCount.limits(
        of: curve.means[$0], standardError: curve.variances[$0].squareRoot(), level: level)
    }
    let censored = history.ends.indices.filter { !history.isTerminal[$0] }.map { history.ends[$0] }.sorted()
    return Figure.Curve(
      group: label, time: steps.map { curve.times[$0] }, estimate: steps.map { curve.means[$0] },
      lower: limits.map { $0?.lower }, upper: limits.map { $0?.upper },
      censored: Self.thinned(censored.count).map { censored[$0] }, end: curve.end ?? 0, unstableFrom: unstableFrom)
  }

  /// From when on fewer than ten are under observation, or a tenth of the group.
  private var unstableFrom: Double? {
    let threshold = max(10, (size + 9) / 10)
    guard size >= threshold else { return isEmpty ? nil : 0 }
    let ends = history.ends.sorted()
    // So many must have left that one fewer than the threshold remains.
    return ends[size - threshold]
  }

  private static func thinned(_ count: Int) -> [Int] {
    let most = 4000
    return count <= most ? Array(0..<count) : (0..<most).map { $0 * (count - 1) / (most - 1) }
  }
}
