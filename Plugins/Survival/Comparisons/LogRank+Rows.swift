import Analyses
import Statistics

extension LogRank {
  /// The test as rows.
  var testRows: [Row] { rows(ofTest: "log_rank", method: "Log-rank test") }

  /// Why there is no test, where there is none.
  var whyNoTest: String? {
    if degreesOfFreedom == 0 { return "fewer than two groups with events expected" }
    let isFlat = (0..<variance.size).allSatisfy { variance[$0, $0] == 0 }
    return isFlat ? "at each event time all at risk are in one group, or all have the event" : nil
  }

  /// The test as rows under a name of its own.
  func rows(ofTest name: String, method: String) -> [Row] {
    let reason = whyNoTest
    func row(_ statistic: String, _ value: Double?) -> Row {
      Row(
        statistic, Quantity(reason == nil ? value : nil, otherwise: reason ?? "not estimable"), variable: name,
        method: method)
    }
    return [
      row("chi_squared", statistic), Row("df", .count(degreesOfFreedom), variable: name, method: method),
      row("p_value", pValue),
    ]
  }

  /// The test for trend as rows.
  func trendRows(scores: [Double]) -> [Row] {
    let trend = whyNoTest == nil ? trend(scores: scores) : nil
    let reason = whyNoTest ?? "the scores do not differ between groups with events expected"
    let method = "Log-rank test for trend"
    return [
      Row("chi_squared", Quantity(trend?.statistic, otherwise: reason), variable: "trend", method: method),
      Row("df", .count(1), variable: "trend", method: method),
      Row("p_value", Quantity(trend?.pValue, otherwise: reason), variable: "trend", method: method),
    ]
  }

  /// The observed and expected events of each group as rows.
  func groupRows(_ question: SurvivalQuestion) -> [Row] {
    let sizes = question.sizes
    return question.levels.indices.flatMap { group in
      [
        Row("n", .count(Int(sizes[group])), group: question.levels[group]),
        Row("observed", .count(Int(observed[group])), group: question.levels[group]),
        Row("expected", .number(expected[group]), group: question.levels[group]),
      ]
    }
  }

  /// What the test compares in each group, as rows.
  func weightedRows(_ question: SurvivalQuestion) -> [Row] {
    question.levels.indices.map { group in
      Row("weighted_difference", .number(observed[group] - expected[group]), group: question.levels[group])
    }
  }

  /// One line a group: subjects, events observed and expected.
  static func groupTable(_ levels: [String], rowHeader: String) -> TableLayout {
    TableLayout(
      title: "Events observed and expected", rowHeader: rowHeader, lines: levels.map { .init($0, group: $0) },
      columns: [
        .init("n", .value("n"), .count), .init("Observed", .value("observed"), .count),
        .init("Expected", .value("expected"), .statistic),
      ])
  }

  /// One line for the test.
  static let testTable = testTable(name: "log_rank", label: "Log-rank")

  /// One line for a test of some name.
  static func testTable(name: String, label: String) -> TableLayout {
    testTable(title: "\(label) test", lines: [.init(label, variable: name)])
  }

  /// One line for each of several tests.
  static func testTable(title: String, lines: [TableLayout.Line]) -> TableLayout {
    TableLayout(
      title: title, rowHeader: "", lines: lines,
      columns: [
        .init("Chi-squared", .value("chi_squared"), .statistic), .init("df", .value("df"), .count),
        .init("p", .value("p_value"), .pValue),
      ])
  }

  /// The test as it stands in a figure.
  var annotation: Figure.Annotation {
    Figure.Annotation(
      "Log-rank test", Quantity(whyNoTest == nil ? pValue : nil, otherwise: whyNoTest ?? "not estimable"), .pValue)
  }
}
