/// Kruskal and Wallis's test that several samples come from one distribution.
///
///     H = (12 / (N(N + 1)) · Σ Rⱼ²/nⱼ − 3(N + 1)) / (1 − Σ(t³ − t) / (N³ − N))
///
/// where Rⱼ is the rank sum of sample j, tied values sharing the mean of their ranks; chi-squared with one degree of freedom
/// fewer than there are samples. Empty samples are left out. Undefined (nil) with fewer than two samples, or where all values
/// are equal.
///
/// - Complexity: O(*N* log *N*).
///
/// Kruskal & Wallis (1952), *JASA* 47, 583-621, doi:10.2307/2280779.
public struct KruskalWallis: Sendable, Equatable {
  /// How many values there are in all.
  public let count: Int
  /// H, corrected for ties.
  public let statistic: Double
  /// The number of samples that are not empty, less one.
  public let degreesOfFreedom: Int

  /// Ranks all samples together.
  ///
  /// - Parameter samples: the values of each sample, without missing ones.
  public init?(_ samples: [[Double]]) {
    let samples = samples.filter { !$0.isEmpty }
    let ranks = MidRanks(samples.flatMap { $0 })
    let total = Double(ranks.doubled.count)
    let spread = 1 - ranks.tieTerm / (total * (total * total - 1))
    guard samples.count > 1, spread > 0 else { return nil }
    var start = 0
    var sum = 0.0
    for sample in samples {
      // As a deviation from its mean, so that large ranks do not cancel.
      let excess =
        Double(ranks.doubled[start..<(start + sample.count)].reduce(0, +)) / 2 - Double(sample.count) * (total + 1) / 2
      sum += excess * excess / Double(sample.count)
      start += sample.count
    }
    count = ranks.doubled.count
    statistic = 12 * sum / (total * (total + 1)) / spread
    degreesOfFreedom = samples.count - 1
  }

  /// The p-value.
  public var pValue: Double { ChiSquared(degreesOfFreedom: Double(degreesOfFreedom)).upperTail(statistic) }
}
