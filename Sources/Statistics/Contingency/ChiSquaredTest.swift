/// A statistic that is compared with the chi-squared distribution.
public struct ChiSquaredTest: Sendable, Equatable {
  /// χ².
  public let statistic: Double
  /// The degrees of freedom, at least 1.
  public let degreesOfFreedom: Int

  /// A statistic with its degrees of freedom.
  ///
  /// - Returns: nil without degrees of freedom, or where the statistic is not a finite number.
  public init?(_ statistic: Double, _ degreesOfFreedom: Int) {
    guard degreesOfFreedom > 0, statistic.isFinite else { return nil }
    self.statistic = max(statistic, 0)
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// The probability of a larger statistic if there were no association.
  public var pValue: Double {
    ChiSquared(degreesOfFreedom: Double(degreesOfFreedom)).upperTail(statistic)
  }
}
