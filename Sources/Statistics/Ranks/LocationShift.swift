/// The estimate of Hodges and Lehmann of how far apart two samples lie (or one from zero), with its interval.
///
///     Δ̂ = median of all xᵢ − yⱼ,   limits the k-th smallest and the k-th largest of them
///
/// where k follows from the null distribution of the rank statistic: from its exact quantile, or from its normal
/// approximation. For signed ranks the means (dᵢ + dⱼ)/2, i ≤ j, take the place of the differences. With ties the exact limits
/// cover at least as often as stated.
///
/// R's `wilcox.test` looks for the normal limits, and for its estimate, with a root finder that stops within 1e-4 of these, or
/// anywhere on a flat stretch about the median.
///
/// Hodges & Lehmann (1963), *Annals of Mathematical Statistics* 34, 598-611, doi:10.1214/aoms/1177704172.
public struct LocationShift: Sendable, Equatable {
  /// The estimate.
  public let estimate: Double
  /// The lower limit; −∞ where the interval is open below.
  public let lower: Double
  /// The upper limit; +∞ where the interval is open above.
  public let upper: Double
  /// The coverage of the limits.
  ///
  /// Exact limits cover a little more often than asked for. Where samples are so small that even the outermost differences do not
  /// reach the level, those are the limits, and this is less than was asked for.
  public let level: Double

  /// By the exact distribution.
  init?(_ pairs: PairedOrder, _ distribution: LatticeDistribution, level: Double, _ alternative: LocationAlternative) {
    guard let estimate = pairs.median else { return nil }
    let errors = alternative.errors(ofLevel: level)
    var missed = 0.0
    func place(_ error: Double) -> Int? {
      guard error > 0 else { return nil }
      let place = max(distribution.quantile(error), 1)
      missed += distribution.lower(place - 1)
      return place
    }
    let below = place(errors.lower)
    let above = place(errors.upper)
    self.estimate = estimate
    lower = below.map(pairs.value) ?? -.infinity
    upper = above.map { pairs.value(pairs.count + 1 - $0) } ?? .infinity
    self.level = 1 - missed
  }

  /// By the normal approximation, the statistic having this standard deviation where no shifted values are tied.
  init?(
    _ pairs: PairedOrder, deviation: Double, continuity: Bool, level: Double, _ alternative: LocationAlternative
  ) {
    guard let estimate = pairs.median else { return nil }
    let errors = alternative.errors(ofLevel: level)
    let farthest = max(Double(pairs.count) / 2 - (continuity ? 0.5 : 0), 0)
    var missed = 0.0
    func place(_ error: Double) -> Int? {
      guard error > 0 else { return nil }
      let reach = Normal.upperQuantile(error) * deviation
      missed += reach < farthest ? error : Normal.upperTail(farthest / deviation)
      return Int(min(max((farthest - reach).rounded(.up), 1), Double(pairs.count)))
    }
    let below = place(errors.lower)
    let above = place(errors.upper)
    self.estimate = estimate
    lower = below.map(pairs.value) ?? -.infinity
    upper = above.map { pairs.value(pairs.count + 1 - $0) } ?? .infinity
    self.level = 1 - missed
  }
}
