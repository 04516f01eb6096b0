import Cohorts

/// As what the fields of a column are read.
enum ColumnKind: Sendable, Hashable {
  /// Nothing is known yet: all fields seen were missing.
  case undecided
  /// Whole numbers.
  case integer
  /// Numbers with this decimal point.
  case number(point: UInt8)
  /// Flags.
  case flag
  /// Days, those with the year last in this order.
  case date(Dates.Order)
  /// Moments.
  case dateTime
  /// Times of day, where they are declared.
  case time
  /// Few different texts.
  case category
  /// Texts.
  case text

  /// Whether it is that of numbers with a decimal point.
  var isDecimal: Bool { if case .number = self { true } else { false } }
}

/// A column that is to be read.
struct ColumnTask: Sendable {
  /// Which field of a record it is.
  var column: Int
  /// As what it is read.
  var kind: ColumnKind
  /// Whether the kind was declared: then what does not fit is a fault, and otherwise a reason to read it as another.
  var isDeclared: Bool
}

/// What came of reading one column of one run of records, beside the values.
struct PieceOutcome: Sendable {
  /// The first rows, counted in the run, that did not fit.
  var failures: [Int] = []
  /// The number of rows that did not fit; of a kind that was not declared, reading stops at the first.
  var failureCount = 0
  /// The first rows that held a number out of range.
  var overflows: [Int] = []
  /// The number of rows that held a number out of range.
  var overflowCount = 0
  /// What was seen that only the whole column can decide.
  var seen: UInt8 = 0
  /// Which rows are missing; `nil` where none is.
  var missing: MissingRows?
  /// The bytes of texts.
  var bytes: ByteRun?
  /// The different texts of categories.
  var levels: LevelTable?

  /// The most rows that are remembered for their faults.
  static let remembered = DataFaults.most

  /// Notes that a row has no value.
  mutating func markMissing(_ row: Int, token: Int, of rows: Int) {
    let missing = missing ?? MissingRows(rows: rows)
    missing.mark(row, token: token)
    self.missing = missing
  }

  /// Notes that a row does not fit.
  mutating func fail(_ row: Int) {
    if failures.count < Self.remembered { failures.append(row) }
    failureCount += 1
  }

  /// Notes that a row holds a number out of range.
  mutating func overflow(_ row: Int) {
    if overflows.count < Self.remembered { overflows.append(row) }
    overflowCount += 1
  }
}
