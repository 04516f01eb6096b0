public import OrderedCollections

/// Named columns of one length.
public struct Table: Sendable, Hashable {
  /// The table's name, such as `subjects` or `adverse_events`.
  public let name: String

  /// The number of rows.
  public let count: Int

  /// The columns, in order.
  public private(set) var columns: OrderedDictionary<String, Column>

  /// A table of columns.
  ///
  /// - Parameters:
  ///   - name: The table's name.
  ///   - columns: Columns of one length.
  /// - Throws: ``CohortError/lengths(table:column:expected:found:)`` where two columns differ in length.
  public init(name: String, columns: OrderedDictionary<String, Column>) throws(CohortError) {
    let count = columns.values.first?.count ?? 0
    for (column, values) in columns where values.count != count {
      throw .lengths(table: name, column: column, expected: count, found: values.count)
    }
    self.name = name
    self.count = count
    self.columns = columns
  }

  /// The column of that name.
  ///
  /// - Throws: ``CohortError/unknownColumn(_:table:nearest:)``.
  public func column(_ name: String) throws(CohortError) -> Column {
    guard let column = columns[name] else {
      throw .unknownColumn(name, table: self.name, nearest: Nearest.name(to: name, among: columns.keys))
    }
    return column
  }

  /// The same table with one more column, or another in the place of one of that name.
  ///
  /// - Throws: ``CohortError/lengths(table:column:expected:found:)`` where the column has another length.
  public func adding(_ column: Column, as name: String) throws(CohortError) -> Table {
    guard column.count == count || columns.isEmpty else {
      throw .lengths(table: self.name, column: name, expected: count, found: column.count)
    }
    var columns = columns
    columns[name] = column
    return try Table(name: self.name, columns: columns)
  }
}
