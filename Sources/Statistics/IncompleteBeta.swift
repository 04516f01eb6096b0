import RealModule

/// The regularised incomplete beta function.
///
///     I(x; a, b) = 1/B(a, b) ∫₀ˣ tᵃ⁻¹ (1 − t)ᵇ⁻¹ dt
///
/// A continued fraction by Lentz's method, on whichever side of the mean it converges fast.
///
/// - Complexity: O(√max(a, b)) terms.
///
/// Abramowitz & Stegun (1964), 26.5.8; Didonato & Morris (1992), *ACM TOMS* 18, 360-373, doi:10.1145/131766.131776.
public enum IncompleteBeta {
  /// I(x; a, b), for a, b > 0 and x between 0 and 1.
  public static func lower(_ x: Double, _ a: Double, _ b: Double) -> Double {
    both(x, 1 - x, a, b).lower
  }

  /// 1 − I(x; a, b), without cancellation.
  public static func upper(_ x: Double, _ a: Double, _ b: Double) -> Double {
    both(x, 1 - x, a, b).upper
  }

  /// Both parts, from x and y = 1 − x, each given to full accuracy.
  static func both(_ x: Double, _ y: Double, _ a: Double, _ b: Double) -> (lower: Double, upper: Double) {
    guard a > 0, b > 0, x >= 0, y >= 0 else { return (.nan, .nan) }
    guard x > 0 else { return (0, 1) }
    guard y > 0 else { return (1, 0) }
    if x <= (a + 1) / (a + b + 2) {
      let lower = power(x, y, a, b) * fraction(x, a, b) / a
      return (lower, 1 - lower)
    }
    let upper = power(x, y, a, b) * fraction(y, b, a) / b
    return (1 - upper, upper)
  }

  /// xᵃ yᵇ / B(a, b).
  static func power(_ x: Double, _ y: Double, _ a: Double, _ b: Double) -> Double {
    let n = a + b
    let stirling = Stirling.remainder(n) - Stirling.remainder(a) - Stirling.remainder(b)
    let deviance = Stirling.deviance(a, n * x) + Stirling.deviance(b, n * y)
    return .exp(stirling - deviance) * (a * b / (n * Stirling.twoPi)).squareRoot()
  }

  private static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    var c = 1.0
    var d = 1 / nonzero(1 - (a + b) * x / (a + 1))
    var value = d
    for m in 1...100_000 {
      let m = Double(m)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      d = 1 / nonzero(1 + even * d)
      c = nonzero(1 + even / c)
      value *= d * c
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      d = 1 / nonzero(1 + odd * d)
      c = nonzero(1 + odd / c)
      let factor = d * c
      value *= factor
      if abs(factor - 1) <= 2.220446049250313e-16 { break }
    }
    return value
  }

  private static func nonzero(_ x: Double) -> Double { abs(x) < 1e-300 ? 1e-300 : x }
}
