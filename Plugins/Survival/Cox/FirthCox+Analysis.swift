import Analyses
import Cohorts
import Designs
import Statistics

/// A penalty on the likelihood of a Cox model.
enum CoxPenalty: String, Choice {
  case none
  case firth

  /// The penalty in a few words.
  var summary: String {
    switch self {
    case .none: "the partial likelihood as it is"
    case .firth: "Firth's, with finite hazard ratios under separation, and less bias where events are few"
    }
  }

  static let parameter = Parameter<CoxPenalty>.choice(
    "penalty", "A penalty on the likelihood; Firth's where a group has no events.", default: .none)
}

extension FirthCox {
  static let statistics: [Analysis.Statistic] = [
    .init("penalized_p_value", "The p-value of a coefficient by penalised likelihood ratio."),
    .init("penalized_log_likelihood", "The penalised log likelihood at the estimate."),
    .init("penalized_log_likelihood_null", "The penalised log likelihood with all coefficients zero."),
  ]

  /// The penalised model of a question, as rows, tables and cautions.
  ///
  /// - Throws: `CannotAnalyse` for robust standard errors, case weights and exact ties, which the penalty does not know.
  static func result(_ asked: CoxQuestion, level: Double) throws -> AnalysisResult {
    if asked.clusters != nil {
      throw CannotAnalyse("Firth's penalty has no robust standard errors; leave out clusters and case weights")
    }
    let fit: FirthCox
    do {
      fit = try FirthCox(
        asked.followUp, asked.matrix, strata: asked.strata, stratumCount: asked.question.stratumCount,
        offset: asked.offset, ties: asked.ties, level: level)
    } catch let error as FollowUpError { throw CannotAnalyse(error.description) }
    var result = AnalysisResult(
      title: "\(asked.question.endpoint.label): \(asked.modelTitle), Firth's penalty",
      methods: asked.methods("Firth's penalised likelihood, with profile limits and likelihood ratio tests"))
    result.rows = fit.termRows(asked.design.terms.map(\.name)) + asked.design.referenceRows + fit.modelRows(asked)
    result.tables = fit.tables(asked.design)
    result.cautions = asked.cautions + fit.cautions(asked.design)
    return result
  }

  private func termRows(_ names: [String]) -> [Row] {
    let interval = "profile interval, \(Argument.percent(level))"
    return zip(names, coefficients).flatMap { name, coefficient in
      let reason = eventCount == 0 ? "no events" : "determined by the other terms, or the same for all at risk"
      let known = eventCount > 0 ? coefficient : nil
      func row(_ statistic: String, _ value: Double?, method: String? = nil) -> Row {
        Row(
          statistic, Quantity(value, otherwise: known == nil ? reason : "not found on the profile"), variable: name,
          method: method)
      }
      return [
        row("coefficient", known?.value, method: "Cox with Firth's penalty, \(ties.words)"),
        row("standard_error", known?.standardError), row("hazard_ratio", known?.hazardRatio),
        row("hazard_ratio_lower", known?.hazardRatioLimits.lower, method: interval),
        row("hazard_ratio_upper", known?.hazardRatioLimits.upper, method: interval),
        row("penalized_p_value", known?.test.pValue),
      ]
    }
  }

  private func modelRows(_ asked: CoxQuestion) -> [Row] {
    let hasEvents = eventCount > 0
    func row(_ statistic: String, _ value: Double?, variable: String? = nil) -> Row {
      Row(
        statistic, Quantity(hasEvents ? value : nil, otherwise: hasEvents ? "no terms to test" : "no events"),
        variable: variable)
    }
    return [
      row("chi_squared", likelihoodRatioTest.statistic, variable: "likelihood_ratio"),
      Row("df", .count(likelihoodRatioTest.degreesOfFreedom), variable: "likelihood_ratio"),
      row("p_value", likelihoodRatioTest.pValue, variable: "likelihood_ratio"),
      Row("n", .count(Int(asked.subjectCount)), missing: asked.question.missing),
      Row("events", .count(Int(eventCount))), row("penalized_log_likelihood", penalizedLogLikelihood),
      row("penalized_log_likelihood_null", nullPenalizedLogLikelihood), Row("iterations", .count(iterations)),
    ]
  }

  private func tables(_ design: CovariateDesign) -> [TableLayout] {
    [
      TableLayout(
        title: "Hazard ratios", rowHeader: "Term",
        lines: zip(design.terms, design.labels).map { .init($1, variable: $0.name) },
        columns: [
          .init(
            "Hazard ratio (\(Argument.percent(level)) CI)",
            .estimate("hazard_ratio", lower: "hazard_ratio_lower", upper: "hazard_ratio_upper"), .ratio),
          .init("Coefficient", .value("coefficient"), .statistic),
          .init("Standard error", .value("standard_error"), .statistic),
          .init("p", .value("penalized_p_value"), .pValue),
        ]),
      TableLayout(
        title: "Test that all coefficients are zero", rowHeader: "Test",
        lines: [.init("Penalised likelihood ratio", variable: "likelihood_ratio")],
        columns: [
          .init("Chi-squared", .value("chi_squared"), .statistic), .init("df", .value("df"), .count),
          .init("p", .value("p_value"), .pValue),
        ]),
    ]
  }

  private func cautions(_ design: CovariateDesign) -> [Caution] {
    guard eventCount > 0 else {
      return [Caution(.fewEvents, "There are no events, so that nothing can be said of hazards.")]
    }
    var cautions: [Caution] = []
    if !hasConverged {
      cautions.append(
        Caution(.notConverged, "The search for the coefficients ended after \(iterations) steps without converging."))
    }
    let aliased = zip(design.terms, coefficients).filter { $0.1 == nil }.map { "\"\($0.0.name)\"" }
    if !aliased.isEmpty {
      cautions.append(
        Caution(
          .aliased,
          "No coefficient for \(aliased.joined(separator: ", ")): the other terms determine it, or it is the same "
            + "for all at risk."))
    }
    return cautions
  }
}
