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
/// So first every piece counts its quotes, then each border moves on to the next newline outside.
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
    let scans = Workers.map(pieces) { ByteScan(bytes, borders[$0]..<borders[$0 + 1], quote: format.quote) }
    hasBadBytes = scans.contains { $0.hasNul }
    guard !hasBadBytes else { return }
    let starts = Self.recordStarts(bytes, borders, scans, format)
    let ranges = zip(starts, starts.dropFirst()).map { $0..<$1 }.filter { !$0.isEmpty }
    let hasQuotes = scans.contains { $0.quotes > 0 }
    let hasHighBytes = scans.contains { $0.hasHighBytes }
    let counts = Workers.map(ranges.count) { index in
      let range = ranges[index]
      return (
        rows: RecordCounter.count(bytes, range, format),
        isText: !hasHighBytes || UTF8Check.firstFault(in: bytes, range) == nil,
        isQuotedWell: !hasQuotes || Self.isQuotedWell(bytes, range, format)
      )
    }
    for (range, count) in zip(ranges, counts) where count.rows > 0 {
      chunks.append(CSVChunk(range: range, firstRow: rowCount, rows: count.rows))
      rowCount += count.rows
    }
    hasBadBytes = counts.contains { !$0.isText }
    hasBadQuotes = counts.contains { !$0.isQuotedWell }
  }

  private static func recordStarts(
    _ bytes: FileBytes, _ borders: [Int], _ scans: [ByteScan], _ format: CSVFormat
  ) -> [Int] {
    var starts = [borders[0]]
    var isInside = false
    for (border, scan) in zip(borders.dropFirst(), scans) {
      if scan.quotes % 2 == 1 { isInside.toggle() }
      var position = max(border, starts.last ?? border)
      var isQuoted = isInside
      if position > border {
        // The record before reaches past this border: nothing begins in between.
        starts.append(position)
        continue
      }
      while position < bytes.count {
        let byte = bytes.base[position]
        position += 1
        if byte == format.quote { isQuoted.toggle() }
        if byte == format.newline, !isQuoted { break }
      }
      starts.append(position)
    }
    return starts
  }

  /// Whether each quote of some records stands at the beginning or the end of a field, or is doubled.
  private static func isQuotedWell(_ bytes: FileBytes, _ range: Range<Int>, _ format: CSVFormat) -> Bool {
    var position = range.lowerBound
    let end = range.upperBound
    let base = bytes.base
    func isSeparator(_ byte: UInt8) -> Bool { byte == format.delimiter || byte == format.newline }
    while position < end {
      while position < end, base[position] <= 32, !isSeparator(base[position]) { position += 1 }
      if position < end, base[position] == format.quote {
        position += 1
        while true {
          while position < end, base[position] != format.quote { position += 1 }
          guard position < end else { return false }
          position += 1
          guard position < end, base[position] == format.quote else { break }
          position += 1
        }
        while position < end, base[position] <= 32, !isSeparator(base[position]) { position += 1 }
        if position < end, !isSeparator(base[position]) { return false }
      } else {
        while position < end, !isSeparator(base[position]) {
          if base[position] == format.quote { return false }
          position += 1
        }
      }
      position += 1
    }
    return true
  }
}

/// What a first look at a run of bytes shows.
private struct ByteScan: Sendable {
  var quotes = 0
  var hasNul = false
  var hasHighBytes = false

  init(_ bytes: FileBytes, _ range: Range<Int>, quote: UInt8) {
    var position = range.lowerBound
    var nul: UInt64 = 0
    while position < range.upperBound {
      let left = range.upperBound - position
      let block = left >= 64 ? ByteBlock(bytes.base + position) : ByteBlock(bytes.base + position, count: left)
      quotes &+= block.positions(of: quote).nonzeroBitCount
      nul |= block.positions(of: 0)
      hasHighBytes = hasHighBytes || block.hasHighBytes
      position &+= 64
    }
    hasNul = nul != 0
  }
}

/// Counts records by the rules of ``Tokenizer``.
private enum RecordCounter {
  static func count(_ bytes: FileBytes, _ range: Range<Int>, _ format: CSVFormat) -> Int {
    let base = bytes.base
    var position = range.lowerBound
    var lineStart = position
    var insideQuotes: UInt64 = 0
    var rows = 0
    func isEmptyLine(to end: Int) -> Bool { end == lineStart || (end == lineStart + 1 && base[lineStart] == 13) }
    while position < range.upperBound {
      let left = range.upperBound - position
      let block = left >= 64 ? ByteBlock(base + position) : ByteBlock(base + position, count: left)
      var newlines = block.positions(of: format.newline)
      let quotes = block.positions(of: format.quote)
      if quotes | insideQuotes != 0 {
        let inside = quotes.prefixParity ^ insideQuotes
        insideQuotes = UInt64(bitPattern: Int64(bitPattern: inside) >> 63)
        newlines &= ~inside
      }
      while newlines != 0 {
        let end = position &+ newlines.trailingZeroBitCount
        newlines &= newlines &- 1
        if end &- lineStart > 1 || !isEmptyLine(to: end) { rows &+= 1 }
        lineStart = end &+ 1
      }
      position &+= 64
    }
    if lineStart < range.upperBound, !isEmptyLine(to: range.upperBound) { rows += 1 }
    return rows
  }
}
