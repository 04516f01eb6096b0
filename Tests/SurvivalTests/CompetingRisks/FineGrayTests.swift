import Survival
import TestSupport
import Testing
import Statistics

@Suite("Fine-Gray model") struct FineGrayTests {
  private func errors(_ fit: FineGray) -> [Double] { fit.coefficients.map { $0.robustStandardError ?? .nan } }
  private func values(_ fit: FineGray) -> [Double] { fit.coefficients.map { $0.value ?? .nan } }

  /// By R 4.2.2, cmprsk 2.2-11: crr(time, status, cbind(age, log_bili), failcode = 2, cengroup = sex) of pbc.
  @Test("the censoring distribution by group") func censoringGroups() throws {
    let (outcomes, covariates, table) = try CompetingData.pbc()
    let fit = try FineGray(
      outcomes, of: "death", covariates, censoringGroups: table.texts("sex").map { $0 == "f" ? 0 : 1 }, groupCount: 2)
    expectClose(values(fit), [0.0448719463207431, 1.0208370927626], relative: 1e-7, because: "both iterate")
    expectClose(errors(fit), [0.0100360942068873, 0.09784096544001], relative: 1e-7)
    expectClose(fit.logLikelihood, -573.472745694331)
  }

  /// By R 4.2.2, cmprsk 2.2-11: predict(crr(...), rbind(c(50, 1), c(60, 0))) of pbc, deaths, at one and five years.
  @Test("predicted incidence of two profiles") func prediction() throws {
    let (outcomes, covariates, _) = try CompetingData.pbc()
    let fit = try FineGray(outcomes, of: "death", covariates)
    func incidence(_ profile: [Double], at time: Double) -> Double {
      fit.incidence(of: profile)[(fit.times.lastIndex { $0 <= time }) ?? 0]
    }
    expectClose(incidence([50, 1], at: 365.25), 0.0575702155032769, relative: 1e-7)
    expectClose(incidence([60, 0], at: 365.25), 0.0329551289843895, relative: 1e-7)
    expectClose(incidence([50, 1], at: 1826.25), 0.310784657840709, relative: 1e-7)
    expectClose(incidence([60, 0], at: 1826.25), 0.189701475517846, relative: 1e-7)
  }

  /// By R 4.2.2, survival 3.5-3: coxph(Surv(fgstart, fgstop, fgstatus) ~ age + log_bili, weights = fgwt, cluster = row,
  /// ties = "efron") of finegray(..., etype = "death", weights = 1 + row %% 3 / 2) of pbc.
  @Test("case weights, Efron's ties, by survival's convention") func caseWeights() throws {
    let weights = Weights.cases(try CaseWeights((1...312).map { 1 + Double($0 % 3) / 2 }))
    let (outcomes, covariates, _) = try CompetingData.pbc(weights)
    let fit = try FineGray(outcomes, of: "death", covariates, convention: .survival, ties: .efron)
    expectClose(values(fit), [0.0436256223271643, 1.05653848053622], relative: 1e-7, because: "both iterate")
    expectClose(errors(fit), [0.0101373326806713, 0.0997517424134864], relative: 1e-7)
    expectClose(
      fit.coefficients.map { $0.standardError ?? .nan }, [0.0065535327809426, 0.0771374820654842], relative: 1e-7)
  }

  private let sample = CompetingData.Sample()

  @Test("without competing outcomes it is the Cox model", arguments: [CoxTies.efron, .breslow])
  func withoutCompeting(ties: CoxTies) throws {
    let outcomes = try CompetingOutcomes(
      time: sample.time, codes: sample.codes.map { min($0, 1) }, names: ["event"])
    let fit = try FineGray(outcomes, of: "event", sample.matrix, convention: .survival, ties: ties)
    let cox = try CoxModel(
      outcomes.followUp, sample.matrix, clusters: (0..<200).map { Int32($0) }, ties: ties)
    for (left, right) in zip(fit.coefficients, cox.coefficients) {
      expectClose(left.value, right.value ?? .nan)
      expectClose(left.standardError, right.standardError ?? .nan)
      expectClose(left.robustStandardError, right.robustStandardError ?? .nan)
    }
    expectClose(fit.logLikelihood, cox.logLikelihood)
    expectClose(fit.robustScoreTest.statistic, cox.robustScoreTest?.statistic ?? .nan)
  }

  @Test("without censoring whoever had another outcome stays at risk for ever: the Cox model of times without end")
  func withoutCensoring() throws {
    let rows = sample.codes.indices.filter { sample.codes[$0] > 0 }
    let part = sample.selecting(rows)
    let cox = try CoxModel(
      FollowUp(time: zip(part.time, part.codes).map { $1 == 1 ? $0 : 1000 }, event: part.codes.map { $0 == 1 }),
      part.matrix, clusters: rows.indices.map { Int32($0) }, ties: .breslow)
    for convention in FineGrayConvention.allCases {
      let fit = try FineGray(part.outcomes(), of: "a", part.matrix, convention: convention)
      for (left, right) in zip(fit.coefficients, cox.coefficients) {
        expectClose(left.value, right.value ?? .nan)
        expectClose(left.robustStandardError, right.robustStandardError ?? .nan)
      }
    }
  }

  @Test("frequency weights are replication, by either convention", arguments: FineGrayConvention.allCases)
  func replication(convention: FineGrayConvention) throws {
    let weighted = try FineGray(
      sample.outcomes(.frequency(FrequencyWeights(sample.weight))), of: "a", sample.matrix, convention: convention,
      ties: .efron)
    let many = sample.replicated
    let replicated = try FineGray(many.outcomes(), of: "a", many.matrix, convention: convention, ties: .efron)
    expectClose(values(weighted), values(replicated))
    expectClose(errors(weighted), errors(replicated))
    expectClose(weighted.logLikelihood, replicated.logLikelihood)
    #expect(weighted.count == replicated.count && weighted.competingCount == replicated.competingCount)
  }

  @Test("rows in another order, times and covariates in other units, and one censoring group change nothing")
  func invariance()
    throws
  {
    let plain = try FineGray(sample.outcomes(), of: "a", sample.matrix)
    let mixed = sample.permuted
    let permuted = try FineGray(mixed.outcomes(), of: "a", mixed.matrix)
    expectClose(values(permuted), values(plain))
    expectClose(errors(permuted), errors(plain))
    let scaled = try FineGray(
      sample.outcomes(scale: 0.1), of: "a", sample.matrix, censoringGroups: sample.group.map { _ in 0 })
    expectClose(values(scaled), values(plain))
    expectClose(errors(scaled), errors(plain))
    let covariates = try CovariateMatrix(columns: [sample.x.map { 1000 * $0 + 5 }])
    let large = try FineGray(sample.outcomes(), of: "a", covariates)
    let small = try FineGray(sample.outcomes(), of: "a", CovariateMatrix(columns: [sample.x]))
    expectClose(values(large)[0], values(small)[0] / 1000)
    expectClose(errors(large)[0], errors(small)[0] / 1000)
  }

  @Test("separation, aliased covariates, no events and nobody") func edges() throws {
    let outcomes = try CompetingOutcomes(
      time: [1, 2, 3, 4, 5, 6], codes: [1, 2, 1, 0, 2, 0], names: ["a", "b"])
    let separated = try FineGray(outcomes, of: "a", CovariateMatrix(columns: [[1, 0, 1, 0, 0, 0]]))
    #expect(separated.coefficients[0].state == .infinite && !separated.hasConverged)
    let aliased = try FineGray(
      outcomes, of: "b", CovariateMatrix(columns: [[1, 2, 3, 1, 2, 3], [2, 4, 6, 2, 4, 6]]))
    #expect(aliased.coefficients[1].state == .aliased)
    let none = try FineGray(
      CompetingOutcomes(time: [1, 2], codes: [2, 0], names: ["a", "b"]), of: "a", CovariateMatrix(columns: [[0, 1]]))
    #expect(none.eventCount == 0 && none.times.isEmpty)
    let empty = try FineGray(
      CompetingOutcomes(time: [], codes: [], names: ["a"]), of: "a", CovariateMatrix(columns: [[]]))
    #expect(empty.count == 0)
  }
}
