import RealModule
import Statistics

/// The distribution of W in log T = xβ + σW.
public enum TimeDistribution: String, Sendable, CaseIterable {
  /// T is Weibull: W is the extreme value distribution, and hazards are proportional too.
  case weibull
  /// T is exponential: Weibull with σ = 1, a hazard that does not change with time.
  case exponential
  /// T is log-normal.
  case logNormal = "log_normal"
  /// T is log-logistic: the odds of survival are proportional.
  case logLogistic = "log_logistic"

  /// Whether σ is to be estimated.
  public var hasScale: Bool { self != .exponential }
  /// Whether a time ratio is a hazard ratio as well.
  public var hasProportionalHazards: Bool { self == .weibull || self == .exponential }

  /// The log density (of a row with the event) or log survivor function (of one without) of W, with its slope and curvature.
  @inline(__always)
  func terms(_ z: Double, event: Bool) -> (value: Double, slope: Double, curvature: Double) {
    switch self {
    case .weibull, .exponential:
      let hazard = Double.exp(z)
      return event ? (z - hazard, 1 - hazard, -hazard) : (-hazard, -hazard, -hazard)
    case .logLogistic:
      let odds = Double.exp(-abs(z))
      let (above, share) = (max(z, 0) + .log(onePlus: odds), z > 0 ? 1 / (1 + odds) : odds / (1 + odds))
      let spread = odds / ((1 + odds) * (1 + odds))
      return event ? (z - 2 * above, 1 - 2 * share, -2 * spread) : (-above, -share, -spread)
    case .logNormal:
      if event { return (-0.5 * z * z - Self.logRootTwoPi, -z, -1) }
      let hazard = Self.normalHazard(z)
      return (-0.5 * z * z - Self.logRootTwoPi - .log(hazard), -hazard, -hazard * (hazard - z))
    }
  }

  /// φ(z) / (1 − Φ(z)).
  private static func normalHazard(_ z: Double) -> Double {
    guard z > 30 else { return Normal.density(z) / Normal.upperTail(z) }
    // z + 1/z − 2/z³ + 10/z⁵ − 74/z⁷, where the tail itself would underflow.
    let u = 1 / (z * z)
    return z + (1 + u * (-2 + u * (10 - u * 74))) / z
  }

  private static let logRootTwoPi = 0.918938533204672741780329736405618

  /// The probability that W is above z.
  func survival(_ z: Double) -> Double {
    switch self {
    case .weibull, .exponential: .exp(-.exp(z))
    case .logLogistic: 1 / (1 + .exp(z))
    case .logNormal: Normal.upperTail(z)
    }
  }

  /// The density of W at z.
  func density(_ z: Double) -> Double { .exp(terms(z, event: true).value) }

  /// The value below which W lies with probability p.
  func quantile(_ p: Double) -> Double {
    switch self {
    case .weibull, .exponential: .log(-.log(onePlus: -p))
    case .logLogistic: .log(p / (1 - p))
    case .logNormal: Normal.quantile(p)
    }
  }
}
