import Analyses

/// A type in LuaCATS notation, as declarations write it, so far as constants can be checked against it.
indirect enum LuaType: Hashable {
  /// Anything, or a type that is not looked into.
  case any
  case `nil`, boolean, integer, number, string, function, table
  /// One text.
  case literal(String)
  /// An object of that type, such as `workbench.Cohort`.
  case named(String)
  case list(LuaType)
  /// Values of a type by any name.
  case map(LuaType)
  case record([Field])
  /// A function that takes and gives values of some types.
  case callback([LuaType], gives: LuaType)
  case union([LuaType])

  struct Field: Hashable {
    let name: String
    let type: LuaType
    let isOptional: Bool
  }

  /// Reads a type; what it cannot read takes anything.
  init(_ text: String) {
    var reader = LuaTypeReader(text)
    self = reader.type() ?? .any
    if !reader.isAtEnd { self = .any }
  }

  /// Whether a constant is of the type.
  func accepts(_ value: Argument) -> Bool {
    switch (self, value) {
    case (.any, _): true
    case (.union(let types), _): types.contains { $0.accepts(value) }
    case (.boolean, .flag), (.number, .integer), (.number, .number), (.integer, .integer), (.string, .text): true
    case (.integer, .number(let number)): number == number.rounded()
    case (.literal(let literal), .text(let text)): literal == text
    case (.table, .list), (.table, .map): true
    case (.list(let element), .list(let values)): values.allSatisfy(element.accepts)
    case (.map(let element), .map(let entries)): entries.allSatisfy { element.accepts($0.value) }
    case (.map, .list(let values)), (.record, .list(let values)): values.isEmpty
    case (.record, .map): true
    case (.named(let name), .map): Self.plainTables.contains(name) || !FigureShape.named(name).isEmpty
    case (.named(let name), .list(let values)):
      Self.plainTables.contains(name) || values.isEmpty && !FigureShape.named(name).isEmpty
    default: false
    }
  }

  /// The named values that a table of the type may hold; `nil` where it may hold any.
  var fields: [Field]? {
    switch self {
    case .record(let fields): fields
    case .union(let types):
      types.contains(.any) || types.contains(.table) ? nil : types.lazy.compactMap(\.fields).first
    default: nil
    }
  }

  /// The one word that a text of the type is, where it may be no other.
  var word: String? {
    switch self {
    case .literal(let word): word
    case .union(let types): types.count(where: { $0 != .nil }) == 1 ? types.first { $0 != .nil }?.word : nil
    default: nil
    }
  }

  /// The declared tables of which it may be one.
  var shapes: [HostDeclaration] {
    switch self {
    case .named(let name): FigureShape.named(name)
    case .union(let types): types.flatMap(\.shapes)
    default: []
    }
  }

  /// The type of the elements, where it may be a list of declared tables.
  var elementOfShape: LuaType? {
    switch self {
    case .list(let element): element.shapes.isEmpty ? nil : element
    case .union(let types): types.lazy.compactMap(\.elementOfShape).first
    default: nil
    }
  }

  /// The types that are tables which scripts write, not objects.
  private static let plainTables = Set(
    [ContractTypes.parameter, ContractTypes.statistic, ContractTypes.row].map(\.name))

  /// What a function of the type takes and gives; `nil` where it is none, or that is not known.
  var callback: (takes: [LuaType], gives: LuaType)? {
    switch self {
    case .callback(let takes, let gives): (takes, gives)
    case .union(let types): types.lazy.compactMap(\.callback).first
    default: nil
    }
  }

  /// The one object type that it is, whether or not it can be nil.
  var object: String? {
    switch self {
    case .named(let name): name
    case .union(let types):
      types.count(where: { $0 != .nil }) == 1 ? types.first { $0 != .nil }?.object : nil
    default: nil
    }
  }

  /// The type in words, for messages.
  var words: String {
    switch self {
    case .any: "anything"
    case .nil: "nothing"
    case .boolean: "true or false"
    case .integer: "a whole number"
    case .number: "a number"
    case .string: "a text"
    case .function, .callback: "a function"
    case .table, .record, .map: "a table of named values"
    case .literal(let text): "\"\(text)\""
    case .named(let name): "a" + Self.spaced(name.split(separator: ".").last.map(String.init) ?? name)
    case .list(let element): element == .any ? "a list" : "a list, each \(element.words)"
    case .union(let types): Self.words(of: types.filter { $0 != .nil })
    }
  }

  /// Several types in words: lists of one thing or another as one list.
  private static func words(of types: [LuaType]) -> String {
    let elements = types.compactMap { if case .list(let element) = $0 { element } else { nil } }
    guard elements.count == types.count, elements.count > 1 else { return types.map(\.words).joined(separator: " or ") }
    return LuaType.list(.union(elements)).words
  }
}

extension LuaType {
  /// ` plain table` for `PlainTable`.
  fileprivate static func spaced(_ name: String) -> String {
    name.map { $0.isUppercase ? " \($0.lowercased())" : String($0) }.joined()
  }
}

/// Reads types.
private struct LuaTypeReader {
  private var rest: Substring

  init(_ text: String) { rest = Substring(text) }

  var isAtEnd: Bool { rest.allSatisfy { $0 == " " } }

  mutating func type() -> LuaType? {
    var types: [LuaType] = []
    repeat {
      guard var one = single() else { return nil }
      while true {
        if skip("[]") {
          one = .list(one)
        } else if skip("?") {
          one = .union([one, .nil])
        } else {
          break
        }
      }
      types.append(one)
    } while skip("|")
    return types.count == 1 ? types[0] : .union(types)
  }

  private mutating func single() -> LuaType? {
    if skip("(") {
      let inner = type()
      return skip(")") ? inner : nil
    }
    if skip("\"") {
      let text = rest.prefix { $0 != "\"" }
      rest = rest.dropFirst(text.count + 1)
      return .literal(String(text))
    }
    if skip("{") { return record() }
    let name = word()
    switch name {
    case "": return nil
    case "any": return .any
    case "nil": return .nil
    case "boolean": return .boolean
    case "integer": return .integer
    case "number": return .number
    case "string": return .string
    case "function": return .function
    case "fun": return function()
    case "table":
      guard skip("<") else { return .table }
      guard type() != nil, skip(","), let value = type(), skip(">") else { return nil }
      return .map(value)
    default: return .named(name)
    }
  }

  private mutating func record() -> LuaType? {
    var fields: [LuaType.Field] = []
    while !skip("}") {
      let name = word()
      let isMarked = skip("?")
      guard !name.isEmpty, skip(":"), let type = type() else { return nil }
      let mayBeNil = if case .union(let types) = type { types.contains(.nil) } else { false }
      fields.append(LuaType.Field(name: name, type: type, isOptional: isMarked || mayBeNil))
      _ = skip(",")
    }
    return .record(fields)
  }

  /// `fun(a: …, b?: …): …`, whose parameters may have no types.
  private mutating func function() -> LuaType? {
    guard skip("(") else { return nil }
    var takes: [LuaType] = []
    while !skip(")") {
      guard !word().isEmpty else { return nil }
      _ = skip("?")
      guard skip(":") else { return nil }
      guard let type = type() else { return nil }
      takes.append(type)
      _ = skip(",")
    }
    var gives = LuaType.any
    if skip(":") {
      guard let type = type() else { return nil }
      gives = type
    }
    return .callback(takes, gives: gives)
  }

  private mutating func word() -> String {
    rest = rest.drop { $0 == " " }
    let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
    rest = rest.dropFirst(word.count)
    return String(word)
  }

  private mutating func skip(_ text: String) -> Bool {
    let trimmed = rest.drop { $0 == " " }
    guard trimmed.hasPrefix(text) else { return false }
    rest = trimmed.dropFirst(text.count)
    return true
  }
}
