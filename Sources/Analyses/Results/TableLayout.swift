public import Cohorts

/// How the rows of a result are arranged as a table.
///
/// It holds no values: a cell names the statistic that it shows. A cell shows rows of the group, variable and time that its line and its
/// column name together; where both name one, the column's counts. What is shown, and how, is the column's, unless the line has
/// its own: so a column may be a group of subjects, and each line another kind of summary.
public struct TableLayout: Sendable, Hashable, Codable {
  /// One line of the table, which shows the rows of one group, variable and time; a heading where there are no such rows.
  public struct Line: Sendable, Hashable, Codable {
    /// What stands at the head of the line.
    public var label: String
    /// The group of the rows shown.
    public var group: String?
    /// The variable of the rows shown.
    public var variable: String?
    /// The time of the rows shown.
    public var time: Double?
    /// How deeply the label is indented: 0 for not at all.
    public var indent: Int
    /// What its cells show, in the place of what their columns say.
    public var cell: Cell?
    /// How its numbers are written, in the place of what their columns say.
    public var format: Format?

    /// A line.
    public init(
      _ label: String, group: String? = nil, variable: String? = nil, time: Double? = nil, indent: Int = 0,
      cell: Cell? = nil, format: Format? = nil
    ) {
      self.label = label
      self.group = group
      self.variable = variable
      self.time = time
      self.indent = indent
      self.cell = cell
      self.format = format
    }
  }

  /// What a cell shows: one statistic, or several that are read together.
  public enum Cell: Sendable, Hashable, Codable {
    /// A statistic.
    case value(String)
    /// The interval between two statistics.
    case interval(lower: String, upper: String)
    /// A statistic and, in brackets, the interval between two others.
    case estimate(String, lower: String, upper: String)
    /// A count, out of another where one is named, and in brackets its proportion, such as `284 (86.3%)` or `284/329 (86.3%)`.
    case share(count: String, of: String?, proportion: String)
    /// A statistic and, in brackets, its spread, such as a mean and its standard deviation.
    case spread(String, by: String)

    /// The statistics that the cell shows, in order.
    public var statistics: [String] {
      switch self {
      case .value(let statistic): [statistic]
      case .interval(let lower, let upper): [lower, upper]
      case .estimate(let statistic, let lower, let upper): [statistic, lower, upper]
      case .share(let count, let total, let proportion): [count] + (total.map { [$0] } ?? []) + [proportion]
      case .spread(let statistic, let spread): [statistic, spread]
      }
    }
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
    /// How the numbers are written; counts are written as counts whatever is said here.
    public var format: Format
    /// The group of the rows shown; `nil` for that of the line.
    public var group: String?
    /// The variable of the rows shown; `nil` for that of the line.
    public var variable: String?
    /// What stands over its header and those of its neighbours with the same words; empty for nothing.
    public var over: String
    /// Whether it shows what it says itself also in lines that have their own: so does a column beside those of groups.
    ///
    /// Of several lines about one variable, such as that of missing values, it is the first that shows it.
    public var keepsOwn: Bool

    /// A column.
    public init(
      _ header: String, _ cell: Cell, _ format: Format, group: String? = nil, variable: String? = nil,
      over: String = "", keepsOwn: Bool = false
    ) {
      self.header = header
      self.cell = cell
      self.format = format
      self.group = group
      self.variable = variable
      self.over = over
      self.keepsOwn = keepsOwn
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
