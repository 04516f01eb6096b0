import Statistics

/// Limits that hold a survival curve at all times of a range together.
///
/// Pointwise limits hold it at each time with the stated probability, and so somewhere outside them far more often.
///
///     Hall-Wellner:      reach √(1/n) (1 + n σ²(t)) k,   k: sup |B| over a...b at the level
///     equal precision:   reach σ(t) c,                   c: sup |B| / √(t (1 − t)) over a...b at the level
///
/// where σ(t) is the standard error of log S(t), B a Brownian bridge, and a, b = n σ²/(1 + n σ²) at the ends of the range. The
/// reach is laid off on the scale of an ``IntervalTransform``; Borgan and Liestøl advise log(−log S) or the arcsine in small samples.
/// Both critical values are computed, not taken from tables: see ``BrownianSupremum``.
///
/// Hall & Wellner (1980), *Biometrika* 67, 133-143, doi:10.1093/biomet/67.1.133. Nair (1984), *Technometrics* 26, 265-275,
/// doi:10.1080/00401706.1984.10487963. Borgan & Liestøl (1990), *Scandinavian Journal of Statistics* 17, 35-41,
/// https://www.jstor.org/stable/4616153.
public struct SimultaneousBand: Sendable {
  /// Which band.
  public enum Kind: String, Sendable, CaseIterable {
    /// Widest at the ends of the range relative to pointwise limits: Hall and Wellner.
    case hallWellner = "hall_wellner"
    /// Pointwise limits, further apart by one factor: Nair.
    case equalPrecision = "equal_precision"
  }

  /// Which band it is.
  public let kind: Kind
  /// The first time at which it holds: the one asked for, or the first event.
  public let from: Double
  /// The last time at which it holds: the one asked for, or the last event that leaves survival above zero.
  public let to: Double
  /// k or c.
  public let criticalValue: Double
  /// The lower limits, one for each time of the table; NaN outside of the range.
  public let lower: [Double]
  /// The upper limits, one for each time of the table; NaN outside of the range.
  public let upper: [Double]
}

extension KaplanMeier {
  /// A band that holds at all times of a range together.
  ///
  /// - Parameters:
  ///   - kind: which band.
  ///   - transform: the scale on which it is symmetric.
  ///   - level: its coverage.
  ///   - from: where it begins; no earlier than the first event.
  ///   - to: where it ends; no later than the last event that leaves survival above zero.
  /// - Returns: nil where no event lies before the end of the range.
  public func simultaneousBand(
    _ kind: SimultaneousBand.Kind, _ transform: IntervalTransform = .logLog, level: Double = 0.95, from: Double? = nil,
    to: Double? = nil
  ) -> SimultaneousBand? {
    let usable = table.times.indices.filter {
      table.events[$0] > 0 && survival[$0] > 0 && standardErrorOfLog[$0] > 0 && standardErrorOfLog[$0].isFinite
    }
    guard let first = usable.first, let last = usable.last else { return nil }
    let start = max(from ?? table.times[first], table.times[first])
    let end = min(to ?? table.times[last], table.times[last])
    guard start <= end else { return nil }
    let count = table.count
    func variance(_ time: Double) -> Double {
      let error = standardErrorOfLog[table.times.partitionPoint { $0 <= time } - 1]
      return count * error * error
    }
    let (a, b) = (variance(start) / (1 + variance(start)), variance(end) / (1 + variance(end)))
    let supremum: BrownianSupremum = kind == .hallWellner ? .bridge(from: a, to: b) : .scaled(from: a, to: b)
    let critical = supremum.quantile(level)
    var lower = [Double](repeating: .nan, count: table.times.count)
    var upper = lower
    // From the time at or before the start on: its step reaches into the range.
    let begin = table.times.partitionPoint { $0 <= start } - 1
    for i in begin..<table.times.partitionPoint({ $0 <= end }) {
      let error = standardErrorOfLog[i]
      let unit = kind == .hallWellner ? (1 + count * error * error) / count.squareRoot() : error
      (lower[i], upper[i]) = transform.limits(survival[i], error: unit, reach: critical)
    }
    return SimultaneousBand(
      kind: kind, from: start, to: end, criticalValue: critical, lower: lower, upper: upper)
  }
}
