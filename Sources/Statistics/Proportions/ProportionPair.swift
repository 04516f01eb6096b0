/// Two independent proportions: the first is compared with the second.
///
/// Differences are p₁ − p₂, ratios p₁ / p₂, odds ratios p₁(1 − p₂) / (p₂(1 − p₁)).
public struct ProportionPair: Sendable, Hashable {
  /// The proportion that is compared.
  public let first: Proportion
  /// The proportion that it is compared with.
  public let second: Proportion

  /// A pair.
  ///
  /// - Parameters:
  ///   - first: The proportion that is compared.
  ///   - second: The proportion that it is compared with.
  public init(_ first: Proportion, against second: Proportion) {
    self.first = first
    self.second = second
  }

  /// Whether there is somebody in both.
  public var isComparable: Bool { first.n > 0 && second.n > 0 }

  /// p₁ − p₂; nil where there is nobody in one.
  public var difference: Double? {
    guard let p = first.estimate, let q = second.estimate else { return nil }
    return p - q
  }

  /// The standard error of the difference, each proportion with its own variance; nil where there is nobody in one.
  public var differenceStandardError: Double? {
    guard let p = first.standardError, let q = second.standardError else { return nil }
    return (p * p + q * q).squareRoot()
  }

  /// p₁ / p₂; nil where nobody responded in the second, or there is nobody in one.
  public var ratio: Double? {
    guard isComparable, second.responders > 0 else { return nil }
    return first.x * second.size / (first.size * second.x)
  }

  /// The standard error of log(p₁ / p₂), √(1/x₁ − 1/n₁ + 1/x₂ − 1/n₂); nil where nobody responded in one.
  public var logRatioStandardError: Double? {
    guard first.responders > 0, second.responders > 0 else { return nil }
    return logRatioVariance(adding: 0).squareRoot()
  }

  /// The odds ratio; nil where it is no number: nobody responded in the second, or everybody did in the first.
  public var oddsRatio: Double? {
    guard isComparable, second.responders > 0, first.y > 0 else { return nil }
    return first.x * second.y / (first.y * second.x)
  }

  /// The standard error of the log odds ratio, √(1/a + 1/b + 1/c + 1/d); nil where a cell is empty.
  public var logOddsRatioStandardError: Double? {
    guard first.x > 0, first.y > 0, second.x > 0, second.y > 0 else { return nil }
    return logOddsRatioVariance(adding: 0).squareRoot()
  }

  func logRatioVariance(adding c: Double) -> Double {
    // 1/x − 1/n = (n − x) / (x n), without cancellation.
    first.y / ((first.x + c) * (first.size + c)) + second.y / ((second.x + c) * (second.size + c))
  }

  func logOddsRatioVariance(adding c: Double) -> Double {
    1 / (first.x + c) + 1 / (first.y + c) + 1 / (second.x + c) + 1 / (second.y + c)
  }

  var total: Double { first.size + second.size }
  var totalResponders: Double { first.x + second.x }
}
