/// A column that is to be read.
struct RowTask: Sendable, Hashable {
  /// Which column it is.
  var column: Int
  /// As what it is read.
  var kind: RowKind
  /// Whether numbers may be written in quotes, as decimals are.
  var isDecimal = false
  /// Whether days, moments and texts may be written as numbers: not where that is only tried, and in a column of texts
  /// only where it turned out not to hold days or moments.
  var takesNumbers = false
}

/// Reads one column of a run of rows, block by block.
struct RowKernel {
  let task: RowTask
  let destination: Destination
  /// Which value of a row it is.
  let position: Int
  /// The first row of the run, and how many there are.
  let firstRow: Int
  let rows: Int
  var outcome = PieceOutcome()
  /// What is written with escapes.
  let texts = UnescapedTexts()
  /// Whether reading stops at the first value that does not fit, as the column is then read as another kind.
  let isTentative: Bool

  init(_ task: RowTask, _ destination: Destination, run: RowRun, leading: Int) {
    self.task = task
    self.destination = destination
    position = leading + task.column
    firstRow = run.firstRow
    rows = run.rows
    isTentative = task.kind == .category || task.kind == .date || task.kind == .dateTime || task.kind == .time
    if task.kind == .text { outcome.bytes = ByteRun() }
    if task.kind == .category { outcome.levels = LevelTable() }
  }

  /// Reads the column's values of a block.
  mutating func read(_ block: RowBlock) {
    guard !isTentative || outcome.failureCount == 0 else { return }
    let start = firstRow + block.firstRow
    switch (task.kind, destination) {
    case (.integer, .integers(let values)): read(block, into: values + start, empty: 0) { Self.integer($0, $1, $2) }
    case (.number, .numbers(let values)): readNumbers(block, values + start)
    case (.flag, .flags(let values)):
      read(block, into: values + start, empty: false) { kind, _, _ in kind == .yes ? true : kind == .no ? false : nil }
    case (.date, .days(let values)): read(block, into: values + start, empty: 0) { Self.day($0, $1, $2) }
    case (.dateTime, .integers(let values)): read(block, into: values + start, empty: 0) { Self.moment($0, $1, $2) }
    case (.time, .integers(let values)): read(block, into: values + start, empty: 0) { Self.time($0, $1, $2) }
    case (.category, .codes(let values)): readCategories(block, values + start)
    case (.text, .ends(let values)): readTexts(block, values + start)
    default: preconditionFailure("the destination of a column does not fit its kind")
    }
  }

  @inline(__always)
  private mutating func read<T>(
    _ block: RowBlock, into values: UnsafeMutablePointer<T>, empty: T,
    parse: (RowValue.Kind, FieldText, _ takesNumbers: Bool) -> T?
  ) {
    for row in 0..<block.rows {
      let value = block.value(row, position)
      if value.kind != .null, let parsed = parse(value.kind, block.text(value), task.takesNumbers) {
        values[row] = parsed
      } else {
        values[row] = empty
        guard missOrFail(value, block.firstRow + row) else { return }
      }
    }
  }

  /// Notes that a value is missing or does not fit; `false` where reading on is of no use.
  ///
  /// An empty text is missing, as blanks are in SAS.
  @inline(never)
  private mutating func missOrFail(_ value: RowValue, _ row: Int) -> Bool {
    if value.kind == .null || value.kind == .string && value.count == 0 {
      outcome.markMissing(row, token: 0, of: rows)
      return true
    }
    outcome.fail(row)
    return !isTentative
  }

  // MARK: - Numbers

  private static func integer(_ kind: RowValue.Kind, _ text: FieldText, _ takesNumbers: Bool) -> Int64? {
    guard kind == .number, takesNumbers else { return nil }
    if let value = WholeNumber.parse(text, isStrict: false) { return value }
    // 3.0 and 1e3 are whole numbers too, where a double holds them exactly.
    guard case .number(let value) = Decimal.parse(text, point: 46, isStrict: false), abs(value) < 0x1p53 else {
      return nil
    }
    return Int64(exactly: value)
  }

  private mutating func readNumbers(_ block: RowBlock, _ values: UnsafeMutablePointer<Double>) {
    for row in 0..<block.rows {
      let value = block.value(row, position)
      values[row] = .nan
      guard value.kind == .number || task.isDecimal && value.kind == .string && value.count > 0 else {
        guard missOrFail(value, block.firstRow + row) else { return }
        continue
      }
      switch Decimal.parse(block.text(value), point: 46, isStrict: false) {
      case .number(let number): values[row] = number
      case .outOfRange: outcome.overflow(block.firstRow + row)
      case .other: outcome.fail(block.firstRow + row)
      }
    }
  }

  /// A number that counts from 1960, or seconds of a day.
  @inline(never)
  private static func sasNumber(_ text: FieldText) -> Double? {
    guard case .number(let value) = Decimal.parse(text, point: 46, isStrict: false) else { return nil }
    return value
  }

  // MARK: - Days and times

  private static func day(_ kind: RowValue.Kind, _ text: FieldText, _ takesNumbers: Bool) -> Int32? {
    if kind == .number {
      guard takesNumbers, let days = sasNumber(text), abs(days) < 0x1p24, let whole = Int32(exactly: days) else {
        return nil
      }
      return whole - Int32(XPTClock.daysTo1970)
    }
    var seen: UInt8 = 0
    guard kind == .string, text.count == 10, text.base[4] == 45 else { return nil }
    return Dates.day(text, order: .dayFirst, seen: &seen)
  }

  private static func moment(_ kind: RowValue.Kind, _ text: FieldText, _ takesNumbers: Bool) -> Int64? {
    if kind == .number {
      guard takesNumbers, let whole = milliseconds(text), XPTClock.moments.contains(whole - XPTClock.epoch) else {
        return nil
      }
      return whole - XPTClock.epoch
    }
    guard kind == .string, text.count >= 16, text.base[10] == UInt8(ascii: "T") else { return nil }
    return Dates.moment(text)
  }

  private static func time(_ kind: RowValue.Kind, _ text: FieldText, _ takesNumbers: Bool) -> Int64? {
    if kind == .number { return takesNumbers ? milliseconds(text) : nil }
    return kind == .string ? Dates.time(text) : nil
  }

  private static func milliseconds(_ text: FieldText) -> Int64? {
    guard let whole = sasNumber(text).flatMap(XPTClock.milliseconds), XPTClock.times.contains(whole) else { return nil }
    return whole
  }

  // MARK: - Texts

  private mutating func readCategories(_ block: RowBlock, _ values: UnsafeMutablePointer<Int32>) {
    guard let levels = outcome.levels else { return }
    for row in 0..<block.rows {
      let value = block.value(row, position)
      switch value.kind {
      case .string where value.count > 0:
        values[row] = levels.code(of: block.text(value), limit: block.limit)
      case .escapedString:
        let text = texts.text(block.text(value))
        let before = levels.count
        values[row] = levels.code(of: text, limit: texts.limit ?? text.base + text.count)
        if levels.count == before { texts.forget(text) }
      default:
        values[row] = 0
        guard missOrFail(value, block.firstRow + row) else { return }
      }
      if levels.count > Kernel.mostLevels { return outcome.fail(block.firstRow + row) }
    }
  }

  private mutating func readTexts(_ block: RowBlock, _ values: UnsafeMutablePointer<Int>) {
    guard let bytes = outcome.bytes else { return }
    for row in 0..<block.rows {
      let value = block.value(row, position)
      switch value.kind {
      case .string where value.count > 0: bytes.append(block.text(value))
      case .number where task.takesNumbers: bytes.append(block.text(value))
      case .escapedString:
        let text = texts.text(block.text(value))
        bytes.append(text)
        texts.forget(text)
      default: _ = missOrFail(value, block.firstRow + row)
      }
      values[row] = bytes.count
    }
  }
}
