import Cohorts

/// What a file of Dataset-JSON says of one table, and where its rows are.
struct DatasetJSONGroup: Sendable {
  var name: String?
  var label: String?
  /// Its OID in a Define-XML.
  var oid: String?
  var columns: [DatasetJSONColumn] = []
  /// The rows; `nil` where there are none, as in a file that only describes a table.
  var rows: RowRuns?
  /// Whether they stand in lines below what describes them.
  var isLines = false
  /// The number of rows that the file says it has, as it is written, and where.
  private(set) var records: (text: String, range: Range<Int>)?
  /// The attributes that are there.
  private(set) var present: Set<String> = []
  /// Those that Dataset-JSON does not know.
  private(set) var unknown: [String] = []
  /// What is wrong with them.
  var faults = FaultList()

  /// The version's own names of things.
  let isVersion1_0: Bool

  init(isVersion1_0: Bool) { self.isVersion1_0 = isVersion1_0 }

  /// Reads an attribute of the table; `false` where it is none.
  mutating func read(_ key: JSONReader.Key, _ reader: inout JSONReader) throws(DataFaults) -> Bool {
    let known = isVersion1_0 ? ["records", "name", "label", "items", "itemData"] : Self.required + ["rows"]
    guard known.contains(key.name) else { return false }
    guard present.insert(key.name).inserted else {
      throw reader.fault("the key \"\(key.name)\" stands here twice", at: key.range.lowerBound)
    }
    switch key.name {
    case "records":
      let start = reader.position
      let found = try reader.scalar()
      records = (found.words, start..<reader.position)
      if found.wholeNumber.map({ $0 < 0 }) ?? true {
        faults.add(Self.wrong("records", "the number of rows", found, records?.range, reader))
      }
    case "name": name = try text(key.name, &reader)
    case "label": label = try text(key.name, &reader)
    case "itemGroupOID": oid = try text(key.name, &reader)
    case "columns", "items":
      try reader.array { (reader, number) throws(DataFaults) in
        columns.append(try column(number, &reader))
      }
    case "rows", "itemData": try readRows(&reader)
    default: _ = try text(key.name, &reader)
    }
    return true
  }

  /// The attributes of a table of version 1.1 that must be there.
  static let required = [
    "datasetJSONCreationDateTime", "datasetJSONVersion", "itemGroupOID", "records", "name", "label", "columns",
  ]

  /// Notes an attribute that Dataset-JSON does not know.
  mutating func noteUnknown(_ key: String) {
    if unknown.count < DataFaults.most { unknown.append(key) }
  }

  /// Reads a text; anything else is a fault, but `null`, which says that there is none.
  mutating func text(_ key: String, _ reader: inout JSONReader) throws(DataFaults) -> String? {
    _ = reader.next()
    let start = reader.position
    switch try reader.scalar() {
    case .string(let text): return text
    case .null:
      present.remove(key)
      return nil
    case let other:
      faults.add(Self.wrong(key, "a text", other, start..<reader.position, reader))
      return nil
    }
  }

  private static func wrong(
    _ key: String, _ expected: String, _ found: JSONReader.Scalar, _ range: Range<Int>?, _ reader: JSONReader
  ) -> DataFault {
    DataFault(
      .wrongValue(key: key, expected: expected, found: found.words),
      at: Place(file: reader.name, bytes: reader.bytes, range: range ?? 0..<0))
  }

  // MARK: - Rows

  private mutating func readRows(_ reader: inout JSONReader) throws(DataFaults) {
    guard reader.next() == UInt8(ascii: "[") else { throw reader.expected("an array of rows") }
    let found = RowRuns(reader.bytes, from: reader.position + 1, isLines: false)
    guard let end = found.end else {
      throw reader.fault(
        "the rows are not closed; the file was cut short, in row \(found.rowCount)", at: reader.bytes.count)
    }
    if found.runs.isEmpty {
      reader.move(to: reader.position + 1)
      _ = reader.next()
      guard reader.position == end else { throw reader.expected("a row in \"[\" and \"]\"") }
    }
    reader.move(to: end + 1)
    rows = found
  }

  // MARK: - Columns

  private mutating func column(_ number: Int, _ reader: inout JSONReader) throws(DataFaults) -> DatasetJSONColumn {
    var column = DatasetJSONColumn()
    let (oid, type) = isVersion1_0 ? ("OID", "type") : ("itemOID", "dataType")
    var missing = [oid, "name", "label", type]
    guard reader.next() == UInt8(ascii: "{") else { throw reader.expected("an object that describes a column") }
    column.start = reader.position
    try reader.object { (reader, key) throws(DataFaults) in
      let start = reader.position
      let found = try reader.scalar()
      let range = start..<reader.position
      guard found != .null else { return }
      missing.removeAll { $0 == key.name }
      switch (key.name, found) {
      case (oid, .string(let text)): column.itemOID = text
      case ("name", .string(let text)): column.name = text
      case ("label", .string(let text)): column.label = text
      case ("displayFormat", .string(let text)): column.displayFormat = text
      case ("targetDataType", .string(let text)): column.targetDataType = text
      case (type, .string(let text)):
        if let known = DatasetJSONColumn.DataType(text, isVersion1_0: isVersion1_0) {
          column.dataType = known
        } else {
          faults.add(Self.unknownType(text, number, range, reader))
        }
      case ("length", .number) where found.wholeNumber != nil: column.length = found.wholeNumber
      case ("keySequence", .number) where found.wholeNumber != nil: column.keySequence = found.wholeNumber
      case ("length", _), ("keySequence", _): faults.add(Self.wrong(key.name, "a whole number", found, range, reader))
      case (oid, _), ("name", _), ("label", _), ("displayFormat", _), ("targetDataType", _), (type, _):
        faults.add(Self.wrong(key.name, "a text", found, range, reader))
      default: noteUnknown("columns[].\(key.name)")
      }
    }
    if !missing.isEmpty {
      let words = "column \(number + 1)" + (column.name.isEmpty ? "" : ", \"\(column.name)\",")
      faults.add(DataFault(.missingAttributes(of: words, missing), at: Self.place(column, reader)))
    } else if column.name.isEmpty {
      faults.add(DataFault(.unnamedColumn(number: number + 1), at: Self.place(column, reader)))
    }
    return column
  }

  private static func place(_ column: DatasetJSONColumn, _ reader: JSONReader) -> Place {
    Place(file: reader.name, bytes: reader.bytes, range: column.start..<column.start + 1)
  }

  private static func unknownType(_ found: String, _ number: Int, _ range: Range<Int>, _ reader: JSONReader)
    -> DataFault
  {
    let choices = DatasetJSONColumn.DataType.allCases.map(\.rawValue)
    let kind = DataFault.Kind.unknownChoice(
      key: "the data type of column \(number + 1)", found: found, choices: choices,
      nearest: Nearest.name(to: found, among: choices))
    return DataFault(kind, at: Place(file: reader.name, bytes: reader.bytes, range: range))
  }

  // MARK: - The whole

  /// Finds what is wrong with the whole: attributes that are not there, names that stand twice.
  mutating func check(name file: String, _ reader: JSONReader) {
    let required = isVersion1_0 ? ["records", "name", "label", "items"] : Self.required
    let missing = required.filter { !present.contains($0) }
    if !missing.isEmpty {
      let version = isVersion1_0 ? "a table of Dataset-JSON 1.0" : "Dataset-JSON 1.1"
      faults.add(DataFault(.missingAttributes(of: version, missing), file: file))
    }
    var numbers: [String: Int] = [:]
    for (index, column) in columns.enumerated() where !column.name.isEmpty {
      if let first = numbers.updateValue(index + 1, forKey: column.name) {
        faults.add(
          DataFault(.duplicateColumn(column.name, numbers: [first, index + 1]), at: Self.place(column, reader)))
      }
    }
  }

  /// The fault that there are more or fewer rows than the file says, or `nil`.
  func countFault(_ reader: JSONReader) -> DataFault? {
    guard let rows, let records, records.text != String(rows.rowCount) else { return nil }
    let kind = DataFault.Kind.wrongValue(
      key: "records", expected: "\(rows.rowCount), the number of rows", found: records.text)
    return DataFault(kind, at: Place(file: reader.name, bytes: reader.bytes, range: records.range))
  }
}

extension JSONReader.Scalar {
  /// The whole number that it is, however it is written, or `nil`.
  var wholeNumber: Int? {
    guard case .number(let text) = self else { return nil }
    return Int(text) ?? Double(text).flatMap { Int(exactly: $0) }
  }
}
