/// A column under a name, for an expression that reads it outside of any cohort.
public struct ExpressionColumn: Sendable {
  /// The name by which the expression reads it.
  public let name: String
  /// The values.
  public let column: Column
  /// The unit, where it has one.
  public let unit: String?

  /// A column under a name.
  public init(_ name: String, _ column: Column, unit: String? = nil) {
    self.name = name
    self.column = column
    self.unit = unit
  }
}

extension Column {
  /// The value of an expression for each row of columns that belong to no cohort, by the same rules as in one.
  ///
  /// - Parameters:
  ///   - source: The expression.
  ///   - columns: The columns that it may read, all of one length.
  ///   - table: What holds them, for messages.
  /// - Returns: The values, and their unit where it can be told.
  /// - Throws: ``CohortError/expression(_:)``, and ``CohortError/lengths(table:column:expected:found:)``.
  public static func computed(
    _ source: String, over columns: [ExpressionColumn], of table: String = "the columns"
  ) throws(CohortError) -> (column: Column, unit: String?) {
    let count = columns.first?.column.count ?? 0
    for other in columns where other.column.count != count {
      throw .lengths(table: table, column: other.name, expected: count, found: other.column.count)
    }
    do throws(ExpressionError) {
      let root = try Expression(parsing: source).root
      var byName: [String: Column] = [:]
      var units: [String: Unit] = [:]
      for column in columns {
        byName[column.name] = column.column
        units[column.name] = column.unit.flatMap(Unit.init)
      }
      let binder = Binder(
        source: source, table: table, names: columns.map(\.name), columns: byName, units: units)
      let term = try binder.term(root)
      return (term.column(count), term.unit?.text)
    } catch {
      throw .expression(error)
    }
  }
}
