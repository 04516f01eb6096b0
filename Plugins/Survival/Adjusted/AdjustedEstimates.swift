import Analyses
import Cohorts
import Statistics

/// One way of estimating the curves of several groups: unadjusted, weighted or standardised.
struct AdjustedEstimates {
  /// A number with its interval, or the reason why there is none.
  struct Estimate {
    var value: Double?
    var standardError: Double?
    var lower: Double?
    var upper: Double?
    /// Why there is no value, or no interval.
    var reason: String

    static func missing(_ reason: String) -> Estimate { Estimate(reason: reason) }
  }

  /// Survival of each group at each milestone.
  var survival: [[Estimate]]
  /// The difference to the first group at each milestone; none of the first.
  var differences: [[Estimate]]
  /// The median of each group.
  var medians: [Estimate]
  /// The hazard ratio of each group to the first, with its coefficient's p-value; none of the first.
  var hazardRatios: [(ratio: Estimate, pValue: Double?)]
  /// What is drawn.
  var curves: [Figure.Curve]
}

// MARK: - From Kaplan-Meier curves

extension AdjustedEstimates {
  /// The estimates of groups that are independent, each with a curve of its own.
  init(_ curves: [KaplanMeier], fit: CoxModel, style: CurveStyle, drawn: [Figure.Curve]) {
    let milestones = curves.map { curve in
      style.times.map { curve.milestone(at: $0, style.transform, level: style.level, beyond: style.beyond) }
    }
    survival = zip(curves, milestones).map { curve, milestones in milestones.map { Self.estimate($0, curve, style) } }
    medians = curves.map { curve in
      let band = curve.band(style.transform, level: style.level)
      let median = curve.quantile(0.5, band: band, rule: style.plateau)
      return Estimate(
        value: median.estimate, lower: median.lower, upper: median.upper,
        reason: median.estimate == nil ? "median not reached" : "limit not reached")
    }
    differences =
      [[]]
      + survival.dropFirst().map { [survival] group in
        zip(group, survival[0]).map { Self.difference($0, $1, covariance: 0, level: style.level) }
      }
    hazardRatios = Self.ratios(fit, groups: curves.count, level: style.level)
    self.curves = drawn
  }

  private static func estimate(_ milestone: Milestone, _ curve: KaplanMeier, _ style: CurveStyle) -> Estimate {
    guard milestone.time >= curve.origin else { return .missing("before the curve begins") }
    let reason =
      switch milestone.survival {
      case 0: "undefined where survival is 0"
      case 1: "undefined on the scale of \(style.transform.name) where survival is 1"
      default: "beyond the last observation"
      }
    return Estimate(
      value: milestone.survival, standardError: milestone.standardError, lower: milestone.lower, upper: milestone.upper,
      reason: reason)
  }

  /// The difference of two estimates, symmetric on its own scale.
  static func difference(
    _ one: Estimate, _ other: Estimate, covariance: Double, level: Double
  ) -> Estimate {
    guard let a = one.value, let b = other.value else { return .missing(one.value == nil ? one.reason : other.reason) }
    guard let first = one.standardError, let second = other.standardError else {
      return Estimate(value: a - b, reason: one.standardError == nil ? one.reason : other.reason)
    }
    let error = max(first * first + second * second - 2 * covariance, 0).squareRoot()
    guard error > 0 else { return Estimate(value: a - b, reason: "no variance: survival is 1 in both") }
    let half = Normal.reach(ofLevel: level) * error
    return Estimate(value: a - b, standardError: error, lower: a - b - half, upper: a - b + half, reason: "")
  }

  /// The hazard ratios of the first coefficients of a model: those of the groups.
  static func ratios(_ fit: CoxModel, groups: Int, level: Double) -> [(ratio: Estimate, pValue: Double?)] {
    guard groups > 1 else { return groups == 1 ? [(.missing("the group that others are compared with"), nil)] : [] }
    let first: [(ratio: Estimate, pValue: Double?)] = [(.missing("the group that others are compared with"), nil)]
    return first
      + (1..<groups).map { group in
        let coefficient = fit.coefficients[group - 1]
        let limits = coefficient.ratioLimits(level: level)
        let reason =
          fit.eventCount == 0
          ? "no events"
          : coefficient.state == .infinite
            ? "no finite estimate (separation)" : "determined by the other terms, or the same for all at risk"
        let isEstimated = coefficient.state == .estimated && fit.eventCount > 0
        return (
          Estimate(
            value: isEstimated ? coefficient.ratio : nil, standardError: coefficient.reportedStandardError,
            lower: isEstimated ? limits?.lower : nil, upper: isEstimated ? limits?.upper : nil, reason: reason),
          isEstimated ? coefficient.pValue : nil
        )
      }
  }
}

// MARK: - From a standardised model

extension AdjustedEstimates {
  /// The most steps of a curve that is drawn, and the fewest where subjects are many.
  private static let steps = 30...300

  /// The estimates of curves that share a model and its subjects.
  init(_ standardised: StandardisedSurvival, levels: [String], style: CurveStyle, subjects: Int) {
    let groups = levels.count
    let reason = "a coefficient is infinite (separation)"
    let points = style.times.map { time -> StandardisedSurvival.Point? in
      let isBeyond = style.beyond == .notEstimable && time > standardised.lastTime
      return isBeyond ? nil : standardised.point(at: time)
    }
    survival = (0..<groups).map { group in
      points.map { point in
        guard let point else { return .missing("beyond the last observation") }
        return Self.estimate(point, group, style, reason: reason)
      }
    }
    differences = (0..<groups).map { [survival] group in
      guard group > 0 else { return [] }
      return points.indices.map { place in
        Self.difference(
          survival[group][place], survival[0][place], covariance: points[place]?.covariance?[group, 0] ?? 0,
          level: style.level)
      }
    }
    medians = (0..<groups).map { group in
      Estimate(
        value: standardised.time(of: group, at: 0.5),
        reason: standardised.time(of: group, at: 0.5) == nil
          ? "median not reached" : "no limits are computed for the median of a standardised curve")
    }
    hazardRatios = Self.ratios(standardised.fit, groups: groups, level: style.level)
    curves = Self.draw(standardised, levels, style, subjects)
  }

  private static func estimate(
    _ point: StandardisedSurvival.Point, _ group: Int, _ style: CurveStyle, reason: String
  ) -> Estimate {
    let survival = point.survival[group]
    guard let variance = point.covariance?[group, group] else { return Estimate(value: survival, reason: reason) }
    let error = max(variance, 0).squareRoot()
    let limits = style.transform.limits(
      survival, error: survival > 0 ? error / survival : .nan, reach: Normal.reach(ofLevel: style.level))
    let isDefined = limits.lower.isFinite && limits.upper.isFinite
    return Estimate(
      value: survival, standardError: error, lower: isDefined ? limits.lower : nil,
      upper: isDefined ? limits.upper : nil,
      reason: "undefined on the scale of \(style.transform.name) where survival is \(survival == 0 ? "0" : "1")")
  }

  private static func draw(
    _ standardised: StandardisedSurvival, _ levels: [String], _ style: CurveStyle, _ subjects: Int
  ) -> [Figure.Curve] {
    let all = standardised.eventTimes
    let most = min(max(10_000_000 / max(subjects * levels.count, 1), steps.lowerBound), steps.upperBound)
    let times = all.count <= most ? all : (0..<most).map { all[$0 * (all.count - 1) / (most - 1)] }
    let points = times.map(standardised.point)
    return levels.indices.map { group in
      let estimates = points.map { estimate($0, group, style, reason: "") }
      return Figure.Curve(
        group: levels[group], time: times, estimate: estimates.map { $0.value ?? 1 }, lower: estimates.map(\.lower),
        upper: estimates.map(\.upper), end: standardised.lastTime,
        median: standardised.time(of: group, at: 0.5))
    }
  }
}
