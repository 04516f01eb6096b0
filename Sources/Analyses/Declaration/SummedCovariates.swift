import Cohorts

/// A covariate that is written as R's formulas write several: `age + factor(ecog)`, which an expression takes for a sum.
public struct SummedCovariates: Sendable, Hashable {
  /// The name by which every model takes its covariates.
  public static let parameter = "covariates"

  private let text: String
  private let terms: [String]

  /// A covariate as it was written; `nil` where it is no sum of columns and terms of models alone.
  ///
  /// - Parameters:
  ///   - text: The covariate.
  ///   - isColumn: Whether a text is the name of a column; `nil` where that is not known, so that only what can be nothing else is
  ///     taken for such a sum.
  public init?(_ text: String, isColumn: ((String) -> Bool)?) {
    guard isColumn?(text) != true, let parts = try? Formula.split(text, at: "+"), parts.count > 1 else { return nil }
    let terms = parts.map(ColumnName.alone)
    let isTerm = terms.map { (try? FormulaTerm(parsing: $0))?.isCall == true }
    guard zip(terms, isTerm).allSatisfy({ $1 || isColumn?($0) ?? ColumnName.isWord($0) }),
      isColumn != nil || isTerm.contains(true)
    else { return nil }
    (self.text, self.terms) = (text, terms)
  }

  /// What is wrong with it in an analysis, and what to write.
  public func error(in analysis: String) -> ArgumentError {
    let list = terms.map { "\"\($0)\"" }.joined(separator: ", ")
    return .invalid(
      analysis: analysis,
      reason:
        "the covariate \"\(text)\" would be one number, the sum; for \(terms.count) covariates write { \(list) }, for the "
        + "one derive a column")
  }
}

extension FormulaTerm {
  /// Whether it is a call that only a model reads, such as `factor(x)` or `strata(x)`.
  fileprivate var isCall: Bool {
    guard case .effects(let effects) = role else { return true }
    return effects.count == 1 && effects[0].count == 1 && effects[0][0].basis != .plain
  }
}
