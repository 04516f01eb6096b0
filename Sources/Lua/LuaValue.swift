/// A value as it crosses between Swift and Lua.
///
/// Tables cross as trees, by value. Functions and host objects cross as references.
public enum LuaValue {
  /// Lua's nil.
  case `nil`
  /// True or false.
  case boolean(Bool)
  /// A number that Lua holds as a 64-bit integer.
  case integer(Int)
  /// A number that Lua holds as a double.
  case number(Double)
  /// A text; bytes from Lua that are not UTF-8 are repaired.
  case string(String)
  /// A table, read raw: no metamethod of a script runs.
  case table(LuaTable)
  /// A function of a script, or of Swift.
  case function(LuaFunction)
  /// A Swift object of a declared type.
  case object(HostObject)
  /// The sentinel that marks a missing value where nil would end or shorten a table.
  case missing
}

extension LuaValue {
  /// What Lua calls the type of the value; the type's name for a host object.
  public var typeName: String {
    switch self {
    case .nil: "nil"
    case .boolean: "boolean"
    case .integer, .number: "number"
    case .string: "string"
    case .table: "table"
    case .function: "function"
    case .object(let object): object.typeName
    case .missing: "missing"
    }
  }

  /// Whether this is nil, or the sentinel for a missing value.
  public var isAbsent: Bool {
    switch self {
    case .nil, .missing: true
    default: false
    }
  }

  /// The boolean, where it is one.
  public var boolean: Bool? {
    if case .boolean(let value) = self { value } else { nil }
  }

  /// The integer, where it is one, or a double of the same value.
  public var integer: Int? {
    switch self {
    case .integer(let value): value
    case .number(let value): Int(exactly: value)
    default: nil
    }
  }

  /// The number as a double, where it is a number.
  public var number: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }

  /// The text, where it is one.
  public var string: String? {
    if case .string(let value) = self { value } else { nil }
  }

  /// The table, where it is one.
  public var table: LuaTable? {
    if case .table(let value) = self { value } else { nil }
  }

  /// The function, where it is one.
  public var function: LuaFunction? {
    if case .function(let value) = self { value } else { nil }
  }

  /// An array for Lua that keeps its length: a missing element becomes ``missing``.
  ///
  /// - Parameters:
  ///   - elements: The elements, in order.
  ///   - transform: The value of an element.
  /// - Returns: A table with the keys 1, 2, 3, …
  public static func array<Element>(_ elements: [Element?], _ transform: (Element) -> LuaValue) -> LuaValue {
    .table(LuaTable(elements.map { $0.map(transform) ?? .missing }))
  }
}

extension LuaValue: Equatable {
  /// Equal values; functions and objects are equal where they are the same one.
  public static func == (left: LuaValue, right: LuaValue) -> Bool {
    switch (left, right) {
    case (.nil, .nil), (.missing, .missing): true
    case (.boolean(let a), .boolean(let b)): a == b
    case (.integer(let a), .integer(let b)): a == b
    case (.number(let a), .number(let b)): a == b
    case (.string(let a), .string(let b)): a == b
    case (.table(let a), .table(let b)): a == b
    case (.function(let a), .function(let b)): a == b
    case (.object(let a), .object(let b)): a === b
    default: false
    }
  }
}

extension LuaValue: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByStringLiteral, ExpressibleByStringInterpolation
{
  /// Lua's nil.
  public init(nilLiteral: ()) { self = .nil }
  /// A boolean.
  public init(booleanLiteral value: Bool) { self = .boolean(value) }
  /// An integer.
  public init(integerLiteral value: Int) { self = .integer(value) }
  /// A number.
  public init(floatLiteral value: Double) { self = .number(value) }
  /// A text.
  public init(stringLiteral value: String) { self = .string(value) }
}
