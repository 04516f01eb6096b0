import RealModule

/// How alike groups are in one covariate, before and after weighting.
///
///     d = (m₂ − m₁) / s,   s² = mean over groups of their variances (of the treated group alone, under its estimand)
///
/// with s of the unweighted groups in both, so that a difference that shrinks does so by its numerator. For more than two groups
/// d is that of the pair that is furthest apart. The variance of a share is p(1 − p), that of a number divides by
/// n − 1.
///
/// - Complexity: O(*n*).
///
/// Austin (2009), *Statistics in Medicine* 28, 3083-3107, doi:10.1002/sim.3697. Rosenbaum & Rubin (1985), *American
/// Statistician* 39, 33-38, doi:10.1080/00031305.1985.10479383.
public struct CovariateBalance: Sendable, Equatable {
  /// The mean of each group, or the share where values are 0 and 1; nil of an empty group.
  public let means: [Double?]
  /// The same, weighted; empty without weights.
  public let weightedMeans: [Double?]
  /// The standardised difference; nil with fewer than two groups, or where groups differ but none varies in itself.
  public let difference: Double?
  /// The same, weighted; nil without weights too.
  public let weightedDifference: Double?
  /// Whether values are 0 and 1 only.
  public let isShare: Bool

  /// Compares the groups.
  ///
  /// - Parameters:
  ///   - values: the covariate.
  ///   - groups: the group of each subject, from 0.
  ///   - groupCount: the number of groups.
  ///   - weights: one for each subject; nil without.
  ///   - reference: the group whose variance alone is taken; nil for the mean over all.
  public init(_ values: [Double], groups: [Int32], groupCount: Int, weights: [Double]? = nil, reference: Int? = nil) {
    isShare = values.allSatisfy { $0 == 0 || $0 == 1 }
    let plain = Self.means(values, groups, groupCount, nil)
    means = plain
    weightedMeans = weights.map { Self.means(values, groups, groupCount, $0) } ?? []
    let variances = Self.variances(values, groups, plain, isShare: isShare)
    let spread = reference.map { variances[$0] } ?? Self.mean(variances.compactMap { $0 })
    difference = Self.difference(plain, spread)
    weightedDifference = weights == nil ? nil : Self.difference(weightedMeans, spread)
  }

  private static func mean(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }

  private static func means(
    _ values: [Double], _ groups: [Int32], _ count: Int, _ weights: [Double]?
  ) -> [Double?] {
    var sums = [Double](repeating: 0, count: count)
    var totals = sums
    for row in values.indices {
      let weight = weights?[row] ?? 1
      sums[Int(groups[row])] += weight * values[row]
      totals[Int(groups[row])] += weight
    }
    return zip(sums, totals).map { $1 > 0 ? $0 / $1 : nil }
  }

  private static func variances(
    _ values: [Double], _ groups: [Int32], _ means: [Double?], isShare: Bool
  ) -> [Double?] {
    if isShare { return means.map { $0.map { $0 * (1 - $0) } } }
    var squares = [Double](repeating: 0, count: means.count)
    var counts = squares
    for row in values.indices {
      let group = Int(groups[row])
      let deviation = values[row] - (means[group] ?? 0)
      squares[group] += deviation * deviation
      counts[group] += 1
    }
    return zip(squares, counts).map { $1 > 1 ? $0 / ($1 - 1) : nil }
  }

  private static func difference(_ means: [Double?], _ variance: Double?) -> Double? {
    let present = means.compactMap { $0 }
    guard present.count > 1, let low = present.min(), let high = present.max() else { return nil }
    let apart = present.count == 2 ? present[1] - present[0] : high - low
    if abs(apart) <= 1e-12 * max(abs(low), abs(high)) { return 0 }
    guard let variance, variance > 0 else { return nil }
    return apart / variance.squareRoot()
  }
}
