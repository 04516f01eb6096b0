public import Cohorts

extension Figure {
  /// Step curves over time: one panel, or several that share their vertical axis.
  public struct Curves: Sendable, Hashable, Codable {
    /// Where curves begin and whither they go.
    public enum Direction: String, Sendable, Hashable, Codable {
      /// From 1 downwards, as survival does.
      case falling
      /// From 0 upwards, as a cumulative incidence or hazard does.
      case rising
    }

    /// What the height means, such as "Progression-free survival".
    public var yLabel: String
    /// Where the curves begin and whither they go.
    public var direction: Direction
    /// How heights are written: ``TableLayout/Format/proportion`` in percent, and anything else as bare numbers.
    public var format: TableLayout.Format
    /// The upper end of the vertical axis; `nil` for a round number above the data.
    ///
    /// The lower end is 0.
    public var top: Double?
    /// The unit of all times in the figure.
    public var unit: TimeUnit
    /// The unit in which the axis is labelled.
    public var axisUnit: TimeUnit
    /// The confidence level of all bands; `nil` where there are none, or it is said elsewhere.
    public var level: Double?
    /// The panels, in order; a group has the same place in each, so that it looks alike in all.
    public var panels: [Panel]

    /// Step curves.
    public init(
      yLabel: String, direction: Direction = .falling, format: TableLayout.Format = .proportion, top: Double? = 1,
      unit: TimeUnit, axisUnit: TimeUnit, level: Double? = nil, panels: [Panel]
    ) {
      self.yLabel = yLabel
      self.direction = direction
      self.format = format
      self.top = top
      self.unit = unit
      self.axisUnit = axisUnit
      self.level = level
      self.panels = panels
    }
  }
}

extension Figure.Curves {
  /// Curves over one axis of time, with the numbers at risk beneath it.
  public struct Panel: Sendable, Hashable, Codable {
    /// What tells the panel from the others, such as "Landmark at day 90"; empty where there is only one.
    public var title: String
    /// What the time is counted from, such as "CAR-T infusion".
    public var origin: String
    /// The curves, in order.
    public var curves: [Figure.Curve]
    /// The numbers under the axis; its times are the ticks of the axis.
    public var riskTable: Figure.RiskTable
    /// Short statements to stand in the panel, such as a test with its p-value.
    public var annotations: [Figure.Annotation]
    /// A time that is marked by a line, such as a landmark, in the unit of the figure.
    public var landmark: Double?

    /// A panel.
    public init(
      title: String = "", origin: String, curves: [Figure.Curve], riskTable: Figure.RiskTable,
      annotations: [Figure.Annotation] = [], landmark: Double? = nil
    ) {
      self.title = title
      self.origin = origin
      self.curves = curves
      self.riskTable = riskTable
      self.annotations = annotations
      self.landmark = landmark
    }
  }
}

extension Figure {
  /// One step curve, with its bands and its censoring times.
  public struct Curve: Sendable, Hashable, Codable {
    /// The group that the curve belongs to.
    public var group: String
    /// The times at which the curve steps, ascending, in the unit of the figure.
    public var time: [Double]
    /// The height from each time on.
    public var estimate: [Double]
    /// The lower limit from each time on; `nil` where it is undefined.
    public var lower: [Double?]
    /// The upper limit from each time on; `nil` where it is undefined.
    public var upper: [Double?]
    /// The band that holds for all times together, where there is one.
    public var simultaneous: Band?
    /// The times at which somebody was censored, ascending.
    public var censored: [Double]
    /// The time at which the curve begins: 0, or the landmark.
    public var start: Double
    /// The last time observed, up to which the curve is drawn.
    public var end: Double
    /// The height before the first step; `nil` for 1 where curves fall, and 0 where they rise.
    public var initial: Double?
    /// The median, where it is reached.
    public var median: Double?
    /// The time from which on so few are at risk that the curve is drawn pale; `nil` where it is steady to its end.
    public var unstableFrom: Double?

    /// A curve.
    public init(
      group: String, time: [Double], estimate: [Double], lower: [Double?] = [], upper: [Double?] = [],
      simultaneous: Band? = nil, censored: [Double] = [], start: Double = 0, end: Double, initial: Double? = nil,
      median: Double? = nil, unstableFrom: Double? = nil
    ) {
      self.group = group
      self.time = time
      self.estimate = estimate
      self.lower = lower
      self.upper = upper
      self.simultaneous = simultaneous
      self.censored = censored
      self.start = start
      self.end = end
      self.initial = initial
      self.median = median
      self.unstableFrom = unstableFrom
    }
  }

  /// The limits of a band, one for each step of its curve.
  public struct Band: Sendable, Hashable, Codable {
    /// The lower limit from each time on; `nil` where it is undefined.
    public var lower: [Double?]
    /// The upper limit from each time on; `nil` where it is undefined.
    public var upper: [Double?]

    /// A band.
    public init(lower: [Double?], upper: [Double?]) {
      self.lower = lower
      self.upper = upper
    }
  }

  /// The numbers of each group at each labelled time of the axis.
  public struct RiskTable: Sendable, Hashable, Codable {
    /// The times, ascending, in the unit of the figure: the ticks of the axis.
    public var times: [Double]
    /// For each curve, in order, the number at risk at each time.
    public var atRisk: [[Double]]
    /// For each curve, in order, the number of events up to and including each time; empty where it is not shown.
    public var events: [[Double]]
    /// For each curve, in order, the number censored up to and including each time; empty where it is not shown.
    public var censored: [[Double]]

    /// A table of numbers at risk and, where they are given, of cumulative events and censorings.
    public init(times: [Double], atRisk: [[Double]], events: [[Double]] = [], censored: [[Double]] = []) {
      self.times = times
      self.atRisk = atRisk
      self.events = events
      self.censored = censored
    }
  }
}
