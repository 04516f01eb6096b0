import Statistics
import Survival
import TestSupport

extension ReferenceAnswers {
  private static let scales: [String: IntervalTransform] = [
    "log": .log, "log-log": .logLog, "plain": .plain, "logit": .logit, "arcsin": .arcsine,
  ]

  // MARK: Cumulative incidence

  static func aalenJohansen(_ analysis: ReferenceAnalysis, _ rows: ReferenceRows) throws -> JSONValue {
    let group = rows.codes("group")
    let levels = group?.levels ?? [""]
    let outcomes = try rows.outcomes(weights: try rows.caseWeights())
    let curves = try AalenJohansen.curves(of: outcomes, groups: group?.codes, count: levels.count)
    // R counts rows, whatever their weights.
    let counts = try OutcomeTable.tables(
      of: try rows.outcomes(weights: .none), groups: group?.codes, count: levels.count)
    let answers = levels.indices.filter { counts[$0].rows > 0 }.map { place in
      incidences(analysis, group == nil ? nil : levels[place], outcomes.names, curves[place], counts[place])
    }
    return .object([
      "n": .number(Double(outcomes.count)), "causes": .array(outcomes.names.map(JSONValue.text)),
      "curves": .array(answers),
    ])
  }

  private static func incidences(
    _ analysis: ReferenceAnalysis, _ group: String?, _ causes: [String], _ curve: AalenJohansen, _ counts: OutcomeTable
  ) -> JSONValue {
    let level = analysis.options["conf_level"]?.number ?? 0.95
    let kinds = (analysis.options["conf_types"]?.texts ?? []).compactMap { name in scales[name].map { (name, $0) } }
    func named<Value>(_ values: [(String, Value)], _ make: (Value) -> JSONValue) -> JSONValue {
      .object(Dictionary(uniqueKeysWithValues: values.map { ($0.0, make($0.1)) }))
    }
    let outcomes = Array(zip(causes, causes.indices))
    var fields: [String: JSONValue] = [
      "group": group.map(JSONValue.text) ?? .null, "n": .number(Double(counts.rows)),
      "table": .object([
        "time": .column(curve.table.times), "n_risk": .column(counts.atRisk), "n_censor": .column(counts.censored),
        "event_free": .column(curve.eventFree),
        "causes": named(outcomes) { outcome in
          .object([
            "n_event": .column(counts.events[outcome]), "cif": .column(curve.incidence[outcome]),
            "std_err": .column(curve.standardError[outcome]),
            "ci": named(kinds) { scale in
              let band = curve.band(outcome, scale, level: level)
              return .object(["lower": .column(band.lower), "upper": .column(band.upper)])
            },
          ])
        },
      ]),
    ]
    guard let times = analysis.options["times"]?.numbers else { return .object(fields) }
    fields["at_times"] = .object([
      "time": .column(times),
      "causes": named(outcomes) { outcome in
        let points = times.map { curve.milestone(outcome, at: $0, level: level) }
        return .object([
          "cif": .array(points.map { .optional($0.incidence) }),
          "std_err": .array(points.map { .optional($0.standardError) }),
          "ci": named(kinds) { scale in
            let points = times.map { curve.milestone(outcome, at: $0, scale, level: level) }
            return .object([
              "lower": .array(points.map { .optional($0.lower) }), "upper": .array(points.map { .optional($0.upper) }),
            ])
          },
        ])
      },
    ])
    return .object(fields)
  }

  // MARK: Gray

  static func gray(_ analysis: ReferenceAnalysis, _ rows: ReferenceRows) throws -> JSONValue {
    let outcomes = try rows.outcomes(weights: .none)
    let group = rows.codes("group")
    let strata = rows.codes("strata")
    let levels = group?.levels ?? [""]
    let times = analysis.options["times"]?.numbers ?? []
    let curves = try AalenJohansen.curves(of: outcomes, groups: group?.codes, count: levels.count, variance: .aalen)
    var answers: [JSONValue] = []
    for (place, curve) in curves.enumerated() where curve.table.rows > 0 {
      for (outcome, cause) in outcomes.names.enumerated() {
        // cmprsk says nothing of times after the last of the group.
        let points = times.map { time in
          time > (curve.table.times.last ?? 0) ? nil : curve.milestone(outcome, at: time)
        }
        answers.append(
          .object([
            "group": group == nil ? .null : .text(levels[place]), "cause": .text(cause), "time": .column(times),
            "cif": .array(points.map { .optional($0?.incidence) }),
            "variance": .array(points.map { .optional($0?.standardError.map { $0 * $0 }) }),
          ]))
      }
    }
    var fields: [String: JSONValue] = [
      "n": .number(Double(outcomes.count)), "causes": .array(outcomes.names.map(JSONValue.text)),
      "curves": .array(answers),
    ]
    guard let group else { return .object(fields) }
    let tests = try GrayTest.tests(
      outcomes, groups: group.codes, groupCount: levels.count, strata: strata?.codes,
      stratumCount: strata?.levels.count ?? 1, rho: analysis.options["rho"]?.number ?? 0)
    fields["gray_tests"] = .array(
      zip(outcomes.names, tests).map { cause, test in
        .object([
          "cause": .text(cause), "chisq": .optional(test.statistic), "df": .number(Double(test.degreesOfFreedom)),
          "p": .optional(test.pValue),
        ])
      })
    return .object(fields)
  }

  // MARK: Fine-Gray

  static func fineGray(_ analysis: ReferenceAnalysis, _ rows: ReferenceRows) throws -> JSONValue {
    let outcomes = try rows.outcomes(weights: .none)
    let (matrix, names) = try rows.covariates()
    let isExpanded = analysis.kind == "fine_gray_coxph"
    let strata = rows.codes("strata")
    let fit = try FineGray(
      outcomes, of: analysis.options["cause"]?.text ?? "", matrix, convention: isExpanded ? .survival : .cmprsk,
      ties: analysis.options["ties"]?.text == "efron" ? .efron : .breslow, censoringGroups: strata?.codes,
      groupCount: strata?.levels.count ?? 1)
    let level = analysis.options["conf_level"]?.number ?? 0.95
    let limits = fit.coefficients.map { $0.ratioLimits(level: level) }
    func column(_ part: (RegressionCoefficient) -> Double?) -> JSONValue {
      .array(fit.coefficients.map { .optional(part($0)) })
    }
    var fields: [String: JSONValue] = [
      "n": .number(fit.count), "n_event": .number(fit.eventCount), "n_competing": .number(fit.competingCount),
      "names": .array(names.map(JSONValue.text)), "coef": column(\.value), "exp_coef": column(\.ratio),
      "z": column(\.z), "p": column(\.pValue), "exp_coef_lower": .array(limits.map { .optional($0?.lower) }),
      "exp_coef_upper": .array(limits.map { .optional($0?.upper) }), "loglik_null": .number(fit.nullLogLikelihood),
      "loglik": .number(fit.logLikelihood),
    ]
    if isExpanded {
      fields["se"] = column(\.standardError)
      fields["robust_se"] = column(\.robustStandardError)
      fields["var"] = self.matrix(fit.inverseInformation)
      fields["robust_var"] = self.matrix(fit.variance)
      fields["lr_test"] = chiSquared(fit.likelihoodRatioTest)
      fields["wald_test"] = chiSquared(fit.waldTest)
      fields["score_test"] = chiSquared(fit.scoreTest)
      fields["robust_score_test"] = chiSquared(fit.robustScoreTest)
    } else {
      fields["se"] = column(\.robustStandardError)
      fields["var"] = self.matrix(fit.variance)
      // What crr returns as `inf` is the information itself.
      fields["inverse_information"] = self.matrix(fit.information)
    }
    return .object(fields)
  }
}

extension ReferenceRows {
  /// The outcomes that the inputs name.
  func outcomes(weights: Weights) throws -> CompetingOutcomes {
    let causes = inputs["event"]?["causes"]?.elements ?? []
    let names = causes.compactMap { $0["label"]?.text }
    let codes = texts(inputs["event"]?["column"]?.text ?? "").map { text -> Int32 in
      Int32((causes.firstIndex { $0["value"].map { Self.isEqual(text, $0) } ?? false } ?? -1) + 1)
    }
    return try CompetingOutcomes(
      time: numbers(inputs["time"]?.text ?? ""), codes: codes, names: names, entry: inputs["entry"]?.text.map(numbers),
      weights: weights)
  }
}
