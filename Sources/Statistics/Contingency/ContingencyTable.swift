/// Counts of subjects by two categorical variables: rows by columns.
public struct ContingencyTable: Sendable, Equatable {
  /// The counts, row by row.
  public let counts: [[Int]]
  /// The sums of the rows.
  public let rowTotals: [Int]
  /// The sums of the columns.
  public let columnTotals: [Int]
  /// The sum of all counts.
  public let total: Int

  /// Takes counts row by row.
  ///
  /// - Parameter counts: rows of one length.
  /// - Throws: ``ContingencyError``.
  public init(_ counts: [[Int]]) throws(ContingencyError) {
    let width = counts.first?.count ?? 0
    for (row, values) in counts.enumerated() {
      guard values.count == width else { throw .lengths(row: row, expected: width, found: values.count) }
      if let column = values.firstIndex(where: { $0 < 0 }) {
        throw .negative(row: row, column: column, count: values[column])
      }
    }
    self.init(valid: counts)
  }

  /// Takes counts that are known to form a table.
  init(valid counts: [[Int]]) {
    self.counts = counts
    rowTotals = counts.map { $0.reduce(0, +) }
    columnTotals = (counts.first ?? []).indices.map { column in counts.reduce(0) { $0 + $1[column] } }
    total = rowTotals.reduce(0, +)
  }

  /// The number of rows.
  public var rows: Int { counts.count }
  /// The number of columns.
  public var columns: Int { columnTotals.count }

  /// The table without the rows and columns that hold nobody: they say nothing of an association.
  public var withoutEmptyLines: ContingencyTable {
    let kept = columnTotals.indices.filter { columnTotals[$0] > 0 }
    return ContingencyTable(
      valid: zip(counts, rowTotals).filter { $0.1 > 0 }.map { row in kept.map { row.0[$0] } })
  }

  /// The counts to be expected if rows and columns were independent: row total × column total / total.
  public var expected: [[Double]] {
    rowTotals.map { row in columnTotals.map { total > 0 ? Double(row) * Double($0) / Double(total) : 0 } }
  }

  /// Rows and columns exchanged.
  public var transposed: ContingencyTable {
    ContingencyTable(valid: columnTotals.indices.map { column in counts.map { $0[column] } })
  }
}

/// What is wrong with the counts handed to a contingency table; rows and columns count from 0.
public enum ContingencyError: Error, Equatable, Sendable {
  /// A row has another length than the first.
  case lengths(row: Int, expected: Int, found: Int)
  /// A count is below zero.
  case negative(row: Int, column: Int, count: Int)
  /// The scores of a trend are not one for each group.
  case scores(expected: Int, found: Int)
  /// A table must have as many rows as columns.
  case notSquare(rows: Int, columns: Int)
}

extension ContingencyError: CustomStringConvertible {
  /// What was expected, what was found, and where.
  public var description: String {
    switch self {
    case .lengths(let row, let expected, let found):
      "row \(row + 1) of the table has \(found) counts; expected \(expected), as in the first"
    case .negative(let row, let column, let count):
      "row \(row + 1), column \(column + 1) of the table: count is \(count); expected zero or more"
    case .scores(let expected, let found):
      "\(found) scores; expected \(expected), one for each group"
    case .notSquare(let rows, let columns):
      "the table has \(rows) rows and \(columns) columns; expected as many of the one as of the other"
    }
  }
}
