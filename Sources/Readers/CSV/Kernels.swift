/// Where the values of a column go: the first row of the table.
///
/// Invariant: each has room for every row, and workers write to different rows.
enum Destination: @unchecked Sendable {
  case none
  case numbers(UnsafeMutablePointer<Double>)
  case integers(UnsafeMutablePointer<Int64>)
  case flags(UnsafeMutablePointer<Bool>)
  case days(UnsafeMutablePointer<Int32>)
  case codes(UnsafeMutablePointer<Int32>)
  case ends(UnsafeMutablePointer<Int>)
}

/// Reads one column of a run of records, block by block.
struct Kernel {
  let task: ColumnTask
  let destination: Destination
  /// The row of the table that the run begins with, and its number of rows.
  let firstRow: Int
  let rows: Int
  var outcome = PieceOutcome()

  /// The most different texts of a column that is taken to be categories without being declared so.
  static let mostLevels = 500

  init(_ task: ColumnTask, _ destination: Destination, chunk: CSVChunk) {
    self.task = task
    self.destination = destination
    firstRow = chunk.firstRow
    rows = chunk.rows
    if task.kind == .text { outcome.bytes = ByteRun() }
    if task.kind == .category { outcome.levels = LevelTable() }
  }

  /// Whether reading the column was given up, for it is of another kind.
  private var hasGivenUp: Bool { !task.isDeclared && outcome.failureCount > 0 }

  /// Reads the column's fields of a block.
  mutating func read(_ block: FieldBlock) {
    guard !hasGivenUp else { return }
    let isStrict = !task.isDeclared
    switch (task.kind, destination) {
    case (.undecided, _): readMissing(block)
    case (.integer, .integers(let values)):
      read(block, into: values + (firstRow + block.firstRow), empty: 0) { WholeNumber.parse($0, isStrict: isStrict) }
    case (.number(let point), .numbers(let values)): readNumbers(block, values, point, isStrict)
    case (.flag, .flags(let values)):
      var seen = outcome.seen
      read(block, into: values + (firstRow + block.firstRow), empty: false) {
        Flags.parse($0, isDeclared: !isStrict, seen: &seen)
      }
      outcome.seen = seen
    case (.date(let order), .days(let values)):
      var seen = outcome.seen
      read(block, into: values + (firstRow + block.firstRow), empty: 0) { Dates.day($0, order: order, seen: &seen) }
      outcome.seen = seen
    case (.dateTime, .integers(let values)):
      read(block, into: values + (firstRow + block.firstRow), empty: 0) { Dates.moment($0) }
    case (.time, .integers(let values)):
      read(block, into: values + (firstRow + block.firstRow), empty: 0) { Dates.time($0) }
    case (.category, .codes(let values)): readCategories(block, values)
    case (.text, .ends(let values)): readTexts(block, values)
    default: preconditionFailure("the destination of a column does not fit its kind")
    }
  }

  /// Reads values that a missing token cannot be mistaken for.
  @inline(__always)
  private mutating func read<T>(
    _ block: FieldBlock, into values: UnsafeMutablePointer<T>, empty: T, parse: (FieldText) -> T?
  ) {
    for row in 0..<block.rows {
      let field = block.field(row, task.column)
      if let value = parse(field) {
        values[row] = value
      } else {
        values[row] = empty
        guard missOrFail(field, block.firstRow + row) else { return }
      }
    }
  }

  /// Notes that a field is missing or does not fit; `false` where reading on is of no use.
  @inline(never)
  private mutating func missOrFail(_ field: FieldText, _ row: Int) -> Bool {
    let token = MissingToken.index(of: field)
    if token >= 0 {
      outcome.markMissing(row, token: token, of: rows)
      return true
    }
    outcome.fail(row)
    return task.isDeclared
  }

  private mutating func readMissing(_ block: FieldBlock) {
    for row in 0..<block.rows where !hasGivenUp {
      _ = missOrFail(block.field(row, task.column), block.firstRow + row)
    }
  }

  private mutating func readNumbers(
    _ block: FieldBlock, _ start: UnsafeMutablePointer<Double>, _ point: UInt8, _ isStrict: Bool
  ) {
    let values = start + (firstRow + block.firstRow)
    for row in 0..<block.rows {
      let field = block.field(row, task.column)
      switch Decimal.parse(field, point: point, isStrict: isStrict) {
      case .number(let value): values[row] = value
      case .outOfRange:
        values[row] = .nan
        outcome.overflow(block.firstRow + row)
      case .other:
        values[row] = .nan
        guard missOrFail(field, block.firstRow + row) else { return }
      }
    }
  }

  private mutating func readCategories(_ block: FieldBlock, _ start: UnsafeMutablePointer<Int32>) {
    guard let levels = outcome.levels else { return }
    let values = start + (firstRow + block.firstRow)
    for row in 0..<block.rows {
      let field = block.field(row, task.column)
      let token = MissingToken.textIndex(of: field)
      if token >= 0 {
        values[row] = 0
        outcome.markMissing(block.firstRow + row, token: token, of: rows)
        continue
      }
      values[row] = levels.code(of: field, limit: block.limit)
      if levels.count > Self.mostLevels, !task.isDeclared { return outcome.fail(block.firstRow + row) }
    }
  }

  private mutating func readTexts(_ block: FieldBlock, _ start: UnsafeMutablePointer<Int>) {
    guard let bytes = outcome.bytes else { return }
    let values = start + (firstRow + block.firstRow)
    for row in 0..<block.rows {
      let field = block.field(row, task.column)
      let token = MissingToken.textIndex(of: field)
      if token < 0 {
        bytes.append(field)
      } else {
        outcome.markMissing(block.firstRow + row, token: token, of: rows)
      }
      values[row] = bytes.count
    }
  }
}
