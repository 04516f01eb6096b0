import CByteKernels

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
///
/// Each kind has short ways for how its values are usually written, which look at the bytes of fields as they stand: numbers
/// and dates many fields at once, where the processor can, then field by field. What these do not understand goes the
/// general way: white space, quotes, signs, tokens for missing values.
struct Kernel {
  let task: ColumnTask
  let destination: Destination
  /// The row of the table that the run begins with, and its number of rows.
  let firstRow: Int
  let rows: Int
  var outcome = PieceOutcome()
  /// What short fields of flags and categories stand for.
  let cache: CodeCache?

  /// The most different texts of a column that is taken to be categories without being declared so.
  static let mostLevels = 500

  /// A reader of a run of records.
  ///
  /// - Parameters:
  ///   - task: The column.
  ///   - destination: Where its values go.
  ///   - levels: The levels that a column of categories is expected to have, in the order of their codes.
  ///   - chunk: The run.
  init(_ task: ColumnTask, _ destination: Destination, levels: [String], chunk: CSVChunk) {
    self.task = task
    self.destination = destination
    firstRow = chunk.firstRow
    rows = chunk.rows
    if task.kind == .text { outcome.bytes = ByteRun() }
    cache = task.kind == .category || task.kind == .flag ? CodeCache() : nil
    if task.kind == .category {
      let table = LevelTable()
      for level in levels { table.add(level) }
      outcome.levels = table
    }
  }

  /// Whether reading the column was given up, for it is of another kind.
  private var hasGivenUp: Bool { !task.isDeclared && outcome.failureCount > 0 }

  /// Reads the column's fields of a block.
  mutating func read(_ block: FieldBlock) {
    guard !hasGivenUp else { return }
    let isStrict = !task.isDeclared
    let row = firstRow + block.firstRow
    switch (task.kind, destination) {
    case (.undecided, _): readMissing(block)
    case (.integer, .integers(let values)):
      read(block, into: values + row, empty: 0) {
        read_whole_numbers($0, isStrict ? 1 : 0, $1)
      } short: {
        ShortDigits.whole($0, isStrict: isStrict)
      } general: {
        WholeNumber.parse($0, isStrict: isStrict)
      }
    case (.number(let point), .numbers(let values)): readNumbers(block, values + row, point, isStrict)
    case (.flag, .flags(let values)): readFlags(block, values + row)
    case (.date(let order), .days(let values)):
      var seen = outcome.seen
      read(block, into: values + row, empty: 0) {
        read_dates($0, $1)
      } short: {
        Dates.plainDay($0)
      } general: {
        Dates.day($0, order: order, seen: &seen)
      }
      outcome.seen = seen
    case (.dateTime, .integers(let values)):
      read(block, into: values + row, empty: 0) { fields, _ in
        Self.all(fields.count)
      } short: { _ in
        nil
      } general: {
        Dates.moment($0)
      }
    case (.time, .integers(let values)):
      read(block, into: values + row, empty: 0) { fields, _ in
        Self.all(fields.count)
      } short: { _ in
        nil
      } general: {
        Dates.time($0)
      }
    case (.category, .codes(let values)): readCategories(block, values + row)
    case (.text, .ends(let values)): readTexts(block, values + row)
    default: preconditionFailure("the destination of a column does not fit its kind")
    }
  }

  // MARK: - Missing values

  /// Notes that a row of the run has no value.
  @inline(__always)
  mutating func miss(_ row: Int, token: Int) {
    if let missing = outcome.missing { missing.mark(row, token: token) } else { missFirst(row, token) }
  }

  @inline(never)
  private mutating func missFirst(_ row: Int, _ token: Int) {
    let missing = MissingRows(rows: rows)
    missing.mark(row, token: token)
    outcome.missing = missing
  }

  /// Notes that a field is missing or does not fit; `false` where reading on is of no use.
  @inline(never)
  mutating func missOrFail(_ field: FieldText, _ row: Int) -> Bool {
    let token = MissingToken.index(of: field)
    if token >= 0 {
      miss(row, token: token)
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

  // MARK: - Values

  /// A bit for each of so many fields, of which there are at most 64.
  @inline(__always)
  private static func all(_ count: Int) -> UInt64 { UInt64.max >> UInt64(64 &- count) }

  /// Reads values that a missing token cannot be mistaken for.
  ///
  /// `many` reads what it understands of some fields, and gives a bit for each of the others.
  @inline(__always)
  private mutating func read<T>(
    _ block: FieldBlock, into values: UnsafeMutablePointer<T>, empty: T,
    many: (fields, UnsafeMutablePointer<T>) -> UInt64, short: (RawField) -> T?, general: (FieldText) -> T?
  ) {
    for start in stride(from: 0, to: block.rows, by: 64) {
      var left = many(block.fields(start, task.column), values + start)
      while left != 0 {
        let row = start &+ left.trailingZeroBitCount
        left &= left &- 1
        let field = block.raw(row, task.column)
        if let value = short(field) {
          values[row] = value
        } else if field.count == 0 {
          values[row] = empty
          miss(block.firstRow + row, token: 0)
        } else if let value = general(FieldText(field, quote: block.quote)) {
          values[row] = value
        } else {
          values[row] = empty
          guard missOrFail(FieldText(field, quote: block.quote), block.firstRow + row) else { return }
        }
      }
    }
  }

  private mutating func readNumbers(
    _ block: FieldBlock, _ values: UnsafeMutablePointer<Double>, _ point: UInt8, _ isStrict: Bool
  ) {
    Decimal.powers.withUnsafeBufferPointer { powers in
      for start in stride(from: 0, to: block.rows, by: 64) {
        var left = read_decimals(block.fields(start, task.column), point, isStrict ? 1 : 0, values + start)
        while left != 0 {
          let row = start &+ left.trailingZeroBitCount
          left &= left &- 1
          let field = block.raw(row, task.column)
          let (isNegative, digits) = field.magnitude
          if let short = ShortDigits.decimal(digits, point: point, isStrict: isStrict), short.mantissa < 1 << 53 {
            // Both are exact doubles, so that the quotient is rounded once, and rightly.
            let value = Double(short.mantissa) / powers[short.places]
            values[row] = isNegative ? -value : value
          } else if field.count == 0 {
            values[row] = .nan
            miss(block.firstRow + row, token: 0)
          } else {
            guard readNumber(FieldText(field, quote: block.quote), values + row, block.firstRow + row, point, isStrict)
            else { return }
          }
        }
      }
    }
  }

  @inline(never)
  private mutating func readNumber(
    _ field: FieldText, _ value: UnsafeMutablePointer<Double>, _ row: Int, _ point: UInt8, _ isStrict: Bool
  ) -> Bool {
    value.pointee = .nan
    switch Decimal.parse(field, point: point, isStrict: isStrict) {
    case .number(let number): value.pointee = number
    case .outOfRange: outcome.overflow(row)
    case .other: return missOrFail(field, row)
    }
    return true
  }
}
