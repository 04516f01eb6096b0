import RealModule

/// The ratio of two rates.
///
///     (x₁/T₁) / (x₂/T₂)
///
/// Given the events of both together, those of the first are binomial, with odds T₁/T₂ times the ratio: limits and
/// exact tests are those of that proportion. The ratio is undefined (nil) where neither has events, and infinite where only the
/// second has none.
public struct RateRatio: Sendable, Equatable {
  /// The rate above the line.
  public let first: PoissonRate
  /// The rate below it.
  public let second: PoissonRate

  /// The ratio of two rates.
  public init(_ first: PoissonRate, to second: PoissonRate) {
    self.first = first
    self.second = second
  }

  /// How its confidence limits are found.
  public enum Interval: String, Sendable, CaseIterable {
    /// Clopper and Pearson's limits of the conditional proportion: never covering less than stated.
    case exact
    /// The same with half of the observed count's probability.
    case midP = "mid_p"
    /// The score test of the conditional proportion inverted: Wilson's limits.
    case score
    /// The log of the ratio ± z √(1/x₁ + 1/x₂); undefined where one has no events.
    case wald
  }

  /// How equality, or another ratio, is tested.
  public enum Test: String, Sendable, CaseIterable {
    /// The binomial test of the conditional proportion: all splits no more probable than the observed one.
    case exact
    /// z = (x₁ − np) / √(np(1 − p)), p the proportion under the null.
    case score
    /// The log of the ratio over its standard error; undefined where one has no events.
    case wald
  }

  /// The ratio; nil where neither has events.
  public var ratio: Double? {
    guard total > 0 else { return nil }
    return second.events > 0 ? first.rate / second.rate : .infinity
  }

  /// The standard error of the log of the ratio, √(1/x₁ + 1/x₂); nil where one has no events.
  public var standardErrorOfLog: Double? {
    guard first.events > 0, second.events > 0 else { return nil }
    return (1 / Double(first.events) + 1 / Double(second.events)).squareRoot()
  }

  private var total: Int { first.events + second.events }

  /// The confidence limits of the ratio.
  ///
  /// - Parameters:
  ///   - method: how they are found.
  ///   - level: the coverage.
  /// - Returns: nil where there are no events, or, on the log scale, where one has none; the upper limit is infinite where the
  ///   second has none.
  public func limits(_ method: Interval = .exact, level: Double = 0.95) -> (lower: Double, upper: Double)? {
    guard total > 0 else { return nil }
    let error = (1 - level) / 2
    let odds: (lower: Double, upper: Double)
    switch method {
    case .exact: odds = exactOdds(error)
    case .midP: odds = midPOdds(error)
    case .score: odds = scoreOdds(Normal.upperQuantile(error))
    case .wald:
      guard let deviation = standardErrorOfLog else { return nil }
      let factor = Double.exp(Normal.upperQuantile(error) * deviation)
      let observed = Double(first.events) / Double(second.events)
      odds = (observed / factor, observed * factor)
    }
    let times = second.time / first.time
    return (odds.lower * times, odds.upper * times)
  }

  /// The two-sided p-value that the ratio is `null`.
  ///
  /// - Parameters:
  ///   - method: how it is tested.
  ///   - null: a ratio, above zero.
  /// - Returns: nil where there are no events, or, on the log scale, where one has none.
  public func pValue(_ method: Test = .exact, null: Double = 1) -> Double? {
    guard total > 0 else { return nil }
    let odds = null * first.time / second.time
    switch method {
    case .exact: return EventSplit(total, odds: odds).twoSided(first.events)
    case .score:
      // (x₁ − np)/√(np(1 − p)), p = odds/(1 + odds), multiplied through by 1 + odds.
      let excess = Double(first.events) - Double(second.events) * odds
      return Normal.twoSided(excess / (Double(total) * odds).squareRoot())
    case .wald:
      guard let deviation = standardErrorOfLog, let ratio else { return nil }
      return Normal.twoSided(Double.log(ratio / null) / deviation)
    }
  }

  /// By quantiles of F, which are those of the beta distribution as odds.
  private func exactOdds(_ error: Double) -> (lower: Double, upper: Double) {
    let (x, y) = (Double(first.events), Double(second.events))
    let lower = x > 0 ? x / (y + 1) * FisherF(numerator: 2 * x, denominator: 2 * (y + 1)).quantile(error) : 0
    let upper =
      y > 0 ? (x + 1) / y * FisherF(numerator: 2 * (x + 1), denominator: 2 * y).upperQuantile(error) : .infinity
    return (lower, upper)
  }

  private func midPOdds(_ error: Double) -> (lower: Double, upper: Double) {
    let exact = exactOdds(error)
    let (x, y) = (first.events, second.events)
    let observed = Double(x) / Double(y)
    var (lower, upper) = (0.0, Double.infinity)
    if x > 0 {
      let high = y > 0 ? Double.log(observed) : Double.log(exact.lower) + 20
      lower = .exp(
        DecreasingRoot.find(between: .log(exact.lower), and: high) { log in
          let split = EventSplit(total, odds: .exp(log))
          return error - split.atLeast(x + 1) - split.probability(x) / 2
        })
    }
    if y > 0 {
      let low = x > 0 ? Double.log(observed) : Double.log(exact.upper) - 20
      upper = .exp(
        DecreasingRoot.find(between: low, and: .log(exact.upper)) { log in
          let split = EventSplit(total, odds: .exp(log))
          return split.atMost(x - 1) + split.probability(x) / 2 - error
        })
    }
    return (lower, upper)
  }

  /// The odds ρ at which (x − yρ)² = z² nρ.
  private func scoreOdds(_ z: Double) -> (lower: Double, upper: Double) {
    let (x, y) = (Double(first.events), Double(second.events))
    let half = x * y + z * z * (x + y) / 2
    let root = z * ((x + y) * (x * y + z * z * (x + y) / 4)).squareRoot()
    let upper = y > 0 ? (half + root) / (y * y) : .infinity
    return (x * x / (half + root), upper)
  }
}
