import Analyses
import Cohorts
import TestSupport
import Testing

@testable import Survival

@Suite("A curve prepared for resamples") struct CurveReplicationTests {
  @Test("the restricted mean is that of the curve of as many copies, at any horizon, without rounding to speak of")
  func restrictedMean() throws {
    let cohort = try PooledCohort.make()
    let request = EndpointRequest(.named("pfs"))
    let question = try SurvivalQuestion(cohort, endpoint: request)
    for (place, counts) in [
      [Int32](repeating: 1, count: 16), (0..<16).map { Int32($0 % 3) }, (0..<16).map { $0 > 9 ? 2 : 0 },
    ].enumerated() {
      let copies = try SurvivalQuestion(cohort.resampled(counts), endpoint: request)
      let curve = KaplanMeier(try EventTable(copies.followUp))
      for horizon in [0.0, 12, 100, 240, 360, 500] {
        let prepared = try #require(
          try CurveReplication(question, group: "All subjects", .restrictedMean(to: horizon)))
        var scratch: [Double] = []
        expectClose(
          prepared.value(counts: counts, scratch: &scratch).double, curve.restrictedMean(to: horizon).mean,
          relative: 1e-13, because: "counts \(place), horizon \(horizon)")
      }
    }
  }
}
