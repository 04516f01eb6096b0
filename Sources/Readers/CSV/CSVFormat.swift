/// How the records of a file are written: what separates its fields, and its lines.
struct CSVFormat: Hashable {
  /// What separates the fields.
  var delimiter: UInt8
  /// What ends a line: LF, where CRLF does too, or CR where no LF follows.
  var newline: UInt8
  /// Where the first record begins, after a byte order mark.
  var start: Int
  /// What encloses a field that holds separators; ``noQuote`` where quotes are data.
  var quote: UInt8 = 34

  /// A quote that no text has, for it is no part of UTF-8.
  static let noQuote: UInt8 = 0xFF

  /// Whether a number may have a decimal comma.
  var allowsDecimalComma: Bool { delimiter == UInt8(ascii: ";") }

  /// The delimiters that are recognised, the more usual first.
  static let delimiters: [UInt8] = [44, 59, 9, 124]

  /// How many records are looked at to tell the delimiter.
  private static let recordsSeen = 50

  /// The format of a file, from its first records.
  ///
  /// The delimiter is the one that divides the header and the most of the records below it into the same number of
  /// fields, at least two; of several the one that gives the most fields, then the more usual.
  init(detecting bytes: FileBytes) {
    start = bytes.startsWithByteOrderMark ? 3 : 0
    newline = Self.newline(in: bytes, from: start)
    delimiter = Self.delimiters[0]
    var best = (agreement: 0.0, fields: 1)
    for candidate in Self.delimiters {
      let format = CSVFormat(delimiter: candidate, newline: newline, start: start)
      guard let (agreement, fields) = format.agreement(in: bytes), fields > 1 else { continue }
      if agreement > best.agreement || (agreement == best.agreement && fields > best.fields) {
        best = (agreement, fields)
        delimiter = candidate
      }
    }
  }

  /// A format that is known.
  init(delimiter: UInt8, newline: UInt8, start: Int, quote: UInt8 = 34) {
    self.delimiter = delimiter
    self.newline = newline
    self.start = start
    self.quote = quote
  }

  /// The share of the first records that have as many fields as the header, and that number.
  private func agreement(in bytes: FileBytes) -> (agreement: Double, fields: Int)? {
    var reader = RecordReader(bytes, format: self, from: start)
    guard let header = reader.next() else { return nil }
    var same = 0
    var seen = 0
    while seen < Self.recordsSeen, let record = reader.next(), reader.position < start + 1 << 20 {
      seen += 1
      same += record.fields.count == header.fields.count ? 1 : 0
    }
    return (seen == 0 ? 1 : Double(same) / Double(seen), header.fields.count)
  }

  private static func newline(in bytes: FileBytes, from start: Int) -> UInt8 {
    var isQuoted = false
    for position in start..<max(bytes.count, start) {
      switch bytes[position] {
      case 34: isQuoted.toggle()
      case 10 where !isQuoted: return 10
      case 13 where !isQuoted: return position + 1 < bytes.count && bytes[position + 1] == 10 ? 10 : 13
      default: break
      }
    }
    return 10
  }
}
