public import Analyses
public import Statistics

extension LikelihoodTest {
  /// The test as rows: `chi_squared`, `df` and `p_value`.
  ///
  /// - Parameters:
  ///   - name: What stands as the variable, such as "wald".
  ///   - objection: Why it cannot be said, where there is a reason beside there being no terms.
  /// - Returns: Three rows.
  public func rows(named name: String, unless objection: String?) -> [Row] {
    let isUsable = objection == nil && degreesOfFreedom > 0
    let reason = objection ?? "no terms to test"
    return [
      Row("chi_squared", Quantity(isUsable ? statistic : nil, otherwise: reason), variable: name),
      Row("df", .count(degreesOfFreedom), variable: name),
      Row("p_value", Quantity(isUsable ? pValue : nil, otherwise: reason), variable: name),
    ]
  }
}

extension TableLayout {
  /// The likelihood ratio, Wald and score tests that all coefficients of a model are zero.
  public static var modelTests: TableLayout {
    TableLayout(
      title: "Tests that all coefficients are zero", rowHeader: "Test",
      lines: [
        .init("Likelihood ratio", variable: "likelihood_ratio"), .init("Wald", variable: "wald"),
        .init("Score", variable: "score"),
      ],
      columns: [
        .init("Chi-squared", .value("chi_squared"), .statistic), .init("df", .value("df"), .count),
        .init("p", .value("p_value"), .pValue),
      ])
  }
}
