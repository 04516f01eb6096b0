/// A test that coefficients are zero.
public struct LikelihoodTest: Sendable, Equatable {
  /// χ².
  public let statistic: Double
  /// The coefficients that are tested, aliased ones not counted.
  public let degreesOfFreedom: Int
  /// The probability of a larger χ² were they zero; nil without degrees of freedom.
  public let pValue: Double?

  /// A statistic and its degrees of freedom.
  public init(_ statistic: Double, _ degreesOfFreedom: Int) {
    self.statistic = statistic
    self.degreesOfFreedom = degreesOfFreedom
    pValue = degreesOfFreedom > 0 ? ChiSquared(degreesOfFreedom: Double(degreesOfFreedom)).upperTail(statistic) : nil
  }
}
