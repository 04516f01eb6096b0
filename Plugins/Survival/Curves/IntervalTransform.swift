import RealModule
import Statistics

/// The scale on which a confidence interval for a survival probability is symmetric.
public enum IntervalTransform: String, Sendable, CaseIterable {
  /// log S: R's default.
  case log
  /// log(−log S): SAS's default.
  case logLog = "log_log"
  /// S itself, cut off at 0 and 1.
  case plain
  /// log(S/(1 − S)).
  case logit
  /// asin √S.
  case arcsine = "arcsin"

  /// The limits around S, given the standard error of log S.
  ///
  /// Limits are NaN where the transform is undefined: at S = 0, and for all but log and plain at S = 1, before any
  /// event. (R does so up to survival 3.5; since then it repeats S itself, as though it were known without error.)
  ///
  /// - Parameters:
  ///   - survival: S, between 0 and 1.
  ///   - error: the standard error of log S.
  ///   - reach: how many standard errors to either side.
  /// - Returns: NaN where undefined.
  func limits(_ survival: Double, error: Double, reach: Double) -> (lower: Double, upper: Double) {
    switch self {
    case .plain:
      let half = survival * error * reach
      return half.isNaN ? (.nan, .nan) : (max(survival - half, 0), min(survival + half, 1))
    case .log:
      guard error != 0 else { return (survival, survival) }
      guard survival > 0 else { return (.nan, .nan) }
      let factor = Double.exp(reach * error)
      return (survival / factor, min(survival * factor, 1))
    case .logLog:
      guard survival > 0, survival < 1 else { return (.nan, .nan) }
      let logSurvival = Double.log(survival)
      let factor = Double.exp(-reach * error / logSurvival)
      return (.exp(logSurvival * factor), .exp(logSurvival / factor))
    case .logit:
      guard survival > 0, survival < 1 else { return (.nan, .nan) }
      let odds = survival / (1 - survival)
      let factor = Double.exp(reach * error / (1 - survival))
      return (odds / (odds + factor), odds * factor / (1 + odds * factor))
    case .arcsine:
      guard survival > 0, survival < 1 else { return (.nan, .nan) }
      let half = 0.5 * reach * error * (survival / (1 - survival)).squareRoot()
      let angle = Double.asin(survival.squareRoot())
      let lower = Double.sin(max(0, angle - half))
      let upper = Double.sin(min(.pi / 2, angle + half))
      return (lower * lower, upper * upper)
    }
  }
}

/// Pointwise confidence limits of a survival curve, one pair for each time of its table; NaN where undefined.
public struct ConfidenceBand: Sendable {
  /// The lower limits.
  public let lower: [Double]
  /// The upper limits.
  public let upper: [Double]
  /// The scale on which the limits are symmetric.
  public let transform: IntervalTransform
  /// The coverage of each pair, as in 0.95.
  public let level: Double

  init(survival: [Double], errors: [Double], transform: IntervalTransform, level: Double) {
    let reach = Normal.reach(ofLevel: level)
    var lower = survival
    var upper = survival
    for i in survival.indices {
      (lower[i], upper[i]) = transform.limits(survival[i], error: errors[i], reach: reach)
    }
    self.lower = lower
    self.upper = upper
    self.transform = transform
    self.level = level
  }
}
