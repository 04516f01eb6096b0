/// The difference of two rates, x₁/T₁ − x₂/T₂.
public struct RateDifference: Sendable, Equatable {
  /// The rate from which the other is taken.
  public let first: PoissonRate
  /// The rate that is taken from it.
  public let second: PoissonRate

  /// The difference of two rates.
  public init(_ first: PoissonRate, less second: PoissonRate) {
    self.first = first
    self.second = second
  }

  /// How its confidence limits are found.
  public enum Interval: String, Sendable, CaseIterable {
    /// The score test inverted, its variance under the difference that is tested.
    ///
    /// Miettinen & Nurminen (1985), *Statistics in Medicine* 4, 213-226, doi:10.1002/sim.4780040211.
    case score
    /// From the limits of the two rates (method of variance estimates recovery).
    ///
    ///     d − √((r₁ − l₁)² + (u₂ − r₂)²),   d + √((u₁ − r₁)² + (r₂ − l₂)²)
    ///
    /// Zou & Donner (2008), *Statistics in Medicine* 27, 1693-1702, doi:10.1002/sim.3095.
    case mover
    /// d ± z √(x₁/T₁² + x₂/T₂²), which is nothing wide where there are no events.
    case wald
  }

  /// The difference.
  public var difference: Double { first.rate - second.rate }

  /// The standard error √(x₁/T₁² + x₂/T₂²).
  public var standardError: Double { (first.rate / first.time + second.rate / second.time).squareRoot() }

  /// The confidence limits of the difference.
  ///
  /// - Parameters:
  ///   - method: how they are found.
  ///   - level: the coverage.
  ///   - rates: which limits of the two rates ``Interval/mover`` combines.
  /// - Returns: nil where those have none.
  public func limits(
    _ method: Interval = .score, level: Double = 0.95, rates: RateInterval = .exact
  ) -> (lower: Double, upper: Double)? {
    let z = Normal.upperQuantile((1 - level) / 2)
    switch method {
    case .wald: return (difference - z * standardError, difference + z * standardError)
    case .mover:
      guard let one = first.limits(rates, level: level), let two = second.limits(rates, level: level) else {
        return nil
      }
      func distance(_ a: Double, _ b: Double) -> Double { (a * a + b * b).squareRoot() }
      return (
        difference - distance(first.rate - one.lower, two.upper - second.rate),
        difference + distance(one.upper - first.rate, second.rate - two.lower)
      )
    case .score:
      // Beyond where the exact limits of one rate and the other at a higher level lie, there is no root left.
      var reach = z * (standardError + 1 / min(first.time, second.time)) + z * z / min(first.time, second.time)
      while scoreStatistic(difference - reach) < z || scoreStatistic(difference + reach) > -z { reach *= 2 }
      return (
        DecreasingRoot.find(between: difference - reach, and: difference) { scoreStatistic($0) - z },
        DecreasingRoot.find(between: difference, and: difference + reach) { scoreStatistic($0) + z }
      )
    }
  }

  /// The two-sided p-value that the difference is `null`, by the score test.
  ///
  /// - Parameter null: a difference.
  /// - Returns: 1 where the statistic is undefined: without events, against zero.
  public func scorePValue(null: Double = 0) -> Double { Normal.twoSided(scoreStatistic(null)) }

  /// z of the score test, its variance from the rates that are most likely where they differ by δ.
  ///
  ///     T r̃₂² + (Tδ − n) r̃₂ − x₂ δ = 0,   T = T₁ + T₂,   n = x₁ + x₂
  private func scoreStatistic(_ delta: Double) -> Double {
    let (x, y) = (Double(first.events), Double(second.events))
    let total = first.time + second.time
    let b = total * delta - (x + y)
    let root = max(b * b + 4 * total * y * delta, 0).squareRoot()
    // Of the two forms of the larger root, the one that does not cancel.
    let lower = b > 0 ? 2 * y * delta / (b + root) : (root - b) / (2 * total)
    let low = max(lower, 0, -delta)
    let variance = (low + delta) / first.time + low / second.time
    let excess = difference - delta
    return excess == 0 ? 0 : variance > 0 ? excess / variance.squareRoot() : excess > 0 ? .infinity : -.infinity
  }
}
