/// Student's t test of a mean, or of a difference of two means.
///
///     t = (estimate − null) / standard error
///
/// Made by ``welch(_:_:)``, ``pooled(_:_:)``, ``paired(_:_:)`` or ``oneSample(_:mean:)``; each gives nil where a sample is too
/// small for a variance, or where nothing varies.
public struct TTest: Sendable, Equatable {
  /// The mean, or the first mean less the second.
  public let estimate: Double
  /// Its standard error.
  public let standardError: Double
  /// The degrees of freedom, not always whole.
  public let degreesOfFreedom: Double
  /// The null value.
  public let null: Double

  /// Two means whose populations may differ in variance.
  ///
  ///     se² = s₁²/n₁ + s₂²/n₂,   ν = se⁴ / (Σ (sⱼ²/nⱼ)² / (nⱼ − 1))
  ///
  /// Welch (1947), *Biometrika* 34, 28-35, doi:10.1093/biomet/34.1-2.28.
  ///
  /// - Parameters:
  ///   - x: the first sample.
  ///   - y: the second.
  /// - Returns: nil where a sample has fewer than two values, or neither varies.
  public static func welch(_ x: [Double], _ y: [Double]) -> TTest? { welch(SampleMoments(x), SampleMoments(y)) }

  /// Two means whose populations may differ in variance, from their moments.
  ///
  /// - Parameters:
  ///   - x: the first sample.
  ///   - y: the second.
  /// - Returns: nil where a sample has fewer than two values, or neither varies.
  public static func welch(_ x: SampleMoments, _ y: SampleMoments) -> TTest? {
    guard let (mean, variance) = x.both, let (otherMean, otherVariance) = y.both else { return nil }
    let first = variance / Double(x.count)
    let second = otherVariance / Double(y.count)
    let freedom =
      (first + second) * (first + second)
      / (first * first / Double(x.count - 1) + second * second / Double(y.count - 1))
    return TTest(estimate: mean - otherMean, variance: first + second, degreesOfFreedom: freedom, null: 0)
  }

  /// Two means whose populations share one variance.
  ///
  /// - Parameters:
  ///   - x: the first sample.
  ///   - y: the second.
  /// - Returns: nil where a sample is empty, there are fewer than three values, or nothing varies.
  public static func pooled(_ x: [Double], _ y: [Double]) -> TTest? { pooled(SampleMoments(x), SampleMoments(y)) }

  /// Two means whose populations share one variance, from their moments.
  ///
  /// - Parameters:
  ///   - x: the first sample.
  ///   - y: the second.
  /// - Returns: nil where a sample is empty, there are fewer than three values, or nothing varies.
  public static func pooled(_ x: SampleMoments, _ y: SampleMoments) -> TTest? {
    guard let mean = x.mean, let otherMean = y.mean, x.count + y.count > 2 else { return nil }
    let freedom = Double(x.count + y.count - 2)
    let squares = (x.variance ?? 0) * Double(x.count - 1) + (y.variance ?? 0) * Double(y.count - 1)
    let variance = squares / freedom * (1 / Double(x.count) + 1 / Double(y.count))
    return TTest(estimate: mean - otherMean, variance: variance, degreesOfFreedom: freedom, null: 0)
  }

  /// The mean of the differences x − y of pairs; a value beyond the shorter sample is left out.
  ///
  /// - Parameters:
  ///   - x: the first of each pair.
  ///   - y: the second.
  /// - Returns: nil with fewer than two pairs, or where all differences are equal.
  public static func paired(_ x: [Double], _ y: [Double]) -> TTest? { oneSample(zip(x, y).map { $0 - $1 }, mean: 0) }

  /// One mean against a known value.
  ///
  /// - Parameters:
  ///   - x: the sample.
  ///   - null: the known value.
  /// - Returns: nil with fewer than two values, or where all are equal.
  public static func oneSample(_ x: [Double], mean null: Double) -> TTest? {
    let moments = SampleMoments(x)
    guard let (mean, variance) = moments.both else { return nil }
    return TTest(
      estimate: mean, variance: variance / Double(x.count), degreesOfFreedom: Double(x.count - 1), null: null)
  }

  private init?(estimate: Double, variance: Double, degreesOfFreedom: Double, null: Double) {
    guard variance > 0, degreesOfFreedom > 0 else { return nil }
    self.estimate = estimate
    standardError = variance.squareRoot()
    self.degreesOfFreedom = degreesOfFreedom
    self.null = null
  }

  /// The statistic t.
  public var statistic: Double { (estimate - null) / standardError }

  /// The p-value.
  ///
  /// - Parameter alternative: which departures count.
  /// - Returns: between 0 and 1.
  public func pValue(_ alternative: LocationAlternative = .twoSided) -> Double {
    let distribution = StudentT(degreesOfFreedom: degreesOfFreedom)
    return switch alternative {
    case .twoSided: distribution.twoSided(abs(statistic))
    case .less: distribution.cumulative(statistic)
    case .greater: distribution.upperTail(statistic)
    }
  }

  /// The confidence limits of the estimate.
  ///
  /// - Parameters:
  ///   - level: the coverage.
  ///   - alternative: one-sided limits leave the interval open to one side.
  /// - Returns: the limits, infinite on an open side.
  public func limits(
    level: Double = 0.95, _ alternative: LocationAlternative = .twoSided
  ) -> (lower: Double, upper: Double) {
    let errors = alternative.errors(ofLevel: level)
    let distribution = StudentT(degreesOfFreedom: degreesOfFreedom)
    func reach(_ error: Double) -> Double {
      error > 0 ? distribution.upperQuantile(error) * standardError : .infinity
    }
    return (estimate - reach(errors.lower), estimate + reach(errors.upper))
  }
}

extension SampleMoments {
  /// The mean and the variance, where both exist.
  fileprivate var both: (mean: Double, variance: Double)? {
    guard let mean, let variance else { return nil }
    return (mean, variance)
  }
}
