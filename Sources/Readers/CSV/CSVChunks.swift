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
    let base = bytes.base
    let scans = Workers.map(pieces) { [bytes] in
      PieceScan(bytes, borders[$0]..<borders[$0 + 1], newline: format.newline, dataStart: start)
    }
    hasBadBytes = scans.contains { $0.hasNul }
    guard !hasBadBytes else { return }
    cut(scans, from: start, to: bytes.count, tail: Self.endsInRecord(base, start..<bytes.count, scans, format.newline))
    let runs = chunks
    if scans.contains(where: \.hasHighBytes) {
      hasBadBytes = Workers.map(runs.count) { UTF8Check.firstFault(in: bytes, runs[$0].range) != nil }.contains(true)
    }
    if scans.contains(where: { $0.quotes > 0 }) {
      hasBadQuotes = Workers.map(runs.count) { !QuoteCheck.isWell(bytes, runs[$0].range, format) }.contains(true)
    }
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

  /// Whether the file ends in a record that no newline ends.
  private static func endsInRecord(
    _ base: UnsafePointer<UInt8>, _ range: Range<Int>, _ scans: [PieceScan], _ newline: UInt8
  ) -> Bool {
    var isInside = scans.reduce(0) { $0 + $1.quotes } % 2 == 1
    var lineStart = range.upperBound
    while lineStart > range.lowerBound, isInside || base[lineStart - 1] != newline {
      lineStart -= 1
      if base[lineStart] == 34 { isInside.toggle() }
    }
    let length = range.upperBound - lineStart
    return length > 1 || (length == 1 && base[lineStart] != 13)
  }
}

/// What a look at a piece of a file shows.
///
/// Safe to share: the file's bytes are looked at while the scan is made, and not after.
private struct PieceScan: @unchecked Sendable {
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

  private let base: UnsafePointer<UInt8>
  private let newline: UInt8
  private let dataStart: Int

  init(_ bytes: FileBytes, _ range: Range<Int>, newline: UInt8, dataStart: Int) {
    base = bytes.storage
    self.newline = newline
    self.dataStart = dataStart
    var position = range.lowerBound
    var nul: UInt64 = 0
    var insideQuotes: UInt64 = 0
    var quotes = 0
    var high = false
    var outsideCount = 0
    var insideCount = 0
    // Bits 63 and 62 tell whether the two bytes before the block end lines; before the first byte a line ends, too.
    var before: UInt64 = lineEnds(before: position)
    while position < range.upperBound {
      let left = range.upperBound - position
      let block = left >= 64 ? ByteBlock(base + position) : ByteBlock(base + position, count: left)
      let newlines = block.positions(of: newline)
      let quoted = block.positions(of: 34)
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
        if isClose != 0 { removeEmptyLines(isClose, inside, position) }
        if ifOutside.first == nil { ifOutside = noting(newlines & ~inside, position, in: ifOutside) }
        if ifInside.first == nil { ifInside = noting(newlines & inside, position, in: ifInside) }
      }
      before = newlines
      position &+= 64
    }
    self.quotes = quotes
    hasNul = nul != 0
    hasHighBytes = high
    ifOutside.records &+= outsideCount
    ifInside.records &+= insideCount
  }

  private func lineEnds(before position: Int) -> UInt64 {
    var ends: UInt64 = 0
    for distance in 1...2 {
      let offset = position - distance
      if offset == dataStart - 1 || (offset >= dataStart && base[offset] == newline) {
        ends |= 1 << UInt64(64 - distance)
      }
    }
    return ends
  }

  private func noting(_ newlines: UInt64, _ position: Int, in ends: Ends) -> Ends {
    guard newlines != 0 else { return ends }
    let end = position + newlines.trailingZeroBitCount
    return Ends(records: ends.records, first: end, firstEndsRecord: !endsEmptyLine(end))
  }

  @inline(never)
  private mutating func removeEmptyLines(_ candidates: UInt64, _ inside: UInt64, _ position: Int) {
    var rest = candidates
    while rest != 0 {
      let bit = rest.trailingZeroBitCount
      rest &= rest - 1
      guard endsEmptyLine(position + bit) else { continue }
      if inside >> UInt64(bit) & 1 == 0 { ifOutside.records -= 1 } else { ifInside.records -= 1 }
    }
  }

  /// Whether nothing, or a CR alone, stands between a newline and the one before it.
  private func endsEmptyLine(_ end: Int) -> Bool {
    func endsLine(_ offset: Int) -> Bool { offset < dataStart || base[offset] == newline }
    return endsLine(end - 1) || (base[end - 1] == 13 && endsLine(end - 2))
  }
}
