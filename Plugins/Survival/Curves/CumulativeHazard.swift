import RealModule
import Statistics

/// The scale on which a confidence interval for a cumulative hazard is symmetric.
public enum HazardTransform: String, Sendable, CaseIterable {
  /// log H: limits are positive.
  case log
  /// H itself, cut off at 0.
  case plain
}

/// A cumulative hazard at a time; nil where not estimable.
public struct CumulativeHazard: Sendable, Equatable {
  /// The time.
  public let time: Double
  /// H.
  public let hazard: Double
  /// Its standard error.
  public let standardError: Double
  /// The lower confidence limit; nil where undefined: before the first event on the scale of log H.
  public let lower: Double?
  /// The upper confidence limit; nil where undefined.
  public let upper: Double?
}

extension KaplanMeier {
  /// The cumulative hazard at a time, with limits.
  ///
  ///     H exp(± z se/H)   or   H ± z se
  ///
  /// After the last time of the table it is carried forward.
  ///
  /// - Parameters:
  ///   - time: the time.
  ///   - transform: the scale on which the limits are symmetric.
  ///   - level: their coverage.
  /// - Returns: the hazard there.
  public func cumulativeHazard(
    at time: Double, _ transform: HazardTransform = .log, level: Double = 0.95
  ) -> CumulativeHazard {
    let place = table.times.partitionPoint { $0 <= time } - 1
    let (hazard, error) = place < 0 ? (0, 0) : (cumulativeHazard[place], standardErrorOfHazard[place])
    let limits = transform.limits(hazard, error: error, reach: Normal.reach(ofLevel: level))
    return CumulativeHazard(
      time: time, hazard: hazard, standardError: error, lower: limits?.lower, upper: limits?.upper)
  }
}

extension HazardTransform {
  /// The limits around H, given its standard error; nil where undefined.
  func limits(_ hazard: Double, error: Double, reach: Double) -> (lower: Double, upper: Double)? {
    switch self {
    case .plain: return (max(hazard - reach * error, 0), hazard + reach * error)
    case .log:
      guard hazard > 0 else { return nil }
      let factor = Double.exp(reach * error / hazard)
      return (hazard / factor, hazard * factor)
    }
  }
}
