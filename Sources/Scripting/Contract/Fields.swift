import Analyses
import Cohorts
import Lua

/// What is wrong with a table that a script wrote.
struct FieldFault: Error, Equatable, CustomStringConvertible {
  /// Where: the function, and the part of what it was given.
  let place: String
  /// What was expected, what was found, and the nearest right thing.
  let fault: String

  var description: String { "\(place): \(fault)" }

  /// A name that is not among those that there are; `elsewhere` has what others call them.
  static func unknown(
    _ what: String, _ name: String, among known: [String], at place: String, elsewhere: [String: String] = [:]
  ) -> FieldFault {
    let nearest = elsewhere[name].flatMap { known.contains($0) ? $0 : nil } ?? Nearest.name(to: name, among: known)
    return FieldFault(
      place: place,
      fault: "unknown \(what) \"\(name)\""
        + (nearest.map { "; did you mean \"\($0)\"?" } ?? "; there is: \(known.joined(separator: ", "))"))
  }
}

/// The named values of a table that a script wrote, read one by one, so that a wrong one is named with its place.
struct Fields {
  /// Where the table stands, for messages: `workbench.result: row 3`.
  var place: String
  /// The values that have no names, in order.
  let positional: [LuaValue]
  private var values: [String: LuaValue] = [:]

  /// Reads a table.
  ///
  /// - Parameters:
  ///   - value: What the script gave.
  ///   - place: Where, for messages.
  ///   - known: The names that it may have.
  ///   - example: What it looks like.
  ///   - isOpen: Whether it may hold values without names, too.
  ///   - elsewhere: What others call the names that it may have.
  /// - Throws: ``FieldFault`` where it is no table, or has what it may not have.
  init(
    _ value: LuaValue, at place: String, known: [String], such example: String, isOpen: Bool = false,
    elsewhere: [String: String] = [:]
  ) throws {
    guard case .table(let table) = value else {
      throw FieldFault(place: place, fault: "it should be a table such as \(example), found \(value.kind)")
    }
    self.place = place
    positional = table.array
    guard isOpen || table.array.isEmpty else {
      throw FieldFault(
        place: place, fault: "its values should have names, as in \(example), found \(table.array[0].kind) without one")
    }
    for field in table.fields {
      guard let name = field.key.string else {
        throw FieldFault(place: place, fault: "its values should have names, as in \(example)")
      }
      guard known.contains(name) else {
        throw FieldFault.unknown("field", name, among: known, at: place, elsewhere: elsewhere)
      }
      if !field.value.isAbsent { values[name] = field.value }
    }
  }

  /// A value; `nil` where there is none.
  subscript(name: String) -> LuaValue? { values[name] }

  /// The names of the values that there are, in no order.
  var names: Set<String> { Set(values.keys) }

  func fault(_ text: String) -> FieldFault { FieldFault(place: place, fault: text) }

  func wrong(_ name: String, _ expected: String, _ found: LuaValue) -> FieldFault {
    fault("\"\(name)\" should be \(expected), found \(found.words)")
  }

  func missing(_ name: String, _ prose: String) -> FieldFault { fault("\"\(name)\" is missing: \(prose)") }

  // MARK: Kinds of values

  func text(_ name: String) throws -> String? {
    try values[name].map { value in
      guard case .string(let text) = value else { throw wrong(name, "a text", value) }
      return text
    }
  }

  /// A text that must be there, and not be empty.
  func text(_ name: String, _ prose: String) throws -> String {
    guard let text = try text(name) else { throw missing(name, prose) }
    guard text.contains(where: { !$0.isWhitespace }) else { throw fault("\"\(name)\" is empty: \(prose)") }
    return text
  }

  func number(_ name: String) throws -> Double? {
    try values[name].map { value in
      guard let number = value.number else { throw wrong(name, "a number", value) }
      guard number.isFinite else { throw wrong(name, "a finite number", value) }
      return number
    }
  }

  func number(_ name: String, _ prose: String) throws -> Double {
    guard let number = try number(name) else { throw missing(name, prose) }
    return number
  }

  func integer(_ name: String) throws -> Int? {
    try values[name].map { value in
      guard let integer = value.integer else { throw wrong(name, "a whole number", value) }
      return integer
    }
  }

  func flag(_ name: String) throws -> Bool? {
    try values[name].map { value in
      guard case .boolean(let flag) = value else { throw wrong(name, "true or false", value) }
      return flag
    }
  }

  /// A text that is one of some.
  func choice(_ name: String, among known: [String]) throws -> String? {
    guard let text = try text(name) else { return nil }
    guard known.contains(text) else { throw FieldFault.unknown(name, text, among: known, at: place) }
    return text
  }

  /// One text or a list of them; none where there is none.
  func texts(_ name: String) throws -> [String] {
    switch values[name] {
    case nil: return []
    case .string(let text): return [text]
    case .some(let value):
      guard case .table(let table) = value, table.fields.isEmpty else {
        throw wrong(name, "a text or a list of texts", value)
      }
      return try table.array.map { element in
        guard case .string(let text) = element else { throw wrong(name, "a list of texts", element) }
        return text
      }
    }
  }

  /// A list of values; `nil` where there is none.
  func list(_ name: String, of what: String) throws -> [LuaValue]? {
    try values[name].map { value in
      guard case .table(let table) = value, table.fields.isEmpty else { throw wrong(name, "a list of \(what)", value) }
      return table.array
    }
  }

  /// Numbers of which some may be missing; `nil` where there are none at all.
  ///
  /// A list, or a column.
  func gappedNumbers(_ name: String) throws -> [Double?]? {
    if let value = values[name], let column = ColumnObject.type.unwrap(value)?.column {
      guard let numbers = Numbers(column) else { throw wrong(name, "numbers", value) }
      return numbers.values.indices.map { numbers.validity[$0] ? numbers.values[$0] : nil }
    }
    return try list(name, of: "numbers")?.enumerated().map { place, value in
      if value.isAbsent { return nil }
      guard let number = value.number else { throw wrong("\(name)[\(place + 1)]", "a number", value) }
      guard number.isFinite else { throw wrong("\(name)[\(place + 1)]", "a finite number", value) }
      return number
    }
  }

  /// Numbers; `nil` where there are none at all.
  func numbers(_ name: String) throws -> [Double]? {
    try gappedNumbers(name)?.enumerated().map { place, number in
      guard let number else { throw wrong("\(name)[\(place + 1)]", "a number", .missing) }
      return number
    }
  }
}

extension LuaValue {
  /// The value in a message: a short one as it is written, any other by its kind.
  var words: String {
    switch self {
    case .integer(let integer): String(integer)
    case .number(let number) where number.isFinite: Argument.number(number).source
    case .number(let number): number.isNaN ? "nan (not a number)" : number > 0 ? "inf" : "-inf"
    case .string(let text) where text.count <= 40: Argument.text(text).source
    case .boolean(let flag): "\(flag)"
    default: kind
    }
  }
}
