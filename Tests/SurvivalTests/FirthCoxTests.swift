import Survival
import TestSupport
import Testing
import Statistics

@Suite("Cox with Firth's penalty") struct FirthCoxTests {
  private let time = [2.0, 3, 3, 5, 6, 6, 8, 9, 11, 12, 14, 15]
  private let event = [true, true, true, false, true, true, true, false, true, false, false, false]
  /// Nobody with g = 1 has the event.
  private let g = [0.0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 1, 0]
  private let z = [0.5, -1.2, 0.3, 0.8, 1.1, -0.4, 0, 0.9, -0.7, -1.5, 0.2, 0.6]

  /// Truth by mpmath 1.3 with 30 digits, and not by the formulas of the program: ℓ*(a, b) = ℓ + log(det I)/2 is written out as
  /// sums over each risk set, its slopes are `mpmath.diff` of it, and `mpmath.findroot` solves for a slope of zero (the estimate),
  /// for one with the other coefficient held at zero (the tests), and for ℓ* = max − z²/2 (the limits).
  private struct Truth {
    let ties: CoxTies
    let values, errors, lower, upper, tests: [Double]
    let top, null: Double
  }

  private let truths = [
    Truth(
      ties: .breslow, values: [-2.29444146848247, -0.1495351026023434],
      errors: [1.524974227777051, 0.5426272400978572], lower: [-7.16370602066271, -1.247489804259647],
      upper: [-0.1779086390316326, 0.9204381487015051], tests: [4.720568145970651, 0.07805301388795936],
      top: -11.23443546580097, null: -13.6009173815659),
    Truth(
      ties: .efron, values: [-2.341291425913042, -0.157069682153454], errors: [1.521223826042319, 0.5493705990333203],
      lower: [-7.209659144083975, -1.271459048764898], upper: [-0.2278396046557597, 0.9275402471883815],
      tests: [4.990701126923221, 0.0837576997048813], top: -10.86614381687314, null: -13.36791821106061),
  ]

  private func agree(_ model: FirthCox, _ truth: Truth, scale: [Double] = [1, 1]) {
    let found = model.coefficients.compactMap { $0 }
    func scaled(_ values: [Double]) -> [Double] { zip(values, scale).map { $0 / $1 } }
    expectClose(found.map(\.value), scaled(truth.values), relative: 1e-10)
    expectClose(found.map(\.standardError), scaled(truth.errors), relative: 1e-10)
    expectClose(found.compactMap(\.lower), scaled(truth.lower), relative: 1e-9)
    expectClose(found.compactMap(\.upper), scaled(truth.upper), relative: 1e-9)
    expectClose(found.map(\.test.statistic), truth.tests, relative: 1e-9)
    #expect(model.hasConverged)
  }

  @Test("a separated covariate: estimates, profile limits and tests, by Breslow and by Efron") func separated() throws {
    for truth in truths {
      let model = try FirthCox(
        FollowUp(time: time, event: event), CovariateMatrix(columns: [g, z]), ties: truth.ties)
      agree(model, truth)
      expectClose(model.penalizedLogLikelihood, truth.top, relative: 1e-12)
      expectClose(model.nullPenalizedLogLikelihood, truth.null, relative: 1e-12)
      expectClose(model.likelihoodRatioTest.statistic, 2 * (truth.top - truth.null), relative: 1e-11)
      #expect(model.likelihoodRatioTest.degreesOfFreedom == 2)
    }
    let plain = try CoxModel(FollowUp(time: time, event: event), CovariateMatrix(columns: [g, z]))
    #expect(plain.coefficients[0].state == .infinite)
  }

  @Test("the scale of a covariate, the order of rows and a repeated covariate do not matter") func invariance() throws {
    let order = [7, 2, 11, 0, 5, 9, 1, 10, 3, 8, 6, 4]
    let followUp = try FollowUp(time: order.map { time[$0] }, event: order.map { event[$0] })
    let columns = [order.map { 3 - 2 * g[$0] }, order.map { 6 - 4 * g[$0] }, order.map { 1e3 * z[$0] }]
    let model = try FirthCox(followUp, CovariateMatrix(columns: columns))
    #expect(model.coefficients[1] == nil)
    let found = model.coefficients.compactMap { $0 }
    expectClose(found.map(\.value), [truths[1].values[0] / -2, truths[1].values[1] / 1e3], relative: 1e-10)
    // The sign of the first is turned, and with it its limits.
    expectClose(found[0].lower, truths[1].upper[0] / -2, relative: 1e-9)
    expectClose(found[0].upper, truths[1].lower[0] / -2, relative: 1e-9)
    expectClose(found.map(\.test.statistic), truths[1].tests, relative: 1e-9)
  }

  @Test("frequency weights are replication; one stratum is none") func frequencies() throws {
    let counts = time.indices.map { Double(1 + $0 % 3) }
    let rows = time.indices.flatMap { Array(repeating: $0, count: Int(counts[$0])) }
    let grouped = try FirthCox(
      FollowUp(time: time, event: event, weights: .frequency(FrequencyWeights(counts))),
      CovariateMatrix(columns: [g, z]), strata: time.map { _ in 0 })
    let spread = try FirthCox(
      FollowUp(time: rows.map { time[$0] }, event: rows.map { event[$0] }),
      CovariateMatrix(columns: [rows.map { g[$0] }, rows.map { z[$0] }]))
    for (one, other) in zip(grouped.coefficients.compactMap { $0 }, spread.coefficients.compactMap { $0 }) {
      expectClose(one.value, other.value, relative: 1e-9)
      expectClose(one.lower, try #require(other.lower), relative: 1e-8)
      expectClose(one.test.statistic, other.test.statistic, relative: 1e-8)
    }
  }

  @Test("without separation it is near the plain model") func near() throws {
    let lung = try LungRows(present: "ph.ecog")
    let matrix = try lung.matrix("age", "sex", "ph.ecog")
    let plain = try CoxModel(lung.followUp(), matrix)
    let model = try FirthCox(lung.followUp(), matrix)
    for (firth, cox) in zip(model.coefficients.compactMap { $0 }, plain.coefficients) {
      let (value, error) = (try #require(cox.value), try #require(cox.standardError))
      #expect(abs(firth.value - value) < 0.1 * error)
    }
  }

  @Test("strata and late entries: a stratum without events, and rows at risk at no event, change nothing") func strata()
    throws
  {
    let model = try FirthCox(
      FollowUp(
        time: time + [4, 7, 2.5], event: event + [false, false, false],
        entry: time.map { _ in 0 } + [0, 0, 2.2]),
      CovariateMatrix(columns: [g + [5, 3, 1], z + [1, 2, 9]]), strata: time.map { _ in 0 } + [1, 1, 0],
      stratumCount: 2)
    agree(model, truths[1])
  }

  @Test("nothing to learn: no events, one subject, nobody") func nothing() throws {
    for count in 0..<3 {
      let model = try FirthCox(
        FollowUp(time: Array(time.prefix(count)), event: Array(repeating: false, count: count)),
        CovariateMatrix(columns: [Array(g.prefix(count))]))
      #expect(model.coefficients.compactMap { $0 }.isEmpty)
      #expect(model.likelihoodRatioTest.pValue == nil)
    }
  }

  @Test("one event of two subjects has a finite estimate: a hazard ratio of a third") func two() throws {
    // ℓ = −log(1 + r), I = r/(1 + r)² with r = e^β of the one without the event: ℓ* is greatest at r = 1/3.
    let model = try FirthCox(
      FollowUp(time: [1, 2], event: [true, false]), CovariateMatrix(columns: [[0, 1]]))
    expectClose(model.coefficients[0]?.hazardRatio, 1.0 / 3, relative: 1e-10)
  }

  @Test("case weights and exact ties are refused") func refused() throws {
    let column = try CovariateMatrix(columns: [[0, 1]])
    let weighted = try FollowUp(time: [1, 2], event: [true, false], weights: .cases(CaseWeights([1, 2])))
    #expect(throws: FollowUpError.caseWeightsUnsupported(method: "Firth's penalised likelihood")) {
      try FirthCox(weighted, column)
    }
    #expect(throws: FollowUpError.exactTiesUnsupported(method: "Firth's penalty")) {
      try FirthCox(FollowUp(time: [1, 2], event: [true, false]), column, ties: .exact)
    }
  }
}
