import RealModule

/// Student's t distribution.
///
///     P(|T| > t) = I(ν/(ν + t²); ν/2, ½)
///
/// in terms of the regularised ``IncompleteBeta``.
public struct StudentT: Sendable {
  /// The degrees of freedom ν, above zero, not necessarily whole.
  public let degreesOfFreedom: Double

  /// The distribution with these degrees of freedom.
  public init(degreesOfFreedom: Double) {
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// The density at `t`.
  public func density(_ t: Double) -> Double {
    let nu = degreesOfFreedom
    let power = IncompleteBeta.power(nu / (nu + t * t), t * t / (nu + t * t), nu / 2, 0.5)
    // The power is xᵃ yᵇ/B with b = ½: y^½ is taken out again, and at zero done without.
    guard t != 0 else { return 1 / (nu.squareRoot() * Self.betaHalf(nu / 2)) }
    return power / abs(t)
  }

  /// The probability of a value at or below `t`.
  public func cumulative(_ t: Double) -> Double { t < 0 ? half(t) : 1 - half(t) }

  /// The probability of a value above `t`.
  public func upperTail(_ t: Double) -> Double { t > 0 ? half(t) : 1 - half(t) }

  /// The probability of a value at least as far from zero as `t`.
  public func twoSided(_ t: Double) -> Double { 2 * half(t) }

  /// The value below which lies probability `p`; `-∞` at 0, `+∞` at 1, NaN outside.
  public func quantile(_ p: Double) -> Double {
    guard p >= 0, p <= 1 else { return .nan }
    if p == 0.5 { return 0 }
    return p < 0.5 ? -upperQuantile(p) : upperQuantile(1 - p)
  }

  /// The value above which lies probability `p`: accurate for small `p`.
  public func upperQuantile(_ p: Double) -> Double {
    guard p >= 0, p <= 1 else { return .nan }
    guard p > 0 else { return .infinity }
    guard p < 0.5 else { return p == 0.5 ? 0 : -upperQuantile(1 - p) }
    return PositiveQuantile.solve(
      2 * p, upper: true, from: max(1e-3, Normal.upperQuantile(p)),
      tails: { (1 - 2 * half($0), 2 * half($0)) }, density: { 2 * density($0) })
  }

  /// The probability beyond |t| on one side.
  private func half(_ t: Double) -> Double {
    let nu = degreesOfFreedom
    guard t.isFinite else { return t.isNaN ? .nan : 0 }
    let total = nu + t * t
    return 0.5 * IncompleteBeta.both(nu / total, t * t / total, nu / 2, 0.5).lower
  }

  /// B(a, ½) = Γ(a) √π / Γ(a + ½).
  private static func betaHalf(_ a: Double) -> Double {
    // √(aπ/(a+½)/…) by the same cancelled Stirling pieces as the incomplete beta.
    let n = a + 0.5
    let log =
      Stirling.remainder(a) + Stirling.remainder(0.5) - Stirling.remainder(n) + a * .log(a / n) + 0.5 * .log(0.5 / n)
    return .exp(log) * (Stirling.twoPi * n / (a * 0.5)).squareRoot()
  }
}
