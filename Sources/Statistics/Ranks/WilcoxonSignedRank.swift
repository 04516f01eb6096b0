/// Wilcoxon's signed-rank test of one sample, or of the differences of pairs.
///
///     V = Σ rank(|dᵢ|) over dᵢ > 0
///     E V = n(n + 1)/4,   V V = n(n + 1)(2n + 1)/24 − Σ(t³ − t)/48
///
/// Differences of zero are dropped beforehand, as Wilcoxon and R do, and take no part in the estimate either. Tied absolute
/// differences share the mean of their ranks; the exact p-value is that of all 2ⁿ signs, ties and all. Undefined (nil) where
/// no difference is left.
///
/// Wilcoxon (1945), *Biometrics Bulletin* 1, 80-83, doi:10.2307/3001968.
public struct WilcoxonSignedRank: Sendable {
  /// How many differences are not zero.
  public let count: Int
  /// How many differences were zero, and dropped.
  public let zeroCount: Int
  /// The sum of the ranks of positive differences: R's V.
  public let statistic: Double
  /// Whether any two absolute differences are equal.
  public var hasTies: Bool { ranks.hasTies }

  private let location: Double
  private let differences: [Double]
  private let ranks: MidRanks

  /// Ranks the distances of a sample from a location.
  ///
  /// - Parameters:
  ///   - values: a sample, or the differences of pairs.
  ///   - location: the null value.
  /// - Complexity: O(*n* log *n*).
  public init(_ values: [Double], location: Double = 0) {
    let shifted = values.map { $0 - location }
    differences = shifted.filter { $0 != 0 }
    count = differences.count
    zeroCount = values.count - count
    ranks = MidRanks(differences.map { abs($0) })
    statistic = Double(zip(ranks.doubled, differences).reduce(0) { $1.1 > 0 ? $0 + $1.0 : $0 }) / 2
    self.location = location
  }

  /// Ranks the differences x − y of pairs; a pair beyond the shorter sample is left out.
  public init(_ x: [Double], _ y: [Double]) { self.init(zip(x, y).map { $0 - $1 }) }

  /// Whether R would take the exact distribution: no ties, no zeros, and fewer than 50 differences.
  public var isExactByDefault: Bool { !hasTies && zeroCount == 0 && count < 50 }

  /// The exact p-value, over all signs that the differences could have had.
  ///
  /// - Parameter alternative: which departures count.
  /// - Returns: nil where no difference is left, or where there are too many to enumerate (beyond some 1000).
  /// - Complexity: O(*n*³).
  public func exactPValue(_ alternative: LocationAlternative = .twoSided) -> Double? {
    guard count > 0, let exact = LatticeDistribution.signedRank(ranks) else { return nil }
    let scale = hasTies ? 2.0 : 1
    return exact.pValue(Int(statistic * scale), mean: mean * scale, alternative)
  }

  /// The p-value by the normal approximation, its variance corrected for ties.
  ///
  /// - Parameters:
  ///   - alternative: which departures count.
  ///   - continuityCorrected: whether V is moved by ½ towards its mean.
  /// - Returns: nil where no difference is left.
  public func normalPValue(_ alternative: LocationAlternative = .twoSided, continuityCorrected: Bool = true) -> Double?
  {
    RankNormal.pValue(
      excess: statistic - mean, deviation: deviation(tieTerm: ranks.tieTerm), alternative,
      continuityCorrected: continuityCorrected)
  }

  /// The location (pseudo-median) with exact limits.
  ///
  /// - Parameters:
  ///   - level: the coverage.
  ///   - alternative: one-sided limits leave the interval open to one side.
  /// - Returns: nil where no difference is left, or where there are too many to enumerate.
  public func exactShift(level: Double = 0.95, _ alternative: LocationAlternative = .twoSided) -> LocationShift? {
    let untied = MidRanks.untied(count)
    guard count > 0, let exact = LatticeDistribution.signedRank(untied) else { return nil }
    return LocationShift(averages, exact, level: level, alternative)
  }

  /// The location (pseudo-median) with limits by the normal approximation.
  ///
  /// - Parameters:
  ///   - level: the coverage.
  ///   - alternative: one-sided limits leave the interval open to one side.
  ///   - continuityCorrected: whether the limits allow for the steps of V.
  /// - Returns: nil where no difference is left.
  public func normalShift(
    level: Double = 0.95, _ alternative: LocationAlternative = .twoSided, continuityCorrected: Bool = true
  ) -> LocationShift? {
    LocationShift(
      averages, deviation: deviation(tieTerm: MidRanks(differences).tieTerm),
      continuity: continuityCorrected, level: level, alternative)
  }

  private var averages: PairedOrder { PairedOrder(averagesOf: differences.map { $0 + location }) }

  private var mean: Double { Double(count) * Double(count + 1) / 4 }

  private func deviation(tieTerm: Double) -> Double {
    let n = Double(count)
    return max(n * (n + 1) * (2 * n + 1) / 24 - tieTerm / 48, 0).squareRoot()
  }
}
