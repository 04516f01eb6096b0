import Analyses
import Statistics

/// The difference of the risks of an event between two groups.
struct RiskContrast {
  let groups: SubjectGroups
  /// The place of the group that the other is compared with.
  let reference: Int
  let severity: Severity
  let interval: RiskInterval
  let level: Double
  let test: RiskTest

  /// What is compared.
  var label: String {
    "Difference of risks\(severity == .any ? "" : " of grade 3 or more"), \(direction)"
  }

  private var other: Int { 1 - reference }

  private var direction: String { "\(groups.title(other)) minus \(groups.names[reference])" }

  /// The statistics of a line.
  func rows(_ line: EventLines.Line) -> [Row] {
    let pair = pair(line)
    let limits = pair.differenceLimits(interval.method, level: level)
    func row(_ name: String, _ value: Double?, _ reason: @autoclosure () -> String = "nobody is in one of the groups")
      -> Row
    {
      Row(
        name, Quantity(value, otherwise: reason()), variable: line.variable, method: method,
        n: groups.subjects)
    }
    let tested =
      test == .none
      ? []
      : [
        row(
          "p_value", pValue(pair), pair.isComparable ? "nobody, or everybody, has it" : "nobody is in one of the groups"
        )
      ]
    return [
      row("difference", pair.difference), row("difference_lower", limits?.lower),
      row("difference_upper", limits?.upper), row("difference_standard_error", pair.differenceStandardError),
    ] + tested
  }

  private func pair(_ line: EventLines.Line) -> ProportionPair {
    func proportion(_ place: Int) -> Proportion {
      Proportion(measure.count(line.cells[place]), of: groups.sizes[place])
    }
    return ProportionPair(proportion(other), against: proportion(reference))
  }

  private var measure: EventStatistics.Measure { severity == .any ? EventStatistics.any : EventStatistics.severe }

  private func pValue(_ pair: ProportionPair) -> Double? {
    switch test {
    case .none: return nil
    case .chiSquared: return TwoProportionTest(pair, isCorrected: false).pValue
    case .fisher:
      let (first, second) = (pair.first, pair.second)
      guard pair.isComparable,
        let table = try? FourfoldTable(
          first.responders, first.n - first.responders, second.responders, second.n - second.responders)
      else { return nil }
      return ExactOddsRatio(table).pValue(.twoSided)
    }
  }

  private var percent: String { Argument.percent(level) }

  private var method: String { "\(interval.summary) (\(percent))" }

  /// What was done, in full sentences.
  var methods: [String] {
    let tested = test == .none ? [] : ["p-values: \(test.summary), of each line alone, not adjusted for their number."]
    return ["\(label), with \(method)."] + tested
  }

  /// The caution for many tests.
  func cautions(tests: Int) -> [Caution] {
    guard test != .none, tests > 1 else { return [] }
    return [
      Caution(
        .multiplicity,
        "\(tests) tests were done, of which one in twenty comes out below 0.05 by chance alone.",
        remedy:
          "Read the differences with their intervals; tests of terms that were not named beforehand only point to what to look at."
      )
    ]
  }

  /// The table: both groups, and the difference.
  func table(title: String, _ layout: EventTableLayout) -> TableLayout {
    var table = layout.table(title: title, showing: .anyAndSevere)
    table.columns.append(
      .init(
        "Difference (\(percent) CI)",
        .estimate("difference", lower: "difference_lower", upper: "difference_upper"), .proportion,
        over: direction))
    if test != .none {
      table.columns.append(
        .init("p", .value("p_value"), .pValue, over: direction))
    }
    return table
  }

  /// The differences of the most frequent terms with their intervals.
  func figure(title: String, _ lines: EventLines, most: Int) -> Figure {
    let shown = StackedGrades.mostFrequent(lines.lines, most)
    return Figure(
      title: title,
      .forest(
        .init(
          rowHeader: "Term", columns: [other, reference].map { .init(groups.names[$0], .proportion) },
          lines: shown.map { line in
            let pair = pair(line)
            let limits = pair.differenceLimits(interval.method, level: level)
            func quantity(_ value: Double?) -> Quantity { Quantity(value, otherwise: "nobody is in one of the groups") }
            return .init(
              .estimate, line.label, indent: line.indent,
              cells: [quantity(pair.first.estimate), quantity(pair.second.estimate)],
              estimate: quantity(pair.difference),
              interval: limits.map { .init(.number($0.lower), .number($0.upper)) })
          },
          axis: .init("Difference of risks", format: .proportion), level: level, noEffect: 0,
          below: "Less in \(groups.title(other))", above: "More in \(groups.title(other))")))
  }
}
