import Cohorts

/// Finds the rows of a data set, and where the next one begins.
struct XPTRows {
  private let records: XPTRecords
  /// Where the first row begins.
  let start: Int
  /// The number of bytes of a row.
  let width: Int
  /// The number of rows.
  private(set) var count = 0
  /// Where what follows begins.
  private(set) var end: Int
  /// What was decided, a sentence each.
  private(set) var notes: [String] = []

  /// Rows that begin at an offset, none found yet.
  init(_ records: XPTRecords, from start: Int, width: Int) {
    self.records = records
    self.start = start
    self.width = width
    end = start
  }

  /// Where a row begins.
  func offset(_ row: Int) -> Int { start + row * width }

  /// Finds the rows.
  ///
  /// - Parameters:
  ///   - declared: How many the file says there are; `nil` where it does not say.
  ///   - parser: What read them.
  /// - Throws: ``DataFaults`` where the declared number is not there, or a row is incomplete.
  mutating func find(declared: Int?, parser: XPTParser) throws(DataFaults) {
    if let declared, isConfirmed(declared) {
      count = declared
      end = min(XPTRecords.end(start + declared * width), records.bytes.count)
      return
    }
    end = nextMember()
    try countRows(parser)
    guard let declared, width > 0, declared != count else { return }
    if declared < count || !isBlank(fromRow: declared) {
      throw parser.fault(.rowCount(declared: declared, found: count, width: width, at: start))
    }
    count = declared
  }

  /// Whether as many rows are followed by padding and the next member, or the end of the file.
  private func isConfirmed(_ declared: Int) -> Bool {
    let size = records.bytes.count
    let (needed, isTooMany) = declared.multipliedReportingOverflow(by: width)
    guard width > 0, !isTooMany, needed <= size - start else { return false }
    let border = min(XPTRecords.end(start + needed), size)
    return isPadding(start + needed..<border) && (border == size || records.isMember(at: border))
  }

  /// Whether rows from one on that are declared were taken for padding.
  private func isBlank(fromRow row: Int) -> Bool {
    let (needed, isTooMany) = row.multipliedReportingOverflow(by: width)
    return !isTooMany && needed <= end - start && records.isBlank(offset(count)..<end)
  }

  /// Counts the whole rows up to the end, without the padding of the last record.
  ///
  /// In rows of less than 80 bytes padding can look like rows of blanks: rows that fit into it are none. Where all
  /// variables are texts, rows at the end of which none has a value cannot be told from it.
  private mutating func countRows(_ parser: XPTParser) throws(DataFaults) {
    guard width > 0 else { return }
    count = (end - start) / width
    let rest = offset(count)..<end
    if !rest.isEmpty, end % XPTRecords.length != 0 || rest.count >= XPTRecords.length || !isPadding(rest) {
      throw parser.fault(.partialRow(count + 1, has: rest.count, width: width, at: rest.lowerBound))
    }
    if rest.isEmpty, end % XPTRecords.length != 0 {
      notes.append("the last record is not filled to 80 bytes; the file may have been cut off after row \(count)")
    }
    while count > 0, end - offset(count - 1) < XPTRecords.length,
      records.isBlank(offset(count - 1)..<offset(count))
    {
      count -= 1
    }
  }

  private func isPadding(_ range: Range<Int>) -> Bool {
    records.isBlank(range) || records.isAll(0, range)
  }

  // MARK: - The next member

  /// Where the next member begins, or the end of the file.
  ///
  /// Members begin on borders of 80 bytes only. Ever longer stretches are looked through, so that a file of many small
  /// members is not read again for each.
  private func nextMember() -> Int {
    let size = records.bytes.count
    var from = start
    var pieces = 1
    while from < size {
      let step = 8192 * XPTRecords.length
      let first = from
      let found = Workers.map(min(pieces, (size - first + step - 1) / step)) { piece in
        firstMember(in: first + piece * step..<min(first + (piece + 1) * step, size))
      }
      if let offset = found.compactMap(\.self).first { return offset }
      from += found.count * step
      pieces = min(pieces * 2, 1024)
    }
    return size
  }

  private func firstMember(in range: Range<Int>) -> Int? {
    let mark = XPTHeader.mark
    let likely = records.bytes.withBytes(range) { base in
      stride(from: 0, to: range.count, by: XPTRecords.length).filter { offset in
        range.count - offset >= mark.count && mark.indices.allSatisfy { base[offset + $0] == mark[$0] }
      }
    }
    return likely?.lazy.map { range.lowerBound + $0 }.first { records.isMember(at: $0) }
  }
}
