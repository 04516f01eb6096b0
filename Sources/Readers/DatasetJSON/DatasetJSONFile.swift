import Cohorts

/// A file of Dataset-JSON: version 1.1 as one object or in lines, or version 1.0.
///
/// CDISC Dataset-JSON 1.1 (2024), and its form in lines; https://github.com/cdisc-org/DataExchange-DatasetJson.
struct DatasetJSONFile {
  /// Its tables, in the order of the file.
  let tables: [DatasetJSONTable]

  /// Whether a file looks like JSON: it begins with an object, or with an array of what JSON has.
  static func isJSON(_ bytes: FileBytes) -> Bool {
    var reader = JSONReader(bytes, name: "")
    guard let first = reader.next(), first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else { return false }
    reader.move(to: reader.position + 1)
    guard let second = reader.next() else { return true }
    return first == UInt8(ascii: "{") ? second == 34 || second == UInt8(ascii: "}") : "{[\"]".utf8.contains(second)
  }

  /// Finds the tables of a file.
  ///
  /// - Parameters:
  ///   - name: The name under which faults show it.
  ///   - bytes: Its bytes.
  /// - Throws: ``DataFaults`` where it is no JSON, or no Dataset-JSON, or what it says of a table is not whole or not true.
  init(name: String, bytes: FileBytes) throws(DataFaults) {
    var reader = JSONReader(bytes, name: name)
    if reader.next() == UInt8(ascii: "[") {
      throw DataFaults(DataFault(.notDatasetJSON(found: Self.arrayWords(&reader)), file: name))
    }
    var group = DatasetJSONGroup(isVersion1_0: false)
    var older: [DatasetJSONGroup] = []
    var version: (text: String, range: Range<Int>)?
    var keys: [String] = []
    try reader.object { (reader, key) throws(DataFaults) in
      if keys.count < DataFaults.most { keys.append(key.name) }
      let start = reader.position
      if key.name == "clinicalData" || key.name == "referenceData" {
        older += try Self.olderGroups(&reader)
      } else if try group.read(key, &reader) {
        if key.name == "datasetJSONVersion" { version = (bytes.text(start..<reader.position), start..<reader.position) }
      } else {
        try reader.skip()
        if !Self.optional.contains(key.name) { group.noteUnknown(key.name) }
      }
    }
    guard !older.isEmpty || !group.present.isDisjoint(with: ["datasetJSONVersion", "itemGroupOID", "columns"]) else {
      let shown =
        keys.isEmpty ? "an empty object" : "an object with \(keys.map { "\"\($0)\"" }.joined(separator: ", "))"
      throw DataFaults(DataFault(.notDatasetJSON(found: shown), file: name))
    }
    if older.isEmpty {
      try Self.readLines(into: &group, &reader)
      try Self.checkVersion(version, &group, reader)
      group.check(name: name, reader)
      try group.faults.throwIfAny()
      tables = [try DatasetJSONTable(group, name: name, reader)]
    } else {
      tables = try Self.olderTables(older, name: name, &reader)
    }
  }

  private static let optional: Set = [
    "fileOID", "dbLastModifiedDateTime", "originator", "sourceSystem", "studyOID", "metaDataVersionOID", "metaDataRef",
  ]

  private static func arrayWords(_ reader: inout JSONReader) -> String {
    reader.move(to: reader.position + 1)
    switch reader.next() {
    case UInt8(ascii: "{"): return "an array of objects"
    case UInt8(ascii: "["): return "an array of arrays"
    default: return "an array"
    }
  }

  // MARK: - Version 1.1

  /// Finds the rows that stand in lines below the object.
  private static func readLines(into group: inout DatasetJSONGroup, _ reader: inout JSONReader) throws(DataFaults) {
    let end = reader.position
    guard let first = reader.next() else { return }
    let isNextLine = (end..<reader.position).contains { reader.bytes[$0] == 10 }
    guard group.rows == nil, isNextLine, first == UInt8(ascii: "[") else {
      throw reader.expected(group.rows == nil ? "a row in a line of its own" : "the end of the file")
    }
    group.isLines = true
    group.rows = RowRuns(reader.bytes, from: reader.position, isLines: true)
  }

  private static func checkVersion(
    _ version: (text: String, range: Range<Int>)?, _ group: inout DatasetJSONGroup, _ reader: JSONReader
  ) throws(DataFaults) {
    guard let version else { return }
    let parts = version.text.dropFirst().dropLast().split(separator: ".", omittingEmptySubsequences: false)
    if parts.count == 2 || parts.count == 3, parts[0] == "1", parts[1] == "1" { return }
    group.faults.add(
      DataFault(
        .wrongValue(key: "datasetJSONVersion", expected: "\"1.1\" or \"1.1.n\"", found: version.text),
        at: Place(file: reader.name, bytes: reader.bytes, range: version.range)))
  }

  // MARK: - Version 1.0

  /// Reads `clinicalData` or `referenceData`: tables by their OID.
  private static func olderGroups(_ reader: inout JSONReader) throws(DataFaults) -> [DatasetJSONGroup] {
    var groups: [DatasetJSONGroup] = []
    try reader.object { (reader, key) throws(DataFaults) in
      guard key.name == "itemGroupData" else { return try reader.skip() }
      try reader.object { (reader, key) throws(DataFaults) in
        var group = DatasetJSONGroup(isVersion1_0: true)
        group.oid = key.name
        try reader.object { (reader, key) throws(DataFaults) in
          if try !group.read(key, &reader) {
            try reader.skip()
            group.noteUnknown(key.name)
          }
        }
        groups.append(group)
      }
    }
    return groups
  }

  private static func olderTables(
    _ groups: [DatasetJSONGroup], name: String, _ reader: inout JSONReader
  ) throws(DataFaults) -> [DatasetJSONTable] {
    guard reader.next() == nil else { throw reader.expected("the end of the file") }
    var faults = FaultList()
    var tables: [DatasetJSONTable] = []
    for group in groups {
      let shown = groups.count > 1 ? "\(name), \(group.name ?? group.oid ?? "")" : name
      var group = group
      group.check(name: shown, reader)
      faults.add(group.faults)
      guard group.faults.total == 0 else { continue }
      do {
        tables.append(try DatasetJSONTable(group, name: shown, reader))
      } catch {
        faults.add(error)
      }
    }
    try faults.throwIfAny()
    return tables
  }
}
