import Survival
import TestSupport
import Testing
import Statistics

/// R 4.2.2, survival 3.5-3, `control = coxph.control(eps = 1e-14, iter.max = 40)`.
@Suite("Cox with an offset") struct CoxOffsetTests {
  @Test("Efron: coxph(Surv(time, status) ~ age + sex + offset(0.01 * inst), lung)") func efron() throws {
    let lung = try LungRows(present: "inst")
    let (followUp, covariates) = (try lung.followUp(), try lung.matrix("age", "sex"))
    let offset = lung["inst"].map { 0.01 * $0 }
    let model = try CoxModel(followUp, covariates, offset: offset)
    expectClose(model.coefficients.compactMap(\.value), [1.650914577005968e-02, -5.218847297003892e-01])
    expectClose(model.coefficients.compactMap(\.standardError), [9.207660395464608e-03, 1.676937176864360e-01])
    expectClose(model.nullLogLikelihood, -7.462386820645761e+02, relative: 1e-13)
    expectClose(model.logLikelihood, -7.391191058101002e+02, relative: 1e-13)
    expectClose(model.scoreTest.statistic, 1.384750779218397e+01)
    // cox.zph(fit, transform = "identity")
    let test = try ProportionalHazards(model, followUp, covariates, offset: offset, scale: .identity)
    expectClose(test.terms.compactMap { $0?.statistic }, [0.1714970270250412, 2.9783573941925137])
    expectClose(test.global?.statistic, 3.1073099541760074)
  }

  @Test("Breslow, with strata and clusters: ... + strata(ph.ecog), cluster = inst, ties = \"breslow\"")
  func strataAndClusters() throws {
    let lung = try LungRows(present: "inst", "ph.ecog")
    let model = try CoxModel(
      lung.followUp(), lung.matrix("age", "sex"), strata: lung.codes("ph.ecog"), stratumCount: 4,
      clusters: lung.codes("inst"), offset: lung["inst"].map { 0.05 * $0 }, ties: .breslow)
    expectClose(model.coefficients.compactMap(\.value), [9.458287690177434e-03, -6.211782721921572e-01])
    expectClose(model.coefficients.compactMap(\.robustStandardError), [8.884619446466426e-03, 1.585640018060056e-01])
    expectClose(model.logLikelihood, -5.768179137860827e+02, relative: 1e-13)
    // The model at zero, `init = c(0, 0), iter.max = 0`, and its score residuals summed by inst. (R's `rscore` is 7.20: it leaves
    // the offset out of the model at zero.)
    expectClose(model.robustScoreTest?.statistic, 7.180851269334544)
  }

  @Test("an offset at a covariate's coefficient leaves nothing for that covariate; its origin does not matter")
  func known() throws {
    let lung = try LungRows(present: "age")
    let free = try CoxModel(lung.followUp(), lung.matrix("age", "sex"))
    let beta = try #require(free.coefficients[0].value)
    let fixed = try CoxModel(
      lung.followUp(), lung.matrix("age", "sex"), offset: lung["age"].map { 5e3 + beta * $0 })
    expectClose(fixed.coefficients[0].value, 0, absolute: 1e-9)
    expectClose(fixed.coefficients[1].value, try #require(free.coefficients[1].value))
    expectClose(fixed.logLikelihood, free.logLikelihood, relative: 1e-13)
  }

  @Test("an offset must be as long as the rows, and finite") func refused() throws {
    let followUp = try FollowUp(time: [1, 2], event: [true, true])
    let column = try CovariateMatrix(columns: [[0, 1]])
    #expect(throws: FollowUpError.lengths(column: "offset", expected: 2, found: 1)) {
      try CoxModel(followUp, column, offset: [1])
    }
    #expect(throws: FollowUpError.badOffset(row: 1, value: .infinity)) {
      try CoxModel(followUp, column, offset: [1, .infinity])
    }
    #expect(
      FollowUpError.badOffset(row: 1, value: .infinity).description == "row 2: offset is inf; expected a finite number")
  }
}
