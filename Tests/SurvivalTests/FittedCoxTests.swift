import Foundation
import Survival
import TestSupport
import Testing
import Statistics

@Suite("Hazards, predictions and residuals of a Cox model") struct FittedCoxTests {
  /// R 4.2.2, survival 3.5-3: with `t30 = ceiling(time / 30)`, `w = 1 + (age %% 3) / 2` (so that R's variance is the robust one),
  /// `coxph(Surv(t30, status) ~ age + ph.ecog + offset(0.05 * inst) + strata(sex), lung, weights = w,
  /// control = coxph.control(eps = 1e-14, iter.max = 40))`.
  private func weighted() throws -> FittedCox {
    let lung = try LungRows(present: "ph.ecog", "inst")
    let weights = try CaseWeights(lung["age"].map { 1 + $0.truncatingRemainder(dividingBy: 3) / 2 })
    let followUp = try FollowUp(
      time: lung["time"].map { ($0 / 30).rounded(.up) }, event: lung["status"].map { $0 == 2 },
      weights: .cases(weights))
    let (matrix, offset) = (try lung.matrix("age", "ph.ecog"), lung["inst"].map { 0.05 * $0 })
    let strata = lung["sex"].map { Int32($0) - 1 }
    let model = try CoxModel(
      followUp, matrix, strata: strata, stratumCount: 2, clusters: Array(0..<Int32(followUp.count)), offset: offset)
    return try FittedCox(model, followUp, matrix, strata: strata, stratumCount: 2, offset: offset)
  }

  private func squares(_ columns: [[Double]]) -> [Double] { columns.map { $0.reduce(0) { $0 + $1 * $1 } } }

  private func firstTwo(_ columns: [[Double]]) -> [Double] { columns.flatMap { $0.prefix(2) } }

  @Test("residuals with case weights, strata, ties and an offset: R's residuals()") func residuals() throws {
    let fit = try weighted()
    let martingale = fit.martingaleResiduals()
    expectClose(firstTwo([martingale]), [0.384395606574583, 0.290571492622837])
    expectClose(squares([martingale]), [197.363313771296])
    let deviance = fit.devianceResiduals()
    expectClose(firstTwo([deviance]), [0.448898949987367, 0.324727761771061])
    expectClose(squares([deviance]), [318.262524525818])
    let score = try fit.scoreResiduals()
    expectClose(firstTwo(score), [4.67067644652093, 2.11166663379631, 0.111187573495714, -0.370361718242442])
    expectClose(squares(score), [14719.55794711366, 103.67375400302])
    let changes = try fit.coefficientChanges()
    expectClose(
      firstTwo(changes),
      [0.000462018367681942, 0.000300054538489162, 0.000981310003615843, -0.007098532044645525])
    expectClose(squares(changes), [0.000121151201891969, 0.022138920978789372])
    let standardized = try fit.coefficientChanges(standardized: true)
    expectClose(squares(standardized), [2.32806876039059, 2.46939147250532])
    let schoenfeld = try fit.schoenfeldResiduals()
    #expect(schoenfeld.rows.count == 163)
    expectClose(squares(schoenfeld.columns), [12369.6244334805597, 79.6670222105121])
    expectClose(squares(try fit.scaledSchoenfeldResiduals().columns), [0.912027862190923, 188.977057932146607])
  }

  @Test("baseline hazards at the middle and at zero: R's basehaz()") func baseline() throws {
    let fit = try weighted()
    expectClose(fit.centre, [62.380261248185775, 0.960812772133527])
    // R takes the weighted mean of the offset here, and the plain mean in predict(); the default here is the latter.
    let lung = try LungRows(present: "ph.ecog", "inst")
    let weights = lung["age"].map { 1 + $0.truncatingRemainder(dividingBy: 3) / 2 }
    let offset = zip(weights, lung["inst"]).reduce(0) { $0 + $1.0 * 0.05 * $1.1 } / weights.reduce(0, +)
    let middle = try (0..<2).map { try fit.curve(at: fit.centre, stratum: $0, offset: offset) }
    expectClose(Array(middle[0].cumulativeHazard.prefix(2)), [0.0611604340594108, 0.1043192452103919])
    expectClose(middle[1].cumulativeHazard.last, 2.1026471381178693)
    #expect(middle[1].table.times.last == 33)
    expectClose(try fit.curve(at: [0, 0], offset: offset).cumulativeHazard.first, 0.0286368006580687)
    expectClose(try fit.curve(at: [0, 0], stratum: 1, offset: offset).cumulativeHazard.last, 0.9845104580201234)
  }

  @Test("the curve of a woman of 60: survfit(fit, newdata = data.frame(age = 60, ph.ecog = 1, inst = 10, sex = 2))")
  func curve() throws {
    let curve = try weighted().curve(at: [60, 1], stratum: 1, offset: 0.5)
    let band = curve.band()
    expectClose(curve.table.atRisk[1], 136.5)
    expectClose(curve.survival[1], 0.9775669512123806)
    expectClose(curve.standardErrorOfHazard[1], 0.0113701601327268)
    expectClose(curve.survival.last, 0.1357032328964407)
    expectClose(curve.standardErrorOfHazard.last, 0.3829819435427211)
    expectClose(band.lower.last, 0.0640612447077007)
    expectClose(band.upper.last, 0.2874650266720770)
    let half = try #require(curve.time(ofSurvival: 0.5))
    let step = try #require(curve.step(at: half))
    #expect(curve.survival[step] <= 0.5 && curve.survival[step - 1] > 0.5)
    #expect(curve.step(at: 0.5) == nil)
    #expect(curve.time(ofSurvival: 0.01) == nil)
  }

  @Test("predictions against each reference: R's predict()") func predictions() throws {
    let fit = try weighted()
    let expected: [(CoxReference, [Double], [Double])] = [
      (.sample, [-0.307352637500911, -0.682152834437567], [0.127419078396596, 0.161597914790514]),
      (.strata, [-0.315717918874561, -0.690518115811217], [0.115825471917645, 0.156796960884771]),
      (.zero, [0.4514552136612062, 0.0766550167245504], [0.812532652969297, 0.748467205392771]),
    ]
    for (reference, values, errors) in expected {
      let prediction = fit.linearPredictors(reference)
      expectClose(Array(prediction.values.prefix(2)), values)
      expectClose(Array(prediction.standardErrors.prefix(2)), errors)
    }
    let events = fit.expectedEvents()
    expectClose(Array(events.values.prefix(2)), [0.615604393425417, 0.709428507377163])
    expectClose(Array(events.standardErrors.prefix(2)), [0.098584445092926, 0.139284501288226])
  }

  @Test("frequency weights are replication, in every residual and curve") func frequencies() throws {
    let time = [1.0, 1, 2, 2, 3, 4, 6, 6], event = [true, true, true, false, true, false, true, true]
    let entry = [0.0, 0, 0, 1, 1, 0, 2, 0]
    let (x, counts) = ([0.5, 1, 0, 1, 2, 0.2, 0.7, 1.5], [2.0, 1, 3, 2, 1, 2, 1, 2])
    let subjects = counts.indices.flatMap { Array(repeating: $0, count: Int(counts[$0])) }
    func fit(_ rows: [Int], _ weights: Weights) throws -> FittedCox {
      let followUp = try FollowUp(
        time: rows.map { time[$0] }, event: rows.map { event[$0] }, entry: rows.map { entry[$0] }, weights: weights)
      let matrix = try CovariateMatrix(columns: [rows.map { x[$0] }])
      return try FittedCox(CoxModel(followUp, matrix), followUp, matrix)
    }
    let grouped = try fit(Array(counts.indices), .frequency(FrequencyWeights(counts)))
    let spread = try fit(subjects, .none)
    func agree(_ few: [Double], _ many: [Double]) {
      expectClose(subjects.map { few[$0] }, many, relative: 1e-9, absolute: 1e-11)
    }
    agree(grouped.martingaleResiduals(), spread.martingaleResiduals())
    agree(try grouped.scoreResiduals()[0], try spread.scoreResiduals()[0])
    agree(try grouped.coefficientChanges()[0], try spread.coefficientChanges()[0])
    agree(grouped.linearPredictors().values, spread.linearPredictors().values)
    agree(grouped.expectedEvents().standardErrors, spread.expectedEvents().standardErrors)
    let (one, other) = (try grouped.curve(at: [1]), try spread.curve(at: [1]))
    expectClose(one.cumulativeHazard, other.cumulativeHazard)
    expectClose(one.standardErrorOfHazard, other.standardErrorOfHazard)
    #expect(one.table.atRisk == other.table.atRisk)
  }

  @Test("martingale residuals sum to zero, and a subject cut in two has the sum of its parts") func identities() throws
  {
    let time = [2.0, 3, 5, 7, 8], event = [true, false, true, true, false]
    let x = [1.0, 0, 1, 0, 1]
    let matrix = try CovariateMatrix(columns: [x])
    let followUp = try FollowUp(time: time, event: event)
    let whole = try FittedCox(CoxModel(followUp, matrix), followUp, matrix)
    let residuals = whole.martingaleResiduals()
    expectClose(residuals.reduce(0, +), 0, absolute: 1e-12)
    let cut = try FollowUp(
      time: time + [4], event: event + [false], entry: [0, 0, 0, 4, 0, 0])
    let longer = try CovariateMatrix(columns: [x + [0]])
    let parts = try FittedCox(CoxModel(cut, longer), cut, longer)
    let pieces = parts.martingaleResiduals()
    expectClose(pieces[3] + pieces[5], residuals[3], relative: 1e-9)
    // The score is zero at the estimate, and Schoenfeld residuals are its parts by event.
    expectClose(try whole.schoenfeldResiduals().columns[0].reduce(0, +), 0, absolute: 1e-10)
    expectClose(try whole.scoreResiduals()[0].reduce(0, +), 0, absolute: 1e-10)
    // Nelson-Aalen, where no covariate tells subjects apart.
    let none = try CovariateMatrix(columns: [])
    let plain = try FittedCox(CoxModel(followUp, none, ties: .breslow), followUp, none)
    expectClose(
      try plain.curve(at: []).cumulativeHazard,
      [1.0 / 5, 1.0 / 5, 1.0 / 5 + 1.0 / 3, 1.0 / 5 + 1.0 / 3 + 1.0 / 2, 31.0 / 30])
  }

  @Test("rows left out have no residual; strata without events have a flat curve") func edges() throws {
    let followUp = try FollowUp(time: [1, 2, 3, 4, 5], event: [true, true, false, false, true])
    let matrix = try CovariateMatrix(columns: [[0, 1, 0, 1, 1]])
    let strata: [Int32] = [0, 0, 1, 1, -1]
    let model = try CoxModel(followUp, matrix, strata: strata, stratumCount: 3)
    let fit = try FittedCox(model, followUp, matrix, strata: strata, stratumCount: 3)
    #expect(fit.martingaleResiduals().map(\.isNaN) == [false, false, false, false, true])
    #expect(try fit.curve(at: [0], stratum: 1).cumulativeHazard == [0, 0])
    #expect(try fit.curve(at: [0], stratum: 2).table.times.isEmpty)
    #expect(throws: FollowUpError.badCode(row: 0, code: 3, count: 3)) { try fit.curve(at: [0], stratum: 3) }
    #expect(throws: FollowUpError.lengths(column: "profile", expected: 1, found: 2)) { try fit.curve(at: [0, 1]) }
    let nobody = try FollowUp(time: [], event: [])
    let empty = try CovariateMatrix(columns: [[]])
    let nothing = try FittedCox(CoxModel(nobody, empty), nobody, empty)
    #expect(nothing.martingaleResiduals().isEmpty)
    #expect(try nothing.curve(at: [1]).survival.isEmpty)
    #expect(try nothing.schoenfeldResiduals().rows.isEmpty)
  }

  @Test("with a coefficient without end the residuals are their limits, and standard errors undefined") func infinite()
    throws
  {
    let followUp = try FollowUp(time: [1, 2, 3, 4], event: [true, false, true, false])
    let matrix = try CovariateMatrix(columns: [[1, 0, 1, 0]])
    let model = try CoxModel(followUp, matrix)
    #expect(model.coefficients[0].state == .infinite)
    let fit = try FittedCox(model, followUp, matrix)
    // Against 1 and 3 nobody else counts: they expect 1/2, and 1/2 + 1; the others nothing.
    expectClose(fit.martingaleResiduals(), [0.5, 0, -0.5, 0], absolute: 1e-4, because: "as far as the search went")
    #expect(fit.linearPredictors().standardErrors.allSatisfy { $0.isNaN })
    #expect(try fit.curve(at: [1]).standardErrorOfHazard[0].isNaN)
  }

  @Test("with exact ties hazards are Breslow's, and residuals by covariate are refused") func exact() throws {
    let followUp = try FollowUp(time: [1, 1, 2, 3], event: [true, true, true, false])
    let matrix = try CovariateMatrix(columns: [[1, 0, 1, 0]])
    let fit = try FittedCox(CoxModel(followUp, matrix, ties: .exact), followUp, matrix)
    #expect(fit.martingaleResiduals().count == 4)
    #expect(throws: FollowUpError.exactTiesUnsupported(method: "The score residual")) { try fit.scoreResiduals() }
    #expect(throws: FollowUpError.exactTiesUnsupported(method: "The Schoenfeld residual")) {
      try fit.schoenfeldResiduals()
    }
  }
}
