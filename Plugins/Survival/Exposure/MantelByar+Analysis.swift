import Analyses
import Cohorts
import Statistics

extension MantelByar {
  /// The test, as scripts ask for it.
  static let analysis = Analysis(
    "survival.mantel_byar", "Mantel-Byar test of whether the event rate changes when an exposure begins.",
    details: """
      The log-rank test for a state that changes: at each event time the subjects at risk are divided by whether their \
      exposure has begun by then. Nobody is credited with time that they had to survive to be exposed. Of several exposures \
      each is a state of its own, which the one that begins last ends.

      An association is no effect where the prognosis decides who is exposed, and when.
      """,
    parameters: [
      SurvivalParameters.endpoint.any, exposures.any, Exposure.label.any,
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
    let columns = arguments[exposures].map(\.source)
    guard columns.count == 1 || arguments[Exposure.label] == nil else {
      throw ArgumentError.invalid(
        analysis: "survival.mantel_byar", reason: "\"label\" names one exposure, and there are \(columns.count)")
    }
    let question = try SurvivalQuestion(
      cohort, endpoint: arguments[SurvivalParameters.endpoint], event: .cause(nil),
      strata: arguments[SurvivalParameters.strata],
      weighting: .init(frequency: arguments[SurvivalParameters.weights]), exposures: columns)
    let exposures = try columns.map { try Exposure($0, label: arguments[Exposure.label], question) }
    let split = try exposures.split(question)
    let test = try MantelByar(
      split, strata: question.strata?.codes, stratumCount: question.stratumCount)
    var result = AnalysisResult(
      title: "\(question.endpoint.label) before and after \(exposures.names): Mantel-Byar test",
      methods: [
        "Mantel-Byar test\(columns.count > 1 ? " of \(columns.count + 1) states" : "")\(question.strata.map { ", stratified by \($0.label)" } ?? ""): log-rank test on counting-process "
          + "rows, hypergeometric variance at tied events."
      ] + (exposures.count > 1 ? [Exposure.severalRules] : exposures.map(\.rules)))
    result.rows = test.stateRows(exposures.states, unit: question.unit)
    result.rows += (test.comparison + test.test.rows(ofTest: "mantel_byar", method: "Mantel-Byar test"))
      .resting(onAllOf: question)
    result.tables = [
      TableLayout(
        title: "Events by state", rowHeader: "State",
        lines: exposures.states.map { .init($0, group: $0) },
        columns: [
          .init("Subjects ever in it", .value("n"), .count), .init("Observed", .value("observed"), .count),
          .init("Expected", .value("expected"), .statistic),
          .init("Person-\(question.unit)", .value("person_time"), .duration),
        ]), LogRank.testTable(name: "mantel_byar", label: "Mantel-Byar"),
    ]
    let guarding = ImmortalTime(cohort: cohort, endpoint: question.endpoint, isAcknowledged: false)
    result.cautions = try guarding.cautions(forStrata: question.strata?.sources ?? [])
    result.cautions += question.cautions + exposures.flatMap(\.cautions)
    return result
  }

  private static let exposures = Parameter.columns(
    "exposure",
    "The column of the day from which on a subject is exposed; missing for those who never are. Of several, the states in "
      + "the order in which they are expected to follow each other.", fallback: .required)

  private func stateRows(_ states: [String], unit: String) -> [Row] {
    let reason = "no subjects"
    return states.enumerated().flatMap { state, name in
      [
        Row("n", .count(Int(test.counts[state])), group: name),
        Row("observed", .count(Int(test.observed[state])), group: name),
        Row("expected", Quantity(test.expected[state], otherwise: reason), group: name),
        Row("person_time", Quantity(personTime[state], otherwise: reason), group: name, unit: unit),
      ]
    }
  }

  /// What the test of two states compares; none of several.
  private var comparison: [Row] {
    guard test.observed.count == 2 else { return [] }
    return [
      Row(
        "observed_minus_expected", Quantity(test.observed[1] - test.expected[1], otherwise: "no subjects"),
        variable: "mantel_byar"),
      Row("variance", Quantity(test.variance[1, 1], otherwise: "no subjects"), variable: "mantel_byar"),
    ]
  }
}
