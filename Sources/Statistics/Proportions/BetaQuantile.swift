import RealModule

/// Quantiles of the beta distribution, by those of Fisher's F.
///
/// If X is beta with a and b, then bX / (a(1 − X)) is F with 2a and 2b degrees of freedom.
enum BetaQuantile {
  /// The value below which lies probability `p`; accurate for small `p`.
  static func lower(_ p: Double, _ a: Double, _ b: Double) -> Double {
    value(FisherF(numerator: 2 * a, denominator: 2 * b).quantile(p), a, b)
  }

  /// The value above which lies probability `p`; accurate for small `p`.
  static func upper(_ p: Double, _ a: Double, _ b: Double) -> Double {
    value(FisherF(numerator: 2 * a, denominator: 2 * b).upperQuantile(p), a, b)
  }

  private static func value(_ f: Double, _ a: Double, _ b: Double) -> Double {
    f.isInfinite ? 1 : a * f / (a * f + b)
  }
}
