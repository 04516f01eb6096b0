// The score statistic of a common difference adds up the strata's differences with weights, and the variances with their
// squares. At no difference and with Mantel and Haenszel's weights its square is the Cochran-Mantel-Haenszel statistic to the
// last digit: each stratum's variance, with the factor N/(N − 1), is the hypergeometric one.

import RealModule

/// The difference of two proportions in several strata, and what it is over all of them.
///
///     Z(δ) = Σ wₕ (dₕ − δ) / √(Σ wₕ² Ṽₕ(δ))
///
/// where dₕ is the difference that was observed in stratum h, and Ṽₕ(δ) its variance at the most likely proportions that
/// differ by δ, with the factor N / (N − 1). Strata with nobody in one group take no part.
///
/// - Complexity: O(*strata*) for a statistic, some hundred of which give an interval.
///
/// Miettinen & Nurminen (1985), *Statistics in Medicine* 4, 213-226, doi:10.1002/sim.4780040211.
public struct StratifiedDifference: Sendable, Hashable {
  /// How the strata are weighed.
  public enum Weights: String, Sendable, Hashable, CaseIterable {
    /// n₁n₂ / N, Mantel and Haenszel's.
    ///
    /// Cochran (1954), *Biometrics* 10, 417-451, doi:10.2307/3001616.
    case mantelHaenszel = "mantel_haenszel"
    /// 1 / Ṽₕ(δ), anew for every δ; a stratum in which nobody responded weighs infinitely at no difference.
    case inverseVariance = "inverse_variance"
  }

  /// The strata with somebody in both groups.
  public let strata: [ProportionPair]

  /// A difference in strata.
  ///
  /// - Parameter strata: The pair of proportions in each.
  public init(_ strata: [ProportionPair]) { self.strata = strata.filter(\.isComparable) }

  /// Σ wₕ dₕ with Mantel and Haenszel's weights; with weights by inverse variance, the δ at which Z is zero.
  ///
  /// - Parameter weights: How the strata are weighed.
  /// - Returns: The difference; nil without strata, or where the variances are zero at the difference itself.
  public func estimate(_ weights: Weights = .mantelHaenszel) -> Double? {
    let differences = strata.compactMap(\.difference)
    guard let least = differences.min(), let most = differences.max() else { return nil }
    if least == most { return least }
    if weights == .mantelHaenszel {
      return zip(normalised, differences).reduce(0) { $0 + $1.0 * $1.1 }
    }
    return Bisection.threshold(from: least, to: most) { score($0, weights) > 0 }
  }

  /// √(Σ wₕ² (p₁(1 − p₁)/n₁ + p₂(1 − p₂)/n₂)) with Mantel and Haenszel's weights; nil without strata.
  public var standardError: Double? {
    guard !strata.isEmpty else { return nil }
    return zip(normalised, strata).reduce(0) { $0 + $1.0 * $1.0 * ($1.1.first.variance + $1.1.second.variance) }
      .squareRoot()
  }

  /// Z(δ); its square at δ = 0, with Mantel and Haenszel's weights, is the Cochran-Mantel-Haenszel statistic without correction.
  ///
  /// - Parameters:
  ///   - delta: The difference, from −1 to 1.
  ///   - weights: How the strata are weighed.
  /// - Returns: The statistic; infinite where the variances are zero and the difference is not δ.
  public func score(_ delta: Double, _ weights: Weights = .mantelHaenszel) -> Double {
    var (sum, variance) = (0.0, 0.0)
    for pair in strata {
      let own = pair.scoreVariance(difference: delta, .miettinenNurminen)
      // A stratum without variance weighs as one of the smallest variance; scaled, so that no square overflows.
      let weight = weights == .mantelHaenszel ? pair.mantelHaenszelWeight : 1 / max(own, 1e-300)
      let scale = weights == .mantelHaenszel ? 1 : 1e-150
      sum += weight * scale * ((pair.difference ?? 0) - delta)
      variance += weight * scale * weight * scale * own
    }
    return sum == 0 ? 0 : sum / variance.squareRoot()
  }

  /// The two-sided p-value that there is no difference, of Z(0); nil without strata, or where nothing varies.
  ///
  /// - Parameter weights: How the strata are weighed.
  /// - Returns: The p-value.
  public func pValue(_ weights: Weights = .mantelHaenszel) -> Double? {
    let varying = strata.contains { $0.totalResponders > 0 && $0.totalResponders < $0.total }
    return varying ? Normal.twoSided(score(0, weights)) : nil
  }

  /// The differences whose statistic is at most the normal quantile in size.
  ///
  /// - Parameters:
  ///   - weights: How the strata are weighed.
  ///   - level: The coverage that is aimed at, between 0 and 1.
  /// - Returns: The limits; nil without strata.
  public func limits(_ weights: Weights = .mantelHaenszel, level: Double) -> (lower: Double, upper: Double)? {
    guard let centre = estimate(weights) else { return nil }
    let z = Normal.upperQuantile((1 - level) / 2)
    return (
      centre <= -1 ? -1 : Bisection.threshold(from: -1, to: centre) { score($0, weights) > z },
      centre >= 1 ? 1 : Bisection.threshold(from: centre, to: 1) { score($0, weights) > -z }
    )
  }

  /// ± z standard errors around the difference with Mantel and Haenszel's weights; nil without strata.
  ///
  /// - Parameter level: The coverage that is aimed at, between 0 and 1.
  /// - Returns: The limits, cut off at −1 and 1.
  public func waldLimits(level: Double) -> (lower: Double, upper: Double)? {
    guard let centre = estimate(), let error = standardError else { return nil }
    let half = Normal.upperQuantile((1 - level) / 2) * error
    return (max(-1, centre - half), min(1, centre + half))
  }

  /// Newcombe's interval from both groups' stratified Wilson limits, with Mantel and Haenszel's weights.
  ///
  /// Yan & Su (2010), *Statistics in Biopharmaceutical Research* 2, 329-335, doi:10.1198/sbr.2009.0049.
  ///
  /// - Parameters:
  ///   - level: The coverage that is aimed at, between 0 and 1.
  ///   - isCorrected: Whether the Wilson limits are corrected for continuity.
  /// - Returns: The limits; nil without strata, or where a group has none or all responding in every stratum.
  public func newcombeLimits(level: Double, isCorrected: Bool = false) -> (lower: Double, upper: Double)? {
    let weights = normalised
    let (first, second) = (StratifiedProportion(strata.map(\.first)), StratifiedProportion(strata.map(\.second)))
    guard let one = first.limits(weights, level: level, isCorrected: isCorrected),
      let other = second.limits(weights, level: level, isCorrected: isCorrected)
    else { return nil }
    let difference = first.estimate(weights) - second.estimate(weights)
    let z = Normal.upperQuantile((1 - level) / 2)
    func spread(_ proportion: StratifiedProportion) -> Double {
      zip(weights, proportion.strata).reduce(0) { $0 + $1.0 * $1.0 / $1.1.size }
    }
    func reach(_ p: Double, _ q: Double) -> Double {
      z * (spread(first) * p * (1 - p) + spread(second) * q * (1 - q)).squareRoot()
    }
    return (difference - reach(one.lower, other.upper), difference + reach(one.upper, other.lower))
  }

  /// Mantel and Haenszel's weights, which add up to 1.
  private var normalised: [Double] {
    let raw = strata.map(\.mantelHaenszelWeight)
    let total = raw.reduce(0, +)
    return raw.map { $0 / total }
  }
}

extension ProportionPair {
  /// n₁n₂ / N.
  var mantelHaenszelWeight: Double { first.size * second.size / total }
}
