import Analyses
import Cohorts

/// Gray's tests of all outcomes of a question, as rows and a table.
struct GrayStatistics {
  let outcomes: [String]
  let question: SurvivalQuestion
  let rho: Double
  /// One for each outcome; `nil` where there can be none.
  let tests: [GrayTest]?
  private let whyNot: String

  /// Tests the groups of a question, within its strata.
  init(_ asked: CompetingQuestion, rho: Double) throws {
    outcomes = asked.outcomes.names
    question = asked.question
    self.rho = rho
    let hasCaseWeights = if case .cases = question.followUp.weights { true } else { false }
    if question.followUp.entry != nil || hasCaseWeights {
      tests = nil
      whyNot = hasCaseWeights ? "Gray's test takes no case weights" : "Gray's test takes no late entries"
      return
    }
    tests = try GrayTest.tests(
      asked.outcomes, groups: question.codes, groupCount: question.levels.count, strata: question.strata?.codes,
      stratumCount: question.stratumCount, rho: rho)
    whyNot = "fewer than two groups, or too few events of the outcome"
  }

  /// The test in words.
  var method: String {
    let strata = question.strata.map { ", stratified by \($0.label)" } ?? ""
    let weight = rho == 0 ? "" : ", times weighted by (1 - F)^\(Argument.number(rho).source)"
    return "Gray's test of equal cumulative incidence of each outcome\(strata)\(weight)."
  }

  /// One test after the other.
  var testRows: [Row] {
    outcomes.indices.flatMap { place in
      let test = tests?[place]
      func row(_ statistic: String, _ value: Double?) -> Row {
        Row(statistic, Quantity(value, otherwise: whyNot), variable: outcomes[place], method: "Gray's test")
      }
      return [
        row("chi_squared", test?.statistic),
        Row("df", .count(test?.degreesOfFreedom ?? 0), variable: outcomes[place], method: "Gray's test"),
        row("p_value", test?.pValue),
      ]
    }
  }

  /// The events of each group.
  var groupRows: [Row] {
    question.levels.indices.flatMap { group in
      outcomes.indices.flatMap { place in
        [
          Row("n", .count(Int(question.sizes[group])), group: question.levels[group], variable: outcomes[place]),
          Row(
            "events", Quantity(tests?[place].events[group], otherwise: whyNot), group: question.levels[group],
            variable: outcomes[place]),
          Row(
            "score", Quantity(tests?[place].scores[group], otherwise: whyNot), group: question.levels[group],
            variable: outcomes[place]),
        ]
      }
    }
  }

  /// One line an outcome.
  var table: TableLayout {
    TableLayout(
      title: "Gray's test", rowHeader: "Outcome", lines: outcomes.map { .init($0, variable: $0) },
      columns: [
        .init("Chi-squared", .value("chi_squared"), .statistic), .init("df", .value("df"), .count),
        .init("p", .value("p_value"), .pValue),
      ])
  }

  /// The tests as they stand in a figure, one for each outcome.
  var annotations: [Figure.Annotation] {
    outcomes.indices.map {
      Figure.Annotation("Gray's test", Quantity(tests?[$0].pValue, otherwise: whyNot), .pValue)
    }
  }
}

extension GrayTest {
  /// The test, as scripts ask for it.
  static let analysis = Analysis(
    "survival.gray", "Gray's test of equal cumulative incidence in several groups, for each competing outcome.",
    details: """
      Compares the cumulative incidence of each outcome between groups, the other outcomes competing. The log-rank test \
      with the others censored compares cause-specific hazards instead: the two can disagree, as a treatment that only \
      lowers the rate of dying raises the incidence of relapse. Stratified, scores and their variances are summed over \
      the strata before they are squared.
      """,
    parameters: [
      SurvivalParameters.endpoint.any, CompetingQuestion.outcome.any, groups.any, SurvivalParameters.strata.any,
      SurvivalParameters.weights.any, CompetingQuestion.rho.any, SurvivalParameters.asBaseline.any,
    ],
    statistics: [
      .init("n", "The number of subjects, frequency weights counted."),
      .init("events", "The number of events of the outcome."),
      .init(
        "score", "The events observed less those expected if all groups shared one incidence, weighted as the test is."),
    ] + LogRank.testStatistics,
    example: [
      .init("endpoint", .text("pfs")), .init("intercurrent", .map([.init("transplant_day", .text("competing"))])),
      .init("by", .text("diagnosis")), .init("strata", .text("trial")),
    ],
    terms: ["CIF": "cumulative incidence function", "NRM": "non-relapse mortality"]
  ) { cohort, arguments in
    let asked = try CompetingQuestion(
      cohort, arguments, by: arguments[groups], strata: arguments[SurvivalParameters.strata],
      weighting: .init(frequency: arguments[SurvivalParameters.weights]))
    let question = asked.question
    let tests = try GrayStatistics(asked, rho: arguments[CompetingQuestion.rho])
    var result = AnalysisResult(title: asked.title("Gray's test"), methods: [tests.method])
    result.rows = tests.groupRows + tests.testRows.resting(onAllOf: question)
    result.tables = [
      TableLayout(
        title: "Events by group", rowHeader: "\(question.groups.label), outcome",
        lines: question.levels.flatMap { level in
          asked.outcomes.names.map { .init("\(level), \($0)", group: level, variable: $0) }
        },
        columns: [
          .init("n", .value("n"), .count), .init("Events", .value("events"), .count),
          .init("Observed less expected", .value("score"), .statistic),
        ]), tests.table,
    ]
    var guarding = ImmortalTime(
      cohort: cohort, endpoint: question.endpoint, isAcknowledged: arguments[SurvivalParameters.asBaseline])
    guarding.overstated = "freedom from events"
    result.cautions = try guarding.cautions(for: question) + asked.cautions
    return result
  }

  private static let groups = Parameter.columns("by", SurvivalParameters.by.declaration.prose, fallback: .required)
}
