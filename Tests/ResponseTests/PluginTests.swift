import Analyses
import AnalysisTesting
import Testing

@testable import Response

@Suite("The plugin of response") struct PluginTests {
  @Test("is named as scripts require it") func name() {
    #expect(ResponsePlugin().name == "response")
  }

  @Test("every analysis and derivation keeps the contract") func conformance() throws {
    let violations = Conformance(cohort: try WholeTrial.make()).violations(of: ResponsePlugin())
    #expect(violations == [])
  }

  @Test("awkward cohorts end in finite numbers or in words, whatever is asked", arguments: [1, 7] as [UInt64])
  func awkward(seed: UInt64) throws {
    let violations = Conformance(cohort: try WholeTrial.make()).awkwardViolations(
      of: ResponsePlugin(), rounds: 100, seed: seed, adding: Self.further)
    #expect(violations.isEmpty, "\(violations.map(\.description).joined(separator: "\n"))")
  }

  /// What is asked besides the examples.
  private static let further: [Argument.Entry] = {
    let texts = { (values: String...) in Argument.list(values.map(Argument.text)) }
    let written: KeyValuePairs<String, Argument> = [
      "strata": .text("trial"), "strata": .text("diagnosis"), "missing": .text("failure"), "by": .text("trial"),
      "by": .text("diagnosis"), "by": .text("age >= 40"), "by": .text("transplanted"), "as_baseline": .flag(true),
      "interval": texts("wilson", "mid_p", "jeffreys", "wald_corrected"),
      "interval": texts("agresti_coull", "wilson_corrected", "wald"), "interval": .text("wald"),
      "difference_interval": .text("exact"), "difference_interval": .text("newcombe_corrected"),
      "relative_risk_interval": .text("log"), "odds_ratio_interval": .text("log_adjusted"),
      "stratum_weights": .text("optimal"), "stratum_weights": .text("inverse_variance"),
      "effect": .text("odds_ratio"), "interaction": .text("breslow_day"), "level": .number(0.999),
      "level": .number(0.5), "null_rate": .number(0.3), "test": .text("fisher"), "test": .text("barnard"),
      "test": .text("likelihood_ratio"), "test": .text("exact"), "test": .text("mcnemar"), "test": .text("mid_p"),
      "scores": .list([.number(0), .number(5), .number(40)]), "reference": .text("EVE"),
      "second": .text("age >= 40"), "outcome": .text("age > 30"), "outcome": .text("response"),
      "covariates": .list([.text("age"), .text("trial * diagnosis")]), "covariates": .text("rcs(age, 3)"),
      "covariates": .text("poly(age, 2)"), "penalty": .text("firth"), "baseline": .text("age"),
      "heading": .text("trial"), "limit": .integer(3), "ongoing": .text("death_day > 100"),
      "value": .text("marrow_blasts - age"), "states": .text("assessments"), "states_until": .text("relapse_day"),
      "where": .text("day > 30"),
    ]
    return written.map { .init($0.key, $0.value) }
  }()
}
