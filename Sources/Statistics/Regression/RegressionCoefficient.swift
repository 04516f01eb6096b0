import RealModule

/// One coefficient of a regression, on the scale on which effects add: log hazard, log odds.
public struct RegressionCoefficient: Sendable, Equatable {
  /// Why a coefficient is what it is.
  public enum State: Sendable, Equatable {
    /// Found.
    case estimated
    /// Depends on the columns before it: no value.
    case aliased
    /// The likelihood rises without end in this direction: the covariates separate the outcomes, or a group has no events.
    case infinite
  }

  /// Whether there is an estimate.
  public let state: State
  /// β; ±∞ where infinite, nil where aliased.
  public let value: Double?
  /// The standard error of β, from the inverse information; nil unless estimated.
  public let standardError: Double?
  /// The standard error that holds where rows of a cluster depend on each other; nil unless clusters were given.
  public let robustStandardError: Double?

  /// A coefficient and its errors.
  public init(_ state: State, _ value: Double?, _ standardError: Double?, robust: Double? = nil) {
    self.state = state
    self.value = value
    self.standardError = standardError
    robustStandardError = robust
  }

  /// The standard error on which z, p and limits rest: the robust one where there is one.
  public var reportedStandardError: Double? { robustStandardError ?? standardError }
  /// exp(β): the ratio of hazards or of odds for one unit of the covariate.
  public var ratio: Double? { value.map(Double.exp) }
  /// β over its standard error.
  public var z: Double? {
    guard let value, let error = reportedStandardError else { return nil }
    return value / error
  }
  /// The two-sided p-value of z.
  public var pValue: Double? { z.map(Normal.twoSided) }

  /// Wald's limits of β: β ± z·se.
  ///
  /// - Parameter level: their coverage.
  /// - Returns: nil unless estimated.
  public func limits(level: Double = 0.95) -> (lower: Double, upper: Double)? {
    guard let value, let error = reportedStandardError else { return nil }
    let half = Normal.reach(ofLevel: level) * error
    return (value - half, value + half)
  }

  /// Wald's limits of the ratio: exp(β ± z·se).
  ///
  /// - Parameter level: their coverage.
  /// - Returns: nil unless estimated.
  public func ratioLimits(level: Double = 0.95) -> (lower: Double, upper: Double)? {
    limits(level: level).map { (.exp($0.lower), .exp($0.upper)) }
  }

  /// One for each of the coefficients that a search found.
  ///
  /// - Parameters:
  ///   - values: what the search found.
  ///   - variance: the inverse information.
  ///   - aliased: the places of those that depend on the ones before them.
  ///   - infinite: the places of those that run off to infinity.
  ///   - isComplete: whether the covariates separate the outcomes completely, so that none has a finite best value.
  ///   - robust: the variance that holds where rows of a cluster depend on each other.
  /// - Returns: as many as there are values.
  public static func all(
    _ values: [Double], _ variance: SymmetricMatrix, aliased: [Int], infinite: [Int], isComplete: Bool = false,
    robust: SymmetricMatrix? = nil
  ) -> [RegressionCoefficient] {
    values.indices.map { place in
      if aliased.contains(place) { return RegressionCoefficient(.aliased, nil, nil) }
      if isComplete || infinite.contains(place) {
        return RegressionCoefficient(.infinite, values[place] < 0 ? -.infinity : .infinity, nil)
      }
      return RegressionCoefficient(
        .estimated, values[place], variance[place, place].squareRoot(),
        robust: robust.map { $0[place, place].squareRoot() })
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
