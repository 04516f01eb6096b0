/// A pooled estimate with its standard error and the distribution that its interval follows.
public struct PooledEstimate: Sendable, Equatable {
  /// The weighted mean.
  public let estimate: Double
  /// Its standard error.
  public let standardError: Double
  /// The degrees of freedom of Student's t; nil for the normal distribution.
  public let degreesOfFreedom: Double?

  /// How many standard errors to each side an interval reaches; nil where there are no degrees of freedom.
  public func reach(level: Double) -> Double? {
    guard let degreesOfFreedom else { return Normal.reach(ofLevel: level) }
    return degreesOfFreedom > 0 ? StudentT(degreesOfFreedom: degreesOfFreedom).upperQuantile((1 - level) / 2) : nil
  }

  /// The confidence limits.
  public func limits(level: Double) -> (lower: Double, upper: Double)? {
    reach(level: level).map { (estimate - $0 * standardError, estimate + $0 * standardError) }
  }

  /// The two-sided p-value that the quantity is 0.
  public var pValue: Double? {
    let z = estimate / standardError
    guard let degreesOfFreedom else { return Normal.twoSided(z) }
    return degreesOfFreedom > 0 ? StudentT(degreesOfFreedom: degreesOfFreedom).twoSided(abs(z)) : nil
  }
}

/// Estimates of several studies pooled: with one common value (fixed effect), and with values that vary between studies.
///
///     μ̂ = Σ wᵢ yᵢ / Σ wᵢ,   wᵢ = 1 / (vᵢ + τ²),   Q = Σ (yᵢ − μ̂₀)² / vᵢ
///     I² = τ² / (τ² + s²),   H² = τ² / s² + 1,   s² the typical variance of a study
///
/// Higgins, Thompson & Spiegelhalter (2009), *JRSS A* 172, 137-159, doi:10.1111/j.1467-985X.2008.00552.x.
public struct RandomEffects: Sendable {
  /// How the standard error of the pooled estimate is found, and its distribution.
  public enum Inference: String, Sendable, CaseIterable {
    /// From the weights, as though τ² were known; normal.
    case wald
    /// From the spread of the studies about the mean, Student's t with k − 1 degrees of freedom.
    ///
    /// Hartung & Knapp (2001), *Statistics in Medicine* 20, 3875-3889, doi:10.1002/sim.1009.
    case hartungKnapp = "hartung_knapp"
  }

  /// The studies.
  public let studies: StudyEstimates
  /// The variance between them.
  public let betweenVariance: Double
  /// The pooled estimate where all share one value.
  public let fixed: PooledEstimate
  /// The pooled estimate of the mean of values that vary.
  public let random: PooledEstimate
  /// The statistic of the test that all share one value, chi-squared with k − 1 degrees of freedom.
  public let q: Double

  /// Pools estimates.
  ///
  /// - Parameters:
  ///   - studies: the estimates with their variances.
  ///   - method: the estimator of the variance between studies.
  ///   - inference: how the interval of the random-effects estimate is found.
  public init(
    _ studies: StudyEstimates, method: BetweenStudies = .restrictedLikelihood, inference: Inference = .wald
  ) {
    self.studies = studies
    betweenVariance = method.variance(studies)
    let common = studies.mean(0)
    fixed = PooledEstimate(
      estimate: common.mean, standardError: common.variance.squareRoot(), degreesOfFreedom: nil)
    let mean = studies.mean(betweenVariance)
    let freedom = Double(studies.count - 1)
    switch inference {
    case .wald:
      random = PooledEstimate(
        estimate: mean.mean, standardError: mean.variance.squareRoot(), degreesOfFreedom: nil)
    case .hartungKnapp:
      let spread = freedom > 0 ? studies.squares(betweenVariance) / freedom : .nan
      random = PooledEstimate(
        estimate: mean.mean, standardError: (spread * mean.variance).squareRoot(), degreesOfFreedom: freedom)
    }
    q = studies.squares(0)
  }

  /// The standard error of the random-effects estimate as though the variance between studies were known.
  public var standardErrorOfWald: Double { studies.mean(betweenVariance).variance.squareRoot() }

  /// The degrees of freedom of Q.
  public var degreesOfFreedom: Int { studies.count - 1 }

  /// The p-value of Q; nil of one study.
  public var qPValue: Double? {
    degreesOfFreedom > 0 ? ChiSquared(degreesOfFreedom: Double(degreesOfFreedom)).upperTail(q) : nil
  }

  /// I², the share of the total variance that lies between studies; nil of one study.
  public var iSquared: Double? { iSquared(betweenVariance) }

  /// H², the total variance over that within a typical study; nil of one study.
  public var hSquared: Double? {
    studies.count > 1 ? betweenVariance / studies.typicalVariance + 1 : nil
  }

  /// I² under a variance between studies.
  public func iSquared(_ between: Double) -> Double? {
    studies.count > 1 ? between / (between + studies.typicalVariance) : nil
  }

  /// The limits of τ² by inverting the distribution of the weighted sum of squares (the Q-profile method); nil of one study.
  ///
  /// Viechtbauer (2007), *Statistics in Medicine* 26, 37-52, doi:10.1002/sim.2514.
  public func betweenVarianceLimits(level: Double) -> (lower: Double, upper: Double)? {
    guard degreesOfFreedom > 0 else { return nil }
    let distribution = ChiSquared(degreesOfFreedom: Double(degreesOfFreedom))
    return (
      BetweenStudies.variance(of: studies, withSquares: distribution.upperQuantile((1 - level) / 2)),
      BetweenStudies.variance(of: studies, withSquares: distribution.quantile((1 - level) / 2))
    )
  }

  /// Where the value of another study would lie: μ̂ and to each side the reach times √(SE² + τ²).
  ///
  /// - Parameters:
  ///   - level: the coverage.
  ///   - degreesOfFreedom: those of Student's t; nil for the distribution of the pooled estimate's interval.
  /// - Returns: nil where there are no degrees of freedom.
  public func prediction(level: Double, degreesOfFreedom: Double? = nil) -> (lower: Double, upper: Double)? {
    let another = PooledEstimate(
      estimate: random.estimate,
      standardError: (random.standardError * random.standardError + betweenVariance).squareRoot(),
      degreesOfFreedom: degreesOfFreedom ?? random.degreesOfFreedom)
    return another.limits(level: level)
  }
}
