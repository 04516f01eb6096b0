import Foundation
import Statistics
import Survival
import TestSupport
import Testing

@Suite("Cox by hand and by closed form") struct CoxModelTests {
  /// The first test data of Therneau and Grambsch.
  private let time = [1.0, 1, 6, 6, 8, 9]
  private let event = [true, false, true, true, false, true]
  private let x = [1.0, 1, 1, 0, 0, 0]

  private func fit(_ ties: CoxTies) throws -> CoxModel {
    try CoxModel(FollowUp(time: time, event: event), CovariateMatrix(columns: [x]), ties: ties)
  }

  @Test("Breslow: the coefficient is log((3 + root 33)/2)") func breslow() throws {
    let model = try fit(.breslow)
    let ratio = (3 + 33.0.squareRoot()) / 2
    expectClose(model.coefficients[0].value, log(ratio), relative: 1e-12)
    expectClose(model.coefficients[0].ratio, ratio, relative: 1e-12)
    // ℓ = 2β − log(3r + 3) − 2 log(r + 3) − log 1
    expectClose(model.nullLogLikelihood, -log(6) - 2 * log(4), relative: 1e-14)
    expectClose(
      model.logLikelihood, 2 * log(ratio) - log(3 * ratio + 3) - 2 * log(ratio + 3), relative: 1e-14)
    // I = r/(r+1)² + 6r/(r+3)²
    let information = ratio / ((ratio + 1) * (ratio + 1)) + 6 * ratio / ((ratio + 3) * (ratio + 3))
    expectClose(model.coefficients[0].standardError, 1 / information.squareRoot(), relative: 1e-12)
    // At zero: U = 2 − 1/2 − 2/4 = 1, I = 1/4 + 6/16.
    expectClose(model.scoreTest.statistic, 1 / 0.625, relative: 1e-13)
    #expect(model.hasConverged)
    #expect(model.eventCount == 4)
  }

  @Test("Efron: the published coefficient of 1.676857") func efron() throws {
    expectClose(try fit(.efron).coefficients[0].value, 1.676857, relative: 1e-6, because: "printed with 7 digits")
  }

  @Test("Efron with case weights: the published fit") func caseWeights() throws {
    let followUp = try FollowUp(
      time: [1, 1, 2, 2, 2, 2, 3, 4, 5], event: [true, false, true, true, true, false, false, true, false],
      weights: .cases(CaseWeights([1, 2, 3, 4, 3, 2, 1, 2, 1])))
    let model = try CoxModel(followUp, CovariateMatrix(columns: [[2, 0, 1, 1, 0, 1, 0, 1, 0]]))
    expectClose(model.coefficients[0].value, 0.87260425, relative: 1e-8, because: "printed with 8 digits")
    expectClose(model.nullLogLikelihood, -30.29218, relative: 1e-6)
    expectClose(model.logLikelihood, -29.41678, relative: 1e-6)
    expectClose(model.variance[0, 0], 1 / 1.969447, relative: 1e-6)
  }

  @Test("a group without events has an infinite coefficient, and says so") func infinite() throws {
    let followUp = try FollowUp(time: [1, 2, 3, 4, 5, 6], event: [true, false, true, false, true, false])
    let model = try CoxModel(
      followUp, CovariateMatrix(columns: [[1, 0, 1, 0, 1, 0], [0.3, 0.1, -0.2, 0.8, 0.5, -0.4]]))
    #expect(model.coefficients[0].state == .infinite)
    #expect(model.coefficients[0].value == .infinity)
    #expect(model.coefficients[0].standardError == nil)
    #expect(model.coefficients[0].pValue == nil)
    #expect(!model.hasConverged)
    #expect(model.scoreTest.pValue != nil)
  }

  @Test("one exposed subject of two thousand, without the event: that too is infinite") func rare() throws {
    let time = (0..<2000).map { Double($0 % 97 + 1) }
    let model = try CoxModel(
      FollowUp(time: time, event: (0..<2000).map { $0 != 500 && $0 % 3 == 0 }),
      CovariateMatrix(columns: [(0..<2000).map { $0 == 500 ? 1 : 0 }, (0..<2000).map { Double($0 % 11) }]))
    #expect(model.coefficients.map(\.state) == [.infinite, .estimated])
    #expect(model.coefficients[0].value == -.infinity)
  }

  @Test("a covariate that repeats another has no coefficient; the others are as without it") func aliased() throws {
    let followUp = try FollowUp(time: time, event: event)
    let other = [1.0, 2, 0, 1, 3, 0.5]
    let model = try CoxModel(followUp, CovariateMatrix(columns: [x, x.map { 3 - 2 * $0 }, other, [7, 7, 7, 7, 7, 7]]))
    let plain = try CoxModel(followUp, CovariateMatrix(columns: [x, other]))
    #expect(model.coefficients.map(\.state) == [.estimated, .aliased, .estimated, .aliased])
    expectClose(model.coefficients[0].value, try #require(plain.coefficients[0].value), relative: 1e-10)
    expectClose(model.coefficients[2].standardError, try #require(plain.coefficients[1].standardError), relative: 1e-10)
    #expect(model.coefficients[1].value == nil)
    #expect(model.likelihoodRatioTest.degreesOfFreedom == 2)
    expectClose(model.waldTest.statistic, plain.waldTest.statistic, relative: 1e-10)
  }

  @Test("without events or covariates there is nothing to estimate") func nothing() throws {
    let none = try CoxModel(
      FollowUp(time: [1, 2], event: [false, false]), CovariateMatrix(columns: [[0, 1]]))
    #expect(none.coefficients[0].state == .aliased)
    #expect(none.likelihoodRatioTest.pValue == nil)
    let null = try CoxModel(FollowUp(time: time, event: event), CovariateMatrix(columns: []))
    #expect(null.coefficients.isEmpty)
    expectClose(null.logLikelihood, -log(6 * 4 * 3), relative: 1e-14, because: "Efron: 6, then 4 and 3")
    let empty = try CoxModel(FollowUp(time: [], event: []), CovariateMatrix(columns: [[]]))
    #expect(empty.rows == 0)
  }

  @Test("the scale and origin of a covariate do not matter") func scales() throws {
    let followUp = try FollowUp(time: time, event: event)
    let huge = try CoxModel(followUp, CovariateMatrix(columns: [x.map { 1e9 + 1e3 * $0 }]))
    let plain = try fit(.efron)
    expectClose(
      huge.coefficients[0].value, try #require(plain.coefficients[0].value) / 1e3, relative: 1e-9,
      because: "1e9 leaves ten digits of the differences")
  }
}
