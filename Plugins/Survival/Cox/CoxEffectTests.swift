import Analyses
import Designs
import Statistics

/// The test of each effect of a Cox model, of all of its coefficients together.
///
/// - **Wald**: βᵀ V⁻¹ β of its coefficients in the model as it stands, V robust where standard errors are.
/// - **Likelihood ratio**: twice the log likelihood that is lost without it, where neither model has the interactions that
///   contain it, so that a main effect is tested as R's `car::Anova` does by default (type II). Not valid where standard
///   errors are robust.
struct CoxEffectTests {
  let effects: [CovariateDesign.Effect]
  let wald: [CoxModel.Test?]
  let likelihoodRatio: [CoxModel.Test?]
  /// Why there are no likelihood ratio tests.
  let objection: String?

  /// Tests the effects of a fitted model.
  ///
  /// - Parameters:
  ///   - asked: what the model was asked.
  ///   - fit: the model of all effects.
  ///   - data: its rows in order.
  init(_ asked: CoxQuestion, _ fit: CoxModel, _ data: CoxData) {
    let effects = asked.design.effects
    self.effects = effects
    objection = asked.likelihoodObjection
    wald = effects.map { fit.waldTest(of: $0.columns) }
    guard objection == nil else {
      likelihoodRatio = effects.map { _ in nil }
      return
    }
    // For each effect the columns that neither model has, and those that the smaller has not.
    let pairs = effects.map { effect in
      let out = effects.filter { $0.variables.isSuperset(of: effect.variables) }.flatMap(\.columns)
      return (larger: out.filter { !effect.columns.contains($0) }, smaller: out)
    }
    let models = Set(pairs.flatMap { [$0.larger, $0.smaller] }).sorted { $0.lexicographicallyPrecedes($1) }
    let maxima = NestedCoxMaxima(CoxLikelihood(data, ties: fit.ties), fit)
    let found = Dictionary(uniqueKeysWithValues: zip(models, maxima(without: models)))
    likelihoodRatio = pairs.map { pair in
      guard let larger = found[pair.larger], let smaller = found[pair.smaller] else { return nil }
      return fit.eventCount > 0 ? larger.test(against: smaller) : nil
    }
  }

  static let statistics: [Analysis.Statistic] = [
    .init("term_df", "The degrees of freedom of a term: its coefficients that can be estimated."),
    .init("term_wald_chi_squared", "The Wald statistic of all coefficients of a term."),
    .init("term_wald_p_value", "Its p-value."),
    .init(
      "term_likelihood_ratio_chi_squared",
      "Twice the log likelihood that is lost without a term, in models without the interactions that contain it."),
    .init("term_likelihood_ratio_p_value", "Its p-value."),
  ]

  /// One effect after the other.
  var rows: [Row] {
    effects.indices.flatMap { place in
      let (wald, ratio) = (wald[place], likelihoodRatio[place])
      func row(_ statistic: String, _ value: Double?, _ reason: String) -> Row {
        Row(statistic, Quantity(value, otherwise: reason), variable: effects[place].name)
      }
      let none = "no finite coefficients to test"
      return [
        Row("term_df", .count(ratio?.degreesOfFreedom ?? wald?.degreesOfFreedom ?? 0), variable: effects[place].name),
        row("term_wald_chi_squared", wald?.statistic, none), row("term_wald_p_value", wald?.pValue, none),
        row("term_likelihood_ratio_chi_squared", ratio?.statistic, objection ?? none),
        row("term_likelihood_ratio_p_value", ratio?.pValue, objection ?? none),
      ]
    }
  }

  /// How effects that are part of an interaction are tested.
  var methods: [String] {
    guard objection == nil, effects.contains(where: { $0.variables.count > 1 }) else { return [] }
    return [
      "Each term is tested by likelihood ratio in models without the interactions that contain it (type II), and by Wald in "
        + "the model as it stands."
    ]
  }

  /// The effects with their tests; `nil` where the coefficients themselves say as much.
  var table: TableLayout? {
    guard effects.contains(where: { $0.columns.count != 1 || $0.variables.count > 1 }) else { return nil }
    return TableLayout(
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

extension CoxModel {
  /// The Wald test that the coefficients of some columns are all zero.
  ///
  /// - Returns: nil where one of them is infinite, or none is estimated.
  func waldTest(of columns: some Sequence<Int>) -> Test? {
    let states = columns.map { (place: $0, state: coefficients[$0].state) }
    guard !states.contains(where: { $0.state == .infinite }) else { return nil }
    let places = states.filter { $0.state == .estimated }.map(\.place)
    guard !places.isEmpty else { return nil }
    let decomposition = LDLDecomposition((robustVariance ?? variance).restricted(to: places))
    return Test(
      decomposition.inverseQuadraticForm(places.map { coefficients[$0].value ?? 0 }), decomposition.rank)
  }

  /// The likelihood ratio test against a model that is nested in this one.
  ///
  /// - Returns: nil where this one has no coefficient more, or there are no events.
  func test(against smaller: CoxModel) -> Test? {
    let degrees = likelihoodRatioTest.degreesOfFreedom - smaller.likelihoodRatioTest.degreesOfFreedom
    guard degrees > 0, eventCount > 0 else { return nil }
    return Test(max(2 * (logLikelihood - smaller.logLikelihood), 0), degrees)
  }
}
