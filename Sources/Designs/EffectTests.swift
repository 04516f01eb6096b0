public import Analyses
public import Statistics

/// The tests of the effects of a fitted model, each of all of its coefficients together.
///
/// - **Wald**: βᵀ V⁻¹ β of its coefficients in the model as it stands.
/// - **Likelihood ratio**: twice the log likelihood that is lost without it, where neither model has the interactions that
///   contain it, so that a main effect is tested as R's `car::Anova` does by default (type II).
public struct EffectTests: Sendable {
  /// The effects.
  public let effects: [CovariateDesign.Effect]
  /// The Wald test of each; nil where none of its coefficients is finite.
  public let wald: [LikelihoodTest?]
  /// The likelihood ratio test of each, without degrees of freedom where the other effects say the same; nil where there is none.
  public let likelihoodRatio: [LikelihoodTest?]

  /// Tests that a model has done.
  public init(_ effects: [CovariateDesign.Effect], wald: [LikelihoodTest?], likelihoodRatio: [LikelihoodTest?]) {
    self.effects = effects
    self.wald = wald
    self.likelihoodRatio = likelihoodRatio
  }

  /// For each effect the columns that neither of the two models has that are compared, and those that the smaller has not;
  /// both ascending.
  public static func omissions(of effects: [CovariateDesign.Effect]) -> [(larger: [Int], smaller: [Int])] {
    effects.map { effect in
      let out = effects.filter { $0.variables.isSuperset(of: effect.variables) }.flatMap(\.columns)
      return (out.filter { !effect.columns.contains($0) }, out)
    }
  }

  /// The statistics that the rows name.
  public static let statistics: [Analysis.Statistic] = [
    .init("term_df", "The degrees of freedom of a term: its coefficients that can be estimated."),
    .init("term_wald_chi_squared", "The Wald statistic of all coefficients of a term."),
    .init("term_wald_p_value", "Its p-value."),
    .init(
      "term_likelihood_ratio_chi_squared",
      "Twice the log likelihood that is lost without a term, in models without the interactions that contain it."),
    .init("term_likelihood_ratio_p_value", "Its p-value."),
  ]

  /// One effect after the other.
  ///
  /// - Parameters:
  ///   - noWald: Why there is no Wald test where there is none.
  ///   - noRatio: Why there is no likelihood ratio test where there is none.
  /// - Returns: The rows.
  public func rows(noWald: String = "no finite coefficients to test", noRatio: String) -> [Row] {
    effects.indices.flatMap { place in
      let (wald, ratio) = (wald[place], likelihoodRatio[place])
      func row(_ statistic: String, _ value: Double?, _ reason: String) -> Row {
        Row(statistic, Quantity(value, otherwise: reason), variable: effects[place].name)
      }
      let isTested = (ratio?.degreesOfFreedom ?? 0) > 0
      return [
        Row("term_df", .count(ratio?.degreesOfFreedom ?? wald?.degreesOfFreedom ?? 0), variable: effects[place].name),
        row("term_wald_chi_squared", wald?.statistic, noWald), row("term_wald_p_value", wald?.pValue, noWald),
        row("term_likelihood_ratio_chi_squared", isTested ? ratio?.statistic : nil, noRatio),
        row("term_likelihood_ratio_p_value", ratio?.pValue, noRatio),
      ]
    }
  }

  /// The effects with their tests.
  public var table: TableLayout {
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
