import RealModule

/// A number of events over person-time, and the rate that it estimates.
///
///     r = x / T
///
/// Intervals and tests take the count as Poisson: events that happen independently of one another, as the first events of
/// different subjects do. Where one subject can have several, see ``RecurrentRate``.
public struct PoissonRate: Sendable, Equatable {
  /// The number of events.
  public let events: Int
  /// The person-time.
  public let time: Double

  /// A rate; nil for a negative count, or where there is no person-time.
  public init?(events: Int, time: Double) {
    guard events >= 0, time > 0, time.isFinite else { return nil }
    self.events = events
    self.time = time
  }

  /// Events by person-time.
  public var rate: Double { Double(events) / time }

  /// The standard error of the logarithm of the rate, 1/√x; nil without events.
  public var standardErrorOfLog: Double? { events > 0 ? 1 / Double(events).squareRoot() : nil }

  /// The exact two-sided p-value that the rate is `null`: the probability of all counts no more probable than that observed.
  ///
  /// - Parameter null: a rate, above zero.
  /// - Returns: what R's `poisson.test` gives.
  public func exactPValue(against null: Double) -> Double { PoissonDistribution(mean: null * time).twoSided(events) }

  /// The two-sided p-value of the score test, z = (x − λT) / √(λT).
  ///
  /// - Parameter null: a rate λ, above zero.
  /// - Returns: between 0 and 1.
  public func scorePValue(against null: Double) -> Double {
    let expected = null * time
    return Normal.twoSided((Double(events) - expected) / expected.squareRoot())
  }
}
