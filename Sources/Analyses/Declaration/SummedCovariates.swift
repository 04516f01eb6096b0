/// A covariate that is written as R's formulas write several: `age + sex`, which an expression takes for a sum.
public struct SummedCovariates: Sendable, Hashable {
  /// The name by which every model takes its covariates.
  public static let parameter = "covariates"

  private let text: String
  private let columns: [String]

  /// A covariate as it was written; `nil` where it is no sum of columns alone.
  public init?(_ text: String, columns known: some Collection<String>) {
    guard !known.contains(text) else { return nil }
    let parts = text.split(separator: "+").map { $0.filter { $0 != " " } }
    guard parts.count > 1, parts.allSatisfy(known.contains) else { return nil }
    (self.text, columns) = (text, parts)
  }

  /// What is wrong with it in an analysis, and what to write.
  public func error(in analysis: String) -> ArgumentError {
    let list = columns.map { "\"\($0)\"" }.joined(separator: ", ")
    return .invalid(
      analysis: analysis,
      reason:
        "the covariate \"\(text)\" would be one number, the sum; for \(columns.count) covariates write { \(list) }, for the "
        + "one derive a column")
  }
}
