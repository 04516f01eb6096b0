public import Cohorts

extension Figure {
  /// One lane a subject over a common axis of time, with what lasted as bars and what happened as signs: a swimmer plot.
  ///
  /// A hundred lanes can be read, more of them but seen.
  public struct Lanes: Sendable, Hashable, Codable {
    /// What a lane is, such as "Subject".
    public var rowHeader: String
    /// What the time is counted from, such as "CAR-T infusion".
    public var origin: String
    /// The unit of all times in the figure.
    public var unit: TimeUnit
    /// The unit in which the axis is labelled.
    public var axisUnit: TimeUnit
    /// The names of what lasts, in order, as the legend shows them.
    public var series: [String]
    /// Whether the series have an order, such as depth of response, so that their colours run from pale to strong.
    public var isOrdered: Bool
    /// The names of what happens, in order, as the legend shows them beside their signs.
    public var events: [String]
    /// The lanes, from top to bottom.
    public var lanes: [Lane]

    /// Lanes over time.
    public init(
      rowHeader: String = "Subject", origin: String, unit: TimeUnit, axisUnit: TimeUnit, series: [String],
      isOrdered: Bool = false, events: [String] = [], lanes: [Lane]
    ) {
      self.rowHeader = rowHeader
      self.origin = origin
      self.unit = unit
      self.axisUnit = axisUnit
      self.series = series
      self.isOrdered = isOrdered
      self.events = events
      self.lanes = lanes
    }
  }
}

extension Figure.Lanes {
  /// The course of one subject.
  public struct Lane: Sendable, Hashable, Codable {
    /// Its label; empty for none.
    public var label: String
    /// The heading under which it stands, shown above the first lane that has it; empty for none.
    public var group: String
    /// What lasted, the first below the last where they overlap.
    public var segments: [Segment]
    /// What happened.
    public var marks: [Mark]
    /// Whether the course goes on beyond its end, which an arrow shows.
    public var isOngoing: Bool

    /// A lane.
    public init(
      _ label: String = "", group: String = "", segments: [Segment], marks: [Mark] = [], isOngoing: Bool = false
    ) {
      self.label = label
      self.group = group
      self.segments = segments
      self.marks = marks
      self.isOngoing = isOngoing
    }
  }

  /// Something that lasted, such as a response.
  public struct Segment: Sendable, Hashable, Codable {
    /// When it began, in the unit of the figure.
    public var from: Double
    /// When it ended, or was last known to last.
    public var to: Double
    /// The place of its series; `nil` for what belongs to none, in grey, such as time under observation.
    public var series: Int?

    /// Something that lasted.
    public init(from: Double, to: Double, series: Int? = nil) {
      self.from = from
      self.to = to
      self.series = series
    }
  }

  /// Something that happened, such as a relapse.
  public struct Mark: Sendable, Hashable, Codable {
    /// When it happened, in the unit of the figure.
    public var at: Double
    /// The place of its name among ``Figure/Lanes/events``, which gives its sign.
    public var event: Int

    /// Something that happened.
    public init(at: Double, event: Int) {
      self.at = at
      self.event = event
    }
  }
}
