/// Something that a format cannot hold.
public struct WriteLimit: Sendable, Hashable, CustomStringConvertible {
  /// The table that it is in.
  public var table: String
  /// The column; `nil` where it is the table itself.
  public var column: String?
  /// The row, from 1; the first where several are concerned.
  public var row: Int?
  /// How many rows are concerned.
  public var rows: Int
  /// What it is, and what the format holds: `the name has 11 characters, of at most 8`.
  public var what: String

  /// A limit that is met.
  public init(table: String, column: String? = nil, row: Int? = nil, rows: Int = 1, what: String) {
    self.table = table
    self.column = column
    self.row = row
    self.rows = rows
    self.what = what
  }

  /// Where and what.
  public var description: String {
    var words = table
    if let column { words += ", column \"\(column)\"" }
    if let row { words += ", row \(row)" + (rows > 1 ? " and \(rows - 1) more" : "") }
    return words + ": " + what
  }
}
