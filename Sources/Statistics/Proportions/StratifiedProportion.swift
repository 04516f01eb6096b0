import RealModule

/// One proportion in several strata, and what it is over all of them.
///
///     p = Σ wₕ pₕ,   Σ wₕ = 1
///
/// The interval adds up the strata's Wilson limits with the same weights, each at a normal quantile so much smaller that
/// together they reach as far as the whole should:
///
///     zₛ = z √(Σ wₕ² vₕ) / Σ wₕ √vₕ,   vₕ = pₕ(1 − pₕ) / nₕ
///
/// Strata of nobody take no part. Where none or all responded in each of several strata, zₛ is undefined, and so is the interval.
///
/// Yan & Su (2010), *Statistics in Biopharmaceutical Research* 2, 329-335, doi:10.1198/sbr.2009.0049.
public struct StratifiedProportion: Sendable, Hashable {
  /// How the strata are weighed.
  public enum Weights: String, Sendable, Hashable, CaseIterable {
    /// By their size: the weighted proportion is that of all subjects together.
    case size
    /// All alike.
    case equal
    /// So that the squared length of the interval, weighed, is least; repeated until neither weights nor quantile change.
    case optimal
  }

  /// The strata with somebody in them.
  public let strata: [Proportion]

  /// A proportion in strata.
  ///
  /// - Parameter strata: The proportion in each.
  public init(_ strata: [Proportion]) { self.strata = strata.filter { $0.n > 0 } }

  /// The weight of each of the ``strata``; they add up to 1.
  ///
  /// - Parameters:
  ///   - kind: How they are found.
  ///   - level: The level of the interval that optimal weights shorten.
  /// - Returns: The weights; nil without strata, and for optimal weights where every stratum's variance is zero.
  public func weights(_ kind: Weights, level: Double = 0.95) -> [Double]? {
    guard !strata.isEmpty else { return nil }
    switch kind {
    case .equal: return strata.map { _ in 1 / Double(strata.count) }
    case .size:
      let total = strata.reduce(0) { $0 + $1.size }
      return strata.map { $0.size / total }
    case .optimal: return optimalWeights(level: level)
    }
  }

  /// Σ wₕ pₕ.
  public func estimate(_ weights: [Double]) -> Double {
    zip(weights, strata).reduce(0) { $0 + $1.0 * ($1.1.estimate ?? 0) }
  }

  /// √(Σ wₕ² vₕ).
  public func standardError(_ weights: [Double]) -> Double {
    zip(weights, strata).reduce(0) { $0 + $1.0 * $1.0 * $1.1.variance }.squareRoot()
  }

  /// The limits of a two-sided confidence interval.
  ///
  /// - Parameters:
  ///   - weights: The weight of each of the ``strata``, which add up to 1.
  ///   - level: The coverage that is aimed at, between 0 and 1.
  ///   - isCorrected: Whether the Wilson limits are corrected for continuity.
  /// - Returns: The limits; nil where none or all responded in each of several strata.
  public func limits(_ weights: [Double], level: Double, isCorrected: Bool = false) -> (lower: Double, upper: Double)? {
    guard let z = quantile(weights, level: level) else { return nil }
    var limits = (lower: 0.0, upper: 0.0)
    for (weight, stratum) in zip(weights, strata) {
      let correction = isCorrected ? min(0.5, abs(stratum.x - stratum.size / 2)) : 0
      let own = stratum.wilson(z, correction: correction)
      limits.lower += weight * own.lower
      limits.upper += weight * own.upper
    }
    return (max(0, limits.lower), min(1, limits.upper))
  }

  /// The normal quantile at which each stratum's limits are taken; nil where every variance is zero.
  func quantile(_ weights: [Double], level: Double) -> Double? {
    if strata.count == 1 { return Normal.upperQuantile((1 - level) / 2) }
    let sum = zip(weights, strata).reduce(0) { $0 + $1.0 * $1.1.variance.squareRoot() }
    guard sum > 0 else { return nil }
    return standardError(weights) / sum * Normal.upperQuantile((1 - level) / 2)
  }

  /// wₕ ∝ (1 + z²/nₕ)² / (vₕ + z²/4nₕ²), with the z of the weights themselves.
  private func optimalWeights(level: Double) -> [Double]? {
    var weights = strata.map { _ in 1 / Double(strata.count) }
    for _ in 0..<1000 {
      guard let z = quantile(weights, level: level) else { return nil }
      let raw = strata.map { stratum -> Double in
        let n = stratum.size
        let stretch = 1 + z * z / n
        return stretch * stretch / (stratum.variance + z * z / (4 * n * n))
      }
      let total = raw.reduce(0, +)
      let next = raw.map { $0 / total }
      let change = zip(next, weights).reduce(0) { $0 + abs($1.0 - $1.1) }
      weights = next
      if change < 1e-14 { break }
    }
    return weights
  }
}

extension Proportion {
  /// p (1 − p) / n.
  var variance: Double { x * y / (size * size * size) }
}
