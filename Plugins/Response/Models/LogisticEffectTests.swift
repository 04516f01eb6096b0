import Analyses
import Designs
import Statistics

/// The test of each effect of a logistic regression, of all of its coefficients together.
///
/// - **Likelihood ratio**: twice the log likelihood that is lost without it, where neither model has the interactions that
///   contain it, as R's `car::Anova` does by default (type II); without interactions that is R's `drop1(test = "LRT")`.
///   With Firth's penalty that of the whole design holds in both models.
/// - **Wald**: βᵀ V⁻¹ β of its coefficients in the model as it stands.
struct LogisticEffectTests {
  let effects: [CovariateDesign.Effect]
  let likelihoodRatio: [ChiSquaredTest?]
  /// The coefficients that each effect adds to the smaller of its two models.
  let degreesOfFreedom: [Int]
  let wald: [ChiSquaredTest?]

  /// Tests the effects of a fitted model.
  ///
  /// - Throws: What fitting throws.
  init(_ asked: LogisticQuestion, _ fit: LogisticModel) throws {
    let effects = asked.design.effects
    self.effects = effects
    wald = effects.map { Self.wald(fit, $0) }
    guard asked.reason == nil else {
      likelihoodRatio = effects.map { _ in nil }
      degreesOfFreedom = effects.map { _ in 0 }
      return
    }
    let pairs = effects.map { effect in
      let out = Set(effects.filter { $0.variables.isSuperset(of: effect.variables) }.flatMap(\.columns))
      return (larger: out.subtracting(effect.columns), smaller: out)
    }
    guard fit.penalty == .none else {
      let losses = pairs.map { pair in
        let smaller = fit.likelihoodRatioTest(dropping: pair.smaller.sorted().map { $0 + 1 })
        let larger = fit.likelihoodRatioTest(dropping: pair.larger.sorted().map { $0 + 1 })
        return (smaller.statistic - larger.statistic, smaller.degreesOfFreedom - larger.degreesOfFreedom)
      }
      likelihoodRatio = losses.map { ChiSquaredTest(max($0.0, 0), $0.1) }
      degreesOfFreedom = losses.map(\.1)
      return
    }
    var found: [Set<Int>: (deviance: Double, rank: Int)] = [[]: Self.size(fit)]
    for model in pairs.flatMap({ [$0.larger, $0.smaller] }) where found[model] == nil {
      found[model] = Self.size(try asked.fit(without: model))
    }
    let losses = pairs.map { pair in
      guard let larger = found[pair.larger], let smaller = found[pair.smaller] else { return (0.0, 0) }
      return (smaller.deviance - larger.deviance, larger.rank - smaller.rank)
    }
    likelihoodRatio = losses.map { ChiSquaredTest(max($0.0, 0), $0.1) }
    degreesOfFreedom = losses.map(\.1)
  }

  private static func size(_ fit: LogisticModel) -> (deviance: Double, rank: Int) {
    (fit.deviance, fit.coefficients.count { $0.state != .aliased })
  }

  private static func wald(_ fit: LogisticModel, _ effect: CovariateDesign.Effect) -> ChiSquaredTest? {
    let columns = effect.columns.map { $0 + 1 }
    guard !columns.contains(where: { fit.coefficients[$0].state == .infinite }) else { return nil }
    let places = columns.filter { fit.coefficients[$0].state == .estimated }
    guard !places.isEmpty else { return nil }
    let decomposition = LDLDecomposition(fit.variance.restricted(to: places))
    return ChiSquaredTest(
      decomposition.inverseQuadraticForm(places.map { fit.coefficients[$0].value ?? 0 }), decomposition.rank)
  }

  static let statistics: [Analysis.Statistic] = [
    .init("term_df", "The degrees of freedom of a term: the coefficients that it adds to the model without it."),
    .init(
      "term_likelihood_ratio_chi_squared",
      "Twice the log likelihood that is lost without a term, in models without the interactions that contain it."),
    .init("term_likelihood_ratio_p_value", "Its p-value."),
    .init("term_wald_chi_squared", "The Wald statistic of all coefficients of a term."),
    .init("term_wald_p_value", "Its p-value."),
  ]

  /// One effect after the other.
  ///
  /// - Parameter reason: Why there is no model at all, where there is none.
  /// - Returns: The rows.
  func rows(otherwise reason: String?) -> [Row] {
    effects.indices.flatMap { place in
      let (wald, ratio) = (wald[place], likelihoodRatio[place])
      func row(_ statistic: String, _ value: Double?, _ none: String) -> Row {
        Row(statistic, Quantity(value, otherwise: reason ?? none), variable: effects[place].name)
      }
      let (same, infinite) = ("the other terms say the same", "no finite coefficients to test")
      return [
        Row("term_df", .count(degreesOfFreedom[place]), variable: effects[place].name),
        row("term_likelihood_ratio_chi_squared", ratio?.statistic, same),
        row("term_likelihood_ratio_p_value", ratio?.pValue, same),
        row("term_wald_chi_squared", wald?.statistic, infinite), row("term_wald_p_value", wald?.pValue, infinite),
      ]
    }
  }

  /// The effects with their tests.
  var table: TableLayout {
    TableLayout(
      title: "Tests of terms", rowHeader: "Term", lines: effects.map { .init($0.label, variable: $0.name) },
      columns: [
        .init("df", .value("term_df"), .count),
        .init("Likelihood ratio chi-squared", .value("term_likelihood_ratio_chi_squared"), .statistic),
        .init("p", .value("term_likelihood_ratio_p_value"), .pValue),
        .init("Wald chi-squared", .value("term_wald_chi_squared"), .statistic),
        .init("p", .value("term_wald_p_value"), .pValue),
      ])
  }
}
