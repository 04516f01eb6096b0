/// Wilcoxon's rank-sum test of two independent samples: Mann and Whitney's U.
///
///     U = Σ rank(xᵢ) − m(m + 1)/2 = #{xᵢ > yⱼ} + ½ #{xᵢ = yⱼ}
///     E U = mn/2,   V U = mn/12 · (N + 1 − Σ(t³ − t) / (N(N − 1)))
///
/// Tied values share the mean of their ranks. The exact p-value is that of all ways to draw the first sample from the pooled
/// values, ties and all; the normal one is what R gives with `exact = FALSE`. A missing value must be left out beforehand.
/// Undefined (nil) where a sample is empty, or where all values are equal.
///
/// Wilcoxon (1945), *Biometrics Bulletin* 1, 80-83, doi:10.2307/3001968; Mann & Whitney (1947), *Annals of Mathematical
/// Statistics* 18, 50-60, doi:10.1214/aoms/1177730491; exact with ties: Streitberg & Röhmel (1986), *Statistical Software
/// Newsletter* 12, 10-17.
public struct WilcoxonRankSum: Sendable {
  /// The size of the first sample.
  public let firstCount: Int
  /// The size of the second sample.
  public let secondCount: Int
  /// U of the first sample: R's W.
  public let statistic: Double
  /// Whether any two of all values are equal.
  public var hasTies: Bool { ranks.hasTies }
  /// The share of pairs in which the first sample's value is the larger, ties counting half; nil where a sample is empty.
  public var probabilityOfSuperiority: Double? { pairs > 0 ? statistic / pairs : nil }

  private let x: [Double]
  private let y: [Double]
  private let ranks: MidRanks
  private var pairs: Double { Double(firstCount) * Double(secondCount) }

  /// Ranks two samples together.
  ///
  /// - Parameters:
  ///   - x: the first sample.
  ///   - y: the second.
  /// - Complexity: O(*N* log *N*).
  public init(_ x: [Double], _ y: [Double]) {
    self.x = x
    self.y = y
    firstCount = x.count
    secondCount = y.count
    ranks = MidRanks(x + y)
    let doubled = ranks.doubled.prefix(x.count).reduce(0, +) - x.count * (x.count + 1)
    statistic = Double(doubled) / 2
  }

  /// Whether R would take the exact distribution: no ties, and fewer than 50 values in each sample.
  public var isExactByDefault: Bool { !hasTies && firstCount < 50 && secondCount < 50 }

  /// The exact p-value, over all ways to draw the first sample from the pooled values.
  ///
  /// Two-sided, every U at least as far from its mean as the observed one counts.
  ///
  /// - Parameter alternative: which departures count.
  /// - Returns: nil where a sample is empty, or where the samples are too large to enumerate (more than some
  ///   150 each, or 125 with ties).
  /// - Complexity: O(*N m* · *mn*).
  public func exactPValue(_ alternative: LocationAlternative = .twoSided) -> Double? {
    guard firstCount > 0, secondCount > 0, let exact = LatticeDistribution.rankSum(drawn: firstCount, ranks) else {
      return nil
    }
    let scale = hasTies ? 2.0 : 1
    return exact.pValue(Int(statistic * scale), mean: pairs / 2 * scale, alternative)
  }

  /// The p-value by the normal approximation, its variance corrected for ties.
  ///
  /// - Parameters:
  ///   - alternative: which departures count.
  ///   - continuityCorrected: whether U is moved by ½ towards its mean.
  /// - Returns: nil where a sample is empty, or where all values are equal.
  public func normalPValue(_ alternative: LocationAlternative = .twoSided, continuityCorrected: Bool = true) -> Double?
  {
    RankNormal.pValue(
      excess: statistic - pairs / 2, deviation: deviation(tieTerm: ranks.tieTerm), alternative,
      continuityCorrected: continuityCorrected)
  }

  /// How far the first sample lies above the second, with exact limits.
  ///
  /// - Parameters:
  ///   - level: the coverage.
  ///   - alternative: one-sided limits leave the interval open to one side.
  /// - Returns: nil where a sample is empty, or where the samples are too large to enumerate.
  public func exactShift(level: Double = 0.95, _ alternative: LocationAlternative = .twoSided) -> LocationShift? {
    let untied = MidRanks.untied(firstCount + secondCount)
    guard firstCount > 0, secondCount > 0, let exact = LatticeDistribution.rankSum(drawn: firstCount, untied) else {
      return nil
    }
    return LocationShift(PairedOrder(differencesOf: x, and: y), exact, level: level, alternative)
  }

  /// How far the first sample lies above the second, with limits by the normal approximation.
  ///
  /// - Parameters:
  ///   - level: the coverage.
  ///   - alternative: one-sided limits leave the interval open to one side.
  ///   - continuityCorrected: whether the limits allow for the steps of U.
  /// - Returns: nil where a sample is empty.
  public func normalShift(
    level: Double = 0.95, _ alternative: LocationAlternative = .twoSided, continuityCorrected: Bool = true
  ) -> LocationShift? {
    // Shifted by anything but one of the differences, only values of the same sample are tied.
    let within = MidRanks(x).tieTerm + MidRanks(y).tieTerm
    return LocationShift(
      PairedOrder(differencesOf: x, and: y), deviation: deviation(tieTerm: within), continuity: continuityCorrected,
      level: level, alternative)
  }

  private func deviation(tieTerm: Double) -> Double {
    let total = Double(firstCount + secondCount)
    let ties = total > 1 ? tieTerm / (total * (total - 1)) : 0
    return max(pairs / 12 * (total + 1 - ties), 0).squareRoot()
  }
}

/// The normal approximation that both of Wilcoxon's tests have.
enum RankNormal {
  /// The p-value of a statistic that exceeds its mean by `excess`; nil where it cannot vary.
  static func pValue(
    excess: Double, deviation: Double, _ alternative: LocationAlternative, continuityCorrected: Bool
  ) -> Double? {
    guard deviation > 0 else { return nil }
    let step: Double
    switch alternative {
    case .twoSided: step = excess == 0 ? 0 : excess > 0 ? 0.5 : -0.5
    case .greater: step = 0.5
    case .less: step = -0.5
    }
    let z = (excess - (continuityCorrected ? step : 0)) / deviation
    return switch alternative {
    case .twoSided: Normal.twoSided(z)
    case .greater: Normal.upperTail(z)
    case .less: Normal.cumulative(z)
    }
  }
}
