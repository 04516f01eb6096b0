import Analyses
import Cohorts
import OrderedCollections
import TestSupport
import Testing

/// R 4.2.2, survival 3.5-3, on its `mgus2`: `coxph(Surv(etime, event == k) ~ age + sex + mspike)`.
@Suite("Cause-specific Cox models by the name of the cause") struct CauseSpecificTests {
  private func mgus2(outcomes: String? = "which") throws -> Cohort {
    let table = try CompetingData.table("mgus2")
    let codes = table.numbers("event").map { Int($0) }
    let columns: OrderedDictionary<String, Column> = [
      "id": Column(texts: (1...table.count).map { "\($0)" }), "etime": Column(numbers: table.numbers("etime")),
      "any": Column(flags: codes.map { $0 > 0 }), "died": Column(flags: codes.map { $0 == 2 }),
      "which": Column(categories: codes.map { [nil, "pcm", "death"][$0] }, levels: ["pcm", "death"]),
      "sex": Column(categories: table.texts("sex"), levels: ["F", "M"]), "age": Column(numbers: table.numbers("age")),
      "mspike": Column(numbers: table.numbers("mspike").map { $0.isNaN ? nil : $0 }),
    ]
    let known = ColumnDescription(knownAt: .baseline)
    var endpoint = EndpointDefinition(
      name: "pfs", label: "Progression", time: "etime", event: .indicator(column: "any"), unit: .months)
    endpoint.outcome = outcomes
    return try Cohort(
      name: "mgus2", subjects: Table(name: "subjects", columns: columns),
      dictionary: DataDictionary(
        subjectID: "id", columns: ["sex": known, "age": known, "mspike": known], endpoints: ["pfs": endpoint]))
  }

  private let covariates: Argument = ["age", "sex", "mspike"]

  @Test("each cause has R's coefficients, errors, likelihoods and tests of terms") func causes() throws {
    for reference in Self.references {
      let result = try mgus2().ask(
        "cox", ["endpoint": "pfs", "covariates": covariates, "cause": .text(reference.cause)])
      for (place, term) in ["age", "sex: M", "mspike"].enumerated() {
        expectClose(result.number("coefficient", variable: term), reference.coefficients[place])
        expectClose(result.number("standard_error", variable: term), reference.errors[place])
      }
      for (place, term) in ["age", "sex", "mspike"].enumerated() {
        expectClose(
          result.number("term_likelihood_ratio_chi_squared", variable: term), reference.likelihoodRatios[place],
          relative: 1e-8)
      }
      expectClose(result.number("log_likelihood"), reference.logLikelihood)
      #expect(result.row("events")?.value == .count(reference.events))
      #expect(result.title == "Progression: Cox model of the cause-specific hazard of \(reference.cause)")
      #expect(result.methods.contains { $0.hasPrefix("The hazard is the cause-specific one of \(reference.cause):") })
    }
  }

  @Test("an outcome column named in the call is the dictionary's") func outcome() throws {
    let named = try mgus2(outcomes: nil).ask(
      "cox", ["endpoint": "pfs", "outcome": "which", "cause": "death", "covariates": covariates])
    expectClose(named.number("log_likelihood"), Self.references[1].logLikelihood)
    #expect(
      try mgus2(outcomes: nil).complaint(
        "cox", ["endpoint": "pfs", "outcome": "which", "covariates": covariates])
        == "survival.cox: \"outcome\" tells events apart; say with \"cause\" of which of them the hazard is asked")
  }

  @Test("a cause is the same as an endpoint of its own, with other events as censorings") func ownEndpoint() throws {
    for function in ["cox", "proportional_hazards", "residuals"] {
      let cause = try mgus2().ask(function, ["endpoint": "pfs", "covariates": covariates, "cause": "death"])
      let own = try mgus2().ask(function, ["endpoint": "Surv(etime, died)", "covariates": covariates])
      #expect(cause.rows.map(\.value) == own.rows.map(\.value), "\(function)")
    }
  }

  @Test("without a cause every event counts; a cause that there is not is named with the nearest") func words() throws {
    let all = try mgus2().ask("cox", ["endpoint": "pfs", "covariates": covariates])
    #expect(all.row("events")?.value == .count(Self.references.reduce(0) { $0 + $1.events }))
    #expect(
      try mgus2().complaint("cox", ["endpoint": "pfs", "covariates": covariates, "cause": "deth"])
        == "Progression has no outcome \"deth\"; did you mean \"death\"?")
  }

  private struct Reference {
    let cause: String
    let coefficients, errors, likelihoodRatios: [Double]
    let logLikelihood: Double
    let events: Int
  }

  /// `drop1(fit, test = "Chisq")` for the tests of terms.
  private static let references = [
    Reference(
      cause: "pcm", coefficients: [0.0163521876014623, -0.00503002408629212, 0.884078070233995],
      errors: [0.00837394766927891, 0.18844987783728, 0.165210916894578],
      likelihoodRatios: [3.97591147085495, 0.000712465102651549, 27.5912381408955],
      logLikelihood: -706.329007109143, events: 115),
    Reference(
      cause: "death", coefficients: [0.0652003029375869, 0.388898878954177, -0.0592602722178314],
      errors: [0.00364873381243671, 0.069927610451663, 0.0638685700470276],
      likelihoodRatios: [374.011246989707, 31.2893808789031, 0.864278571143586],
      logLikelihood: -5385.75583064241, events: 854),
  ]
}
