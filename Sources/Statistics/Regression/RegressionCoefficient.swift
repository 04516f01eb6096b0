import RealModule

/// One coefficient of a logistic regression, on the scale of log odds.
public struct RegressionCoefficient: Sendable, Equatable {
  /// Why a coefficient is what it is.
  public enum State: Sendable, Equatable {
    /// Found.
    case estimated
    /// Depends on the columns before it: no value.
    case aliased
    /// The likelihood rises without end in this direction: the covariates separate the outcomes.
    case infinite
  }

  /// Whether there is an estimate.
  public let state: State
  /// β; ±∞ where infinite, nil where aliased.
  public let value: Double?
  /// The standard error of β, from the inverse information; nil unless estimated.
  public let standardError: Double?

  init(_ state: State, _ value: Double?, _ standardError: Double?) {
    self.state = state
    self.value = value
    self.standardError = standardError
  }

  /// exp(β).
  public var oddsRatio: Double? { value.map(Double.exp) }
  /// β over its standard error.
  public var z: Double? {
    guard let value, let standardError else { return nil }
    return value / standardError
  }
  /// The two-sided p-value of z.
  public var pValue: Double? { z.map(Normal.twoSided) }

  /// Wald's limits of β: β ± z·se.
  ///
  /// - Parameter level: their coverage.
  /// - Returns: nil unless estimated.
  public func limits(level: Double = 0.95) -> (lower: Double, upper: Double)? {
    guard let value, let standardError else { return nil }
    let half = Normal.reach(ofLevel: level) * standardError
    return (value - half, value + half)
  }

  /// One for each of the coefficients that a search found.
  ///
  /// Under complete separation none has a finite best value.
  static func all(
    _ values: [Double], _ variance: SymmetricMatrix, aliased: [Int], infinite: [Int], isComplete: Bool
  ) -> [RegressionCoefficient] {
    values.indices.map { place in
      if aliased.contains(place) { return RegressionCoefficient(.aliased, nil, nil) }
      if isComplete || infinite.contains(place) {
        return RegressionCoefficient(.infinite, values[place] < 0 ? -.infinity : .infinity, nil)
      }
      return RegressionCoefficient(.estimated, values[place], variance[place, place].squareRoot())
    }
  }
}

/// Whether covariates tell the outcomes apart without fail.
///
/// Albert & Anderson (1984), *Biometrika* 71, 1-10, doi:10.1093/biomet/71.1.1.
public enum Separation: String, Sendable, CaseIterable {
  /// They do not: every coefficient has a finite best value.
  case none
  /// They do for some rows, while others lie on the border.
  case quasiComplete = "quasi_complete"
  /// They do for all rows.
  case complete
}

/// A test that coefficients are zero.
public struct LikelihoodTest: Sendable, Equatable {
  /// χ².
  public let statistic: Double
  /// The coefficients that are tested, aliased ones not counted.
  public let degreesOfFreedom: Int
  /// The probability of a larger χ² were they zero; nil without degrees of freedom.
  public let pValue: Double?

  init(_ statistic: Double, _ degreesOfFreedom: Int) {
    self.statistic = statistic
    self.degreesOfFreedom = degreesOfFreedom
    pValue = degreesOfFreedom > 0 ? ChiSquared(degreesOfFreedom: Double(degreesOfFreedom)).upperTail(statistic) : nil
  }
}
