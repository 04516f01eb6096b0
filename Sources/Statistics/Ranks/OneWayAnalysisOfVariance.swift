/// The one-way analysis of variance: a test that several samples have one mean.
///
/// Made by ``equalVariances(_:)`` (Fisher's F) or ``welch(_:)``. Empty samples are left out.
public struct OneWayAnalysisOfVariance: Sendable, Equatable {
  /// The statistic F.
  public let statistic: Double
  /// The degrees of freedom of the numerator: the number of samples, less one.
  public let numeratorDegreesOfFreedom: Double
  /// The degrees of freedom of the denominator.
  public let denominatorDegreesOfFreedom: Double

  /// The p-value.
  public var pValue: Double {
    FisherF(numerator: numeratorDegreesOfFreedom, denominator: denominatorDegreesOfFreedom).upperTail(statistic)
  }

  /// With one variance for all samples.
  ///
  ///     F = (Σ nⱼ (x̄ⱼ − x̄)² / (k − 1)) / (Σ (nⱼ − 1) sⱼ² / (N − k))
  ///
  /// Fisher (1925), *Statistical Methods for Research Workers*, Oliver and Boyd.
  ///
  /// - Parameter samples: the values of each sample, without missing ones.
  /// - Returns: nil with fewer than two samples, no value more than samples, or no variance within them.
  public static func equalVariances(_ samples: [[Double]]) -> OneWayAnalysisOfVariance? {
    let moments = samples.filter { !$0.isEmpty }.map(SampleMoments.init)
    let total = moments.reduce(0) { $0 + $1.count }
    guard moments.count > 1, total > moments.count else { return nil }
    let grand = moments.reduce(0) { $0 + Double($1.count) * ($1.mean ?? 0) } / Double(total)
    let between = moments.reduce(0) { sum, sample in
      let distance = (sample.mean ?? 0) - grand
      return sum + Double(sample.count) * distance * distance
    }
    let within = moments.reduce(0) { $0 + Double($1.count - 1) * ($1.variance ?? 0) }
    let numerator = Double(moments.count - 1)
    let denominator = Double(total - moments.count)
    guard within > 0 else { return nil }
    return OneWayAnalysisOfVariance(
      statistic: between / numerator / (within / denominator), numeratorDegreesOfFreedom: numerator,
      denominatorDegreesOfFreedom: denominator)
  }

  /// With a variance of its own for each sample.
  ///
  ///     wⱼ = nⱼ/sⱼ²,   F = Σ wⱼ (x̄ⱼ − x̃)² / (k − 1) / (1 + 2 (k − 2) Λ),   Λ = Σ (1 − wⱼ/Σw)² / (nⱼ − 1) / (k² − 1)
  ///
  /// Welch (1951), *Biometrika* 38, 330-336, doi:10.1093/biomet/38.3-4.330.
  ///
  /// - Parameter samples: the values of each sample, without missing ones.
  /// - Returns: nil with fewer than two samples, or where one has fewer than two values or no variance.
  public static func welch(_ samples: [[Double]]) -> OneWayAnalysisOfVariance? {
    let moments = samples.filter { !$0.isEmpty }.map(SampleMoments.init)
    let weights = moments.compactMap { sample in
      sample.variance.flatMap { $0 > 0 ? Double(sample.count) / $0 : nil }
    }
    guard moments.count > 1, weights.count == moments.count else { return nil }
    let total = weights.reduce(0, +)
    let centre = zip(weights, moments).reduce(0) { $0 + $1.0 * ($1.1.mean ?? 0) } / total
    var between = 0.0
    var lambda = 0.0
    for (weight, sample) in zip(weights, moments) {
      let distance = (sample.mean ?? 0) - centre
      between += weight * distance * distance
      lambda += (1 - weight / total) * (1 - weight / total) / Double(sample.count - 1)
    }
    let k = Double(moments.count)
    lambda /= k * k - 1
    return OneWayAnalysisOfVariance(
      statistic: between / (k - 1) / (1 + 2 * (k - 2) * lambda), numeratorDegreesOfFreedom: k - 1,
      denominatorDegreesOfFreedom: 1 / (3 * lambda))
  }
}
