import AnalysisTesting
import Cohorts
import OrderedCollections
import Survival
import TestSupport
import Testing

@Suite("The plugin of survival keeps the contract") struct PluginConformanceTests {
  @Test("on a small pooled cohort") func pooled() throws {
    let violations = Conformance(cohort: try PooledCohort.make()).violations(of: SurvivalPlugin())
    #expect(violations == [])
  }

  @Test("on the same with times that are tied, exposures outside of follow-up, and levels that nobody has")
  func awkward() throws {
    let cohort = try PooledCohort.make { columns in
      columns["pfs_days"] = Column(numbers: (0..<16).map { Double($0 / 4) })
      columns["transplant_day"] = Column(numbers: (0..<16).map { [-3, 0, 1, 500, nil][$0 % 5] })
      columns["diagnosis"] = Column(
        categories: Array(repeating: "T-ALL", count: 16), levels: ["B-ALL", "T-ALL", "MPAL"])
    }
    #expect(Conformance(cohort: cohort).violations(of: SurvivalPlugin()) == [])
  }
}
