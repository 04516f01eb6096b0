import RealModule

/// The chi-square test that two proportions are equal, as R's `prop.test`.
///
///     χ² = Σ (|O − E| − c)² / E,   c = min(½, |p₁ − p₂| / (1/n₁ + 1/n₂)) with the correction for continuity
///
/// Undefined where none or all responded, or there is nobody in one group.
public struct TwoProportionTest: Sendable, Hashable {
  /// The statistic; nil where it is undefined.
  public let statistic: Double?

  /// The test of a pair.
  ///
  /// - Parameters:
  ///   - pair: The two proportions.
  ///   - isCorrected: Whether there is a correction for continuity.
  public init(_ pair: ProportionPair, isCorrected: Bool) {
    let (responders, total) = (pair.totalResponders, pair.total)
    guard let difference = pair.difference, responders > 0, responders < total else {
      statistic = nil
      return
    }
    let scale = 1 / pair.first.size + 1 / pair.second.size
    let correction = isCorrected ? pair.continuity(difference) : 0
    let distance = abs(difference) - correction
    let pooled = responders / total
    statistic = distance * distance / (pooled * (1 - pooled) * scale)
  }

  /// The two-sided p-value; nil where the statistic is undefined.
  public var pValue: Double? { statistic.map { ChiSquared(degreesOfFreedom: 1).upperTail($0) } }
}
