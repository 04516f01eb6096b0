import Analyses
import Cohorts
import Lua

/// What would be the files of a cohort, as text: its `cohort.toml`, and its tables by their file names.
public struct CohortText: Sendable, Hashable {
  /// The text of `cohort.toml`.
  public var dictionary: String
  /// The name and text of each table that it names, the subjects first.
  public var tables: [Table]

  /// A table as comma-separated text.
  public struct Table: Sendable, Hashable {
    /// The name of its file.
    public var name: String
    /// Its text.
    public var text: String
  }
}

/// A cohort of few subjects as a test writes it down: `testing.cohort { subjects = { { id = "1", age = 61 } }, … }`.
///
/// It is written as the files would be that hold it, so that it goes through all that files go through.
struct FixtureCohort {
  static let function = "testing.cohort"

  /// The parts of a definition, for editors.
  static let luaType =
    "{ subjects: table, columns: table?, endpoints: table?, linked: table?, linked_columns: table?, populations: table?, "
    + "vocabularies: table?, subject_id: string?, trial: string?, name: string?, notice: string? }"

  let text: CohortText

  init(_ value: LuaValue) throws {
    let tables = ["columns", "populations", "vocabularies", "endpoints"]
    let texts = ["name", "notice", "trial"]
    let fields = try Fields(
      value, at: Self.function, known: ["subject_id", "subjects", "linked", "linked_columns"] + texts + tables,
      such: "{ subjects = { { id = \"1\", age = 61 }, { id = \"2\", age = 48 } } }")
    let id = try fields.text("subject_id") ?? "id"
    guard let rows = fields["subjects"] else {
      throw fields.missing("subjects", "a list with a table for each, or a table with a list for each column.")
    }
    let subjects = try FixtureTable(rows, named: "subjects", subjectID: id)
    var linked: [FixtureTable] = []
    for (name, rows) in try Self.named(fields, "linked") {
      linked.append(try FixtureTable(rows, named: name, subjectID: id))
    }
    var lines = ["subject_id = \(TOMLWriter.text(id))"]
    for name in texts { if let text = try fields.text(name) { lines.append("\(name) = \(TOMLWriter.text(text))") } }
    if try fields.text("name") == nil { lines.append("name = \"fixture\"") }
    lines += ["", "[tables]"]
    for table in [subjects] + linked { lines.append("\(TOMLWriter.key(table.name)) = \(TOMLWriter.text(table.file))") }
    var described = try Self.named(fields, "columns")
    subjects.declareFlags(in: &described)
    try TOMLWriter.write(described, as: "columns", to: &lines)
    for name in tables.dropFirst() { try TOMLWriter.write(Self.named(fields, name), as: name, to: &lines) }
    var inLinked = try Self.named(fields, "linked_columns")
    for table in linked {
      var described =
        try inLinked.first { $0.0 == table.name }.map { try Self.entries($0.1, "linked_columns.\($0.0)") } ?? []
      table.declareFlags(in: &described)
      inLinked.removeAll { $0.0 == table.name }
      try TOMLWriter.write(described, as: "linked.\(TOMLWriter.key(table.name))", to: &lines)
    }
    if let unknown = inLinked.first {
      throw FieldFault.unknown(
        "table", unknown.0, among: linked.map(\.name), at: "\(Self.function): \"linked_columns\"")
    }
    text = CohortText(
      dictionary: lines.joined(separator: "\n") + "\n",
      tables: ([subjects] + linked).map { CohortText.Table(name: $0.file, text: $0.text) })
  }

  private static func named(_ fields: Fields, _ name: String) throws -> [(String, LuaValue)] {
    try fields[name].map { try entries($0, name) } ?? []
  }

  private static func entries(_ value: LuaValue, _ name: String) throws -> [(String, LuaValue)] {
    guard case .table(let table) = value, table.array.isEmpty else {
      throw FieldFault(place: function, fault: "\"\(name)\" should be a table of named values, found \(value.kind)")
    }
    return try table.fields.map { field in
      guard let key = field.key.string else {
        throw FieldFault(place: function, fault: "\"\(name)\" should have names, found \(field.key.words)")
      }
      return (key, field.value)
    }
  }
}

/// A table of a fixture, as comma-separated text.
struct FixtureTable {
  let name: String
  private(set) var header: [String] = []
  private var columns: [String: [LuaValue]] = [:]
  private var count = 0

  var file: String { "\(name).csv" }

  /// Reads a list of rows, or lists by column.
  init(_ value: LuaValue, named name: String, subjectID: String) throws {
    self.name = name
    let place = "\(FixtureCohort.function): \"\(name)\""
    guard case .table(let table) = value else {
      throw FieldFault(
        place: place, fault: "it should be a list of rows, or a list for each column; found \(value.kind)")
    }
    if table.array.isEmpty {
      for field in table.fields { try add(column: field, at: place) }
    } else {
      guard table.fields.isEmpty else {
        throw FieldFault(place: place, fault: "it has rows and columns; give one of them")
      }
      count = table.array.count
      for (row, value) in table.array.enumerated() { try add(row: row, value, at: "\(place): row \(row + 1)") }
    }
    if let id = header.firstIndex(of: subjectID) { header.insert(header.remove(at: id), at: 0) }
  }

  private mutating func add(column field: LuaTable.Field, at place: String) throws {
    guard let name = field.key.string else { throw FieldFault(place: place, fault: "its columns should have names") }
    let values: [LuaValue]
    if let object = ColumnObject.type.unwrap(field.value) {
      values = object.column.values
    } else if case .table(let list) = field.value, list.fields.isEmpty {
      values = list.array
    } else {
      throw FieldFault(place: place, fault: "\"\(name)\" should be a list of values, found \(field.value.kind)")
    }
    guard header.isEmpty || values.count == count else {
      throw FieldFault(
        place: place,
        fault:
          "\"\(name)\" has \(values.count) values, where \"\(header[0])\" has \(count); workbench.missing keeps a place"
      )
    }
    count = values.count
    try check(values, name, at: place)
    header.append(name)
    columns[name] = values
  }

  private mutating func add(row: Int, _ value: LuaValue, at place: String) throws {
    guard case .table(let table) = value, table.array.isEmpty else {
      throw FieldFault(
        place: place, fault: "it should be a table such as { id = \"1\", age = 61 }, found \(value.kind)")
    }
    for field in table.fields {
      guard let name = field.key.string else { throw FieldFault(place: place, fault: "its values should have names") }
      try check([field.value], name, at: place)
      if columns[name] == nil {
        header.append(name)
        columns[name] = [LuaValue](repeating: .missing, count: count)
      }
      columns[name]?[row] = field.value
    }
  }

  private func check(_ values: [LuaValue], _ name: String, at place: String) throws {
    for value in values {
      switch value {
      case .nil, .missing, .boolean, .integer, .string: continue
      case .number(let number) where number.isFinite: continue
      default:
        throw FieldFault(
          place: place,
          fault: "\"\(name)\" should be a finite number, a text, true or false, or missing; found \(value.words)")
      }
    }
  }

  /// Says of columns of true and false that they are flags, where nothing is said of their type.
  func declareFlags(in described: inout [(String, LuaValue)]) {
    for name in header {
      let values = (columns[name] ?? []).filter { !$0.isAbsent }
      guard !values.isEmpty, values.allSatisfy({ $0.boolean != nil }) else { continue }
      let place = described.firstIndex { $0.0 == name }
      var description = place.flatMap { described[$0].1.table } ?? LuaTable()
      guard description["type"] == nil, description["levels"] == nil else { continue }
      description["type"] = .string("flag")
      if let place { described[place].1 = .table(description) } else { described.append((name, .table(description))) }
    }
  }

  /// The table as comma-separated text.
  var text: String {
    let lines = (0..<count).map { row in header.map { Self.cell(columns[$0]?[row] ?? .missing) } }
    return ([header.map { Self.quoted($0) }] + lines).map { $0.joined(separator: ",") + "\n" }.joined()
  }

  private static func cell(_ value: LuaValue) -> String {
    switch value {
    case .boolean(let flag): "\(flag)"
    case .integer(let integer): String(integer)
    case .number(let number): Argument.number(number).source
    case .string(let text): quoted(text)
    default: ""
    }
  }

  private static func quoted(_ text: String) -> String {
    guard text.utf8.contains(where: { [10, 13, 34, 44].contains($0) }) else { return text }
    return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }
}

/// Values of Lua as TOML.
enum TOMLWriter {
  /// Writes named values under a heading, one a line.
  static func write(_ entries: [(String, LuaValue)], as heading: String, to lines: inout [String]) throws {
    guard !entries.isEmpty else { return }
    lines += ["", "[\(heading)]"]
    for (name, value) in entries { lines.append("\(key(name)) = \(try self.value(value, at: "\(heading).\(name)"))") }
  }

  static func value(_ value: LuaValue, at place: String) throws -> String {
    switch value {
    case .boolean(let flag): return "\(flag)"
    case .integer(let integer): return String(integer)
    case .number(let number) where number.isFinite: return Argument.number(number).source
    case .string(let text): return self.text(text)
    case .table(let table) where table.fields.isEmpty && !table.array.isEmpty:
      return "[" + (try table.array.map { try self.value($0, at: place) }).joined(separator: ", ") + "]"
    case .table(let table) where table.array.isEmpty:
      let members = try table.fields.map { field in
        "\(key(field.key.string ?? field.key.words)) = \(try self.value(field.value, at: place))"
      }
      return members.isEmpty ? "{}" : "{ " + members.joined(separator: ", ") + " }"
    default: throw FieldFault(place: "\(FixtureCohort.function): \(place)", fault: "it cannot be \(value.words)")
    }
  }

  static func key(_ name: String) -> String {
    let isBare =
      !name.isEmpty
      && name.utf8.allSatisfy { byte in
        (97...122).contains(byte | 32) || (48...57).contains(byte) || byte == 95 || byte == 45
      }
    return isBare ? name : text(name)
  }

  static func text(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
