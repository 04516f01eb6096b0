/// What a quantile is where the curve runs level exactly at it.
///
/// S = 0.5 from day 87 to the last censoring on day 118: R's `quantile()` gives 102.5, R's `print()` 87, SAS no estimate.
public enum PlateauRule: String, Sendable, CaseIterable {
  /// Halfway to the next event or, on the last stretch, to the last observation: R's `quantile()`.
  case midpointToLastTime = "midpoint_to_last_time"
  /// Halfway to the next event; on the last stretch, its beginning: R's `print()`.
  case midpointElseStart = "midpoint_else_start"
  /// Halfway to the next event; on the last stretch, not estimable: SAS.
  case midpointToNextEvent = "midpoint_to_next_event"
  /// The beginning of the stretch.
  case start
}

/// A time by which a share of the subjects has had the event, with its limits; nil where it was not reached.
public struct QuantileEstimate: Sendable, Equatable {
  /// The share that has had the event: 0.5 for the median.
  public let probability: Double
  /// The time.
  public let estimate: Double?
  /// The lower confidence limit.
  public let lower: Double?
  /// The upper confidence limit.
  public let upper: Double?
}

extension KaplanMeier {
  /// The time at which S falls to 1 − p, with limits where the band crosses that height.
  ///
  /// The limits are the quantiles of the lower and of the upper limits of the curve, whatever its transform. Heights
  /// are compared with a tolerance of √ε, since ∏(1 − 1/n) is seldom exactly 0.5.
  ///
  /// - Parameters:
  ///   - probability: the share that has had the event, 0.5 for the median.
  ///   - band: the limits of this curve; nil for no limits.
  ///   - rule: what the quantile is where the curve is level.
  /// - Returns: the time and its limits, each nil where it is not reached.
  ///
  /// Brookmeyer & Crowley (1982), *Biometrics* 38, 29-41, doi:10.2307/2530286.
  public func quantile(
    _ probability: Double, band: ConfidenceBand? = nil, rule: PlateauRule = .midpointToLastTime
  ) -> QuantileEstimate {
    QuantileEstimate(
      probability: probability, estimate: crossing(survival, probability, rule),
      lower: band.flatMap { crossing($0.lower, probability, rule) },
      upper: band.flatMap { crossing($0.upper, probability, rule) })
  }

  /// The median survival time, with limits.
  ///
  /// - Parameters:
  ///   - band: the limits of this curve; nil for no limits.
  ///   - rule: what the median is where the curve is level at a half.
  /// - Returns: the time and its limits, each nil where it is not reached.
  public func median(band: ConfidenceBand? = nil, rule: PlateauRule = .midpointToLastTime) -> QuantileEstimate {
    quantile(0.5, band: band, rule: rule)
  }

  /// Where a falling curve (or limit) reaches 1 − p.
  private func crossing(_ heights: [Double], _ probability: Double, _ rule: PlateauRule) -> Double? {
    guard probability > 0 else { return origin }
    let height = 1 - probability
    guard let first = heights.firstIndex(where: { $0 <= height + Self.tolerance }) else { return nil }
    let start = table.times[first]
    guard heights[first] >= height - Self.tolerance, rule != .start else { return start }
    if let next = heights[first...].firstIndex(where: { $0 < height - Self.tolerance }) {
      return (start + table.times[next]) / 2
    }
    switch rule {
    case .midpointToLastTime: return heights.last?.isNaN == false ? (start + (table.times.last ?? start)) / 2 : nil
    case .midpointToNextEvent: return nil
    case .midpointElseStart, .start: return start
    }
  }

  private static let tolerance = 1.4901161193847656e-08
}
