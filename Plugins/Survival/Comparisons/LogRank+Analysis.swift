import Analyses
import Cohorts
import Statistics

extension LogRank {
  /// The test, as scripts ask for it.
  static let analysis = Analysis(
    "survival.log_rank", "Log-rank test of equal survival in several groups.",
    details: """
      Compares the events observed in each group with those expected if all groups shared one hazard at each event time. \
      Stratified, the differences and their variances are summed over the strata before they are squared. Tied events \
      enter with the hypergeometric variance.

      Groups formed by something that becomes known only after the origin are flagged; survival.mantel_byar is the \
      test that lets subjects change groups when they do.
      """,
    parameters: [
      SurvivalParameters.endpoint.any, groups.any, SurvivalParameters.strata.any,
      SurvivalParameters.weights.any, SurvivalParameters.asBaseline.any,
    ],
    statistics: [
      .init("n", "The number of subjects, frequency weights counted."),
      .init("observed", "The number of events observed."),
      .init("expected", "The number of events expected if all groups shared one hazard."),
    ] + testStatistics,
    example: [
      .init("endpoint", .text("pfs")), .init("by", .text("diagnosis")), .init("strata", .text("trial")),
    ]
  ) { cohort, arguments in
    let question = try SurvivalQuestion(
      cohort, endpoint: arguments[SurvivalParameters.endpoint], by: arguments[groups],
      strata: arguments[SurvivalParameters.strata], weights: arguments[SurvivalParameters.weights])
    let guarding = ImmortalTime(
      cohort: cohort, endpoint: question.endpoint, isAcknowledged: arguments[SurvivalParameters.asBaseline])
    let test = try LogRank(question)
    var result = AnalysisResult(
      title: "\(question.endpoint.label) by \(question.groups.label): log-rank test",
      methods: [LogRank.method(question)])
    result.rows = test.groupRows(question) + test.testRows
    result.tables = [
      LogRank.groupTable(question.levels, rowHeader: question.groups.label), LogRank.testTable,
    ]
    result.cautions = try guarding.cautions(for: question) + question.cautions
    return result
  }

  private static let groups = Parameter.columns("by", SurvivalParameters.by.declaration.prose, fallback: .required)

  /// The test of a question's groups, within its strata.
  init(_ question: SurvivalQuestion) throws {
    try self.init(
      question.followUp, groups: question.codes, groupCount: question.levels.count,
      strata: question.strata?.codes, stratumCount: question.stratumCount)
  }

  /// The test in words.
  static func method(_ question: SurvivalQuestion) -> String {
    let strata = question.strata.map { ", stratified by \($0.label)" } ?? ""
    return "Log-rank test\(strata), hypergeometric variance at tied events (Mantel; Peto and Peto)."
  }

  /// The statistics of a test.
  static let testStatistics: [Analysis.Statistic] = [
    .init("chi_squared", "The test statistic."),
    .init("df", "Its degrees of freedom."),
    .init("p_value", "Its p-value, two-sided."),
  ]

  /// The test as rows.
  var testRows: [Row] { rows(ofTest: "log_rank", method: "Log-rank test") }

  /// Why there is no test, where there is none.
  private var whyNoTest: String? {
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
    TableLayout(
      title: "\(label) test", rowHeader: "", lines: [.init(label, variable: name)],
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
