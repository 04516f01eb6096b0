import OrderedCollections

/// When something that is computed from rows of a linked table becomes known.
///
/// 1. Where all columns that are read are declared to be known at baseline, it is known there. A count of rows reads none: it is
///    known at baseline where all columns that are declared are.
/// 2. The day of a subject's first row, `min(day)` or `first(day)`, is known on that day, as `transplant_day` is: whether there will
///    be such a row is not known before. That holds where the condition reads nothing that may be learned later than the day: of an
///    assessment anything in its row; of an adverse event its term, its class and the scale, but not the grade that it reached.
/// 3. Everything else is known after the origin: the worst grade of a subject shows only when all rows are there.
struct RowLateness {
  private let expression: RowExpression
  private let table: String
  private let cohort: Cohort

  init(_ expression: RowExpression, of table: String, in cohort: Cohort) {
    self.expression = expression
    self.table = table
    self.cohort = cohort
  }

  /// When a variable of that name becomes known.
  func knownAt(as name: String?) -> KnownAt {
    if let known = knownAtBaseline { return known }
    if let name, isFirstDay { return .onDay([name]) }
    return .afterOrigin
  }

  /// Baseline, where all that is read is known there; otherwise `nil`.
  var knownAtBaseline: KnownAt? {
    let described = cohort.dictionary.linked[table] ?? [:]
    let declared =
      expression.columns.isEmpty
      ? described.values.compactMap(\.knownAt).map(Optional.some) : expression.columns.map { described[$0]?.knownAt }
    return !declared.isEmpty && declared.allSatisfy { $0 == .baseline } ? .baseline : nil
  }

  /// Whether the value is the day of the first row that counts.
  private var isFirstDay: Bool {
    guard case .grouped(let function, let arguments) = expression.value.form, [.min, .first, .only].contains(function),
      case .column(let day)? = arguments.first?.form, let role = roleOfDay(day), expression.condition?.readsRows != true
    else { return false }
    if function == .first, let order = expression.order, order.form != .column(day) { return false }
    let read = expression.condition.map { Expression.columns(of: [$0]) } ?? []
    return role == .day || read.allSatisfy { column in Self.knownAtOnset.contains { isColumn(column, playing: $0) } }
  }

  /// What is known of an adverse event when it begins.
  private static let knownAtOnset: [ColumnRole] = [.term, .organClass, .scale, .onset]

  private func roleOfDay(_ column: String) -> ColumnRole? {
    [ColumnRole.onset, .day].first { isColumn(column, playing: $0) }
  }

  private func isColumn(_ column: String, playing role: ColumnRole) -> Bool {
    cohort.column(playing: role, inTable: table) == column
  }
}

extension Node {
  /// Whether a function over rows is called.
  fileprivate var readsRows: Bool {
    if case .grouped = form { return true }
    return form.children.contains { $0.readsRows }
  }
}
