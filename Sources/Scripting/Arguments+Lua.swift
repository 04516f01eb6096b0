import Analyses
import Cohorts
import Lua

/// What a script did wrong in calling what it was lent.
enum CallError: Error, Equatable, CustomStringConvertible {
  /// An argument is of the wrong kind.
  case wrongKind(String, argument: String, expected: String, found: String)
  /// The arguments of a function have no names.
  case unnamed(String)
  /// A table is neither a list nor named values.
  case mixedTable(String, argument: String)
  /// A value of a table cannot be an argument.
  case notAnArgument(String, argument: String, found: String)
  /// A module has no function of that name.
  case unknownFunction(String, module: String, nearest: String?)
  /// A row function gave values of several kinds.
  case mixedValues(String, String)
  /// A derived variable would take the place of another.
  case nameTaken(String, cohort: String)
  /// A variable or column that is computed from rows would take the place of another.
  case rowNameTaken(String, String, holder: String)

  var description: String {
    switch self {
    case .wrongKind(let function, let argument, let expected, let found):
      "\(function): \(argument) should be \(expected), found \(found)"
    case .unnamed(let function):
      "\(function): the arguments should have names, as in { name = value }, found a value without one"
    case .mixedTable(let function, let name):
      "\(function): argument \"\(name)\" should be a list or named values, found a table that has both; "
        + "write a list, as in { \"sex\", \"age >= 60\" }, or give every value a name, as in { Sex = \"sex\", Elderly = \"age >= 60\" }"
    case .notAnArgument(let function, let name, let found): "\(function): argument \"\(name)\" cannot be \(found)"
    case .unknownFunction(let name, let module, let nearest):
      "module \(module) has no function \"\(name)\"" + (nearest.map { "; did you mean \"\($0)\"?" } ?? "")
    case .nameTaken(let name, let cohort):
      "cohort:derive: cohort \"\(cohort)\" already has a variable \"\(name)\"; give the derived one a name of its own"
    case .rowNameTaken(let function, let name, let holder):
      "\(function): \(holder) already has a variable \"\(name)\"; give the derived one a name of its own"
    case .mixedValues(let one, let other):
      "a row function should give values of one kind, found \(one) and \(other)"
    }
  }
}

extension Argument {
  /// The argument that a value of Lua is; `nil` for nil and missing.
  init?(_ value: LuaValue, named name: String, of function: String) throws {
    switch value {
    case .nil, .missing: return nil
    case .boolean(let flag): self = .flag(flag)
    case .integer(let integer): self = .integer(integer)
    case .number(let number): self = .number(number)
    case .string(let text): self = .text(text)
    case .table(let table): self = try Argument(table, named: name, of: function)
    case .object where EndpointObject.name(value) != nil: self = .text(EndpointObject.name(value) ?? "")
    case .function(let lent) where name == Self.calledAnalysis && lent.name != nil: self = .text(lent.name ?? "")
    case .function, .object: throw CallError.notAnArgument(function, argument: name, found: value.kind)
    }
  }

  /// The argument under which one analysis is told of another: the function itself stands there for its full name.
  static let calledAnalysis = "analysis"

  private init(_ table: LuaTable, named name: String, of function: String) throws {
    guard table.array.isEmpty || table.fields.isEmpty else {
      throw CallError.mixedTable(function, argument: name)
    }
    if table.fields.isEmpty {
      self = .list(try table.array.compactMap { try Argument($0, named: name, of: function) })
    } else {
      self = .map(try Argument.entries(table, of: function))
    }
  }

  /// The named values of a table, in the order of their names; where it is known what names there are, another is told first.
  static func entries(_ table: LuaTable, of function: String, known: [String]? = nil) throws -> [Entry] {
    guard table.array.isEmpty else { throw CallError.unnamed(function) }
    return try table.fields.compactMap { field in
      guard let key = field.key.string else { throw CallError.unnamed(function) }
      if let known, !known.contains(key) {
        throw ArgumentError.unknownParameter(key, analysis: function, known: known)
      }
      return try Argument(field.value, named: key, of: function).map { Entry(key, $0) }
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
    case .date, .dateTime, .time: .string(description)
    }
  }
}

extension LuaValue {
  /// The kind of value, for messages: `a number`, `nothing`.
  var kind: String {
    switch self {
    case .nil: "nothing"
    case .missing: "a missing value"
    case .boolean: "true or false"
    case .string: "a text"
    default: "aeiou".contains(typeName.prefix(1)) ? "an \(typeName)" : "a \(typeName)"
    }
  }
}

extension [LuaValue] {
  /// The kind of the argument at a place, for messages.
  func kind(_ place: Int) -> String { count > place ? self[place].kind : "nothing" }

  /// The argument at a place that must be a text.
  func text(_ place: Int, of function: String, _ what: String) throws -> String {
    guard count > place, case .string(let text) = self[place] else {
      throw CallError.wrongKind(function, argument: what, expected: "a text", found: kind(place))
    }
    return text
  }

  /// The named values at a place, which may be left out.
  func options(_ place: Int, of function: String, known: [String]? = nil) throws -> [Argument.Entry] {
    guard count > place, !self[place].isAbsent else { return [] }
    guard case .table(let table) = self[place] else {
      throw CallError.wrongKind(
        function, argument: "the arguments", expected: "a table of named values", found: kind(place))
    }
    return try Argument.entries(table, of: function, known: known)
  }
}
