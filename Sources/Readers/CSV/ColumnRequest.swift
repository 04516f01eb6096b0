import Cohorts

/// What is asked of a column before it is read.
struct ColumnRequest: Sendable {
  /// Its declared type; by content where `nil`.
  var type: ColumnType?
  /// Its declared levels, in order.
  var levels: [String]?
  /// Whether it holds ids, which are whole numbers or texts and nothing else.
  var isIdentifier = false
  /// Whether something counts on its numbers, though no type is declared: one that holds any is read as whole numbers, or
  /// else as numbers, and what is neither is a fault of its row.
  var isNumeric = false

  /// The texts that stand for a missing value, and tell why it is.
  var missing: [String] = []

  /// Whether a missing value means no: of a flag that is ticked or left blank, as ADaM's are.
  var blankIsNo = false

  /// A column of which nothing is known.
  static let byContent = ColumnRequest()

  /// Whether a text is not yet among those that stand for a missing value.
  func isNew(_ text: String) -> Bool { !missing.contains(text) }

  /// A column as it is asked for, read as its type: blank is no, but not for what is missing for a reason.
  func completed(_ column: Column) -> Column {
    guard blankIsNo, case .flag(let values) = column.storage else { return column }
    let flags = values.indices.map { column.validity[$0] && values[$0] }
    guard let reasons = column.reasons else { return Column(.flag(flags)) }
    let present = flags.indices.map { column.validity[$0] || reasons.codes[$0] == 0 }
    return Column(.flag(flags), validity: Validity(present), reasons: reasons)
  }

  /// As what a column is first read.
  func firstTask(_ column: Int, guess: ColumnKind) -> ColumnTask {
    switch type {
    case nil where isIdentifier:
      ColumnTask(column: column, kind: guess == .integer ? .integer : .text, isDeclared: false)
    case nil:
      ColumnTask(column: column, kind: guess, isDeclared: isNumeric && guess.isDecimal)
    case .number:
      ColumnTask(column: column, kind: guess == .number(point: 44) ? guess : .number(point: 46), isDeclared: true)
    case .integer: ColumnTask(column: column, kind: .integer, isDeclared: true)
    case .flag: ColumnTask(column: column, kind: .flag, isDeclared: true)
    case .category: ColumnTask(column: column, kind: .category, isDeclared: true)
    case .text: ColumnTask(column: column, kind: .text, isDeclared: true)
    case .date: ColumnTask(column: column, kind: .date(.dayFirst), isDeclared: true)
    case .dateTime: ColumnTask(column: column, kind: .dateTime, isDeclared: true)
    case .time: ColumnTask(column: column, kind: .time, isDeclared: true)
    }
  }
}
