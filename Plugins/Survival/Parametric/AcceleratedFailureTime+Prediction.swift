import RealModule
import Statistics

/// What an accelerated failure time model predicts for one profile of covariates, with limits.
public struct AcceleratedPrediction: Sendable {
  /// The estimate.
  public let value: Double
  /// Its standard error, by the delta method.
  public let standardError: Double
  /// The lower limit.
  public let lower: Double
  /// The upper limit.
  public let upper: Double
}

extension AcceleratedFailureTime {
  /// The time by which this share of subjects with a profile have had the event.
  ///
  ///     t = exp(β₀ + xβ + σ W_p)
  ///
  /// with limits symmetric for log t.
  ///
  /// - Parameters:
  ///   - probability: the share with the event, as in 0.5 for the median.
  ///   - profile: a value for each covariate.
  ///   - level: the coverage of the limits.
  /// - Returns: nil where a coefficient has no finite estimate, or for a probability outside (0, 1).
  /// - Throws: ``FollowUpError/lengths(column:expected:found:)`` for a profile of another length.
  public func quantile(
    _ probability: Double, at profile: [Double], level: Double = 0.95
  ) throws -> AcceleratedPrediction? {
    guard let (predictor, sigma, row) = try place(profile), probability > 0, probability < 1 else { return nil }
    let w = distribution.quantile(probability)
    let error = standardError(row, logScale: sigma * w)
    let half = Normal.reach(ofLevel: level) * error
    let logTime = predictor + sigma * w
    return AcceleratedPrediction(
      value: .exp(logTime), standardError: .exp(logTime) * error, lower: .exp(logTime - half),
      upper: .exp(logTime + half))
  }

  /// The probability that a subject with a profile has not had the event by a time.
  ///
  ///     S(t) = P(W > z),   z = (log t − β₀ − xβ)/σ
  ///
  /// with limits symmetric for z: log(−log S) in a Weibull model, the logit in a log-logistic, the probit in a log-normal.
  ///
  /// - Parameters:
  ///   - time: above zero.
  ///   - profile: a value for each covariate.
  ///   - level: the coverage of the limits.
  /// - Returns: nil where a coefficient has no finite estimate.
  /// - Throws: ``FollowUpError/lengths(column:expected:found:)`` for a profile of another length.
  public func survival(at time: Double, of profile: [Double], level: Double = 0.95) throws -> AcceleratedPrediction? {
    guard let (predictor, sigma, row) = try place(profile) else { return nil }
    guard time > 0 else { return AcceleratedPrediction(value: 1, standardError: 0, lower: 1, upper: 1) }
    let z = (.log(time) - predictor) / sigma
    let error = standardError(row.map { -$0 / sigma }, logScale: -z)
    let half = Normal.reach(ofLevel: level) * error
    return AcceleratedPrediction(
      value: distribution.survival(z), standardError: distribution.density(z) * error,
      lower: distribution.survival(z + half), upper: distribution.survival(z - half))
  }

  /// xβ, σ and the row (1, x); aliased covariates count for nothing.
  private func place(_ profile: [Double]) throws -> (predictor: Double, sigma: Double, row: [Double])? {
    guard profile.count == coefficients.count else {
      throw FollowUpError.lengths(column: "profile", expected: coefficients.count, found: profile.count)
    }
    let all = [intercept] + coefficients
    guard let sigma = scale, all.allSatisfy({ $0.state != .infinite }), intercept.value != nil else { return nil }
    let row = zip(all, [1] + profile).map { $0.value == nil ? 0 : $1 }
    return (zip(all, row).reduce(0) { $0 + ($1.0.value ?? 0) * $1.1 }, sigma, row)
  }

  private func standardError(_ row: [Double], logScale: Double) -> Double {
    let gradient = distribution.hasScale ? row + [logScale] : row
    return max((robustVariance ?? variance).quadraticForm(gradient), 0).squareRoot()
  }
}
