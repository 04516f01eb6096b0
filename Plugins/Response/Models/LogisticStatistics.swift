import Analyses
import Designs
import RealModule
import Statistics

/// A fitted logistic regression as rows.
struct LogisticStatistics {
  let asked: LogisticQuestion
  let fit: LogisticModel
  let interval: LogisticInterval
  let level: Double

  /// The limits of each coefficient, the intercept's first.
  private let limits: [(lower: Double, upper: Double)?]

  init(_ asked: LogisticQuestion, _ fit: LogisticModel, interval: LogisticInterval, level: Double) {
    self.asked = asked
    self.fit = fit
    self.interval = interval
    self.level = level
    let isFitted = asked.reason == nil
    limits = fit.coefficients.indices.map { place in
      guard isFitted else { return nil }
      switch interval {
      case .profile: return fit.profileLimits(of: place, level: level)
      case .wald: return fit.coefficients[place].limits(level: level)
      }
    }
  }

  static let statistics: [Analysis.Statistic] = [
    .init(
      "coefficient",
      "The log odds ratio for one unit, or against the reference level; of the intercept, the log odds where all covariates are "
        + "zero or at their reference.",
      estimated: .on(.plain, standardError: "standard_error")),
    .init("coefficient_lower", "Its lower limit."), .init("coefficient_upper", "Its upper limit."),
    .init("standard_error", "Its standard error, from the inverse information."),
    .init(
      "odds_ratio", "The odds ratio: exp(coefficient).", estimated: .on(.log, standardError: "standard_error")),
    .init("odds_ratio_lower", "Its lower limit."), .init("odds_ratio_upper", "Its upper limit."),
    .init("z", "The coefficient over its standard error."), .init("wald_p_value", "The two-sided p-value of z."),
    .init("n", "The number of evaluable subjects with all covariates."),
    .init("responders", "The number of them with the outcome."),
    .init("log_likelihood", "The log likelihood at the estimate, with the penalty where there is one."),
    .init("log_likelihood_null", "The same with the intercept alone."),
    .init("deviance", "Minus twice the log likelihood, without a penalty."),
    .init("null_deviance", "The same with the intercept alone."),
    .init("aic", "Akaike's information criterion."),
    .init("bic", "Schwarz's information criterion, with the number of subjects as the size of the sample."),
    .init(
      "c_statistic",
      "Of two subjects, one with the outcome and one without, how often the model gives the first the higher probability; ties "
        + "count half.", estimated: .on(.plain, standardError: "c_statistic_standard_error", isEffect: false)),
    .init("c_statistic_standard_error", "Its standard error, by DeLong."),
    .init("iterations", "The steps of the search."), .init("reference", "The level that the others are compared with."),
    .init("knot", "A knot of a restricted cubic spline."),
  ]

  /// All rows of the model, its tests of terms aside.
  var rows: [Row] {
    let intercept = termRows("(intercept)", 0)
    let terms = asked.design.terms.indices.flatMap { place in termRows(asked.design.terms[place].name, place + 1) }
    return intercept + terms + asked.design.referenceRows + testRows + modelRows
  }

  private func termRows(_ name: String, _ place: Int) -> [Row] {
    let coefficient = fit.coefficients[place]
    let reason = asked.reason ?? Self.reason(coefficient)
    let known = asked.reason == nil ? coefficient : nil
    let limits = limits[place]
    let method = "\(interval.words) (\(Argument.percent(level)))"
    let open = known?.state == .infinite ? "no limit on this side (separation)" : "no limit on this side"
    let model = fit.penalty == .firth ? "logistic regression, Firth's penalty" : "logistic regression"
    func row(_ statistic: String, _ value: Double?, method: String? = nil) -> Row {
      Row(statistic, Quantity(value, otherwise: reason), variable: name, method: method)
    }
    func limit(_ statistic: String, _ value: Double?) -> Row {
      Row(statistic, Quantity(value, otherwise: limits == nil ? reason : open), variable: name, method: method)
    }
    let estimate = [
      row("coefficient", known?.value, method: model),
      limit("coefficient_lower", limits?.lower), limit("coefficient_upper", limits?.upper),
      row("standard_error", known?.standardError),
    ]
    let ratio = [
      row("odds_ratio", known?.state == .estimated ? known?.ratio : nil, method: model),
      limit("odds_ratio_lower", limits.map { .exp($0.lower) }),
      limit("odds_ratio_upper", limits.map { .exp($0.upper) }),
    ]
    return estimate + (place == 0 ? [] : ratio) + [row("z", known?.z), row("wald_p_value", known?.pValue)]
  }

  /// Why a coefficient has no estimate.
  private static func reason(_ coefficient: RegressionCoefficient) -> String {
    switch coefficient.state {
    case .estimated: "not estimable"
    case .aliased: "determined by the other terms, or the same for all subjects"
    case .infinite:
      (coefficient.value ?? 0) < 0
        ? "no finite estimate: the odds ratio tends to 0 (separation)"
        : "no finite estimate: the odds ratio rises without end (separation)"
    }
  }

  private var testRows: [Row] {
    // Without a model there is nothing that its coefficients could be: no degrees of freedom either.
    func rows(_ name: String, _ test: LikelihoodTest, unless objection: String? = nil) -> [Row] {
      (asked.reason == nil ? test : LikelihoodTest(0, 0)).rows(named: name, unless: asked.reason ?? objection)
    }
    let score =
      fit.scoreTest.map { rows("score", $0) }
      ?? ["chi_squared", "df", "p_value"].map {
        let none = fit.penalty == .firth ? "no score test with a penalty" : "no terms to test"
        return Row($0, .notEstimable(asked.reason ?? none), variable: "score")
      }
    return rows("likelihood_ratio", fit.likelihoodRatioTest)
      + rows("wald", fit.waldTest, unless: hasInfinite ? "undefined where a coefficient is infinite" : nil) + score
  }

  private var modelRows: [Row] {
    let question = asked.question
    let isFitted = asked.reason == nil
    func row(_ statistic: String, _ value: Double?, _ none: String = "not estimable") -> Row {
      Row(statistic, Quantity(isFitted ? value : nil, otherwise: asked.reason ?? none))
    }
    let area = isFitted ? AreaUnderCurve(fit.fittedProbabilities, events: question.responded) : nil
    return [
      Row("n", .count(question.positions.count), missing: question.excluded),
      Row("responders", .count(question.total.responders)), row("log_likelihood", fit.logLikelihood),
      row("log_likelihood_null", fit.nullLogLikelihood), row("deviance", fit.deviance),
      row("null_deviance", fit.nullDeviance), row("aic", fit.akaike), row("bic", fit.bayes),
      row("c_statistic", area?.estimate),
      row("c_statistic_standard_error", area?.standardError, "fewer than two subjects with or without the outcome"),
      Row("iterations", .count(fit.iterations)),
    ]
  }

  private var hasInfinite: Bool { fit.coefficients.contains { $0.state == .infinite } }
}
