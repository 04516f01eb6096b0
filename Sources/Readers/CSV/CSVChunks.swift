/// A run of whole records.
struct CSVChunk: Sendable {
  /// The bytes.
  var range: Range<Int>
  /// The row of the table that the first record is.
  var firstRow: Int
  /// The number of records.
  var rows: Int
}

/// Cuts a file into runs of whole records, about as long as each other, whatever the number of workers.
///
/// A newline ends a record only outside quotes, and whether a byte is inside is known only from all quotes before it.
/// So each piece counts the records that end in it for both cases; which case it was, the pieces before it tell. The
/// bytes are looked at once.
struct CSVChunks {
  /// The runs, in order.
  private(set) var chunks: [CSVChunk] = []
  /// The number of records.
  private(set) var rowCount = 0
  /// Whether there is a byte that is 0 or not UTF-8.
  private(set) var hasBadBytes = false
  /// Whether a quote stands where none may.
  private(set) var hasBadQuotes = false

  /// The length at which runs are aimed.
  static let usualSize = 1 << 20

  /// Cuts the part of a file from `start` on.
  init(_ bytes: FileBytes, format: CSVFormat, from start: Int, size: Int = usualSize) {
    let pieces = max(1, (bytes.count - start + size - 1) / size)
    let borders = (0...pieces).map { min(start + $0 * size, bytes.count) }
    let scans = Workers.map(pieces) { piece in
      let range = borders[piece]..<borders[piece + 1]
      let origin = max(range.lowerBound - 2, start)
      let scan = bytes.withBytes(origin..<range.upperBound) {
        PieceScan($0, origin: origin, range, newline: format.newline, quote: format.quote, dataStart: start)
      }
      return scan ?? PieceScan()
    }
    hasBadBytes = scans.contains { $0.hasNul }
    guard !hasBadBytes, bytes.trouble == nil else { return }
    let isInside = scans.reduce(0) { $0 + $1.quotes } % 2 == 1
    cut(scans, from: start, to: bytes.count, tail: Self.endsInRecord(bytes, from: start, isInside, format))
    let runs = chunks
    func isAll(_ holds: @Sendable (UnsafePointer<UInt8>, Int) -> Bool) -> Bool {
      Workers.map(runs.count) { run in
        bytes.withBytes(runs[run].range) { holds($0, runs[run].range.count) } ?? true
      }.allSatisfy(\.self)
    }
    if scans.contains(where: \.hasHighBytes) { hasBadBytes = !isAll { UTF8Check.firstFault($0, $1) == nil } }
    if scans.contains(where: { $0.quotes > 0 }) { hasBadQuotes = !isAll { QuoteCheck.isWell($0, $1, format) } }
  }

  /// Lays the runs between the first line ends of the pieces.
  private mutating func cut(_ scans: [PieceScan], from start: Int, to end: Int, tail: Bool) {
    var isInside = false
    var from = (offset: start, row: 0)
    for (index, scan) in scans.enumerated() {
      let ends = isInside ? scan.ifInside : scan.ifOutside
      if index > 0, let first = ends.first {
        let row = rowCount + (ends.firstEndsRecord ? 1 : 0)
        add(from.offset..<first + 1, firstRow: from.row, rows: row - from.row)
        from = (first + 1, row)
      }
      rowCount += ends.records
      if scan.quotes % 2 == 1 { isInside.toggle() }
    }
    if tail { rowCount += 1 }
    add(from.offset..<end, firstRow: from.row, rows: rowCount - from.row)
  }

  private mutating func add(_ range: Range<Int>, firstRow: Int, rows: Int) {
    if rows > 0 { chunks.append(CSVChunk(range: range, firstRow: firstRow, rows: rows)) }
  }

  /// Whether the file ends in a record that no newline ends; `isInside` says whether its end is inside quotes.
  private static func endsInRecord(_ bytes: FileBytes, from start: Int, _ isInside: Bool, _ format: CSVFormat) -> Bool {
    var isInside = isInside
    var lineStart = bytes.count
    while lineStart > start, isInside || bytes[lineStart - 1] != format.newline {
      lineStart -= 1
      if bytes[lineStart] == format.quote { isInside.toggle() }
    }
    let length = bytes.count - lineStart
    return length > 1 || (length == 1 && bytes[lineStart] != 13)
  }
}

/// What a look at a piece of a file shows.
private struct PieceScan: Sendable {
  /// The records that end in the piece, and where the first line does.
  struct Ends: Sendable {
    var records = 0
    var first: Int?
    var firstEndsRecord = false
  }

  var quotes = 0
  var hasNul = false
  var hasHighBytes = false
  /// What holds where the piece begins outside quotes.
  var ifOutside = Ends()
  /// What holds where it begins inside.
  var ifInside = Ends()

  /// A piece that cannot be read.
  init() {}

  /// A look at a piece.
  ///
  /// - Parameters:
  ///   - base: The bytes from `origin` on.
  ///   - origin: Two bytes before the piece, or where the records begin.
  ///   - range: The piece.
  ///   - newline: What ends lines.
  ///   - quote: What encloses fields.
  ///   - dataStart: Where the records begin.
  init(
    _ base: UnsafePointer<UInt8>, origin: Int, _ range: Range<Int>, newline: UInt8, quote: UInt8,
    dataStart: Int
  ) {
    let lines = LineEnds(base: base, origin: origin, newline: newline, dataStart: dataStart)
    var position = range.lowerBound
    var nul: UInt64 = 0
    var insideQuotes: UInt64 = 0
    var quotes = 0
    var high = false
    var outsideCount = 0
    var insideCount = 0
    // Bits 63 and 62 tell whether the two bytes before the block end lines; before the first byte a line ends, too.
    var before: UInt64 = lines.before(position)
    while position < range.upperBound {
      let left = range.upperBound - position
      let block =
        left >= 64 ? ByteBlock(base + (position - origin)) : ByteBlock(base + (position - origin), count: left)
      let newlines = block.positions(of: newline)
      let quoted = block.positions(of: quote)
      nul |= block.positions(of: 0)
      high = high || block.hasHighBytes
      var inside = insideQuotes
      if quoted | insideQuotes != 0 {
        quotes &+= quoted.nonzeroBitCount
        inside ^= quoted.prefixParity
        insideQuotes = UInt64(bitPattern: Int64(bitPattern: inside) >> 63)
      }
      if newlines != 0 {
        outsideCount &+= (newlines & ~inside).nonzeroBitCount
        insideCount &+= (newlines & inside).nonzeroBitCount
        let isClose = newlines & (newlines << 1 | newlines << 2 | before >> 63 | before >> 62)
        if isClose != 0 {
          outsideCount &-= lines.emptyLines(isClose & ~inside, position)
          insideCount &-= lines.emptyLines(isClose & inside, position)
        }
        if ifOutside.first == nil { lines.note(newlines & ~inside, position, &ifOutside) }
        if ifInside.first == nil { lines.note(newlines & inside, position, &ifInside) }
      }
      before = newlines
      position &+= 64
    }
    self.quotes = quotes
    hasNul = nul != 0
    hasHighBytes = high
    ifOutside.records = outsideCount
    ifInside.records = insideCount
  }
}

/// Which newlines end empty lines.
private struct LineEnds {
  let base: UnsafePointer<UInt8>
  let origin: Int
  let newline: UInt8
  let dataStart: Int

  /// Bits 63 and 62 tell whether the two bytes before an offset end lines.
  func before(_ position: Int) -> UInt64 {
    (endsLine(position - 1) ? 1 << 63 : 0) | (endsLine(position - 2) ? 1 << 62 : 0)
  }

  /// Notes the first newline of a mask.
  func note(_ newlines: UInt64, _ position: Int, _ ends: inout PieceScan.Ends) {
    guard newlines != 0 else { return }
    let end = position + newlines.trailingZeroBitCount
    ends.first = end
    ends.firstEndsRecord = !endsEmptyLine(end)
  }

  /// How many newlines of a mask end empty lines.
  @inline(never)
  func emptyLines(_ candidates: UInt64, _ position: Int) -> Int {
    var rest = candidates
    var count = 0
    while rest != 0 {
      if endsEmptyLine(position + rest.trailingZeroBitCount) { count += 1 }
      rest &= rest - 1
    }
    return count
  }

  /// Whether nothing, or a CR alone, stands between a newline and the one before it.
  private func endsEmptyLine(_ end: Int) -> Bool {
    endsLine(end - 1) || (base[end - 1 - origin] == 13 && endsLine(end - 2))
  }

  /// Whether a byte ends a line, as what stands before the records does.
  private func endsLine(_ offset: Int) -> Bool { offset < dataStart || base[offset - origin] == newline }
}
