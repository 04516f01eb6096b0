import RealModule

/// The distribution of a statistic over resamples, and the intervals that follow from it.
///
/// With θ̂ the estimate and θ*₁ … θ*ᵣ its values in r resamples: the bias is mean(θ*) − θ̂, the standard error the standard
/// deviation of θ*. A quantile of the resamples at p is the order statistic of number (r + 1)p, interpolated between neighbours
/// on the scale of normal quantiles; beyond the first and the last it is these. All is what R's `boot::boot.ci` does.
///
/// - Complexity: O(*r* log *r*), for sorting once.
///
/// Davison & Hinkley (1997), *Bootstrap Methods and their Application*, chapter 5, doi:10.1017/CBO9780511802843.
public struct BootstrapDistribution: Sendable {
  /// The estimate from the subjects themselves.
  public let estimate: Double
  /// The values in the resamples, ascending.
  public let sorted: [Double]
  /// The mean of the resamples less the estimate; NaN without resamples.
  public let bias: Double
  /// The standard deviation of the resamples; NaN of fewer than two.
  public let standardError: Double

  /// A distribution.
  ///
  /// - Parameters:
  ///   - estimate: the statistic of the subjects themselves.
  ///   - resamples: the statistic of each resample, finite.
  public init(estimate: Double, resamples: [Double]) {
    self.estimate = estimate
    sorted = resamples.sorted()
    let count = Double(sorted.count)
    var sum = CompensatedSum()
    for value in sorted { sum.add(value) }
    let mean = sum.value / count
    var squares = CompensatedSum()
    for value in sorted { squares.add((value - mean) * (value - mean)) }
    bias = mean - estimate
    standardError = sorted.count > 1 ? (squares.value / (count - 1)).squareRoot() : .nan
  }

  /// An interval, and whether it rests on the very first or last of the resamples.
  public struct Interval: Sendable, Equatable {
    /// The lower limit.
    public let lower: Double
    /// The upper limit.
    public let upper: Double
    /// Whether a limit lies at or beyond the first or the last resample, so that more of them are needed.
    public let isExtreme: Bool
  }

  /// θ̂ less the bias, and the normal quantile times the standard error to each side; nil of fewer than two resamples.
  public func normal(level: Double) -> Interval? {
    guard standardError.isFinite else { return nil }
    let reach = Normal.reach(ofLevel: level) * standardError
    return Interval(lower: estimate - bias - reach, upper: estimate - bias + reach, isExtreme: false)
  }

  /// Between two quantiles of the resamples.
  ///
  /// Efron (1979), *Annals of Statistics* 7, 1-26, doi:10.1214/aos/1176344552.
  public func percentile(level: Double) -> Interval? {
    interval((1 - level) / 2, (1 + level) / 2)
  }

  /// The percentile interval reflected at the estimate: 2θ̂ less each quantile.
  public func basic(level: Double) -> Interval? {
    percentile(level: level).map {
      Interval(lower: 2 * estimate - $0.upper, upper: 2 * estimate - $0.lower, isExtreme: $0.isExtreme)
    }
  }

  /// How far the distribution lies beside its estimate: the normal quantile of the share of resamples below θ̂.
  ///
  /// Nil where none or all of them are below.
  public var biasCorrection: Double? {
    let below = sorted.prefix { $0 < estimate }.count
    guard below > 0, below < sorted.count else { return nil }
    return Normal.quantile(Double(below) / Double(sorted.count))
  }

  /// The bias-corrected and accelerated interval: between the quantiles at Φ(z₀ + (z₀ + z)/(1 − a(z₀ + z))), z the two
  /// normal quantiles of the level.
  ///
  /// - Parameters:
  ///   - level: the coverage.
  ///   - acceleration: a, by ``acceleration(influences:)``.
  /// - Returns: nil where z₀ is infinite, or where a is so large that the formula turns around.
  ///
  /// Efron (1987), *JASA* 82, 171-185, doi:10.2307/2289144. DiCiccio & Efron (1996), *Statistical Science* 11, 189-228,
  /// doi:10.1214/ss/1032280214.
  public func accelerated(level: Double, acceleration: Double) -> Interval? {
    guard let shift = biasCorrection, acceleration.isFinite else { return nil }
    func share(_ z: Double) -> Double? {
      let bend = 1 - acceleration * (shift + z)
      return bend > 0 ? Normal.cumulative(shift + (shift + z) / bend) : nil
    }
    let reach = Normal.reach(ofLevel: level)
    guard let low = share(-reach), let high = share(reach) else { return nil }
    return interval(low, high)
  }

  /// The acceleration, a = Σ L³ / (6 (Σ L²)^1.5), of the influence L of each subject on the statistic.
  ///
  /// By the jackknife L = (m − 1)(θ̂ − θ̂₋ᵢ), with θ̂₋ᵢ the statistic without subject i and m the subjects of its stratum.
  ///
  /// - Parameter influences: L and how many subjects have it.
  /// - Returns: nil where no subject has any influence.
  public static func acceleration(influences: [(value: Double, count: Double)]) -> Double? {
    var cubes = CompensatedSum()
    var squares = CompensatedSum()
    for (value, count) in influences {
      squares.add(count * value * value)
      cubes.add(count * value * value * value)
    }
    guard squares.value > 0 else { return nil }
    return cubes.value / (6 * squares.value * squares.value.squareRoot())
  }

  private func interval(_ low: Double, _ high: Double) -> Interval? {
    guard let lower = quantile(low), let upper = quantile(high) else { return nil }
    return Interval(lower: lower.value, upper: upper.value, isExtreme: lower.isExtreme || upper.isExtreme)
  }

  /// The quantile of the resamples at p.
  private func quantile(_ p: Double) -> (value: Double, isExtreme: Bool)? {
    guard let first = sorted.first, let last = sorted.last else { return nil }
    let count = sorted.count
    let rank = Double(count + 1) * p
    let whole = rank.rounded(.down)
    guard whole >= 1 else { return (first, true) }
    guard whole < Double(count) else { return (last, true) }
    let low = sorted[Int(whole) - 1]
    // R takes a rank within 1e-10 or so of a whole number to be that number; there interpolation gives the same.
    guard rank > whole else { return (low, false) }
    let high = sorted[Int(whole)]
    let below = Normal.quantile(whole / Double(count + 1))
    let above = Normal.quantile((whole + 1) / Double(count + 1))
    return (low + (Normal.quantile(p) - below) / (above - below) * (high - low), false)
  }
}
