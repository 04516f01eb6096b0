/// Reads records one after the other, with care for where each thing stands.
///
/// For the header, for samples, and for the places of faults; rows by the million are read by ``Tokenizer``, which
/// keeps to the same rules.
///
/// Rules: fields are separated by the delimiter and records by the newline, but not between quotes. White space
/// around a field, and a CR before an LF, is not part of it. An empty line is no record.
struct RecordReader {
  /// A record: its fields, and what is wrong with its quotes.
  struct Record {
    var fields: [Range<Int>] = []
    var quoteFaults: [(kind: DataFault.Kind, range: Range<Int>)] = []
  }

  private let bytes: FileBytes
  private let format: CSVFormat
  private(set) var position: Int
  private let end: Int

  /// A reader of the records from an offset on, and up to another where one is given.
  init(_ bytes: FileBytes, format: CSVFormat, from position: Int, to end: Int? = nil) {
    self.bytes = bytes
    self.format = format
    self.position = position
    self.end = end ?? bytes.count
  }

  /// The next record, or `nil` at the end.
  mutating func next() -> Record? {
    while position < end, let length = emptyLineLength { position += length }
    guard position < end else { return nil }
    var record = Record()
    while true {
      let field = nextField(&record)
      record.fields.append(field)
      guard position < end else { return record }
      let separator = bytes[position]
      position += 1
      if separator == format.newline { return record }
      if position == end {
        record.fields.append(position..<position)
        return record
      }
    }
  }

  private var emptyLineLength: Int? {
    if bytes[position] == format.newline { return 1 }
    guard bytes[position] == 13 else { return nil }
    if position + 1 == end { return 1 }
    return bytes[position + 1] == format.newline ? 2 : nil
  }

  private mutating func nextField(_ record: inout Record) -> Range<Int> {
    let start = position
    while position < end, bytes[position] <= 32, !isSeparator { position += 1 }
    if position < end, bytes[position] == format.quote { skipQuoted(&record) }
    while position < end, !isSeparator {
      if bytes[position] == format.quote { record.quoteFaults.append((.quoteInField, position..<position + 1)) }
      position += 1
    }
    return start..<position
  }

  private var isSeparator: Bool { bytes[position] == format.delimiter || bytes[position] == format.newline }

  /// Skips what stands between quotes, and checks that nothing but white space follows.
  private mutating func skipQuoted(_ record: inout Record) {
    let opening = position
    position += 1
    while position < end {
      defer { position += 1 }
      guard bytes[position] == format.quote else { continue }
      if position + 1 < end, bytes[position + 1] == format.quote {
        position += 1
        continue
      }
      let closing = position
      position += 1
      while position < end, bytes[position] <= 32, !isSeparator { position += 1 }
      if position < end, !isSeparator {
        record.quoteFaults.append((.textAfterQuote, closing..<closing + 1))
        while position < end, !isSeparator { position += 1 }
      }
      position -= 1
      return
    }
    record.quoteFaults.append((.quoteNotClosed, opening..<opening + 1))
    position = end
  }
}
