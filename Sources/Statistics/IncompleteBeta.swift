import RealModule

/// The regularised incomplete beta function.
///
///     I(x; a, b) = 1/B(a, b) ∫₀ˣ tᵃ⁻¹ (1 − t)ᵇ⁻¹ dt
///
/// A continued fraction by Lentz's method, on whichever side of the mean it converges.
///
/// - Complexity: O(√max(a, b)) terms.
///
/// Didonato & Morris (1992), *ACM TOMS* 18, 360-373, doi:10.1145/131766.131776.
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
    // Below the mean the lower part is computed, above it the upper one. The distance is taken from the smaller of x and y.
    let distance = x > y ? (a + b) * y - b : a - (a + b) * x
    if distance >= 0 {
      let lower = power(x, y, a, b) * fraction(x, y, a, b, distance)
      return (lower, 1 - lower)
    }
    let upper = power(x, y, a, b) * fraction(y, x, b, a, -distance)
    return (1 - upper, upper)
  }

  /// xᵃ yᵇ / B(a, b).
  static func power(_ x: Double, _ y: Double, _ a: Double, _ b: Double) -> Double {
    let n = a + b
    let stirling = Stirling.remainder(n) - Stirling.remainder(a) - Stirling.remainder(b)
    let deviance = Stirling.deviance(a, n * x) + Stirling.deviance(b, n * y)
    return .exp(stirling - deviance) * (a * b / (n * Stirling.twoPi)).squareRoot()
  }

  /// The logarithm of the same.
  static func logPower(_ x: Double, _ y: Double, _ a: Double, _ b: Double) -> Double {
    let n = a + b
    let stirling = Stirling.remainder(n) - Stirling.remainder(a) - Stirling.remainder(b)
    let deviance = Stirling.deviance(a, n * x) + Stirling.deviance(b, n * y)
    return stirling - deviance + 0.5 * .log(a * b / (n * Stirling.twoPi))
  }

  /// I(x; a, b) over xᵃ yᵇ / B(a, b), for x below the mean: `distance` is a − (a + b) x.
  ///
  /// Didonato and Morris's form: written in x alone its terms would cancel where x is near one.
  private static func fraction(_ x: Double, _ y: Double, _ a: Double, _ b: Double, _ distance: Double) -> Double {
    var value = (distance + 1) * a / (a + 1)
    var c = value
    var d = 0.0
    for n in 1...100_000 {
      let n = Double(n)
      let s = a + 2 * n - 1
      let shared = n * (b - n) * x / s
      let alpha = (a + n - 1) * (a + b + n - 1) / s * shared * x
      let beta = n + shared + (a + n) / (s + 2) * (distance + 1 + n * (1 + y))
      d = 1 / nonzero(beta + alpha * d)
      c = nonzero(beta + alpha / c)
      let factor = c * d
      value *= factor
      if abs(factor - 1) <= 2.220446049250313e-16 { break }
    }
    return 1 / value
  }

  private static func nonzero(_ x: Double) -> Double { abs(x) < 1e-300 ? 1e-300 : x }
}
