import RealModule

/// An estimate with its standard error on the scale where it is nearly normal.
public struct ScaledEstimate: Sendable, Equatable {
  /// The estimate.
  public let value: Double
  /// The standard error, of the logarithm where `isLogarithmic`.
  public let standardError: Double
  /// Whether the standard error, and the interval, are those of the logarithm.
  public let isLogarithmic: Bool

  /// A ratio, with the standard error of its logarithm.
  static func ratio(_ value: Double, logVariance: Double) -> ScaledEstimate? {
    guard value > 0, value.isFinite, logVariance >= 0, logVariance.isFinite else { return nil }
    return ScaledEstimate(value: value, standardError: logVariance.squareRoot(), isLogarithmic: true)
  }

  /// A difference, with its standard error.
  static func difference(_ value: Double, variance: Double) -> ScaledEstimate? {
    guard value.isFinite, variance >= 0, variance.isFinite else { return nil }
    return ScaledEstimate(value: value, standardError: variance.squareRoot(), isLogarithmic: false)
  }

  /// The limits: estimate ± z·se on its scale.
  ///
  /// - Parameter level: their coverage.
  /// - Returns: the limits, of a ratio not of its logarithm.
  public func limits(level: Double = 0.95) -> (lower: Double, upper: Double) {
    let half = Normal.reach(ofLevel: level) * standardError
    guard isLogarithmic else { return (value - half, value + half) }
    return (value * .exp(-half), value * .exp(half))
  }

  /// The two-sided p-value of Wald's test of no effect: a ratio of 1, or a difference of 0.
  ///
  /// NaN where the standard error is zero.
  public var pValue: Double { Normal.twoSided((isLogarithmic ? .log(value) : value) / standardError) }
}

extension FourfoldTable {
  /// The odds ratio ad / bc of the first group against the second; 0 or infinite where a count is zero, nil where undefined.
  public var oddsRatioValue: Double? { Self.quotient(Double(a) * Double(d), Double(b) * Double(c)) }

  /// The ratio of the two risks, a/(a + b) over c/(c + d); nil where undefined.
  public var riskRatioValue: Double? { Self.quotient(Double(a) * Double(second), Double(c) * Double(first)) }

  /// The odds ratio with Woolf's standard error of its logarithm, √(1/a + 1/b + 1/c + 1/d).
  ///
  /// Woolf (1955), *Annals of Human Genetics* 19, 251-253, doi:10.1111/j.1469-1809.1955.tb01348.x.
  ///
  /// - Returns: nil where a count is zero.
  public var oddsRatio: ScaledEstimate? {
    oddsRatioValue.flatMap {
      .ratio($0, logVariance: 1 / Double(a) + 1 / Double(b) + 1 / Double(c) + 1 / Double(d))
    }
  }

  /// The risk ratio with the standard error of its logarithm, √(1/a − 1/(a + b) + 1/c − 1/(c + d)).
  ///
  /// Katz, Baptista, Azen & Pike (1978), *Biometrics* 34, 469-474, doi:10.2307/2530610.
  ///
  /// - Returns: nil where a group is empty or has nobody with the outcome.
  public var riskRatio: ScaledEstimate? {
    riskRatioValue.flatMap {
      .ratio($0, logVariance: 1 / Double(a) - 1 / Double(first) + 1 / Double(c) - 1 / Double(second))
    }
  }

  private static func quotient(_ numerator: Double, _ denominator: Double) -> Double? {
    denominator > 0 ? numerator / denominator : numerator > 0 ? .infinity : nil
  }
}
