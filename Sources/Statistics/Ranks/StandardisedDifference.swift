import RealModule

/// The standardised difference of two groups: how far apart they lie, in standard deviations, whatever their sizes.
///
/// Positive where the first group lies higher, but for several categories, where it is a distance. A difference of exactly
/// zero is zero even where nothing varies; any other difference without variance is undefined (nil).
///
/// Austin (2009), *Statistics in Medicine* 28, 3083-3107, doi:10.1002/sim.3697; for several categories Yang & Dalton (2012),
/// SAS Global Forum, paper 335-2012.
public struct StandardisedDifference: Sendable, Equatable {
  /// The difference in standard deviations.
  public let value: Double
  /// Its large-sample standard error, √((n₁ + n₂)/(n₁n₂) + d²/(2(n₁ + n₂))).
  ///
  /// Hedges & Olkin (1985), *Statistical Methods for Meta-Analysis*, Academic Press, chapter 5.
  public let standardError: Double

  /// Of two means.
  ///
  ///     d = (x̄₁ − x̄₂) / √((s₁² + s₂²) / 2)
  ///
  /// - Parameters:
  ///   - first: the moments of the first group.
  ///   - second: the moments of the second.
  /// - Returns: nil where a group has fewer than two values, or where the means differ and nothing varies.
  public static func means(_ first: SampleMoments, _ second: SampleMoments) -> StandardisedDifference? {
    guard let mean = first.mean, let otherMean = second.mean, let variance = first.variance,
      let otherVariance = second.variance
    else { return nil }
    return StandardisedDifference(mean - otherMean, (variance + otherVariance) / 2, first.count, second.count)
  }

  /// Of two proportions.
  ///
  ///     d = (p₁ − p₂) / √((p₁(1 − p₁) + p₂(1 − p₂)) / 2)
  ///
  /// - Parameters:
  ///   - events: how many have the feature, in the first group.
  ///   - count: the size of the first group.
  ///   - otherEvents: how many have it in the second.
  ///   - otherCount: the size of the second.
  /// - Returns: nil where a group is empty, or where one proportion is 0 and the other 1.
  public static func proportions(
    _ events: Int, of count: Int, and otherEvents: Int, of otherCount: Int
  ) -> StandardisedDifference? {
    guard count > 0, otherCount > 0, 0...count ~= events, 0...otherCount ~= otherEvents else { return nil }
    let p = Double(events) / Double(count)
    let q = Double(otherEvents) / Double(otherCount)
    return StandardisedDifference(p - q, (p * (1 - p) + q * (1 - q)) / 2, count, otherCount)
  }

  /// Of two distributions over the same categories: Mahalanobis's distance.
  ///
  ///     d² = (p − q)ᵀ S⁻¹ (p − q),   S = (diag p − ppᵀ + diag q − qqᵀ) / 2
  ///
  /// over all categories but one; which one is left out makes no difference, nor do categories that neither group has.
  ///
  /// - Parameters:
  ///   - counts: how many of the first group are in each category.
  ///   - others: how many of the second, in the same order.
  /// - Returns: nil where a group is empty, the counts are not as many, or the groups have no category in common.
  public static func categories(_ counts: [Int], _ others: [Int]) -> StandardisedDifference? {
    let total = counts.reduce(0, +)
    let otherTotal = others.reduce(0, +)
    guard counts.count == others.count, total > 0, otherTotal > 0 else { return nil }
    let pairs = zip(counts, others).filter { $0.0 + $0.1 > 0 }.dropFirst()
    let p = pairs.map { Double($0.0) / Double(total) }
    let q = pairs.map { Double($0.1) / Double(otherTotal) }
    let difference = zip(p, q).map { $0 - $1 }
    var spread = SymmetricMatrix(size: p.count)
    for i in p.indices {
      for j in 0..<i { spread[i, j] = -(p[i] * p[j] + q[i] * q[j]) / 2 }
      spread[i, i] = (p[i] * (1 - p[i]) + q[i] * (1 - q[i])) / 2
    }
    let factors = LDLDecomposition(spread)
    let squared = difference.isEmpty ? 0 : factors.inverseQuadraticForm(difference)
    guard factors.rank == p.count, squared.isFinite else {
      return difference.allSatisfy({ $0 == 0 }) ? StandardisedDifference(0, 1, total, otherTotal) : nil
    }
    return StandardisedDifference(max(squared, 0).squareRoot(), 1, total, otherTotal)
  }

  private init?(_ difference: Double, _ variance: Double, _ count: Int, _ otherCount: Int) {
    guard difference == 0 || variance > 0 else { return nil }
    let value = difference == 0 ? 0 : difference / variance.squareRoot()
    let total = Double(count + otherCount)
    self.value = value
    standardError = (total / (Double(count) * Double(otherCount)) + value * value / (2 * total)).squareRoot()
  }

  /// The confidence limits, by the normal approximation.
  ///
  /// - Parameter level: the coverage.
  /// - Returns: the limits; those of a distance between categories may be negative, and are then to be read as zero.
  public func limits(level: Double = 0.95) -> (lower: Double, upper: Double) {
    let reach = Normal.reach(ofLevel: level) * standardError
    return (value - reach, value + reach)
  }
}
