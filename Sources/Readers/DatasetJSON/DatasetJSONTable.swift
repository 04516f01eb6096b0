import Cohorts

/// A table in a file of Dataset-JSON.
struct DatasetJSONTable: TableSource {
  let name: String
  let bytes: FileBytes
  /// What the file says of it.
  let group: DatasetJSONGroup
  /// The columns, without the row numbers that version 1.0 puts before them.
  let columns: [DatasetJSONColumn]
  /// How many values of a row stand before the first column.
  let leading: Int
  /// The rows.
  let runs: [RowRun]

  /// The row numbers of version 1.0.
  private static let rowNumbers = "ITEMGROUPDATASEQ"

  /// A table whose attributes were checked.
  ///
  /// - Throws: ``DataFaults`` where the number of rows is not the one that the file says, or, then, the rows are none.
  init(_ group: DatasetJSONGroup, name: String, _ reader: JSONReader) throws(DataFaults) {
    self.name = name
    bytes = reader.bytes
    self.group = group
    let isNumbered = group.isVersion1_0 && group.columns.first?.name.uppercased() == Self.rowNumbers
    leading = isNumbered ? 1 : 0
    columns = Array(group.columns.dropFirst(leading))
    runs = group.rows?.runs ?? []
    header = columns.map(\.name)
    if let fault = group.countFault(reader) {
      // Rows that are no rows are counted wrongly: then that is what is to be said.
      try throwTroubles(RowPass(self, [], progress: nil).troubles)
      throw DataFaults(fault)
    }
  }

  let header: [String]

  var tableName: String? { group.name }
  var label: String? { group.label.flatMap { $0.isEmpty ? nil : $0 } }
  var rowCount: Int { group.rows?.rowCount ?? 0 }

  /// Whether the file has the bytes for a value in each column of each row: one, and one that separates it.
  var hasRoomForValues: Bool {
    let (values, isTooMany) = rowCount.multipliedReportingOverflow(by: leading + columns.count)
    return !isTooMany && values <= bytes.count / 2 + rowCount
  }
  var byteCount: Int { runs.reduce(0) { $0 + $1.range.count } }
  var descriptions: [ColumnDescription] { columns.map(\.description) }

  /// The columns that tell the rows apart, in their order.
  var key: [String] {
    let keys = columns.filter { $0.keySequence != nil }
    return keys.sorted { ($0.keySequence ?? 0) < ($1.keySequence ?? 0) }.map(\.name)
  }

  func read(_ requests: [ColumnRequest], progress: (@Sendable (Int) -> Void)?) throws(DataFaults) -> ReadColumns {
    var reading = DatasetJSONReading(self, requests)
    try reading.run(progress: progress)
    let fitted = try ColumnFit(self).fit(reading.columns, to: requests)
    return ReadColumns(columns: fitted, notes: notes + reading.notes)
  }

  private var notes: [String] {
    guard !group.unknown.isEmpty else { return [] }
    let shown = group.unknown.map { "\"\($0)\"" }.joined(separator: ", ")
    return ["\(name): says what Dataset-JSON does not know, which was passed over: \(shown)"]
  }

  // MARK: - Places

  func place(row: Int, column: Int) -> Place {
    Place(file: name, row: row, column: columns.indices.contains(column) ? columns[column].name : "")
  }

  func text(row: Int, column: Int) -> String {
    guard let index = runs.lastIndex(where: { $0.firstRow <= row }) else { return "" }
    let last = row - runs[index].firstRow
    var text = ""
    read(firstRows: last + 1, ofRun: index) { block in
      guard (block.firstRow..<block.firstRow + block.rows).contains(last) else { return }
      text = block.string(block.value(last - block.firstRow, leading + column))
    }
    return text
  }

  /// Reads the beginning of a run, block by block.
  func read(firstRows count: Int, ofRun index: Int, use: (RowBlock) -> Void) {
    var run = runs[index]
    run.rows = min(run.rows, count)
    _ = RowReader.run(
      bytes, run, columns: leading + columns.count, isLines: group.isLines,
      isLast: index + 1 == runs.count && run.rows == runs[index].rows, use: use)
  }

  // MARK: - Faults

  /// Throws what is wrong with the rows, whatever their values.
  func throwTroubles(_ troubles: [RowTrouble]) throws(DataFaults) {
    var faults = FaultList()
    for (run, trouble) in zip(runs, troubles) {
      for (row, found) in trouble.ragged {
        faults.add(
          DataFault(
            .raggedRow(row: run.firstRow + row + 1, expected: leading + columns.count, found: found), file: name))
      }
      faults.add(unshown: trouble.raggedCount - trouble.ragged.count)
      if let (offset, reason) = trouble.broken { faults.add(brokenFault(offset, reason)) }
    }
    try faults.throwIfAny()
  }

  private func brokenFault(_ offset: Int, _ reason: String) -> DataFault {
    let place = Place(file: name, bytes: bytes, range: offset..<min(offset + 1, bytes.count))
    guard reason == RowReader.notUTF8, offset < bytes.count else {
      return DataFault(.syntax("not JSON: \(reason)"), at: place)
    }
    return DataFault(.notUTF8(byte: bytes[offset]), at: place)
  }
}
