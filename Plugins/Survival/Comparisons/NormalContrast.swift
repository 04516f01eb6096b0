import RealModule
import Statistics

/// The difference, or the ratio, of two independent estimates that are nearly normal.
///
///     B − A ± z √(se_A² + se_B²),   exp(log(B/A) ± z √((se_A/A)² + (se_B/B)²))
///
/// Undefined (NaN) where the standard error is; without a standard error there is a contrast and no test.
public struct NormalContrast: Sendable, Equatable {
  /// B − A, or B/A.
  public let estimate: Double
  /// The standard error of the difference, or of the logarithm of the ratio.
  public let standardError: Double
  /// The lower confidence limit.
  public let lower: Double
  /// The upper confidence limit.
  public let upper: Double
  /// The p-value of no difference, two-sided; nil where the standard error is zero or undefined.
  public let pValue: Double?

  /// B less A.
  ///
  /// - Parameters:
  ///   - group: B and its standard error.
  ///   - base: A and its standard error.
  ///   - level: the coverage of the limits.
  public init(
    difference group: (estimate: Double, error: Double), from base: (estimate: Double, error: Double), level: Double
  ) {
    let error = (group.error * group.error + base.error * base.error).squareRoot()
    let half = error * Normal.reach(ofLevel: level)
    estimate = group.estimate - base.estimate
    standardError = error
    lower = estimate - half
    upper = estimate + half
    pValue = error > 0 ? Normal.twoSided(estimate / error) : nil
  }

  /// B over A; nil unless both are above zero.
  ///
  /// - Parameters:
  ///   - group: B and its standard error.
  ///   - base: A and its standard error.
  ///   - level: the coverage of the limits.
  public init?(
    ratio group: (estimate: Double, error: Double), to base: (estimate: Double, error: Double), level: Double
  ) {
    guard group.estimate > 0, base.estimate > 0 else { return nil }
    let (b, a) = (group.error / group.estimate, base.error / base.estimate)
    let error = (a * a + b * b).squareRoot()
    let logarithm = Double.log(group.estimate / base.estimate)
    let half = error * Normal.reach(ofLevel: level)
    estimate = group.estimate / base.estimate
    standardError = error
    lower = .exp(logarithm - half)
    upper = .exp(logarithm + half)
    pValue = error > 0 ? Normal.twoSided(logarithm / error) : nil
  }
}
