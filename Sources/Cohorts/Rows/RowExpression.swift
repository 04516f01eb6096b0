/// What is computed from the rows of a linked table: an expression in which functions over all rows of a subject may stand, which
/// rows count, and in what order.
///
///     max(grade) where term == 'CRS'
///     first(response) where not is_missing(response) by day
///     onset_day - first(onset_day)
///
/// - **One value a subject** is made by `count() n_distinct(x) any(c) all(c) min(x) max(x) sum(x) mean(x) median(x) first(x) last(x) only(x)`.
///   Missing values are passed over, but by `only`. Without rows `count` and `n_distinct` are 0, `any` is false, and the others are missing.
/// - **One value a row** is made by `row_number() previous(x) next(x) running_sum(x) running_min(x) running_max(x)`, by columns, and by
///   the functions above, whose value stands in each row of the subject.
/// - **`where`** says which rows count; rows for which it is unknown do not, and their number is told.
/// - **`by`** says in what order the rows stand, ascending; rows of one day stay as they are in the table. Without it the order is that
///   of the table's day (its column for the onset, or for the day of the assessment), or of the table where it has none. A row
///   whose day is missing has no place in the order: functions that depend on it pass over such rows.
public struct RowExpression: Sendable, Hashable {
  /// The expression as it was written.
  public let source: String

  /// The columns of the linked table that it reads, its conditions and its order among them.
  public let columns: [String]

  let value: Node
  let condition: Node?
  let order: Node?

  /// Reads an expression over rows; whether it fits a table's columns shows when it is used.
  public init(parsing source: String) throws(ExpressionError) {
    self.source = source
    (value, condition, order) = try Parser.parseRows(source)
    columns = Expression.columns(of: [value, condition, order].compactMap { $0 })
  }

  /// The column whose value in the only row of each subject it gives as it is, where it does.
  var onlyColumn: String? {
    guard case .grouped(.only, let arguments) = value.form, case .column(let name)? = arguments.first?.form else {
      return nil
    }
    return name
  }

  /// Whether its value depends on the order of the rows.
  var isOrdered: Bool { value.callsOrdered || condition?.callsOrdered ?? false }
}

extension Node {
  /// Whether a function is called whose value depends on the order of rows.
  fileprivate var callsOrdered: Bool {
    if case .grouped(let function, _) = form, function.isOrdered { return true }
    return form.children.contains { $0.callsOrdered }
  }
}
