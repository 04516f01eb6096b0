import Foundation
import Survival
import TestSupport
import Testing
import Statistics

@Suite("Cox with exact ties") struct CoxExactTests {
  /// R 4.2.2, survival 3.5-3, `control = coxph.control(eps = 1e-14, iter.max = 40)`, with `m = ceiling(time / 91)`: 39 of 227
  /// events at one time.
  @Test("quarters of a year: coxph(Surv(m, status) ~ age + sex + ph.ecog, lung, ties = \"exact\")")
  func quarters() throws {
    let lung = try LungRows(present: "ph.ecog")
    let model = try CoxModel(try quarters(lung), lung.matrix("age", "sex", "ph.ecog"), ties: .exact)
    expectClose(
      model.coefficients.compactMap(\.value), [0.0118470817700148, -0.6659926903252489, 0.5352668926666546])
    expectClose(
      model.coefficients.compactMap(\.standardError), [0.010368811143950, 0.188737273196172, 0.132330394140535])
    expectClose(model.nullLogLikelihood, -391.059752067105, relative: 1e-13)
    expectClose(model.logLikelihood, -374.959286054859, relative: 1e-13)
    expectClose(model.scoreTest.statistic, 31.4246983553723)
  }

  @Test("the same with strata(ph.ecog)") func strata() throws {
    let lung = try LungRows(present: "ph.ecog")
    let model = try CoxModel(
      try quarters(lung), lung.matrix("age", "sex"), strata: lung.codes("ph.ecog"), stratumCount: 4, ties: .exact)
    expectClose(model.coefficients.compactMap(\.value), [0.012010804096548, -0.651991915433517])
    expectClose(model.logLikelihood, -341.908188167224, relative: 1e-13)
  }

  private func quarters(_ lung: LungRows, entry: [Double]? = nil) throws -> FollowUp {
    try FollowUp(
      time: lung["time"].map { ($0 / 91).rounded(.up) }, event: lung["status"].map { $0 == 2 }, entry: entry)
  }

  @Test("three at risk, two events: the likelihood by hand") func byHand() throws {
    // ℓ = 2β − log(r² + 2r) with r = e^β of the two exposed, of whom one has the event with the unexposed one:
    // subsets of two are {1, 2}: r², {1, 3}: r, {2, 3}: r.
    let followUp = try FollowUp(time: [1, 2, 1], event: [true, false, true])
    let model = try CoxModel(followUp, CovariateMatrix(columns: [[1, 1, 0]]), ties: .exact, maximumIterations: 0)
    expectClose(model.nullLogLikelihood, -log(3), relative: 1e-14)
    // U = 1 − (2 + 1 + 1)/3 = −1/3; the variance of the number exposed among {2, 1, 1} is 2/9: χ² = 1/2.
    expectClose(model.scoreTest.statistic, 0.5, relative: 1e-13)
  }

  @Test("late entries before all events change nothing, though the sums are made in another order") func lateEntries()
    throws
  {
    let lung = try LungRows(present: "ph.ecog")
    let plain = try CoxModel(try quarters(lung), lung.matrix("age", "sex"), ties: .exact)
    let entries = lung["age"].map { -$0 }
    let late = try CoxModel(try quarters(lung, entry: entries), lung.matrix("age", "sex"), ties: .exact)
    expectClose(
      late.coefficients.compactMap(\.value), plain.coefficients.compactMap(\.value), relative: 1e-10)
    expectClose(late.logLikelihood, plain.logLikelihood, relative: 1e-13)
  }

  @Test("frequency weights are replication") func frequencies() throws {
    let time = [1.0, 1, 2, 2, 3, 4], event = [true, true, true, false, true, false]
    let (x, counts) = ([0.5, 1, 0, 1, 2, 0.2], [2.0, 1, 3, 2, 1, 2])
    func repeated<Value>(_ values: [Value]) -> [Value] {
      zip(values, counts).flatMap { Array(repeating: $0, count: Int($1)) }
    }
    let weighted = try CoxModel(
      FollowUp(time: time, event: event, weights: .frequency(FrequencyWeights(counts))), CovariateMatrix(columns: [x]),
      ties: .exact)
    let spread = try CoxModel(
      FollowUp(time: repeated(time), event: repeated(event)), CovariateMatrix(columns: [repeated(x)]), ties: .exact)
    expectClose(weighted.coefficients[0].value, try #require(spread.coefficients[0].value), relative: 1e-11)
    expectClose(weighted.logLikelihood, spread.logLikelihood, relative: 1e-13)
  }

  @Test("all die at once: the likelihood is one, and nothing is learned") func allAtOnce() throws {
    let model = try CoxModel(
      FollowUp(time: [3, 3, 3], event: [true, true, true]), CovariateMatrix(columns: [[1, 2, 4]]), ties: .exact)
    expectClose(model.logLikelihood, 0, absolute: 1e-14)
    #expect(model.coefficients[0].state == .aliased)
  }

  @Test("the subsets of half of 1100 outgrow any number, but not their logarithm") func many() throws {
    let followUp = try FollowUp(
      time: (0..<1100).map { Double($0 % 2) }, event: (0..<1100).map { $0 % 2 == 0 })
    let model = try CoxModel(followUp, CovariateMatrix(columns: [(0..<1100).map { Double($0 % 7) }]), ties: .exact)
    // log C(1100, 550): C is near 1e330
    expectClose(model.nullLogLikelihood, -(lgamma(1101) - 2 * lgamma(551)), relative: 1e-12)
    #expect(model.hasConverged)
  }

  @Test("without ties it is what Efron's method gives, the test of proportional hazards too") func noTies() throws {
    let followUp = try FollowUp(time: [1, 2, 3, 4, 5, 6], event: [true, true, false, true, true, false])
    let matrix = try CovariateMatrix(columns: [[1, 0, 1, 1, 0, 0]])
    let exact = try CoxModel(followUp, matrix, ties: .exact)
    #expect(exact.coefficients[0].value == (try CoxModel(followUp, matrix, ties: .breslow)).coefficients[0].value)
    // Two alike die last, alone: one set of two in all, so that ties are there but do not matter.
    let tied = try FollowUp(time: [1, 2, 3, 4, 5, 6, 7, 7], event: [true, true, false, true, true, false, true, true])
    let column = try CovariateMatrix(columns: [[1, 0, 1, 1, 0, 0, 1, 1]])
    let subsets = try CoxModel(tied, column, ties: .exact)
    let efron = try CoxModel(tied, column, ties: .efron)
    expectClose(
      subsets.coefficients[0].value, try #require(efron.coefficients[0].value), relative: 1e-10)
    expectClose(
      try ProportionalHazards(subsets, tied, column, scale: .identity).global?.statistic,
      try #require(try ProportionalHazards(efron, tied, column, scale: .identity).global?.statistic), relative: 1e-8)
  }

  @Test("case weights, clusters and ties by the million are refused") func refused() throws {
    let followUp = try FollowUp(time: [1, 1], event: [true, true], weights: .cases(CaseWeights([1, 2])))
    let column = try CovariateMatrix(columns: [[0, 1]])
    #expect(throws: FollowUpError.caseWeightsUnsupported(method: "the exact treatment of ties")) {
      try CoxModel(followUp, column, ties: .exact)
    }
    #expect(throws: FollowUpError.exactTiesUnsupported(method: "A cluster-robust variance")) {
      try CoxModel(FollowUp(time: [1, 1], event: [true, true]), column, clusters: [0, 1], ties: .exact)
    }
    let heavy = try FollowUp(
      time: [5, 6], event: [true, false], weights: .frequency(FrequencyWeights([20000, 10000])))
    let error = FollowUpError.exactTiesTooMany(time: 5, tied: 20000, rows: 30000)
    #expect(throws: error) { try CoxModel(heavy, column, ties: .exact) }
    #expect(
      error.description
        == "20000 events are tied at time 5.0, among 30000 rows: too many to be treated exactly; use Efron's method "
        + "(ties \"efron\")")
  }
}
