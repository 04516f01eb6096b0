import Statistics
import Survival
import TestSupport

extension ReferenceAnswers {
  static func cox(_ analysis: ReferenceAnalysis, _ rows: ReferenceRows) throws -> JSONValue {
    let (matrix, names) = try rows.covariates()
    let strata = rows.codes("strata")
    let weights = try rows.caseWeights()
    let clusters =
      if let name = analysis.inputs["cluster"]?.text {
        rows.clusterCodes(name)
      } else if analysis.options["robust"]?.flag == true {
        Array(0..<Int32(matrix.rows))
      } else {
        [Int32]?.none
      }
    let model = try CoxModel(
      try rows.followUp(weights: weights), matrix, strata: strata?.codes, stratumCount: strata?.levels.count ?? 1,
      clusters: clusters, ties: ties(analysis))
    let concordance = try Concordance(
      try rows.followUp(weights: weights), scores: model.linearPredictor(matrix), strata: strata?.codes,
      stratumCount: strata?.levels.count ?? 1, clusters: clusters)
    return cox(analysis, model, names, matrix, weights, concordance)
  }

  static func cox(
    _ analysis: ReferenceAnalysis, _ model: CoxModel, _ names: [String], _ matrix: CovariateMatrix, _ weights: Weights,
    _ concordance: Concordance
  ) -> JSONValue {
    if analysis.id == "cox.edge_ties.zero_event_group" { return monotone(model) }
    let level = analysis.options["conf_level"]?.number ?? 0.95
    let limits = model.coefficients.map { $0.ratioLimits(level: level) }
    func column(_ part: (RegressionCoefficient) -> Double?) -> JSONValue {
      .array(model.coefficients.map { .optional(part($0)) })
    }
    var fields: [String: JSONValue] = [
      "n": .number(Double(model.rows)), "n_event": .number(model.eventCount),
      "names": .array(names.map(JSONValue.text)),
      "coef": column(\.value), "exp_coef": column(\.ratio), "se": column(\.standardError), "z": column(\.z),
      "p": column(\.pValue), "exp_coef_lower": .array(limits.map { .optional($0?.lower) }),
      "exp_coef_upper": .array(limits.map { .optional($0?.upper) }), "var": self.matrix(model.variance),
      "means": .column(means(model, matrix)), "loglik_null": .number(model.nullLogLikelihood),
      "loglik": .number(model.logLikelihood), "lr_test": chiSquared(model.likelihoodRatioTest),
      "wald_test": chiSquared(model.waldTest), "score_test": chiSquared(model.scoreTest), "aic": .number(model.akaike),
      "bic": .number(model.bayes),
    ]
    fields["concordance"] = .object([
      "estimate": .optional(concordance.estimate), "std_err": .optional(concordance.standardError),
      "concordant": .number(concordance.concordant), "discordant": .number(concordance.discordant),
      "tied_x": .number(concordance.tiedScores), "tied_y": .number(concordance.tiedTimes),
      "tied_xy": .number(concordance.tiedBoth),
    ])
    if analysis.inputs["entry"] != nil, weights != .none { fields["means"] = nil }
    if let robust = model.robustVariance {
      fields["robust_se"] = column(\.robustStandardError)
      fields["robust_var"] = self.matrix(robust)
      fields["robust_score_test"] = model.robustScoreTest.map { chiSquared($0) } ?? .null
    }
    return .object(fields)
  }

  static func ties(_ analysis: ReferenceAnalysis) -> CoxTies {
    analysis.options["ties"]?.text.flatMap(CoxTies.init) ?? .efron
  }

  static func proportionalHazards(_ analysis: ReferenceAnalysis, _ rows: ReferenceRows) throws -> JSONValue {
    let (matrix, columns) = try rows.covariates()
    let strata = rows.codes("strata")
    let strataCount = strata?.levels.count ?? 1
    let followUp = try rows.followUp(weights: .none)
    let model = try CoxModel(
      followUp, matrix, strata: strata?.codes, stratumCount: strataCount,
      ties: ties(analysis))
    let byTerm = analysis.options["by_term"]?.flag == true
    let terms = byTerm ? rows.terms : columns.indices.map { (columns[$0], $0..<($0 + 1)) }
    let scales: [(String, ProportionalHazards.TimeScale)] = [
      ("km", .survival), ("identity", .identity), ("rank", .rank), ("log", .log),
    ]
    var fields: [String: JSONValue] = ["n": .number(Double(model.rows))]
    for (name, scale) in scales {
      let test = try ProportionalHazards(
        model, followUp, matrix, terms: terms.map(\.1), strata: strata?.codes, stratumCount: strataCount, scale: scale)
      let tests = test.terms + [test.global]
      fields[name] = .object([
        "rows": .array((terms.map(\.0) + ["GLOBAL"]).map(JSONValue.text)),
        "chisq": .array(tests.map { .optional($0?.statistic) }),
        "df": .array(tests.map { .optional($0.map { Double($0.degreesOfFreedom) }) }),
        "p": .array(tests.map { .optional($0?.pValue) }),
      ])
    }
    return .object(fields)
  }

  /// R does not centre a column that holds nothing but -1, 0 and 1, and reports its mean as 0.
  private static func means(_ model: CoxModel, _ matrix: CovariateMatrix) -> [Double] {
    model.means.indices.map { place in
      matrix.column(place).allSatisfy { [-1, 0, 1].contains($0) } ? 0 : model.means[place]
    }
  }

  /// The coefficient is infinite: only what does not depend on where a search gives up can be compared.
  private static func monotone(_ model: CoxModel) -> JSONValue {
    .object([
      "loglik_null": .number(model.nullLogLikelihood), "score_test": chiSquared(model.scoreTest),
      "n": .number(Double(model.rows)), "n_event": .number(model.eventCount),
    ])
  }

  static func chiSquared(_ test: LikelihoodTest) -> JSONValue {
    chiSquared(test.statistic, test.degreesOfFreedom, test.pValue)
  }

  static func chiSquared(_ statistic: Double?, _ degreesOfFreedom: Int, _ pValue: Double?) -> JSONValue {
    .object(["chisq": .optional(statistic), "df": .number(Double(degreesOfFreedom)), "p": .optional(pValue)])
  }

  static func matrix(_ matrix: SymmetricMatrix) -> JSONValue {
    .array(matrix.rows.map(JSONValue.column))
  }
}
