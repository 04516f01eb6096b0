// In order of priority: relative accuracy of 1e-12 in both tails, then symmetry, then speed.

import RealModule

/// The standard normal distribution.
///
///     φ(x) = exp(−x²/2) / √(2π)
///
/// The tails come from the complementary error function, so that they keep their relative accuracy down to the
/// smallest number that a `Double` can hold.
public enum Normal {
  /// The density at `x`.
  public static func density(_ x: Double) -> Double {
    .exp(-0.5 * x * x) * inverseRootTwoPi
  }

  /// The probability of a value at or below `x`.
  public static func cumulative(_ x: Double) -> Double {
    0.5 * .erfc(-x * rootHalf)
  }

  /// The probability of a value above `x`.
  public static func upperTail(_ x: Double) -> Double {
    0.5 * .erfc(x * rootHalf)
  }

  /// The probability of a value at least as far from zero as `x`.
  public static func twoSided(_ x: Double) -> Double {
    .erfc(abs(x) * rootHalf)
  }

  /// The value below which lies probability `p`; `-∞` at 0, `+∞` at 1, NaN outside.
  ///
  /// Rational approximations to about 1e-16 in three regions.
  ///
  /// Wichura (1988), algorithm AS 241, *Applied Statistics* 37, 477-484, doi:10.2307/2347330.
  public static func quantile(_ p: Double) -> Double { quantile(p, logarithm: { .log($0) }) }

  /// The same with a logarithm of one's own.
  static func quantile(_ p: Double, logarithm: (Double) -> Double) -> Double {
    guard p >= 0, p <= 1 else { return .nan }
    let q = p - 0.5
    if abs(q) <= 0.425 { return q * central(0.180625 - q * q) }
    let tail = tailQuantile(q < 0 ? p : 1 - p, logarithm)
    return q < 0 ? -tail : tail
  }

  /// The value above which lies probability `p`: accurate where `quantile(1 - p)` is not, for small `p`.
  public static func upperQuantile(_ p: Double) -> Double {
    -quantile(p)
  }

  /// How many standard errors a two-sided interval of this level reaches to either side.
  ///
  /// - Parameter level: the coverage, between 0 and 1, as in 0.95.
  /// - Returns: 1.96 for 0.95.
  public static func reach(ofLevel level: Double) -> Double {
    quantile(1 - (1 - level) / 2)
  }

  private static let rootHalf = 0.707106781186547524400844362104849
  private static let inverseRootTwoPi = 0.398942280401432677939946059934382

  private static func tailQuantile(_ p: Double, _ logarithm: (Double) -> Double) -> Double {
    guard p > 0 else { return .infinity }
    let r = (-logarithm(p)).squareRoot()
    return r <= 5 ? nearTail(r - 1.6) : farTail(r - 5)
  }

  private static func central(_ r: Double) -> Double {
    polynomial(
      r, 3.3871328727963666080, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125,
      45921.953931549871457, 67265.770927008700853, 33430.575583588128105, 2509.0809287301226727)
      / polynomial(
        r, 1, 42.313330701600911252, 687.18700749205790830, 5394.1960214247511077, 21213.794301586595867,
        39307.895800092710610, 28729.085735721942674, 5226.4952788528545610)
  }

  private static func nearTail(_ r: Double) -> Double {
    polynomial(
      r, 1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550, 3.64784832476320460504,
      1.27045825245236838258, 0.241780725177450611770, 2.27238449892691845833e-2, 7.74545014278341407640e-4)
      / polynomial(
        r, 1, 2.05319162663775882187, 1.67638483018380384940, 0.689767334985100004550, 0.148103976427480074590,
        1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9)
  }

  private static func farTail(_ r: Double) -> Double {
    polynomial(
      r, 6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580, 0.296560571828504891230,
      2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7)
      / polynomial(
        r, 1, 0.599832206555887937690, 0.136929880922735805310, 1.48753612908506148525e-2,
        7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7,
        2.04426310338993978564e-15)
  }

  /// Coefficients from the lowest power up, by Horner's rule.
  private static func polynomial(_ x: Double, _ coefficients: Double...) -> Double {
    coefficients.reversed().reduce(0) { $0 * x + $1 }
  }
}
