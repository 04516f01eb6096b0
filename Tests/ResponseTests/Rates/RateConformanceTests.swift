import Analyses
import AnalysisTesting
import Cohorts
import Testing

@Suite("Rates keep the contract") struct RateConformanceTests {
  @Test("on forty invented subjects") func conformance() throws {
    #expect(Conformance(cohort: try RateCohort.make()).violations(of: RateAnalyses()) == [])
  }

  @Test("on awkward cohorts, whatever is asked") func awkward() throws {
    let texts = { (values: String...) in Argument.list(values.map(Argument.text)) }
    let further: [Argument.Entry] = [
      .init("strata", .text("trial")), .init("missing", .text("failure")), .init("by", .text("trial")),
      .init("by", .text("diagnosis")), .init("interval", texts("wilson", "mid_p", "jeffreys", "wald_corrected")),
      .init("interval", texts("agresti_coull", "wilson_corrected", "wald")),
      .init("difference_interval", .text("exact")), .init("difference_interval", .text("newcombe_corrected")),
      .init("relative_risk_interval", .text("log")), .init("odds_ratio_interval", .text("log_adjusted")),
      .init("stratum_weights", .text("optimal")), .init("stratum_weights", .text("inverse_variance")),
      .init("effect", .text("odds_ratio")), .init("interaction", .text("breslow_day")), .init("level", .number(0.999)),
    ]
    let suite = Conformance(cohort: try RateCohort.make())
    #expect(suite.awkwardViolations(of: RateAnalyses(), rounds: 200, seed: 7, adding: further) == [])
  }
}
