import RealModule

/// How the confidence limits of a rate are found.
///
/// Swift (2009), *Statistics in Medicine* 28, 2941-2960 compares them; limits below zero are cut off there.
public enum RateInterval: String, Sendable, CaseIterable {
  /// Both Poisson tails equal, never covering less than stated.
  ///
  ///     χ²(α/2; 2x)/2T,   χ²(1 − α/2; 2x + 2)/2T
  ///
  /// Garwood (1936), *Biometrika* 28, 437-442, doi:10.1093/biomet/28.3-4.437.
  case exact
  /// The same with half of the observed count's probability: shorter, and covering as stated on average.
  ///
  /// Cohen & Yang (1994), *Statistics in Medicine* 13, 2189-2203, doi:10.1002/sim.4780132102.
  case midP = "mid_p"
  /// The score test inverted.
  ///
  ///     (x + z²/2 ± z √(x + z²/4)) / T
  case score
  /// (x ± z √x) / T, which is nothing wide where there are no events.
  case wald
  /// The log of the rate ± z/√x; undefined without events.
  case logNormal = "log_normal"
  /// On the scale of √(x + 3/8).
  ///
  /// Anscombe (1948), *Biometrika* 35, 246-254, doi:10.1093/biomet/35.3-4.246.
  case squareRoot = "sqrt_a"
  /// On the scale of the square root, recentred: (√(x + (z² + 2)/12) ± z/2)².
  ///
  /// Vandenbroucke (1982), *American Journal of Epidemiology* 115, 303-304, doi:10.1093/oxfordjournals.aje.a113306.
  case recentredSquareRoot = "sqrt_v"
}

extension PoissonRate {
  /// The confidence limits of the rate.
  ///
  /// - Parameters:
  ///   - method: how they are found.
  ///   - level: the coverage.
  /// - Returns: nil where the method has none: on the log scale, without events.
  public func limits(
    _ method: RateInterval = .exact, level: Double = 0.95
  ) -> (lower: Double, upper: Double)? {
    let count: (lower: Double, upper: Double)
    let x = Double(events)
    let error = (1 - level) / 2
    let z = Normal.upperQuantile(error)
    switch method {
    case .exact: count = exactLimits(error)
    case .midP: count = midPLimits(error)
    case .score:
      let reach = z * (x + z * z / 4).squareRoot()
      // (x + z²/2)² − reach² = x²: the lower limit without cancellation.
      let upper = x + z * z / 2 + reach
      count = (x * x / upper, upper)
    case .wald: count = (x - z * x.squareRoot(), x + z * x.squareRoot())
    case .logNormal:
      guard events > 0 else { return nil }
      let factor = Double.exp(z / x.squareRoot())
      count = (x / factor, x * factor)
    case .squareRoot: count = Self.squared((x + 0.375).squareRoot(), z / 2, less: 0.375)
    case .recentredSquareRoot: count = Self.squared((x + (z * z + 2) / 12).squareRoot(), z / 2, less: 0)
    }
    return (max(count.lower, 0) / time, count.upper / time)
  }

  private func exactLimits(_ error: Double) -> (lower: Double, upper: Double) {
    let lower = events > 0 ? ChiSquared(degreesOfFreedom: 2 * Double(events)).quantile(error) / 2 : 0
    return (lower, ChiSquared(degreesOfFreedom: 2 * Double(events) + 2).upperQuantile(error) / 2)
  }

  private func midPLimits(_ error: Double) -> (lower: Double, upper: Double) {
    let exact = exactLimits(error)
    // Within the exact interval: its limits give mid-P tails that are smaller than the error.
    let upper = DecreasingRoot.find(between: Double(events), and: exact.upper) { mean in
      let counts = PoissonDistribution(mean: mean)
      return counts.cumulative(events - 1) + counts.probability(events) / 2 - error
    }
    guard events > 0 else { return (0, upper) }
    let lower = DecreasingRoot.find(between: exact.lower, and: Double(events)) { mean in
      let counts = PoissonDistribution(mean: mean)
      return error - counts.atLeast(events + 1) - counts.probability(events) / 2
    }
    return (lower, upper)
  }

  private static func squared(_ centre: Double, _ reach: Double, less: Double) -> (lower: Double, upper: Double) {
    let low = max(centre - reach, 0)
    return (low * low - less, (centre + reach) * (centre + reach) - less)
  }
}
