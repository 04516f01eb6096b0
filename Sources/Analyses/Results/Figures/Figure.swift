public import Cohorts

/// A figure as data: what is drawn, and not how.
///
/// Nothing in it is rounded or written out; that, and every choice of colour, pattern and place, is left to reports.
public struct Figure: Sendable, Hashable, Codable {
  /// What a figure shows, by its kind.
  public enum Content: Sendable, Hashable, Codable {
    /// Step curves over time, with numbers at risk.
    case curves(Curves)
    /// Estimates with their intervals, one below the other.
    case forest(Forest)
    /// Marks over two axes.
    case chart(Chart)
    /// Who came into an analysis, and who left it on the way.
    case flow(Flow)
    /// One lane a subject over time.
    case lanes(Lanes)
  }

  /// The title.
  public var title: String
  /// What the figure shows.
  public var content: Content
  /// What a reader must know to read the figure, in full sentences, shown beneath it.
  public var notes: [String]

  /// A figure.
  public init(title: String, _ content: Content, notes: [String] = []) {
    self.title = title
    self.content = content
    self.notes = notes
  }

  /// A figure of curves that fall from 1, in one panel.
  ///
  /// - Parameters:
  ///   - title: The title.
  ///   - yLabel: What the height means, such as "Progression-free survival".
  ///   - origin: What the time is counted from, such as "CAR-T infusion".
  ///   - unit: The unit of all times in the figure.
  ///   - axisUnit: The unit in which the axis is labelled.
  ///   - curves: The curves, in order.
  ///   - riskTable: The numbers under the axis; its times are the ticks of the axis.
  ///   - annotations: Short statements to stand in the figure.
  public init(
    title: String, yLabel: String, origin: String, unit: TimeUnit, axisUnit: TimeUnit, curves: [Curve],
    riskTable: RiskTable, annotations: [Annotation] = []
  ) {
    let panel = Curves.Panel(origin: origin, curves: curves, riskTable: riskTable, annotations: annotations)
    self.init(title: title, .curves(Curves(yLabel: yLabel, unit: unit, axisUnit: axisUnit, panels: [panel])))
  }

  /// The step curves that it shows; `nil` where it is of another kind.
  public var curves: Curves? { if case .curves(let curves) = content { curves } else { nil } }
  /// The forest plot that it shows; `nil` where it is of another kind.
  public var forest: Forest? { if case .forest(let forest) = content { forest } else { nil } }
  /// The chart that it shows; `nil` where it is of another kind.
  public var chart: Chart? { if case .chart(let chart) = content { chart } else { nil } }
  /// The flow of subjects that it shows; `nil` where it is of another kind.
  public var flow: Flow? { if case .flow(let flow) = content { flow } else { nil } }
  /// The lanes that it shows; `nil` where it is of another kind.
  public var lanes: Lanes? { if case .lanes(let lanes) = content { lanes } else { nil } }
}

extension Figure {
  /// A statement that stands in a figure: words, and a number that follows them, with its interval where it has one.
  public struct Annotation: Sendable, Hashable, Codable {
    /// The words, such as "Log-rank test".
    public var label: String
    /// The number.
    public var value: Quantity
    /// How the number and its limits are written.
    public var format: TableLayout.Format
    /// The interval of the number, where it is shown.
    public var interval: Interval?

    /// A statement.
    public init(_ label: String, _ value: Quantity, _ format: TableLayout.Format, interval: Interval? = nil) {
      self.label = label
      self.value = value
      self.format = format
      self.interval = interval
    }
  }

  /// The two limits of an interval.
  public struct Interval: Sendable, Hashable, Codable {
    /// The lower limit.
    public var lower: Quantity
    /// The upper limit.
    public var upper: Quantity
    /// The confidence level, such as 0.95; `nil` where it is said elsewhere.
    public var level: Double?

    /// An interval.
    public init(_ lower: Quantity, _ upper: Quantity, level: Double? = nil) {
      self.lower = lower
      self.upper = upper
      self.level = level
    }
  }

  /// The ends of an axis.
  public struct Limits: Sendable, Hashable, Codable {
    /// The lower end.
    public var lower: Double
    /// The upper end, above the lower one.
    public var upper: Double

    /// The ends of an axis.
    public init(_ lower: Double, _ upper: Double) {
      self.lower = lower
      self.upper = upper
    }
  }

  /// An axis: what it measures, and how.
  public struct Axis: Sendable, Hashable, Codable {
    /// How numbers are spread along an axis.
    public enum Scale: Sendable, Hashable, Codable {
      /// Evenly.
      case linear
      /// By their logarithms; numbers that are not positive have no place.
      case log
      /// Names in place of numbers: the first has the number 0, the next 1, and so on.
      ///
      /// The first stands on the left of a horizontal axis, and on top of a vertical one.
      case categories([String])
    }

    /// What the axis measures, such as "Standardised mean difference".
    public var label: String
    /// The unit, such as "days"; `nil` for a bare number.
    public var unit: String?
    /// How numbers are spread along it.
    public var scale: Scale
    /// Its ends; `nil` for whatever the data need.
    ///
    /// What lies outside is cut off.
    public var limits: Limits?
    /// How its numbers are written: ``TableLayout/Format/proportion`` in percent, and anything else as bare numbers.
    public var format: TableLayout.Format
    /// The numbers that are labelled; `nil` for round ones.
    public var ticks: [Double]?
    /// What is written at ``ticks`` in place of their numbers, such as the names of groups at their scores; `nil` for the numbers.
    public var tickNames: [String]?
    /// What the two sides of 0 are, where two groups stand back to back: both are then labelled with positive numbers.
    public var sides: Sides?

    /// The names of the two sides of 0.
    public struct Sides: Sendable, Hashable, Codable {
      /// What lies below 0.
      public var below: String
      /// What lies above 0.
      public var above: String

      /// The names of two sides.
      public init(_ below: String, _ above: String) {
        self.below = below
        self.above = above
      }
    }

    /// An axis.
    public init(
      _ label: String, unit: String? = nil, scale: Scale = .linear, limits: Limits? = nil,
      format: TableLayout.Format = .statistic, ticks: [Double]? = nil, tickNames: [String]? = nil,
      sides: Sides? = nil
    ) {
      self.label = label
      self.unit = unit
      self.scale = scale
      self.limits = limits
      self.format = format
      self.ticks = ticks
      self.tickNames = tickNames
      self.sides = sides
    }
  }
}
