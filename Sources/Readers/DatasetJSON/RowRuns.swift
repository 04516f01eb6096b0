/// Some whole rows of a table in JSON: what one worker reads.
struct RowRun: Sendable, Hashable {
  /// Where they stand, with what separates them from the next.
  var range: Range<Int>
  /// The number of the first, from 0.
  var firstRow: Int
  /// How many there are, by their opening brackets.
  var rows: Int
}

/// Finds the rows of a table, arrays one after the other, without reading what is in them.
///
/// A row is an array of plain values, so that each opening bracket outside of a string begins one, and the bracket that
/// closes more than was opened ends them all. Where a piece of the file begins, only the quotes before it tell whether that
/// is in a string; they are counted first, all pieces at once. Pieces do not depend on the number of processors.
struct RowRuns {
  /// The rows, in runs.
  private(set) var runs: [RowRun] = []
  /// The number of rows.
  private(set) var rowCount = 0
  /// Where the closing bracket of all rows is; the end of the file where rows stand in lines, `nil` where there is none.
  private(set) var end: Int?

  /// The length of the pieces of a long file.
  static let usualSize = 1 << 20

  /// Finds rows.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - start: Where the first may begin: after the bracket of all, or in the first line of them.
  ///   - isLines: Whether they stand in lines to the end of the file, not in an array.
  ///   - size: The length of the pieces.
  init(_ bytes: FileBytes, from start: Int, isLines: Bool, size: Int = usualSize) {
    precondition(start >= 0 && start <= bytes.count, "offset \(start) of \(bytes.count) bytes")
    var wave = 1
    var length = min(size, 1 << 12)
    var position = start
    var isInString = false
    var depth = 0
    while position < bytes.count, end == nil {
      let pieces = Self.pieces(bytes, from: position, count: wave, size: length)
      position = pieces.last?.upperBound ?? bytes.count
      take(bytes, pieces, isLines: isLines, isInString: &isInString, depth: &depth)
      (wave, length) = length < size ? (1, min(size, length * 16)) : (min(wave * 4, 64), size)
    }
    if isLines { end = bytes.count }
    if !runs.isEmpty {
      runs[0].range = start..<runs[0].range.upperBound
      let last = runs.count - 1
      runs[last].range = runs[last].range.lowerBound..<(end ?? bytes.count)
    }
  }

  /// Pieces of a file, none of which begins after a backslash.
  private static func pieces(_ bytes: FileBytes, from start: Int, count: Int, size: Int) -> [Range<Int>] {
    var pieces: [Range<Int>] = []
    var position = start
    while position < bytes.count, pieces.count < count {
      var end = bytes.count - position > size ? position + size : bytes.count
      while end < bytes.count, bytes.base[end - 1] == 92 { end += 1 }
      pieces.append(position..<end)
      position = end
    }
    return pieces
  }

  /// Takes the rows of some pieces that follow each other.
  private mutating func take(
    _ bytes: FileBytes, _ pieces: [Range<Int>], isLines: Bool, isInString: inout Bool, depth: inout Int
  ) {
    let parities = Workers.map(pieces.count) { BracketScan.hasOddQuotes(bytes, pieces[$0]) }
    var inside: [Bool] = []
    for isOdd in parities {
      inside.append(isInString)
      if isOdd { isInString.toggle() }
    }
    let starts = inside
    let scans = Workers.map(pieces.count) { BracketScan(bytes, pieces[$0], isInString: starts[$0]) }
    for (index, scan) in scans.enumerated() {
      var scan = scan
      if !isLines, depth + scan.lowest < 0 {
        scan = BracketScan(bytes, pieces[index], isInString: starts[index], stopBelow: -depth)
        end = scan.stop
      }
      add(scan)
      depth += scan.net
      if end != nil { return }
    }
  }

  private mutating func add(_ scan: BracketScan) {
    guard let first = scan.firstOpen else { return }
    if let last = runs.indices.last { runs[last].range = runs[last].range.lowerBound..<first }
    runs.append(RowRun(range: first..<first, firstRow: rowCount, rows: scan.opens))
    rowCount += scan.opens
  }
}

/// The brackets of a piece of JSON, outside of strings.
private struct BracketScan: Sendable {
  /// How many are opened.
  var opens = 0
  /// Where the first is.
  var firstOpen: Int?
  /// How many more are opened than closed.
  var net = 0
  /// The lowest that this was on the way.
  var lowest = 0
  /// Where more were closed than there were.
  var stop: Int?

  /// Whether the number of quotes is odd, those not counted that stand behind a backslash.
  static func hasOddQuotes(_ bytes: FileBytes, _ range: Range<Int>) -> Bool {
    var quotes = 0
    var isEscaped = false
    forEachBlock(bytes, range) { block, _ in
      quotes &+= Self.quotes(block, &isEscaped).nonzeroBitCount
      return true
    }
    return quotes & 1 == 1
  }

  /// Counts brackets, to the one that closes more than `-stopBelow` where that is given.
  init(_ bytes: FileBytes, _ range: Range<Int>, isInString: Bool, stopBelow: Int? = nil) {
    var isEscaped = false
    var inside: UInt64 = isInString ? .max : 0
    Self.forEachBlock(bytes, range) { block, position in
      let quotes = Self.quotes(block, &isEscaped)
      let strings = quotes.prefixParity ^ inside
      inside = UInt64(bitPattern: Int64(bitPattern: strings) >> 63)
      let opened = block.positions(of: UInt8(ascii: "[")) & ~strings
      var brackets = opened | block.positions(of: UInt8(ascii: "]")) & ~strings
      while brackets != 0 {
        let bit = brackets.trailingZeroBitCount
        brackets &= brackets &- 1
        if opened >> UInt64(bit) & 1 == 1 {
          if firstOpen == nil { firstOpen = position + bit }
          opens &+= 1
          net &+= 1
        } else {
          net &-= 1
          lowest = min(lowest, net)
          if let stopBelow, net < stopBelow {
            stop = position + bit
            return false
          }
        }
      }
      return true
    }
  }

  private static func forEachBlock(_ bytes: FileBytes, _ range: Range<Int>, _ use: (ByteBlock, Int) -> Bool) {
    var position = range.lowerBound
    while position < range.upperBound {
      let left = range.upperBound - position
      let block = left >= 64 ? ByteBlock(bytes.base + position) : ByteBlock(bytes.base + position, count: left)
      guard use(block, position) else { return }
      position &+= 64
    }
  }

  /// Where quotes stand that are not escaped; `isEscaped` tells whether the first byte is.
  @inline(__always)
  private static func quotes(_ block: ByteBlock, _ isEscaped: inout Bool) -> UInt64 {
    let quotes = block.positions(of: 34)
    let backslashes = block.positions(of: 92)
    guard isEscaped || backslashes != 0 else { return quotes }
    return quotes & ~escaped(backslashes, &isEscaped)
  }

  /// Where bytes stand behind a backslash that is not itself behind one.
  private static func escaped(_ backslashes: UInt64, _ isEscaped: inout Bool) -> UInt64 {
    var escaped: UInt64 = isEscaped ? 1 : 0
    var rest = backslashes & ~escaped
    isEscaped = false
    while rest != 0 {
      let bit = UInt64(rest.trailingZeroBitCount)
      if bit == 63 {
        isEscaped = true
        break
      }
      escaped |= 2 << bit
      rest &= ~(3 << bit)
    }
    return escaped
  }
}
