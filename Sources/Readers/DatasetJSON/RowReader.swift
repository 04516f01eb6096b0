/// A value of a row: of what kind, and where it stands.
struct RowValue {
  /// What is written there.
  enum Kind: UInt64 {
    case null, yes, no, number, string, escapedString
  }

  /// The offset in its run in the upper 32 bits, the length in 29, the kind in 3.
  private let bits: UInt64

  /// The longest value, and the longest run, that fit.
  static let longest = 1 << 29 - 1
  static let longestRun = Int(UInt32.max)

  @inline(__always)
  init(_ kind: Kind, start: Int, count: Int) {
    bits = UInt64(truncatingIfNeeded: start) << 32 | UInt64(truncatingIfNeeded: count) << 3 | kind.rawValue
  }

  /// What is written there.
  @inline(__always)
  var kind: Kind { Kind(rawValue: bits & 7) ?? .null }

  /// The first byte, counted from the beginning of the run; of a string the one after the quote.
  @inline(__always)
  var start: Int { Int(truncatingIfNeeded: bits >> 32) }

  /// The number of bytes; of a string without its quotes.
  @inline(__always)
  var count: Int { Int(truncatingIfNeeded: bits >> 3 & UInt64(Self.longest)) }
}

/// The values of some successive rows.
///
/// Invariant: holds only inside the call to which ``RowReader`` gives it.
struct RowBlock {
  /// What offsets are counted from.
  let base: UnsafePointer<UInt8>
  /// The values, row by row.
  let values: UnsafePointer<RowValue>
  /// The number of values of a row.
  let columns: Int
  /// The number of rows.
  let rows: Int
  /// The number of rows of the same run before these.
  let firstRow: Int
  /// Where the file ends.
  let limit: UnsafePointer<UInt8>

  /// One value.
  @inline(__always)
  func value(_ row: Int, _ column: Int) -> RowValue { values[row &* columns &+ column] }

  /// The bytes of a value.
  @inline(__always)
  func text(_ value: RowValue) -> FieldText { FieldText(plain: base + value.start, count: value.count) }

  /// A value as a person reads it: a text as it is meant, nothing where it is `null`.
  func string(_ value: RowValue) -> String {
    switch value.kind {
    case .null: ""
    case .escapedString:
      String(unsafeUninitializedCapacity: value.count) { buffer in
        buffer.baseAddress.map { JSONString.unescape(base + value.start, value.count, into: $0) } ?? 0
      }
    case .yes, .no, .number, .string: text(value).string
    }
  }
}

extension FieldText {
  /// Bytes that are meant as they stand.
  @inline(__always)
  init(plain base: UnsafePointer<UInt8>, count: Int) {
    (self.base, self.count, isQuoted, hasBracketTokens) = (base, count, false, false)
  }
}

/// What is wrong with the rows of a run, beside their values.
struct RowTrouble: Sendable {
  /// The first rows, counted in the run, that have another number of values than there are columns, and how many.
  var ragged: [(row: Int, found: Int)] = []
  /// The number of such rows.
  var raggedCount = 0
  /// Where the run stops being rows of JSON, and why.
  var broken: (offset: Int, reason: String)?

  /// Whether nothing is wrong.
  var isNone: Bool { raggedCount == 0 && broken == nil }
}

/// Reads the rows of a run, some hundred at a time: arrays of plain values.
///
/// Invariant: `values` has room for `blockRows` rows; all offsets stay within `end` bytes at `base`, which outlive the
/// reader; it is used by one worker inside ``run(_:_:columns:isLines:isLast:use:)``.
struct RowReader {
  private let base: UnsafePointer<UInt8>
  private let end: Int
  private let columns: Int
  private let isLines: Bool
  private let values: UnsafeMutablePointer<RowValue>
  private var position = 0
  private var trouble = RowTrouble()

  /// Hands the rows of a run, block by block, to `use`.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - run: The rows.
  ///   - columns: How many values each should have.
  ///   - isLines: Whether a line end separates them, not a comma.
  ///   - isLast: Whether none follow.
  ///   - use: Is given one block after the other.
  /// - Returns: What is wrong; a row of another length is handed out with what is there.
  static func run(
    _ bytes: FileBytes, _ run: RowRun, columns: Int, isLines: Bool, isLast: Bool, use: (RowBlock) -> Void
  ) -> RowTrouble {
    let range = run.range
    precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count, "\(range) of \(bytes.count) bytes")
    var trouble = RowTrouble()
    guard range.count < RowValue.longestRun else {
      trouble.broken = (range.lowerBound, "a single row is longer than 4 GiB")
      return trouble
    }
    if let offset = UTF8Check.firstFault(in: bytes, range) {
      trouble.broken = (offset, notUTF8)
      return trouble
    }
    let blockRows = max(1, (1 << 13) / max(columns, 1))
    return withUnsafeTemporaryAllocation(of: RowValue.self, capacity: blockRows * max(columns, 1)) { buffer in
      guard let values = buffer.baseAddress else { return RowTrouble() }
      values.initialize(repeating: RowValue(.null, start: 0, count: 0), count: buffer.count)
      var reader = RowReader(
        base: bytes.base + range.lowerBound, end: range.count, columns: columns, isLines: isLines, values: values)
      var first = 0
      while first < run.rows {
        var rows = 0
        while rows < blockRows, first + rows < run.rows {
          guard reader.row(into: rows * columns, number: first + rows, isLast: isLast && first + rows + 1 == run.rows)
          else { break }
          rows += 1
        }
        guard reader.trouble.broken == nil else { break }
        use(
          RowBlock(
            base: reader.base, values: values, columns: columns, rows: rows, firstRow: first,
            limit: bytes.base + bytes.count))
        first += rows
      }
      if let broken = reader.trouble.broken {
        reader.trouble.broken = (range.lowerBound + broken.offset, broken.reason)
      }
      return reader.trouble
    }
  }

  /// The reason for which bytes that are no UTF-8 break a run.
  static let notUTF8 = "not UTF-8"

  private init(
    base: UnsafePointer<UInt8>, end: Int, columns: Int, isLines: Bool, values: UnsafeMutablePointer<RowValue>
  ) {
    self.base = base
    self.end = end
    self.columns = columns
    self.isLines = isLines
    self.values = values
  }

  @inline(__always)
  private mutating func skipSpace() {
    while position < end, JSONReader.isSpace(base[position]) { position &+= 1 }
  }

  @inline(never)
  private mutating func fail(_ reason: String) -> Bool {
    trouble.broken = (position, reason)
    return false
  }

  @inline(never)
  private mutating func expected(_ words: String) -> Bool {
    guard position < end else { return fail("expected \(words), but the rows end; the file was cut short") }
    return fail("expected \(words), found \(JSONReader.shown(base[position]))")
  }

  /// Reads a row with what separates it from the next; `false` where it is none.
  private mutating func row(into slot: Int, number: Int, isLast: Bool) -> Bool {
    skipSpace()
    guard position < end, base[position] == UInt8(ascii: "[") else { return expected("a row in \"[\" and \"]\"") }
    position &+= 1
    var found = 0
    skipSpace()
    if position < end, base[position] == UInt8(ascii: "]") {
      position &+= 1
    } else {
      while true {
        guard let value = value() else { return false }
        if found < columns { values[slot &+ found] = value }
        found &+= 1
        skipSpace()
        guard position < end else { return expected("\",\" or \"]\"") }
        let separator = base[position]
        guard separator == 44 || separator == UInt8(ascii: "]") else { return expected("\",\" or \"]\"") }
        position &+= 1
        if separator != 44 { break }
        skipSpace()
      }
    }
    if found != columns { noteRagged(number, found, slot) }
    return separator(isLast: isLast)
  }

  /// Reads what stands between two rows.
  @inline(__always)
  private mutating func separator(isLast: Bool) -> Bool {
    if isLines {
      let start = position
      skipSpace()
      guard position < end else { return true }
      return (start..<position).contains { base[$0] == 10 } || expected("the end of the line")
    }
    skipSpace()
    if isLast { return position == end || expected("\"]\" after the last row") }
    guard position < end, base[position] == 44 else { return expected("\",\" after a row") }
    position &+= 1
    return true
  }

  @inline(never)
  private mutating func noteRagged(_ row: Int, _ found: Int, _ slot: Int) {
    trouble.raggedCount += 1
    // Past what is shown, what stood in the block before is left: the values of the table are not used.
    guard trouble.ragged.count < DataFaults.most else { return }
    trouble.ragged.append((row, found))
    for missing in min(found, columns)..<columns { values[slot + missing] = RowValue(.null, start: 0, count: 0) }
  }

  /// Reads a plain value.
  @inline(__always)
  private mutating func value() -> RowValue? {
    guard position < end else {
      _ = expected("a value")
      return nil
    }
    let first = base[position]
    if first == 34 { return string() }
    if let numberEnd = JSONNumber.end(base, position, end) {
      defer { position = numberEnd }
      return sized(.number, position, numberEnd)
    }
    return word(first)
  }

  @inline(__always)
  private mutating func string() -> RowValue? {
    let start = position &+ 1
    switch JSONString.extent(base, start, end) {
    case .closed(let close, let isEscaped):
      position = close &+ 1
      return sized(isEscaped ? .escapedString : .string, start, close)
    case .broken(let offset, let reason):
      position = offset
      _ = fail(reason)
      return nil
    }
  }

  @inline(__always)
  private mutating func sized(_ kind: RowValue.Kind, _ start: Int, _ close: Int) -> RowValue? {
    guard close &- start <= RowValue.longest else {
      _ = fail("a single value is longer than 512 MiB")
      return nil
    }
    return RowValue(kind, start: start, count: close &- start)
  }

  /// `null`, `true` or `false`.
  @inline(never)
  private mutating func word(_ first: UInt8) -> RowValue? {
    let (word, kind): (StaticString, RowValue.Kind)
    switch first {
    case UInt8(ascii: "n"): (word, kind) = ("null", .null)
    case UInt8(ascii: "t"): (word, kind) = ("true", .yes)
    case UInt8(ascii: "f"): (word, kind) = ("false", .no)
    default:
      _ =
        first == UInt8(ascii: "[") || first == UInt8(ascii: "{")
        ? fail("a value inside a row should be plain, found an \(first == UInt8(ascii: "[") ? "array" : "object")")
        : expected("a value")
      return nil
    }
    let count = word.utf8CodeUnitCount
    guard end - position >= count, (0..<count).allSatisfy({ base[position + $0] == word.utf8Start[$0] }) else {
      _ = expected("a value")
      return nil
    }
    defer { position += count }
    return RowValue(kind, start: position, count: count)
  }
}
