import Cohorts
import OrderedCollections

/// A table in a file: found and described, its values not yet read.
///
/// What each format gives, so that everything after it is the same whatever the format.
protocol TableSource: Sendable {
  /// The name under which faults show it: the file's, and the member's where the file holds several.
  var name: String { get }

  /// What the file itself calls the table, such as `ADSL`; `nil` where the format has no name for it.
  var tableName: String? { get }

  /// The words under which the file describes the table.
  var label: String? { get }

  /// The names of the columns, in order.
  var header: [String] { get }

  /// The columns that the file says tell the rows apart, in order; none where it says nothing.
  var key: [String] { get }

  /// The number of rows.
  var rowCount: Int { get }

  /// The number of bytes that are read for it, to tell how far reading has come.
  var byteCount: Int { get }

  /// What the file says of each column, one a column.
  var descriptions: [ColumnDescription] { get }

  /// Reads all columns.
  ///
  /// - Parameters:
  ///   - requests: What is asked of each column, one a column.
  ///   - progress: Is told the number of bytes read since the last call, from any thread.
  /// - Returns: The columns, in the order of the header.
  /// - Throws: ``DataFaults`` for what is wrong with the values, or does not fit what is asked.
  func read(_ requests: [ColumnRequest], progress: (@Sendable (Int) -> Void)?) throws(DataFaults) -> ReadColumns

  /// Where a value stands; rows and columns are counted from 0.
  func place(row: Int, column: Int) -> Place

  /// A value as it is written in the file.
  func text(row: Int, column: Int) -> String
}

/// The columns of a table, typed, and what was decided in reading them.
struct ReadColumns: Sendable {
  /// The columns, in the order of the table.
  var columns: [Column]
  /// What nobody declared and was decided, a sentence each.
  var notes: [String]
}

extension TableSource {
  var tableName: String? { nil }
  var label: String? { nil }
  var key: [String] { [] }
  var descriptions: [ColumnDescription] { header.map { _ in ColumnDescription() } }

  /// The row of a value as people count it there: its line in a text, its number in a table.
  func rowWords(_ row: Int, column: Int) -> String {
    place(row: row, column: column).line.map { "line \($0)" } ?? "row \(row + 1)"
  }

  /// The text of a subject's cell and its place in the file; of a derived column its value, which has no place.
  func cell(_ name: String, row: Int, of cohort: Cohort) -> (text: String, place: Place?) {
    guard let column = header.firstIndex(of: name) else {
      return (cohort.stored.columns[name]?[row].description ?? "", nil)
    }
    return (text(row: row, column: column), place(row: row, column: column))
  }
}
