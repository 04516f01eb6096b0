/// What a plugin needs of every cohort, whatever it is asked: columns, endpoints and linked tables, by their names.
public struct CohortNeeds: Sendable, Hashable, Codable {
  /// A column.
  public struct Column: Sendable, Hashable, Codable {
    /// Its name.
    public let name: String
    /// Its kind; `nil` where any will do.
    public let type: ColumnType?

    /// A column, of a kind or of any.
    public init(_ name: String, _ type: ColumnType? = nil) {
      self.name = name
      self.type = type
    }

    /// The column in words: `column gvhd_day (number)`.
    public var words: String { "column \(name)" + (type.map { " (\($0.rawValue))" } ?? "") }
  }

  /// A linked table.
  public struct Table: Sendable, Hashable, Codable {
    /// Its name.
    public let name: String
    /// The columns that it must have.
    public let columns: [Column]

    /// A table with these columns.
    public init(_ name: String, _ columns: [Column] = []) {
      self.name = name
      self.columns = columns
    }

    /// The table in words: `table assessments (column day (number), column response)`.
    public var words: String {
      "table \(name)" + (columns.isEmpty ? "" : " (\(columns.map(\.words).joined(separator: ", ")))")
    }
  }

  /// The subjects' columns.
  public let columns: [Column]
  /// The endpoints.
  public let endpoints: [String]
  /// The linked tables.
  public let tables: [Table]

  /// Columns, endpoints and tables.
  public init(columns: [Column] = [], endpoints: [String] = [], tables: [Table] = []) {
    self.columns = columns
    self.endpoints = endpoints
    self.tables = tables
  }

  /// Whether nothing is needed.
  public var isEmpty: Bool { columns.isEmpty && endpoints.isEmpty && tables.isEmpty }

  /// Each need in words.
  public var words: [String] { columns.map(\.words) + endpoints.map { "endpoint \($0)" } + tables.map(\.words) }
}
