import Analyses
import AnalysisTesting
import Baseline
import Cohorts
import OrderedCollections
import TestSupport
import Testing

@Suite("The plugin of baseline keeps the contract") struct PluginTests {
  @Test("and is named as scripts require it") func name() {
    #expect(BaselinePlugin().name == "baseline")
  }

  @Test("on a small pooled cohort") func pooled() throws {
    #expect(Conformance(cohort: try SmallTrials.make()).violations(of: BaselinePlugin()) == [])
  }

  @Test("on the same with levels that nobody has, constants and nothing but missing values") func odd() throws {
    let cohort = try SmallTrials.make { columns in
      columns["diagnosis"] = Column(categories: Array(repeating: "AML", count: 16), levels: ["T-ALL", "AML"])
      columns["age"] = Column(integers: Array(repeating: 30, count: 16))
      columns["marrow_blasts"] = Column(numbers: Array(repeating: nil, count: 16))
    }
    #expect(Conformance(cohort: cohort).violations(of: BaselinePlugin()) == [])
  }

  /// Arguments beside those of the examples, tried one at a time.
  private static let further: KeyValuePairs<String, Argument> = [
    "by": "sex", "by": ["trial", "sex"], "by": "age >= 40", "by": "response", "tests": true, "tests": ["age": "welch"],
    "tests": ["diagnosis": "fisher"], "number_test": "welch", "number_test": "student", "adjustment": "holm",
    "differences": true, "overall": "first", "overall": "none", "numbers": ["mean_sd", "median_quartiles"],
    "numbers": "levels", "summaries": ["age": "levels"], "percent_of": "all", "missing": "always", "missing": "never",
    "denominators": "always", "quantile_type": "type_6", "labels": ["age": "Âge à l’inclusion"],
    "from": "infusion_date", "to": "transplant_date", "to": "relapse_after_transplant_day", "negative": "error",
    "negative": "leave_out", "figure": false, "by_trial": false, "threshold": 0, "patterns": 0, "endpoints": [],
    "start": "Infused", "level": 0.5, "variables": "age",
    "variables": ["age >= 40", "marrow_blasts", "transplanted", "infusion_date", "marrow_blasts >= 20"],
  ]

  @Test("on cohorts as data sometimes are", arguments: [1, 2, 3] as [UInt64])
  func awkward(seed: UInt64) throws {
    let violations = Conformance(cohort: try SmallTrials.make()).awkwardViolations(
      of: BaselinePlugin(), rounds: 80, seed: seed, adding: Self.further.map { .init($0.key, $0.value) })
    #expect(violations.isEmpty, "\(violations.map(\.description).joined(separator: "\n"))")
  }
}
