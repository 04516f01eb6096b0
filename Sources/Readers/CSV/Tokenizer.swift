import CByteKernels

/// Finds the fields of a run of whole records, some thousand at a time.
///
/// 64 bytes are looked at together: where the delimiter, the newline and quotes stand is three masks; a prefix parity
/// of the quotes tells what is inside of them. (After Langdale & Lemire 2019, doi:10.1007/s00778-019-00578-5, who do
/// the same for JSON.) The rules are those of ``RecordReader``.
///
/// Invariant: `boundaries` has room for `capacity` numbers, all offsets stay within `length` bytes at `base`, and
/// both outlive the tokenizer, which is used by one worker inside ``run(_:chunk:format:columns:use:)``.
struct Tokenizer {
  private let base: UnsafePointer<UInt8>
  private let length: Int
  private let delimiter: UInt8
  private let newline: UInt8
  private let quote: UInt8
  private let columns: Int
  private let target: Int
  /// Where the first field of the block begins, less one; then where each field ends.
  private let boundaries: UnsafeMutablePointer<UInt32>

  private var position = 0
  private var insideQuotes: UInt64 = 0
  private var lineStart = 0
  private var filled = 0
  private var rowStart = 0
  private var rows = 0
  private var isFinished = false

  /// Hands the records of a range, block by block, to `use`.
  ///
  /// - Parameters:
  ///   - base: The first byte of the records.
  ///   - chunk: Whole records of it, fewer than 4 GiB.
  ///   - format: How they are written.
  ///   - columns: How many fields each record should have.
  ///   - use: Is given one block after the other.
  /// - Returns: Whether every record had as many fields, and there were as many records as were counted. After one that
  ///   has not, nothing more is handed out.
  static func run(
    _ base: UnsafePointer<UInt8>, chunk: CSVChunk, format: CSVFormat, columns: Int, use: (FieldBlock) -> Void
  ) -> Bool {
    let range = chunk.range
    guard range.count < Int(UInt32.max) else { return false }
    let target = max(1 << 12, 2 * columns)
    let capacity = target + columns + 130
    return withUnsafeTemporaryAllocation(of: UInt32.self, capacity: capacity) { buffer in
      guard let boundaries = buffer.baseAddress else { return false }
      boundaries.initialize(repeating: 0, count: capacity)
      var tokenizer = Tokenizer(
        base: base, length: range.count, delimiter: format.delimiter, newline: format.newline,
        quote: format.quote, columns: columns, target: target, boundaries: boundaries)
      var firstRow = 0
      while !tokenizer.isFinished {
        tokenizer.begin()
        guard tokenizer.fill() else { return false }
        guard tokenizer.rows > 0 else { break }
        guard firstRow + tokenizer.rows <= chunk.rows else { return false }
        use(
          FieldBlock(
            base: tokenizer.base, boundaries: UnsafePointer(boundaries), columns: columns, rows: tokenizer.rows,
            firstRow: firstRow, quote: format.quote))
        firstRow += tokenizer.rows
      }
      return firstRow == chunk.rows
    }
  }

  private init(
    base: UnsafePointer<UInt8>, length: Int, delimiter: UInt8, newline: UInt8, quote: UInt8, columns: Int,
    target: Int, boundaries: UnsafeMutablePointer<UInt32>
  ) {
    self.base = base
    self.length = length
    self.delimiter = delimiter
    self.newline = newline
    self.quote = quote
    self.columns = columns
    self.target = target
    self.boundaries = boundaries
  }

  /// Keeps of the last block what belongs to the next.
  private mutating func begin() {
    let used = rows * columns
    for index in used..<filled { boundaries[index - used + 1] = boundaries[index + 1] }
    filled -= used
    rowStart = 0
    rows = 0
    boundaries[0] = UInt32(lineStart) &- 1
  }

  /// Fills a block; `false` after a record with another number of fields.
  private mutating func fill() -> Bool {
    while position < length, rows == 0 || filled < target {
      guard leap() else { return false }
      guard position < length, rows == 0 || filled < target else { continue }
      guard step() else { return false }
    }
    return position < length || finish()
  }

  /// Looks at as many bytes as have no empty lines, and fill the block; `false` where their records are not as long as they
  /// should be.
  private mutating func leap() -> Bool {
    guard filled < target else { return rows > 0 }
    let found = find_separators(
      base + position, length - position, UInt32(position), position - lineStart,
      marks(delimiter: delimiter, newline: newline, quote: quote), insideQuotes, boundaries + filled + 1,
      target - filled)
    position += found.looked_at
    insideQuotes = found.inside
    filled += found.count
    // Where each record should end is a newline, and there are no others.
    var unseen = found.newlines
    while filled &- rowStart >= columns {
      rowStart &+= columns
      let end = Int(boundaries[rowStart])
      guard base[end] == newline else { return false }
      lineStart = end &+ 1
      rows &+= 1
      unseen &-= 1
    }
    return unseen == 0
  }

  /// Looks at the next 64 bytes, byte by byte where a field or a record may end.
  private mutating func step() -> Bool {
    let count = min(length - position, 64)
    let block = count == 64 ? ByteBlock(base + position) : ByteBlock(base + position, count: count)
    let quotes = block.positions(of: quote)
    let inside = quotes.prefixParity ^ insideQuotes
    insideQuotes = UInt64(bitPattern: Int64(bitPattern: inside) >> 63)
    let newlines = block.positions(of: newline) & ~inside
    var separators = (block.positions(of: delimiter) & ~inside) | newlines
    while separators != 0 {
      let bit = separators.trailingZeroBitCount
      separators &= separators &- 1
      let end = position + bit
      let endsLine = newlines >> UInt64(bit) & 1 == 1
      if endsLine, isEmptyLine(to: end) {
        lineStart = end + 1
        continue
      }
      filled += 1
      boundaries[filled] = UInt32(end)
      guard endsLine else { continue }
      guard filled - rowStart == columns else { return false }
      rowStart = filled
      rows += 1
      lineStart = end + 1
    }
    position += 64
    return filled - rowStart <= columns
  }

  private func isEmptyLine(to end: Int) -> Bool {
    end == lineStart || (end == lineStart + 1 && base[lineStart] == 13)
  }

  /// Ends the last record where no newline does.
  private mutating func finish() -> Bool {
    isFinished = true
    guard lineStart < length, !isEmptyLine(to: length) else { return filled == rowStart }
    boundaries[filled + 1] = UInt32(length)
    filled += 1
    lineStart = length
    rows += 1
    return filled - rowStart == columns
  }
}

/// The fields of some successive records.
///
/// Invariant: holds only inside the call to which ``Tokenizer`` gives it.
struct FieldBlock {
  /// What offsets are counted from.
  let base: UnsafePointer<UInt8>
  /// The end of the field before each field, and of the last one.
  let boundaries: UnsafePointer<UInt32>
  /// The number of fields of a record.
  let columns: Int
  /// The number of records.
  let rows: Int
  /// The number of records of the same run before these.
  let firstRow: Int
  /// What encloses fields.
  let quote: UInt8

  /// One field.
  @inline(__always)
  func field(_ row: Int, _ column: Int) -> FieldText { FieldText(raw(row, column), quote: quote) }

  /// The fields of a column from a row on, up to 64 of them.
  @inline(__always)
  func fields(_ row: Int, _ column: Int) -> CByteKernels.fields {
    CByteKernels.fields(
      base: base, ends: boundaries + (row &* columns &+ column), stride: columns, count: min(64, rows &- row))
  }

  /// What stands between the separators of a field.
  @inline(__always)
  func raw(_ row: Int, _ column: Int) -> RawField {
    let index = row &* columns &+ column
    let start = Int(boundaries[index] &+ 1)
    return RawField(base: base + start, count: Int(boundaries[index &+ 1]) &- start)
  }
}
