import RealModule

/// The chi-squared distribution.
///
///     P(X ≤ x) = P(ν/2, x/2)
///
/// in terms of the regularised ``IncompleteGamma``. With no degrees of freedom all the mass lies at zero.
public struct ChiSquared: Sendable {
  /// The degrees of freedom ν, zero or more, not necessarily whole.
  public let degreesOfFreedom: Double

  /// The distribution with these degrees of freedom.
  public init(degreesOfFreedom: Double) {
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// The density at `x`; zero below zero.
  public func density(_ x: Double) -> Double {
    let a = degreesOfFreedom / 2
    guard x > 0, a > 0 else { return 0 }
    return IncompleteGamma.poissonTerm(a, x / 2) * a / x
  }

  /// The probability of a value at or below `x`.
  public func cumulative(_ x: Double) -> Double {
    degreesOfFreedom > 0 ? IncompleteGamma.lower(degreesOfFreedom / 2, x / 2) : (x >= 0 ? 1 : 0)
  }

  /// The probability of a value above `x`: the p-value of a test.
  public func upperTail(_ x: Double) -> Double {
    degreesOfFreedom > 0 ? IncompleteGamma.upper(degreesOfFreedom / 2, x / 2) : (x >= 0 ? 0 : 1)
  }

  /// The value below which lies probability `p`; NaN outside 0...1.
  public func quantile(_ p: Double) -> Double {
    p > 0.5 ? solve(1 - p, upper: true) : solve(p, upper: false)
  }

  /// The value above which lies probability `p`: accurate for small `p`.
  public func upperQuantile(_ p: Double) -> Double {
    p > 0.5 ? solve(1 - p, upper: false) : solve(p, upper: true)
  }

  private func solve(_ p: Double, upper: Bool) -> Double {
    guard p >= 0, p <= 1, degreesOfFreedom > 0 else { return degreesOfFreedom == 0 ? 0 : .nan }
    guard p > 0 else { return upper ? .infinity : 0 }
    return PositiveQuantile.solve(
      p, upper: upper, from: wilsonHilferty(p, upper: upper),
      tails: { IncompleteGamma.both(degreesOfFreedom / 2, $0 / 2) }, density: density)
  }

  /// A first guess: the cube root of X/ν is nearly normal.
  private func wilsonHilferty(_ p: Double, upper: Bool) -> Double {
    let z = upper ? Normal.upperQuantile(p) : Normal.quantile(p)
    let c = 2 / (9 * degreesOfFreedom)
    let root = 1 - c + z * c.squareRoot()
    return root > 0.05 ? degreesOfFreedom * root * root * root : 1e-4 * degreesOfFreedom
  }
}
