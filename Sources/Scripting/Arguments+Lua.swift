import Analyses
import Cohorts
import Lua

/// What a script did wrong in calling what it was lent.
enum CallError: Error, Equatable, CustomStringConvertible {
  /// An argument is of the wrong kind.
  case wrongKind(String, argument: String, expected: String, found: String)
  /// A table is neither a list nor named values.
  case mixedTable(String)
  /// A value of a table cannot be an argument.
  case notAnArgument(String, found: String)
  /// A row function gave values of several kinds.
  case mixedValues(String, String)

  var description: String {
    switch self {
    case .wrongKind(let function, let argument, let expected, let found):
      "\(function): \(argument) should be \(expected), found \(found)"
    case .mixedTable(let name):
      "argument \"\(name)\" should be a list or named values, found a table that has both"
    case .notAnArgument(let name, let found): "argument \"\(name)\" cannot be a \(found)"
    case .mixedValues(let one, let other):
      "a row function should give values of one kind, found \(one) and \(other)"
    }
  }
}

extension Argument {
  /// The argument that a value of Lua is; `nil` for nil and missing.
  init?(_ value: LuaValue, named name: String) throws {
    switch value {
    case .nil, .missing: return nil
    case .boolean(let flag): self = .flag(flag)
    case .integer(let integer): self = .integer(integer)
    case .number(let number): self = .number(number)
    case .string(let text): self = .text(text)
    case .table(let table): self = try Argument(table, named: name)
    case .function, .object: throw CallError.notAnArgument(name, found: value.typeName)
    }
  }

  private init(_ table: LuaTable, named name: String) throws {
    guard table.array.isEmpty || table.fields.isEmpty else { throw CallError.mixedTable(name) }
    if table.fields.isEmpty {
      self = .list(try table.array.compactMap { try Argument($0, named: name) })
    } else {
      self = .map(try Argument.entries(table, named: name))
    }
  }

  /// The named values of a table, in the order of their names.
  static func entries(_ table: LuaTable, named name: String) throws -> [Entry] {
    guard table.array.isEmpty else { throw CallError.mixedTable(name) }
    return try table.fields.compactMap { field in
      guard let key = field.key.string else { throw CallError.notAnArgument(name, found: field.key.typeName) }
      return try Argument(field.value, named: key).map { Entry(key, $0) }
    }
  }

  /// The value of Lua that an argument is.
  var lua: LuaValue {
    switch self {
    case .flag(let flag): .boolean(flag)
    case .integer(let integer): .integer(integer)
    case .number(let number): Int(exactly: number).map(LuaValue.integer) ?? .number(number)
    case .text(let text): .string(text)
    case .list(let values): .table(LuaTable(values.map(\.lua)))
    case .map(let entries): .table(LuaTable([], fields: entries.map { .init(.string($0.name), $0.value.lua) }))
    }
  }
}

extension Value {
  /// The value of Lua that a cell is: dates as ISO text, missing as the sentinel.
  var lua: LuaValue {
    switch self {
    case .missing: .missing
    case .number(let number): .number(number)
    case .integer(let integer): .integer(integer)
    case .flag(let flag): .boolean(flag)
    case .text(let text): .string(text)
    case .date, .dateTime: .string(description)
    }
  }
}

extension [LuaValue] {
  /// The argument at a place that must be a text.
  func text(_ place: Int, of function: String, _ what: String) throws -> String {
    guard count > place, case .string(let text) = self[place] else {
      throw CallError.wrongKind(
        function, argument: what, expected: "a text", found: count > place ? self[place].typeName : "nothing")
    }
    return text
  }

  /// The named values at a place, which may be left out.
  func options(_ place: Int, of function: String) throws -> [Argument.Entry] {
    guard count > place, !self[place].isAbsent else { return [] }
    guard case .table(let table) = self[place] else {
      throw CallError.wrongKind(
        function, argument: "the arguments", expected: "a table of named values", found: self[place].typeName)
    }
    return try Argument.entries(table, named: function)
  }
}
