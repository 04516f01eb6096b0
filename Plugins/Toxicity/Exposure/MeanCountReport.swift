import Analyses
import Cohorts
import Statistics

/// The mean cumulative counts of all groups as tables, figure and sentences.
struct MeanCountReport {
  let groups: [MeanCountGroup]
  let question: EventQuestion
  let observation: Observation
  /// The test between groups; `nil` where there is one group, or nothing to test.
  let test: RecurrentRateTest?
  /// How the times of means are written.
  let times: TimeWords

  private var isSplit: Bool { question.groups.isSplit }

  /// How the mean is estimated, in full sentences.
  func methods(isTerminal: Bool, level: Double) -> [String] {
    let percent = Argument.percent(level)
    let estimate =
      isTerminal
      ? "Mean cumulative count with \(observation.terminal ?? "death") as a terminal event: the sum of S(t-) d/n over the days of "
        + "events, S the Kaplan-Meier probability of not having had it (Ghosh and Lin 2000; Dong and colleagues 2015)"
      : "Nelson's mean cumulative function, the sum of d/n over the days of events"
    let variance =
      "; robust standard error from what each subject contributes (Lawless and Nadeau), \(percent) interval on the log scale."
    let compared =
      "Rates among those under observation are compared by the robust score test of the Andersen-Gill model, ties by Breslow's "
      + "method, the subject as cluster."
    return [estimate + variance] + (isSplit ? [compared] : [])
  }

  /// The test as rows.
  var testRows: [Row] {
    guard isSplit else { return [] }
    let reason = groups.count { !$0.isEmpty } < 2 ? "fewer than two groups have subjects" : "no events to compare"
    func row(_ statistic: String, _ value: Double?) -> Row {
      Row(
        statistic, Quantity(value, otherwise: reason), variable: Self.testName,
        method: "robust score test of the Andersen-Gill model")
    }
    return [
      row("chi_squared", test?.statistic),
      Row(
        "degrees_of_freedom", test.map { .count($0.degreesOfFreedom) } ?? .notEstimable(reason),
        variable: Self.testName), row("p_value", test?.pValue),
    ]
  }

  static let testName = "Equal rates"

  var tables: [TableLayout] {
    guard let first = groups.first else { return [] }
    let header = isSplit ? question.groups.label : ""
    var tables = [
      TableLayout(
        title: "Events and subjects", rowHeader: header, lines: groups.map { .init($0.label, group: $0.name) },
        columns: [
          .init("Subjects", .value("subjects"), .count),
          .init("Subjects with event", .value("subjects_with_event"), .count),
          .init("Events", .value("events"), .count), .init("Terminal events", .value("terminal_events"), .count),
        ])
    ]
    if !first.times.isEmpty { tables.append(means(header, first)) }
    guard isSplit else { return tables }
    return tables + [
      TableLayout(
        title: "Test of groups", rowHeader: "", lines: [.init(Self.testName, variable: Self.testName)],
        columns: [
          .init("Chi-squared", .value("chi_squared"), .statistic),
          .init("Degrees of freedom", .value("degrees_of_freedom"), .count), .init("p", .value("p_value"), .pValue),
        ])
    ]
  }

  private func means(_ header: String, _ first: MeanCountGroup) -> TableLayout {
    return TableLayout(
      title: "Mean count by time", rowHeader: isSplit ? "\(header), \(times.header())" : times.header("Time"),
      lines: groups.flatMap { group in
        group.times.map { time in
          TableLayout.Line(isSplit ? "\(group.label), \(times(time))" : times(time), group: group.name, time: time)
        }
      },
      columns: [
        .init("Under observation", .value("at_risk"), .count), .init("Events", .value("cumulative_events"), .count),
        .init(
          "Mean count (\(Argument.percent(first.level)) CI)",
          .estimate("mean_count", lower: "mean_count_lower", upper: "mean_count_upper"), .statistic),
        .init("SE", .value("standard_error"), .statistic),
      ])
  }

  /// The curves from 0 upwards, with the numbers under observation; none where nobody is.
  func figures(title: String, axisUnit: TimeUnit?) -> [Figure] {
    let shown = groups.filter { !$0.isEmpty }
    guard let first = shown.first else { return [] }
    let axis = axisUnit ?? observation.unit
    let ticks = Figure.ticks(to: shown.compactMap(\.curve.end).max() ?? 0, unit: observation.unit, axisUnit: axis)
    let panel = Figure.Curves.Panel(
      origin: observation.origin, curves: shown.map(\.drawn),
      riskTable: .init(
        times: ticks, atRisk: shown.map { group in ticks.map { Double(group.curve.atRisk(at: $0)) } },
        events: shown.map { group in ticks.map { Double(group.curve.events(upTo: $0)) } }),
      annotations: isSplit
        ? [Figure.Annotation("Robust score test", Quantity(test?.pValue, otherwise: "not estimable"), .pValue)] : [])
    return [
      Figure(
        title: title,
        .curves(
          Figure.Curves(
            yLabel: "Mean number of events", direction: .rising, format: .statistic, top: nil, unit: observation.unit,
            axisUnit: axis, level: first.level, panels: [panel])))
    ]
  }

  /// Cautions for times beyond what was observed, and for tests that rest on few subjects.
  var cautions: [Caution] {
    let beyond = groups.compactMap { group -> String? in
      guard let end = group.curve.end, let time = group.times.first(where: { $0 > end }) else { return nil }
      return "\"\(group.label)\" at \(Argument.number(time).source), observed to \(Argument.number(end).source)"
    }
    guard !beyond.isEmpty else { return [] }
    return [
      Caution(
        .horizonBeyondFollowUp, "Nobody was observed so long: \(beyond.joined(separator: "; ")).",
        remedy: "Ask for times within the follow-up.")
    ]
  }
}
