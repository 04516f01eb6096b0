public import Cohorts

/// A figure of step curves over time, as data: what is drawn, and not how.
public struct Figure: Sendable, Hashable, Codable {
  /// One curve, with its band and its censoring times.
  public struct Curve: Sendable, Hashable, Codable {
    /// The group that the curve belongs to.
    public var group: String
    /// The times at which the curve steps, ascending, in `unit`.
    public var time: [Double]
    /// The height from each time on; before the first it is 1.
    public var estimate: [Double]
    /// The lower limit from each time on; `nil` where it is undefined.
    public var lower: [Double?]
    /// The upper limit from each time on; `nil` where it is undefined.
    public var upper: [Double?]
    /// The times at which somebody was censored, ascending.
    public var censored: [Double]
    /// The time at which the curve begins: 0, or the landmark.
    public var start: Double
    /// The last time observed, up to which the curve is drawn.
    public var end: Double
    /// The median, where it is reached.
    public var median: Double?

    /// A curve.
    public init(
      group: String, time: [Double], estimate: [Double], lower: [Double?] = [], upper: [Double?] = [],
      censored: [Double] = [], start: Double = 0, end: Double, median: Double? = nil
    ) {
      self.group = group
      self.time = time
      self.estimate = estimate
      self.lower = lower
      self.upper = upper
      self.censored = censored
      self.start = start
      self.end = end
      self.median = median
    }
  }

  /// The number at risk in each group at each labelled time of the axis.
  public struct RiskTable: Sendable, Hashable, Codable {
    /// The times, ascending, in the unit of the figure: the ticks of the axis.
    public var times: [Double]
    /// For each curve, in order, the number at risk at each time.
    public var atRisk: [[Double]]

    /// A table of numbers at risk.
    public init(times: [Double], atRisk: [[Double]]) {
      self.times = times
      self.atRisk = atRisk
    }
  }

  /// The title.
  public var title: String
  /// What the height means, such as "Progression-free survival".
  public var yLabel: String
  /// What the time is counted from, such as "CAR-T infusion".
  public var origin: String
  /// The unit of all times in the figure.
  public var unit: TimeUnit
  /// The unit in which the axis is labelled.
  public var axisUnit: TimeUnit
  /// The curves, in order.
  public var curves: [Curve]
  /// The numbers at risk under the axis; its times are the ticks of the axis.
  public var riskTable: RiskTable
  /// Short statements to stand in the figure, such as a test with its p-value.
  public var annotations: [Annotation]

  /// A statement that stands in the figure: words, and a number that follows them.
  public struct Annotation: Sendable, Hashable, Codable {
    /// The words, such as "Log-rank test".
    public var label: String
    /// The number.
    public var value: Quantity
    /// How the number is written.
    public var format: TableLayout.Format

    /// A statement.
    public init(_ label: String, _ value: Quantity, _ format: TableLayout.Format) {
      self.label = label
      self.value = value
      self.format = format
    }
  }

  /// A figure.
  public init(
    title: String, yLabel: String, origin: String, unit: TimeUnit, axisUnit: TimeUnit, curves: [Curve],
    riskTable: RiskTable, annotations: [Annotation] = []
  ) {
    self.title = title
    self.yLabel = yLabel
    self.origin = origin
    self.unit = unit
    self.axisUnit = axisUnit
    self.curves = curves
    self.riskTable = riskTable
    self.annotations = annotations
  }
}

extension Figure {
  /// The times at which an axis is labelled: from 0, evenly, at the intervals that are usual for the unit.
  ///
  /// - Parameters:
  ///   - end: The last time shown, in `unit`.
  ///   - unit: The unit of the times.
  ///   - axisUnit: The unit in which the axis is labelled.
  /// - Returns: Two to nine times in `unit`, the first 0 and none beyond the end; 0 and one axis unit where there is no length
  ///   to divide.
  public static func ticks(to end: Double, unit: TimeUnit, axisUnit: TimeUnit) -> [Double] {
    let length = unit.convert(end, to: axisUnit)
    guard length > 1e-9, length.isFinite else { return [0, axisUnit.convert(1, to: unit)] }
    let width = tickWidth(length, axisUnit)
    let count = Int((length / width + 1e-9).rounded(.down))
    return (0...count).map { min(axisUnit.convert(Double($0) * width, to: unit), end) }
  }

  /// The smallest usual interval of which at most eight fit into the length of an axis; at least one does.
  private static func tickWidth(_ length: Double, _ unit: TimeUnit) -> Double {
    let usual: [Double] =
      switch unit {
      case .months: [1, 2, 3, 6, 12, 24, 36, 60, 120]
      case .weeks: [1, 2, 4, 8, 12, 26, 52, 104]
      case .days, .years: []
      }
    if let width = usual.first(where: { length / $0 <= 8 }), width <= length { return width }
    var decade = 1.0
    while length / decade > 8 { decade *= 10 }
    while length / decade <= 0.8 { decade /= 10 }
    // Of 8 or fewer decades, more than 0.8: a fifth or a half of one may still do.
    return [decade / 10, decade / 5, decade / 2].first { length / $0 <= 8 } ?? decade
  }
}
