import Cohorts

/// As what the values of a variable are read.
enum XPTKind: Sendable, Hashable {
  /// Whole numbers below 2⁵³ in size, none of them −0.
  case integer
  /// Numbers.
  case number
  /// Numbers of days, as days.
  case date
  /// Numbers of seconds, as moments.
  case dateTime
  /// Numbers of seconds, as times of day.
  case time
  /// Few different texts.
  case category
  /// Texts.
  case text

  /// As what to read instead, where values do not fit; `nil` where all fit.
  var wider: XPTKind? {
    switch self {
    case .date, .dateTime, .time: .integer
    case .integer: .number
    case .category: .text
    case .number, .text: nil
    }
  }

  /// How a column of these values is laid out.
  var columnKind: ColumnKind {
    switch self {
    case .integer: .integer
    case .number: .number(point: UInt8(ascii: "."))
    case .date: .date(.dayFirst)
    case .dateTime: .dateTime
    case .time: .time
    case .category: .category
    case .text: .undecided
    }
  }
}

/// What came of reading one variable of one run of rows, beside the values.
struct XPTPiece: Sendable {
  /// The first row that did not fit, with which reading ended.
  var misfit: Int?
  /// Bit `i % 64` of word `i / 64` is set where row `i` of the run is missing; empty where none is.
  var missing: [UInt64] = []
  /// Why rows of the run are missing, one a row; empty where no row has a reason.
  var reasons: [UInt8] = []
  /// The different texts of categories.
  var levels: LevelTable?
  /// The texts, one after the other.
  var bytes: ByteRun?
  /// Where each text ends among them.
  var ends: [Int] = []
  /// The texts that are not ASCII.
  var evidence = XPTEncodingEvidence()
}

/// Reads one variable of a run of rows, block by block.
struct XPTKernel {
  /// Where the value of the first row of the run begins in the bytes of the run.
  let offset: Int
  /// The number of bytes of a row.
  let width: Int
  /// The number of bytes of a value.
  let length: Int
  /// As what the values are read.
  let kind: XPTKind
  /// Where they go.
  let destination: Destination
  /// The rows of the table that the run has.
  let rows: Range<Int>
  /// What comes of it.
  private(set) var piece = XPTPiece()

  /// Reads a variable.
  init(_ member: XPTMember, _ variable: XPTVariable, _ kind: XPTKind, _ destination: Destination, rows: Range<Int>) {
    offset = variable.offset
    width = member.width
    length = variable.length
    self.kind = kind
    self.destination = destination
    self.rows = rows
    if kind == .category { piece.levels = LevelTable() }
    if kind == .text {
      piece.bytes = ByteRun()
      piece.ends.reserveCapacity(rows.count)
    }
  }

  /// Reads some of the rows, the next ones.
  ///
  /// - Parameters:
  ///   - block: The rows.
  ///   - base: The bytes of all rows of the run, with ``ByteRegion/padding`` readable ones on either side.
  mutating func read(_ block: Range<Int>, _ base: UnsafePointer<UInt8>) {
    guard piece.misfit == nil else { return }
    let field = base + ((block.lowerBound - rows.lowerBound) * width + offset)
    switch (kind, destination) {
    case (.number, .numbers(let values)): readNumbers(block, field, values)
    case (.integer, .integers(let values)): readIntegers(block, field, values)
    case (.date, .days(let values)): readDays(block, field, values)
    case (.dateTime, .integers(let values)):
      readClock(block, field, values, epoch: XPTClock.epoch, range: XPTClock.moments)
    case (.time, .integers(let values)): readClock(block, field, values, epoch: 0, range: XPTClock.times)
    case (.category, .codes(let values)): readCategories(block, field, values)
    case (.text, _): readTexts(block, field)
    default: preconditionFailure("the destination of a variable does not fit its kind")
    }
  }

  /// What came of all rows, once they are read.
  func finished() -> XPTPiece {
    guard let levels = piece.levels, piece.misfit == nil else { return piece }
    var piece = piece
    for text in levels.texts { piece.evidence.addAny(text, isFull: text.count == length) }
    return piece
  }

  // MARK: - Numbers

  /// Calls with each row and its word; `false` ends it with that row as a misfit.
  ///
  /// Eight bytes are loaded also where a value has fewer.
  @inline(__always)
  private mutating func forEachWord(
    _ block: Range<Int>, _ first: UnsafePointer<UInt8>, _ use: (inout XPTKernel, Int, UInt64) -> Bool
  ) {
    var field = UnsafeRawPointer(first)
    let unused = UInt64(64 - 8 * length)
    for row in block {
      let word = (UInt64(bigEndian: field.loadUnaligned(as: UInt64.self)) &>> unused) &<< unused
      guard use(&self, row, word) else {
        piece.misfit = row
        return
      }
      field += width
    }
  }

  private mutating func readNumbers(
    _ block: Range<Int>, _ field: UnsafePointer<UInt8>, _ values: UnsafeMutablePointer<Double>
  ) {
    forEachWord(block, field) { kernel, row, word in
      if word << 8 == 0, let reason = IBMDouble.missing(word) {
        values[row] = .nan
        kernel.markMissing(row, reason)
      } else {
        values[row] = IBMDouble.number(word)
      }
      return true
    }
  }

  /// The whole number that a word is, as long as it is below 2⁵³ in size.
  ///
  /// It is the fraction without its last 312 − 4e bits, of which none may be set.
  @inline(__always)
  private static func integer(_ word: UInt64) -> Int64? {
    let shift = 312 &- 4 &* (word >> 56 & 0x7F)
    let fraction = word & IBMDouble.fraction
    let size = fraction &>> shift
    guard shift <= 56, (size &<< shift) == fraction, size < 1 << 53 else { return nil }
    return word >> 63 == 0 ? Int64(bitPattern: size) : -Int64(bitPattern: size)
  }

  private mutating func readIntegers(
    _ block: Range<Int>, _ field: UnsafePointer<UInt8>, _ values: UnsafeMutablePointer<Int64>
  ) {
    forEachWord(block, field) { kernel, row, word in
      if word << 8 == 0 {
        values[row] = 0
        guard let reason = IBMDouble.missing(word) else { return word >> 63 == 0 }
        kernel.markMissing(row, reason)
        return true
      }
      guard let integer = Self.integer(word) else { return false }
      values[row] = integer
      return true
    }
  }

  private mutating func readDays(
    _ block: Range<Int>, _ field: UnsafePointer<UInt8>, _ values: UnsafeMutablePointer<Int32>
  ) {
    forEachWord(block, field) { kernel, row, word in
      if word << 8 == 0, let reason = IBMDouble.missing(word) {
        values[row] = 0
        kernel.markMissing(row, reason)
        return true
      }
      guard let day = word << 8 == 0 ? (word >> 63 == 0 ? 0 : nil) : Self.integer(word),
        XPTClock.days.contains(day)
      else { return false }
      values[row] = Int32(truncatingIfNeeded: day - XPTClock.daysTo1970)
      return true
    }
  }

  private mutating func readClock(
    _ block: Range<Int>, _ field: UnsafePointer<UInt8>, _ values: UnsafeMutablePointer<Int64>, epoch: Int64,
    range: ClosedRange<Int64>
  ) {
    forEachWord(block, field) { kernel, row, word in
      if word << 8 == 0, let reason = IBMDouble.missing(word) {
        values[row] = 0
        kernel.markMissing(row, reason)
        return true
      }
      let seconds = IBMDouble.number(word)
      guard let milliseconds = XPTClock.milliseconds(seconds), milliseconds != 0 || seconds.sign == .plus else {
        return false
      }
      let moved = milliseconds - epoch
      values[row] = moved
      return range.contains(moved)
    }
  }

  @inline(never)
  private mutating func markMissing(_ row: Int, _ reason: UInt8) {
    let row = row - rows.lowerBound
    if piece.missing.isEmpty { piece.missing = [UInt64](repeating: 0, count: (rows.count + 63) / 64) }
    piece.missing[row >> 6] |= 1 << UInt64(row & 63)
    guard reason != 0 else { return }
    if piece.reasons.isEmpty { piece.reasons = [UInt8](repeating: 0, count: rows.count) }
    piece.reasons[row] = reason
  }

  // MARK: - Texts

  /// Calls with each row and its value without the blanks and NULs at its end.
  @inline(__always)
  private mutating func forEachText(
    _ block: Range<Int>, _ first: UnsafePointer<UInt8>, _ use: (inout XPTKernel, Int, FieldText) -> Bool
  ) {
    var field = first
    for row in block {
      var count = length
      while count >= 8,
        UnsafeRawPointer(field + (count - 8)).loadUnaligned(as: UInt64.self) == 0x2020_2020_2020_2020
      {
        count -= 8
      }
      while count > 0, field[count - 1] == 32 || field[count - 1] == 0 { count -= 1 }
      guard use(&self, row, FieldText(exactly: field, count)) else {
        piece.misfit = row
        return
      }
      field += width
    }
  }

  private mutating func readCategories(
    _ block: Range<Int>, _ field: UnsafePointer<UInt8>, _ values: UnsafeMutablePointer<Int32>
  ) {
    guard let levels = piece.levels else { return }
    forEachText(block, field) { kernel, row, text in
      guard text.count > 0 else {
        values[row] = 0
        kernel.markMissing(row, 0)
        return true
      }
      values[row] = levels.code(of: text)
      return levels.count <= Kernel.mostLevels
    }
  }

  private mutating func readTexts(_ block: Range<Int>, _ field: UnsafePointer<UInt8>) {
    guard let texts = piece.bytes else { return }
    forEachText(block, field) { kernel, row, text in
      if text.count == 0 {
        kernel.markMissing(row, 0)
      } else {
        texts.append(padded: text)
        kernel.piece.evidence.addAny(text, isFull: text.count == kernel.length)
      }
      kernel.piece.ends.append(texts.count)
      return true
    }
  }
}

extension FieldText {
  /// The bytes as they are, with what stands around them.
  @inline(__always)
  init(exactly base: UnsafePointer<UInt8>, _ count: Int) {
    (self.base, self.count, isQuoted, hasBracketTokens) = (base, count, false, false)
  }

  /// Whether a byte is not ASCII.
  @inline(__always)
  var hasHighBytes: Bool {
    var bits: UInt64 = 0
    var index = 0
    while index + 8 <= count {
      bits |= UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self)
      index += 8
    }
    while index < count {
      bits |= UInt64(base[index])
      index += 1
    }
    return bits & 0x8080_8080_8080_8080 != 0
  }
}
