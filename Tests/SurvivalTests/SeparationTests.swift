import Foundation
import Survival
import TestSupport
import Testing
import Statistics

/// Covariates along which the likelihood rises without end, though each group has events.
@Suite("Monotone likelihood in a number") struct SeparationTests {
  private func veteran() throws -> (time: [Double], karno: [Double]) {
    let folder = try #require(Bundle.module.url(forResource: "Reference", withExtension: nil))
    let table = try ReferenceTable(folder.appending(path: "data/veteran.csv"))
    return (table.numbers("time"), table.numbers("karno"))
  }

  @Test("time itself as a covariate has no finite coefficient", arguments: [CoxTies.efron, .breslow])
  func time(ties: CoxTies) throws {
    let lung = try LungRows(present: "age")
    let model = try CoxModel(lung.followUp(), lung.matrix("time"), ties: ties)
    #expect(model.coefficients[0].state == .infinite)
    #expect(model.coefficients[0].value == -.infinity && model.coefficients[0].standardError == nil)
    #expect(!model.hasConverged)
  }

  @Test("beside a coefficient that runs off, the other is that of the model stratified by it") func beside() throws {
    let (time, karno) = try veteran()
    let followUp = try FollowUp(time: time, event: time.map { _ in true })
    let model = try CoxModel(
      followUp, CovariateMatrix(columns: [time.map { ($0 / 50).rounded(.down) }, karno]))
    #expect(model.coefficients.map(\.state) == [.infinite, .estimated])
    // coxph(Surv(time, rep(1, 137)) ~ karno + strata(time %/% 50), veteran): every risk set is that of the smallest x in it.
    expectClose(model.coefficients[1].value, -0.0043298636211872, relative: 1e-5)
    expectClose(model.coefficients[1].standardError, 0.0052328155554353, relative: 1e-5)
    expectClose(model.logLikelihood, -309.60922105483, relative: 1e-8)
  }

  /// 28 subjects of whom the only one of the reference level is the first to have the event.
  ///
  /// Both other levels run off together, as fast as each other: the likelihood is flat along the sum of the two, though each
  /// level has events. R 4.2.2's coxph warns of both, gives one no coefficient and the other one with a finite error.
  @Test(
    "levels of which the reference alone has the first event have no finite coefficients, though the height of the top is R's"
  )
  func firstEventOfTheReference() throws {
    let time: [Double] = [
      10, 293, 428, 690, 530, 246, 603, 456, 287, 809, 213, 358, 534, 781, 454, 187, 86, 314, 847, 481, 637, 648, 748,
      336, 765, 780, 704, 402,
    ]
    let events: Set<Double> = [10, 293, 690, 530, 809, 534, 86, 481, 637, 648]
    let level = Array("0ABAABBABAABBBBAABBBBBAAABAB")
    let model = try CoxModel(
      FollowUp(time: time, event: time.map(events.contains)),
      CovariateMatrix(columns: [level.map { $0 == "A" ? 1 : 0 }, level.map { $0 == "B" ? 1 : 0 }]))
    #expect(model.coefficients.map(\.state) == [.infinite, .infinite])
    #expect(model.coefficients.allSatisfy { $0.value == -.infinity && $0.standardError == nil })
    // coxph(Surv(time, status) ~ g): likelihood ratio test 6.861 on 2 degrees of freedom.
    expectClose(2 * (model.logLikelihood - model.nullLogLikelihood), 6.861, relative: 1e-4)
  }
}
