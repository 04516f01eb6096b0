import Statistics

/// The difference and the ratio of a quantile of survival between two groups, by inverting a test.
///
///     W(Δ) = min over x of (S_A(x) − h)²/V_A + (S_B(x + Δ) − h)²/V_B,   h = 1 − p
///
/// with V the variance of S at the estimated quantile. Δ belongs to the interval where W(Δ) is below the quantile of χ² with one degree
/// of freedom; W(0) tests that the quantiles are equal. No density has to be estimated. For the ratio x + Δ becomes x·ρ.
///
/// Nil where a quantile is not reached, or S is zero there, so that V is undefined. A limit is nil where it lies beyond what was
/// observed.
///
/// - Complexity: O(*k* log *k*).
///
/// Su & Wei (1993), *Biometrics* 49, 603-607, doi:10.2307/2532572.
public struct QuantileContrast: Sendable {
  /// The difference B − A.
  public let difference: Double
  /// Its lower confidence limit.
  public let differenceLower: Double?
  /// Its upper confidence limit.
  public let differenceUpper: Double?
  /// The ratio B/A; nil where A's quantile is zero.
  public let ratio: Double?
  /// Its lower confidence limit.
  public let ratioLower: Double?
  /// Its upper confidence limit.
  public let ratioUpper: Double?
  /// W(0).
  public let statistic: Double
  /// The p-value of equal quantiles.
  public let pValue: Double

  /// The contrast of B with A.
  ///
  /// - Parameters:
  ///   - group: the curve of B.
  ///   - base: the curve of A.
  ///   - probability: the share that has had the event, 0.5 for the median.
  ///   - level: the coverage of the limits.
  ///   - rule: what the quantile is where a curve is level.
  public init?(
    of group: KaplanMeier, with base: KaplanMeier, probability: Double, level: Double,
    rule: PlateauRule = .midpointToLastTime
  ) {
    guard let a = QuantileSteps(base, probability, rule), let b = QuantileSteps(group, probability, rule) else {
      return nil
    }
    let bound = ChiSquared(degreesOfFreedom: 1).quantile(level)
    var (low, high, lowRatio, highRatio) = (Double.infinity, -Double.infinity, Double.infinity, 0.0)
    for i in a.times.indices where a.distance(i) < bound {
      guard let places = b.places(within: bound - a.distance(i)) else { continue }
      let (first, last) = (b.times[places.lowerBound], b.end(places.upperBound))
      low = min(low, first - a.end(i))
      high = max(high, last - a.times[i])
      lowRatio = min(lowRatio, first / a.end(i))
      highRatio = max(highRatio, a.times[i] > 0 ? last / a.times[i] : .infinity)
    }
    difference = b.quantile - a.quantile
    differenceLower = low.isFinite ? low : nil
    differenceUpper = high.isFinite ? high : nil
    ratio = a.quantile > 0 ? b.quantile / a.quantile : nil
    ratioLower = lowRatio > 0 && lowRatio.isFinite ? lowRatio : nil
    ratioUpper = highRatio > 0 && highRatio.isFinite ? highRatio : nil
    statistic = Self.smallest(a, b)
    pValue = ChiSquared(degreesOfFreedom: 1).upperTail(statistic)
  }

  /// W(0): the smallest sum of both distances at one time.
  private static func smallest(_ a: QuantileSteps, _ b: QuantileSteps) -> Double {
    var (i, j) = (0, 0)
    var smallest = a.distance(0) + b.distance(0)
    while i + 1 < a.times.count || j + 1 < b.times.count {
      let (nextA, nextB) = (a.end(i), b.end(j))
      if nextA <= nextB { i += 1 }
      if nextB <= nextA { j += 1 }
      smallest = min(smallest, a.distance(i) + b.distance(j))
    }
    return smallest
  }
}

/// A curve as steps, and how far each lies from the height of a quantile.
private struct QuantileSteps {
  /// The beginnings of the steps, the origin first.
  let times: [Double]
  let quantile: Double
  private let survival: [Double]
  private let height: Double
  private let variance: Double

  init?(_ curve: KaplanMeier, _ probability: Double, _ rule: PlateauRule) {
    guard let quantile = curve.quantile(probability, rule: rule).estimate else { return nil }
    let place = curve.table.times.partitionPoint { $0 <= quantile } - 1
    guard place >= 0 else { return nil }
    let error = curve.survival[place] * curve.standardErrorOfLog[place]
    guard error > 0, error.isFinite else { return nil }
    self.quantile = quantile
    times = [curve.origin] + curve.table.times
    survival = [1] + curve.survival
    height = 1 - probability
    variance = error * error
  }

  /// Where a step ends: the beginning of the next.
  func end(_ place: Int) -> Double { place + 1 < times.count ? times[place + 1] : .infinity }

  func distance(_ place: Int) -> Double {
    let difference = survival[place] - height
    return difference * difference / variance
  }

  /// The steps that lie nearer to the height than a bound.
  func places(within bound: Double) -> ClosedRange<Int>? {
    let reach = (bound * variance).squareRoot()
    let first = survival.partitionPoint { $0 >= height + reach }
    let last = survival.partitionPoint { $0 > height - reach } - 1
    return first <= last ? first...last : nil
  }
}
