import Analyses
import Cohorts
import Statistics

extension MantelByar {
  /// The test, as scripts ask for it.
  static let analysis = Analysis(
    "survival.mantel_byar", "Mantel-Byar test of whether the event rate changes when an exposure begins.",
    details: """
      The log-rank test for a state that changes: at each event time the subjects at risk are divided by whether their \
      exposure has begun by then. Nobody is credited with time that they had to survive to be exposed.

      An association is no effect where the prognosis decides who is exposed, and when.
      """,
    parameters: [
      SurvivalParameters.endpoint.any, SurvivalParameters.exposure.any, Exposure.label.any,
      SurvivalParameters.strata.any, SurvivalParameters.weights.any,
    ],
    statistics: [
      .init("n", "The number of subjects who were ever in the state."),
      .init("observed", "The number of events observed in the state."),
      .init("expected", "The number expected if both states shared one hazard."),
      .init("person_time", "The time under observation in the state."),
      .init("observed_minus_expected", "Observed less expected events after the exposure."),
      .init("variance", "The variance of that difference (hypergeometric)."),
    ] + LogRank.testStatistics,
    example: [.init("endpoint", .text("pfs")), .init("exposure", .text("transplant_day"))]
  ) { cohort, arguments in
    let question = try SurvivalQuestion(
      cohort, endpoint: arguments[SurvivalParameters.endpoint], strata: arguments[SurvivalParameters.strata],
      weights: arguments[SurvivalParameters.weights], exposure: arguments[SurvivalParameters.exposure])
    let exposure = try Exposure(arguments[SurvivalParameters.exposure], label: arguments[Exposure.label], question)
    let split = try exposure.split(question)
    let test = try MantelByar(
      split, strata: question.strata?.codes, stratumCount: question.stratumCount)
    var result = AnalysisResult(
      title: "\(question.endpoint.label) before and after \(exposure.name): Mantel-Byar test",
      methods: [
        "Mantel-Byar test\(question.strata.map { ", stratified by \($0.label)" } ?? ""): log-rank test on counting-process "
          + "rows, hypergeometric variance at tied events.", exposure.rules,
      ])
    result.rows =
      test.stateRows(exposure, unit: question.unit) + test.test.rows(ofTest: "mantel_byar", method: "Mantel-Byar test")
    result.tables = [
      TableLayout(
        title: "Events by state", rowHeader: "State",
        lines: [exposure.before, exposure.after].map { .init($0, group: $0) },
        columns: [
          .init("Subjects ever in it", .value("n"), .count), .init("Observed", .value("observed"), .count),
          .init("Expected", .value("expected"), .statistic),
          .init("Person-\(question.unit)", .value("person_time"), .duration),
        ]), LogRank.testTable(name: "mantel_byar", label: "Mantel-Byar"),
    ]
    let guarding = ImmortalTime(cohort: cohort, endpoint: question.endpoint, isAcknowledged: false)
    result.cautions = try guarding.cautions(forStrata: question.strata?.sources ?? [])
    result.cautions += question.cautions + exposure.cautions
    return result
  }

  private func stateRows(_ exposure: Exposure, unit: String) -> [Row] {
    let reason = "no subjects"
    let states = [(exposure.before, unexposedTime), (exposure.after, exposedTime)]
    let perState = states.enumerated().flatMap { state, named in
      [
        Row("n", .count(Int(test.counts[state])), group: named.0),
        Row("observed", .count(Int(test.observed[state])), group: named.0),
        Row("expected", Quantity(test.expected[state], otherwise: reason), group: named.0),
        Row("person_time", Quantity(named.1, otherwise: reason), group: named.0, unit: unit),
      ]
    }
    return perState + [
      Row(
        "observed_minus_expected", Quantity(test.observed[1] - test.expected[1], otherwise: reason),
        variable: "mantel_byar"),
      Row("variance", Quantity(test.variance[1, 1], otherwise: reason), variable: "mantel_byar"),
    ]
  }
}
