import Cohorts

/// A file of comma-separated values: its header, and where its records are.
struct CSVFile: TableSource {
  /// The name under which faults show it.
  let name: String
  /// Its bytes.
  let bytes: FileBytes
  /// How its records are written.
  let format: CSVFormat
  /// The names of the columns, in order.
  let header: [String]
  /// Where the names stand.
  let headerRanges: [Range<Int>]
  /// The records, in runs.
  let chunks: [CSVChunk]
  /// The number of records.
  let rowCount: Int
  /// How many characters were brought to UTF-8 from Windows-1252.
  private let recoded: Int

  /// Finds the header and the records of a file.
  ///
  /// - Parameters:
  ///   - name: The name under which faults show it.
  ///   - bytes: Its bytes.
  ///   - known: How its records are written, where that need not be found out.
  ///   - chunkSize: The length of the runs into which it is cut.
  ///   - recoded: How many of its characters were brought to UTF-8 from Windows-1252.
  /// - Throws: ``DataFaults`` where it is no text, has no or a faulty header, or faulty quotes.
  init(
    name: String, bytes: FileBytes, format known: CSVFormat? = nil, chunkSize: Int = CSVChunks.usualSize,
    recoded: Int = 0
  ) throws(DataFaults) {
    self.name = name
    self.bytes = bytes
    self.recoded = recoded
    if let other = FileSignature.of(bytes) {
      throw DataFaults(DataFault(.otherFormat(other.name, remedy: other.remedy), file: name))
    }
    format = known ?? CSVFormat(detecting: bytes)
    var reader = RecordReader(bytes, format: format, from: format.start)
    guard let record = reader.next() else { throw DataFaults(DataFault(.empty, file: name)) }
    let chunks = CSVChunks(bytes, format: format, from: reader.position, size: chunkSize)
    if let trouble = bytes.trouble { throw DataFaults(trouble.fault(shown: name)) }
    if chunks.hasBadBytes || FaultyBytes.isAny(in: bytes, format.start..<reader.position) {
      throw DataFaults(FaultyBytes.all(in: bytes, name: name))
    }
    headerRanges = record.fields
    header = record.fields.map { [format] in FieldText(bytes, $0, quote: format.quote).string }
    self.chunks = chunks.chunks
    rowCount = chunks.rowCount
    if chunks.hasBadQuotes || !record.quoteFaults.isEmpty { throw DataFaults(structuralFaults()) }
    try checkHeader()
  }

  /// The same of a file that is in UTF-8 or, where nothing speaks against it, in Windows-1252.
  ///
  /// - Throws: ``DataFaults``; of a file in neither encoding, each byte that is not UTF-8.
  static func opening(name: String, bytes: FileBytes) throws(DataFaults) -> CSVFile {
    do {
      return try CSVFile(name: name, bytes: bytes)
    } catch {
      guard error.faults.contains(where: { if case .notUTF8 = $0.kind { true } else { false } }),
        let text = Windows1252(bytes)
      else { throw error }
      return try CSVFile(name: name, bytes: text.utf8, recoded: text.characters)
    }
  }

  private func checkHeader() throws(DataFaults) {
    var faults = FaultList()
    var numbers: [String: [Int]] = [:]
    for (index, column) in header.enumerated() {
      if column.isEmpty {
        faults.add(DataFault(.unnamedColumn(number: index + 1), at: headerPlace(index)))
        continue
      }
      numbers[column, default: []].append(index + 1)
      if let first = numbers[column]?.first, first != index + 1 {
        faults.add(DataFault(.duplicateColumn(column, numbers: [first, index + 1]), at: headerPlace(index)))
      }
    }
    try faults.throwIfAny()
  }

  // MARK: - Values

  var byteCount: Int { bytes.count }

  func read(_ requests: [ColumnRequest], progress: (@Sendable (Int) -> Void)?) throws(DataFaults) -> ReadColumns {
    let read = try CSVColumns(self, requests: requests, progress: progress)
    guard recoded > 0 else { return ReadColumns(columns: read.columns, notes: read.notes) }
    let words = "\(recoded) character\(recoded == 1 ? "" : "s")"
    return ReadColumns(
      columns: read.columns,
      notes: ["\(name) is not UTF-8, and was read as Windows-1252: \(words) beyond ASCII"] + read.notes)
  }

  // MARK: - Places

  /// Where the name of a column stands.
  func headerPlace(_ column: Int) -> Place { place(of: headerRanges[column]) }

  /// Where a value stands.
  func place(row: Int, column: Int) -> Place { place(of: fieldRange(row: row, column: column)) }

  /// The text of a value.
  func text(row: Int, column: Int) -> String {
    FieldText(bytes, fieldRange(row: row, column: column), quote: format.quote).string
  }

  /// The line in which a value stands, from 1.
  func line(row: Int, column: Int) -> Int { place(row: row, column: column).line ?? row + 1 }

  private func fieldRange(row: Int, column: Int) -> Range<Int> {
    guard let chunk = chunks.last(where: { $0.firstRow <= row }) else { return 0..<0 }
    var reader = RecordReader(bytes, format: format, from: chunk.range.lowerBound)
    var record = reader.next()
    for _ in 0..<row - chunk.firstRow { record = reader.next() }
    guard let record, column < record.fields.count else { return reader.position..<reader.position }
    return record.fields[column]
  }

  /// The place of a field, without the white space around it.
  private func place(of range: Range<Int>) -> Place { Place(file: name, bytes: bytes, range: trimmed(range)) }

  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var range = range
    while range.count > 0, bytes[range.lowerBound] <= 32 { range = range.lowerBound + 1..<range.upperBound }
    while range.count > 0, bytes[range.upperBound - 1] <= 32 { range = range.lowerBound..<range.upperBound - 1 }
    return range
  }

  // MARK: - Faults of structure

  /// All records of another number of fields than the header, and all faulty quotes.
  func structuralFaults() -> FaultList {
    var faults = FaultList()
    _ = bytes.base
    var reader = RecordReader(bytes, format: format, from: format.start)
    while let record = reader.next() {
      for fault in record.quoteFaults {
        faults.add(DataFault(fault.kind, at: Place(file: name, bytes: bytes, range: fault.range)))
      }
      guard record.quoteFaults.isEmpty, record.fields.count != headerRanges.count else { continue }
      let kind = DataFault.Kind.ragged(expected: headerRanges.count, found: record.fields.count)
      faults.add(DataFault(kind, at: raggedPlace(record)))
    }
    if faults.total == 0 { faults.add(DataFault(.tooLong, file: name)) }
    return faults
  }

  /// The fields too many, or the end of a record that has too few.
  private func raggedPlace(_ record: RecordReader.Record) -> Place {
    let end = record.fields.last?.upperBound ?? 0
    let expected = headerRanges.count
    guard record.fields.count > expected else {
      let last = trimmed(record.fields.last ?? end..<end)
      let lineEnd = max(last.lowerBound, trimmedEnd(end))
      let isOneLine = !(last.lowerBound..<lineEnd).contains { bytes[$0] == 10 || bytes[$0] == 13 }
      return Place(file: name, bytes: bytes, range: isOneLine ? lineEnd..<lineEnd : last)
    }
    let extra = record.fields[expected].lowerBound
    return Place(file: name, bytes: bytes, range: extra..<max(extra, trimmedEnd(end)))
  }

  private func trimmedEnd(_ end: Int) -> Int { end > 0 && bytes[end - 1] == 13 ? end - 1 : end }
}
