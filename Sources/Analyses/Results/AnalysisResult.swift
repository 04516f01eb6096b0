/// What an analysis found: rows of statistics, and how they may be shown.
///
/// Nothing here is rounded or made into words that carry numbers; that is left to reports.
public struct AnalysisResult: Sendable, Hashable, Codable {
  /// An argument that was in force, given or by default.
  public struct Setting: Sendable, Hashable, Codable {
    /// The parameter's name.
    public var name: String
    /// The value, as a script would write it.
    public var value: String
    /// Whether the script left it out.
    public var isDefault: Bool

    /// A setting.
    public init(name: String, value: String, isDefault: Bool) {
      self.name = name
      self.value = value
      self.isDefault = isDefault
    }
  }

  /// The full name of the analysis, such as `survival.kaplan_meier`; set by the contract.
  public var analysis: String

  /// The title under which it is shown.
  public var title: String

  /// What was done, in full sentences that could stand in a paper's methods: estimator, interval, ties, boundary rules.
  public var methods: [String]

  /// The arguments in force; set by the contract.
  public var settings: [Setting]

  /// The statistics.
  public var rows: [Row]

  /// How the rows are arranged as tables.
  public var tables: [TableLayout]

  /// The figures.
  public var figures: [Figure]

  /// What a reader must know before they trust it.
  public var cautions: [Caution]

  /// A result.
  public init(
    title: String, methods: [String] = [], rows: [Row] = [], tables: [TableLayout] = [], figures: [Figure] = [],
    cautions: [Caution] = []
  ) {
    self.analysis = ""
    self.title = title
    self.methods = methods
    self.settings = []
    self.rows = rows
    self.tables = tables
    self.figures = figures
    self.cautions = cautions
  }

  /// The row of a statistic, the first that fits; of all subjects together also where the row has another of their names.
  public func row(_ statistic: String, group: String? = nil, variable: String? = nil, time: Double? = nil) -> Row? {
    func first(_ isOfGroup: (String?) -> Bool) -> Row? {
      rows.first {
        $0.statistic == statistic && $0.variable == variable && $0.time == time && isOfGroup($0.group)
      }
    }
    return first { $0 == group } ?? (AllTogether.isName(group) ? first(AllTogether.isName) : nil)
  }
}
