import RealModule

/// Fisher's F distribution.
///
///     P(F ≤ x) = I(ν₁x/(ν₁x + ν₂); ν₁/2, ν₂/2)
///
/// in terms of the regularised ``IncompleteBeta``.
public struct FisherF: Sendable {
  /// The degrees of freedom of the numerator, above zero.
  public let numerator: Double
  /// The degrees of freedom of the denominator, above zero.
  public let denominator: Double

  /// The distribution with these degrees of freedom.
  public init(numerator: Double, denominator: Double) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// The density at `x`; zero below zero.
  public func density(_ x: Double) -> Double {
    guard x > 0 else { return 0 }
    let total = numerator * x + denominator
    return IncompleteBeta.power(numerator * x / total, denominator / total, numerator / 2, denominator / 2) / x
  }

  /// The probability of a value at or below `x`.
  public func cumulative(_ x: Double) -> Double { tails(x).lower }

  /// The probability of a value above `x`: the p-value of a test.
  public func upperTail(_ x: Double) -> Double { tails(x).upper }

  /// The value below which lies probability `p`; NaN outside 0...1.
  public func quantile(_ p: Double) -> Double {
    p > 0.5 ? solve(1 - p, upper: true) : solve(p, upper: false)
  }

  /// The value above which lies probability `p`: accurate for small `p`.
  public func upperQuantile(_ p: Double) -> Double {
    p > 0.5 ? solve(1 - p, upper: false) : solve(p, upper: true)
  }

  /// The probability at or below `x`, and that above it.
  public func tails(_ x: Double) -> (lower: Double, upper: Double) {
    guard x > 0 else { return x.isNaN ? (.nan, .nan) : (0, 1) }
    guard x < .infinity else { return (1, 0) }
    let total = numerator * x + denominator
    return IncompleteBeta.both(numerator * x / total, denominator / total, numerator / 2, denominator / 2)
  }

  private func solve(_ p: Double, upper: Bool) -> Double {
    guard p >= 0, p <= 1 else { return .nan }
    guard p > 0 else { return upper ? .infinity : 0 }
    return PositiveQuantile.solve(p, upper: upper, from: 1, tails: tails, density: density)
  }
}
