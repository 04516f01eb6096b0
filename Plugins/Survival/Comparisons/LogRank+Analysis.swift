import Analyses
import Cohorts
import Statistics

extension LogRank {
  /// The test, as scripts ask for it.
  static let analysis = Analysis(
    "survival.log_rank", "Log-rank test of equal survival in several groups, weighted, for trend and by pairs too.",
    details: """
      Compares the events observed in each group with those expected if all groups shared one hazard at each event time. \
      Stratified, the differences and their variances are summed over the strata before they are squared. Tied events \
      enter with the hypergeometric variance. Late entries and (start, stop] rows are at risk from after their entry.

      The event times can be weighted (test): towards early differences by Gehan and Breslow, Tarone and Ware, or Peto, Peto and \
      Prentice, wherever by the exponents rho and gamma of Fleming and Harrington. Choose before looking at the curves; \
      survival.max_combo is for those who cannot. With scores there is a test for trend over the groups too, and with pairwise one of \
      each two groups.

      Groups formed by something that becomes known only after the origin are flagged; survival.mantel_byar is the \
      test that lets subjects change groups when they do.
      """,
    parameters: [
      SurvivalParameters.endpoint.any, groups.any, SurvivalParameters.strata.any, LogRankFamily.test.any,
      LogRankFamily.rho.any, LogRankFamily.gamma.any, scores.any, PairwiseTests.pairwise.any,
      PairwiseTests.adjustment.any, SurvivalParameters.weights.any, SurvivalParameters.asBaseline.any,
    ],
    statistics: [
      .init("n", "The number of subjects, frequency weights counted."),
      .init("observed", "The number of events observed."),
      .init("expected", "The number of events expected if all groups shared one hazard."),
      .init("weighted_difference", "Observed less expected events, weighted as the test is."),
    ] + testStatistics + PairwiseTests.statistics,
    example: [
      .init("endpoint", .text("pfs")), .init("by", .text("diagnosis")), .init("strata", .text("trial")),
    ],
    terms: ["LR": "log-rank test", "PFS": "progression-free survival", "OS": "overall survival"]
  ) { cohort, arguments in
    let question = try SurvivalQuestion(
      cohort, endpoint: arguments[SurvivalParameters.endpoint], by: arguments[groups],
      strata: arguments[SurvivalParameters.strata], weights: arguments[SurvivalParameters.weights])
    let guarding = ImmortalTime(
      cohort: cohort, endpoint: question.endpoint, isAcknowledged: arguments[SurvivalParameters.asBaseline])
    let family = try LogRankFamily(arguments)
    let tables = try question.tables()
    let test = LogRank(tables, weight: family.weight)
    let plain = family.choice == .logRank ? test : LogRank(tables)
    var result = AnalysisResult(
      title: "\(question.endpoint.label) by \(question.groups.label): \(family.label) test"
        .replacing("Log-rank", with: "log-rank"),
      methods: [family.method(question)])
    result.rows = plain.groupRows(question)
    if family.choice != .logRank { result.rows += test.weightedRows(question) }
    result.rows += test.rows(ofTest: family.choice.rawValue, method: "\(family.label) test").resting(onAllOf: question)
    result.tables = [LogRank.groupTable(question.levels, rowHeader: question.groups.label)]
    var lines = [TableLayout.Line(family.label, variable: family.choice.rawValue)]
    if let scores = try question.scores(arguments[scores]) {
      result.rows += test.trendRows(scores: scores).resting(onAllOf: question)
      result.methods.append(trendMethod(question, scores))
      lines.append(.init("Trend", variable: "trend"))
    }
    result.tables.append(testTable(title: "\(family.label) test", lines: lines))
    if arguments[PairwiseTests.pairwise] {
      let pairs = PairwiseTests(
        tables, levels: question.levels, weight: family.weight, adjustment: arguments[PairwiseTests.adjustment])
      result.rows += pairs.rows
      result.tables.append(pairs.table(groupLabel: question.groups.label))
      result.methods.append(pairs.method)
    }
    result.cautions = try guarding.cautions(for: question) + question.cautions
    result.cautions += InformativeCensoring.cautions(tables)
    return result
  }

  private static let groups = Parameter.columns("by", SurvivalParameters.by.declaration.prose, fallback: .required)

  private static let scores = Parameter.numbers(
    "scores", "The score of each group, in the order of the groups, for a test for trend; no such test without.",
    in: -1e9...1e9)

  /// The test of a question's groups, within its strata.
  init(_ question: SurvivalQuestion) throws {
    self.init(try question.tables())
  }

  /// The statistics of a test.
  static let testStatistics: [Analysis.Statistic] = [
    .init("chi_squared", "The test statistic."),
    .init("df", "Its degrees of freedom."),
    .init("p_value", "Its p-value, two-sided."),
  ]

  /// The test in words.
  static func method(_ question: SurvivalQuestion) -> String { LogRankFamily.logRank.method(question) }

  private static func trendMethod(_ question: SurvivalQuestion, _ scores: [Double]) -> String {
    let named = zip(question.levels, scores).map { "\($0) \(Argument.number($1).source)" }.joined(separator: ", ")
    return "Test for trend over the groups (Tarone), with the scores \(named)."
  }
}

extension SurvivalQuestion {
  /// The table of each group in each stratum, stratum by stratum.
  func tables() throws -> [[EventTable]] {
    try LogRank.tables(
      followUp, groups: codes, groupCount: levels.count, strata: strata?.codes, stratumCount: stratumCount)
  }

  /// The scores of a trend, one for each group; `nil` where there are none.
  ///
  /// - Throws: `ArgumentError` where they are more or fewer than the groups.
  fileprivate func scores(_ given: [Double]) throws -> [Double]? {
    guard !given.isEmpty else { return nil }
    guard given.count == levels.count else {
      throw ArgumentError.invalid(
        analysis: "survival.log_rank",
        reason: "\"scores\" should hold one number for each group (\(levels.joined(separator: ", "))), found "
          + "\(given.count)")
    }
    return given
  }
}
