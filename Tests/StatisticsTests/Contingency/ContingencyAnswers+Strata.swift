import Statistics
import TestSupport
import Testing

extension ContingencyAnswers {
  static func unconditional(_ table: FourfoldTable) -> JSONValue {
    let exact = UnconditionalExact(table)
    return .object([
      "barnard_pooled_p": .optional(exact.pValue(.barnardPooled)),
      "barnard_unpooled_p": .optional(exact.pValue(.barnardUnpooled)),
      "boschloo_p": .optional(exact.pValue(.boschloo)),
    ])
  }

  static func ratios(_ table: FourfoldTable, _ level: Double) -> JSONValue {
    .object([
      "odds_ratio": .optional(table.oddsRatio?.value), "odds_ratio_ci": limits(table.oddsRatio, level),
      "log_odds_ratio_se": .optional(table.oddsRatio?.standardError),
      "risk_ratio": .optional(table.riskRatio?.value), "risk_ratio_ci": limits(table.riskRatio, level),
      "log_risk_ratio_se": .optional(table.riskRatio?.standardError),
    ])
  }

  static func mantelHaenszel(_ inputs: JSONValue, _ level: Double) throws -> JSONValue {
    let tables = try tables(inputs)
    guard tables.allSatisfy({ $0.rows == 2 && $0.columns == 2 }) else {
      return test(GeneralAssociation(tables).test)
    }
    let strata = try tables.map(fourfold)
    let tests = CochranMantelHaenszel(strata)
    let common = MantelHaenszelEstimates(strata).oddsRatio
    let exact = ExactOddsRatio(strata)
    let interval = exact.interval(level: level)
    return .object([
      "uncorrected": test(tests.uncorrected), "corrected": test(tests.corrected),
      "common_odds_ratio": .optional(common?.value), "lower": .optional(common?.limits(level: level).lower),
      "upper": .optional(common?.limits(level: level).upper),
      "exact": .object([
        "statistic": .number(Double(exact.observed)), "p": .number(exact.pValue()),
        "odds_ratio": .optional(exact.oddsRatio), "lower": .number(interval.lower), "upper": .number(interval.upper),
      ]),
    ])
  }

  static func stratified(_ inputs: JSONValue, _ level: Double) throws -> JSONValue {
    let strata = try tables(inputs).map(fourfold)
    let estimates = MantelHaenszelEstimates(strata)
    let tests = CochranMantelHaenszel(strata)
    let homogeneity = BreslowDay(strata)
    return .object([
      "odds_ratio_pooled": .optional(estimates.oddsRatio?.value),
      "odds_ratio_pooled_ci": limits(estimates.oddsRatio, level),
      "log_odds_ratio_pooled_se": .optional(estimates.oddsRatio?.standardError),
      "risk_ratio_pooled": .optional(estimates.riskRatio?.value),
      "mantel_haenszel": test(tests.uncorrected, withFreedom: false),
      "mantel_haenszel_corrected": test(tests.corrected, withFreedom: false),
      "breslow_day": test(homogeneity.uncorrected, withFreedom: false),
      "breslow_day_tarone": test(homogeneity.tarone, withFreedom: false),
    ])
  }

  static func trend(_ inputs: JSONValue) throws -> JSONValue {
    test(
      try CochranArmitage(
        responders: (inputs["x"]?.numbers ?? []).map { Int($0) }, sizes: (inputs["n"]?.numbers ?? []).map { Int($0) },
        scores: inputs["scores"]?.numbers ?? []
      ).test)
  }

  static func paired(_ table: FourfoldTable) -> JSONValue {
    let paired = PairedOutcomes(table)
    return .object([
      "uncorrected": test(paired.mcNemar), "corrected": test(paired.mcNemarCorrected),
      "exact_p": .number(paired.exactPValue),
    ])
  }

  static func kappa(_ table: ContingencyTable) throws -> JSONValue {
    func answer(_ weights: CohenKappa.Weights) throws -> JSONValue {
      let kappa = try CohenKappa(table, weights: weights)
      return .object(["estimate": .optional(kappa?.estimate), "std_err": .optional(kappa?.standardError)])
    }
    return .object([
      "unweighted": try answer(.unweighted), "linear_weights": try answer(.linear),
      "quadratic_weights": try answer(.quadratic),
    ])
  }

  private static func tables(_ inputs: JSONValue) throws -> [ContingencyTable] {
    try (inputs["tables"]?.elements ?? []).map { table in
      try ContingencyTable(table.elements.map { $0.numbers.map { Int($0) } })
    }
  }

  private static func limits(_ estimate: ScaledEstimate?, _ level: Double) -> JSONValue {
    guard let limits = estimate?.limits(level: level) else { return .null }
    return .column([limits.lower, limits.upper])
  }
}
