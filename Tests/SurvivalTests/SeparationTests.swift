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
}
