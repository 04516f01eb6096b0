/// Where a function of one number is zero, or smallest.
///
/// Brent (1973), *Algorithms for Minimization without Derivatives*, chapters 4 and 5.
public enum BrentSearch {
  /// What a search found.
  public struct Found: Sendable, Equatable {
    /// The place.
    public let x: Double
    /// The function there.
    public let value: Double
    /// How often the function was called.
    public let evaluations: Int
    /// Whether the place is known to the tolerance.
    public let hasConverged: Bool
  }

  /// The most steps that a search takes.
  static let mostSteps = 1000

  /// A zero between two places at which the function has different signs.
  ///
  /// Inverse quadratic interpolation, or the secant, where it falls well inside of the bracket; halving elsewhere.
  ///
  /// - Parameters:
  ///   - low: One end.
  ///   - high: The other.
  ///   - tolerance: How near to the zero is near enough; 0 for as near as there are numbers.
  ///   - function: The function.
  /// - Returns: nil where the signs at the ends do not differ, or the function gives no number there.
  public static func root(
    from low: Double, to high: Double, tolerance: Double = 0, of function: (Double) throws -> Double
  ) rethrows -> Found? {
    var (a, b) = (low, high)
    var (fa, fb) = (try function(a), try function(b))
    var evaluations = 2
    guard !fa.isNaN, !fb.isNaN else { return nil }
    if fa == 0 { return Found(x: a, value: fa, evaluations: evaluations, hasConverged: true) }
    if fb == 0 { return Found(x: b, value: fb, evaluations: evaluations, hasConverged: true) }
    guard (fa < 0) != (fb < 0) else { return nil }
    var (c, fc) = (a, fa)
    var (step, before) = (b - a, b - a)
    for _ in 0..<mostSteps {
      if (fb < 0) == (fc < 0) {
        (c, fc) = (a, fa)
        (step, before) = (b - a, b - a)
      }
      if abs(fc) < abs(fb) { (a, b, c, fa, fb, fc) = (b, c, b, fb, fc, fb) }
      let near = 2 * Double.ulpOfOne * abs(b) + tolerance / 2
      let middle = (c - b) / 2
      if abs(middle) <= near || fb == 0 { return Found(x: b, value: fb, evaluations: evaluations, hasConverged: true) }
      (step, before) = rootStep((a, fa), (b, fb), (c, fc), middle: middle, near: near, step: step, before: before)
      (a, fa) = (b, fb)
      b += abs(step) > near ? step : (middle > 0 ? near : -near)
      fb = try function(b)
      evaluations += 1
      guard !fb.isNaN else { break }
    }
    return Found(x: b, value: fb, evaluations: evaluations, hasConverged: false)
  }

  /// The next step from b, and the one before.
  private static func rootStep(
    _ a: (x: Double, y: Double), _ b: (x: Double, y: Double), _ c: (x: Double, y: Double), middle: Double, near: Double,
    step: Double, before: Double
  ) -> (Double, Double) {
    guard abs(before) >= near, abs(a.y) > abs(b.y) else { return (middle, middle) }
    let s = b.y / a.y
    var (p, q): (Double, Double)
    if a.x == c.x {
      (p, q) = (2 * middle * s, 1 - s)
    } else {
      let (t, r) = (a.y / c.y, b.y / c.y)
      p = s * (2 * middle * t * (t - r) - (b.x - a.x) * (r - 1))
      q = (t - 1) * (r - 1) * (s - 1)
    }
    if p > 0 { q = -q }
    p = abs(p)
    guard 2 * p < min(3 * middle * q - abs(near * q), abs(before * q)) else { return (middle, middle) }
    return (p / q, step)
  }

  /// A place between two where the function is smaller than about it.
  ///
  /// Parabolas where they fall well inside of the bracket, the golden section elsewhere.
  ///
  /// - Parameters:
  ///   - low: The lower end, which is not tried itself.
  ///   - high: The upper end.
  ///   - tolerance: How near is near enough, relative to the place and to 1; finer than the root of rounding there is nothing to see.
  ///   - function: The function; what is no number counts as larger than all.
  /// - Returns: The place.
  public static func minimum(
    from low: Double, to high: Double, tolerance: Double = 1.5e-8, of function: (Double) throws -> Double
  ) rethrows -> Found {
    func value(_ x: Double) throws -> Double {
      let value = try function(x)
      return value.isNaN ? .infinity : value
    }
    let golden = 0.381966011250105151795413165634361882
    var (a, b) = (low, high)
    var x = a + golden * (b - a)
    var (w, v) = (x, x)
    var fx = try value(x)
    var (fw, fv) = (fx, fx)
    var (step, before) = (0.0, 0.0)
    var evaluations = 1
    for _ in 0..<mostSteps {
      let middle = (a + b) / 2
      let near = tolerance * abs(x) + 1e-11
      if abs(x - middle) <= 2 * near - (b - a) / 2 {
        return Found(x: x, value: fx, evaluations: evaluations, hasConverged: fx < .infinity)
      }
      var isGolden = true
      if abs(before) > near {
        let r = (x - w) * (fx - fv)
        var q = (x - v) * (fx - fw)
        var p = (x - v) * q - (x - w) * r
        q = 2 * (q - r)
        if q > 0 { p = -p }
        q = abs(q)
        if abs(p) < abs(q * before / 2), p > q * (a - x), p < q * (b - x) {
          (before, step) = (step, p / q)
          let u = x + step
          if u - a < 2 * near || b - u < 2 * near { step = x < middle ? near : -near }
          isGolden = false
        }
      }
      if isGolden {
        before = x < middle ? b - x : a - x
        step = golden * before
      }
      let u = x + (abs(step) >= near ? step : (step > 0 ? near : -near))
      let fu = try value(u)
      evaluations += 1
      if fu <= fx {
        if u < x { b = x } else { a = x }
        (v, fv, w, fw, x, fx) = (w, fw, x, fx, u, fu)
      } else {
        if u < x { a = u } else { b = u }
        if fu <= fw || w == x {
          (v, fv, w, fw) = (w, fw, u, fu)
        } else if fu <= fv || v == x || v == w {
          (v, fv) = (u, fu)
        }
      }
    }
    return Found(x: x, value: fx, evaluations: evaluations, hasConverged: false)
  }
}
