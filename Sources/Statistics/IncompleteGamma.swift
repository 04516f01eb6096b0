import RealModule

/// The regularised incomplete gamma functions.
///
///     P(a, x) = γ(a, x) / Γ(a),   Q(a, x) = 1 − P(a, x)
///
/// A series where x < a + 1, a continued fraction (by Lentz's method) elsewhere; the smaller of the two is never the
/// difference of larger ones.
///
/// - Complexity: O(√a) terms at worst.
///
/// Abramowitz & Stegun (1964), 6.5.29 and 6.5.31.
public enum IncompleteGamma {
  /// P(a, x), the part below `x`, for a > 0; 0 where x ≤ 0.
  public static func lower(_ a: Double, _ x: Double) -> Double { both(a, x).lower }

  /// Q(a, x), the part above `x`, for a > 0; 1 where x ≤ 0.
  public static func upper(_ a: Double, _ x: Double) -> Double { both(a, x).upper }

  static func both(_ a: Double, _ x: Double) -> (lower: Double, upper: Double) {
    guard a > 0, !x.isNaN else { return (.nan, .nan) }
    guard x > 0 else { return (0, 1) }
    guard x < .infinity else { return (1, 0) }
    if x < a + 1 {
      let lower = poissonTerm(a, x) * series(a, x)
      return (lower, 1 - lower)
    }
    let upper = poissonTerm(a, x) * a * fraction(a, x)
    return (1 - upper, upper)
  }

  /// x^a e^(−x) / Γ(a+1).
  static func poissonTerm(_ a: Double, _ x: Double) -> Double {
    .exp(-Stirling.remainder(a) - Stirling.deviance(a, x)) / (Stirling.twoPi * a).squareRoot()
  }

  /// The logarithm of the same.
  static func logPoissonTerm(_ a: Double, _ x: Double) -> Double {
    -Stirling.remainder(a) - Stirling.deviance(a, x) - 0.5 * .log(Stirling.twoPi * a)
  }

  private static func series(_ a: Double, _ x: Double) -> Double {
    var term = 1.0
    var sum = 1.0
    var k = a
    while term > sum * 1e-17 {
      k += 1
      term *= x / k
      sum += term
    }
    return sum
  }

  private static func fraction(_ a: Double, _ x: Double) -> Double {
    var b = x + 1 - a
    var c = 1e300
    var d = 1 / b
    var value = d
    for i in 1...100_000 {
      let an = -Double(i) * (Double(i) - a)
      b += 2
      d = 1 / nonzero(an * d + b)
      c = nonzero(b + an / c)
      let factor = d * c
      value *= factor
      if abs(factor - 1) <= 2.220446049250313e-16 { break }
    }
    return value
  }

  private static func nonzero(_ x: Double) -> Double { abs(x) < 1e-300 ? 1e-300 : x }
}
