public import Cohorts

/// How the rows of a result are arranged as a table.
///
/// It holds no values: a cell names the statistic that it shows.
public struct TableLayout: Sendable, Hashable, Codable {
  /// One line of the table, which shows the rows of one group, variable and time.
  public struct Line: Sendable, Hashable, Codable {
    /// What stands at the head of the line.
    public var label: String
    /// The group of the rows shown.
    public var group: String?
    /// The variable of the rows shown.
    public var variable: String?
    /// The time of the rows shown.
    public var time: Double?

    /// A line.
    public init(_ label: String, group: String? = nil, variable: String? = nil, time: Double? = nil) {
      self.label = label
      self.group = group
      self.variable = variable
      self.time = time
    }
  }

  /// What a cell shows: one statistic, or an interval between two.
  public enum Cell: Sendable, Hashable, Codable {
    /// A statistic.
    case value(String)
    /// The interval between two statistics.
    case interval(lower: String, upper: String)
    /// A statistic and, in brackets, the interval between two others.
    case estimate(String, lower: String, upper: String)
  }

  /// How numbers are rounded and written.
  public enum Format: String, Sendable, Hashable, Codable {
    /// A whole number, or one with the decimals that it has.
    case count
    /// A duration in the unit of the result.
    case duration
    /// A proportion, shown in percent.
    case proportion
    /// A ratio, such as a hazard ratio.
    case ratio
    /// A test statistic or coefficient.
    case statistic
    /// A p-value.
    case pValue = "p_value"
    /// A text.
    case text
  }

  /// One column of the table.
  public struct Column: Sendable, Hashable, Codable {
    /// What stands at its head.
    public var header: String
    /// What its cells show.
    public var cell: Cell
    /// How the numbers are written.
    public var format: Format

    /// A column.
    public init(_ header: String, _ cell: Cell, _ format: Format) {
      self.header = header
      self.cell = cell
      self.format = format
    }
  }

  /// The table's title.
  public var title: String

  /// What stands at the head of the column of labels.
  public var rowHeader: String

  /// The lines, in order.
  public var lines: [Line]

  /// The columns, in order.
  public var columns: [Column]

  /// The unit in which durations are shown; `nil` for the one that they are recorded in.
  ///
  /// The rows keep the recorded unit. Headers that name a unit name this one.
  public var durations: TimeUnit?

  /// A table.
  public init(
    title: String, rowHeader: String, lines: [Line], columns: [Column], durations: TimeUnit? = nil
  ) {
    self.title = title
    self.rowHeader = rowHeader
    self.lines = lines
    self.columns = columns
    self.durations = durations
  }
}
