/// An expression of Lua.
///
/// Rows of operators and of suffixes are lists, not trees, so that no text nests deeper than Lua's own bound.
public struct LuaExpression: Sendable {
  /// What kind of expression it is.
  public var form: Form
  /// The bytes that it stands on.
  public var range: Range<Int>

  /// What kind of expression one is.
  public indirect enum Form: Sendable {
    /// `nil`.
    case `nil`
    /// `true` or `false`.
    case flag(Bool)
    /// A whole number.
    case integer(Int64)
    /// A number.
    case float(Double)
    /// A string; bytes that are no UTF-8 stand as U+FFFD.
    case string(String)
    /// `...`.
    case varargs
    /// The name of a variable.
    case name(LuaName)
    /// A function.
    case function(LuaFunctionBody)
    /// A table.
    case table([LuaTableField])
    /// An expression in brackets.
    case parenthesised(LuaExpression)
    /// An operator before its operand.
    case unary(LuaUnaryOperator, LuaExpression)
    /// Operators between operands, applied from the left: each to what has been reckoned before it and its own operand.
    case chain(LuaExpression, [LuaLink])
    /// Fields, indices and calls, one after the other.
    case suffixed(LuaExpression, [LuaSuffix])
  }
}

/// A variable where it is used.
public struct LuaName: Sendable, Hashable {
  /// Its name.
  public let text: String
  /// The bytes that it stands on.
  public let range: Range<Int>
  /// What it is.
  public let binding: Binding

  /// What a name stands for.
  public enum Binding: Sendable, Hashable {
    /// A local of the same function, by its place among ``LuaChunk/locals``.
    case local(Int)
    /// A local of a function around this one.
    case upvalue(Int)
    /// A field of a local `_ENV`, which takes the place of the globals.
    case environment(Int)
    /// A global.
    case global
  }

  /// The local that it names, of this function or one around it.
  public var local: Int? {
    switch binding {
    case .local(let id), .upvalue(let id): id
    case .environment, .global: nil
    }
  }
}

/// A word that is no variable: a field, a method or a label.
public struct LuaWord: Sendable, Hashable {
  /// The word.
  public let text: String
  /// The bytes that it stands on.
  public let range: Range<Int>
}

/// An operator before its operand.
public enum LuaUnaryOperator: String, Sendable, Hashable {
  /// The negative of a number.
  case minus = "-"
  /// Whether something is neither true nor any other value than nil and false.
  case not
  /// The length.
  case length = "#"
  /// The bits turned over.
  case complement = "~"
}

/// An operator between operands.
public enum LuaBinaryOperator: String, Sendable, Hashable, CaseIterable {
  case or, and
  case less = "<"
  case greater = ">"
  case lessOrEqual = "<="
  case greaterOrEqual = ">="
  case notEqual = "~="
  case equal = "=="
  case bitOr = "|"
  case exclusiveOr = "~"
  case bitAnd = "&"
  case shiftLeft = "<<"
  case shiftRight = ">>"
  case concatenate = ".."
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case floorDivide = "//"
  case modulo = "%"
  case power = "^"
}

/// An operator with the operand to its right.
public struct LuaLink: Sendable {
  /// The operator.
  public let `operator`: LuaBinaryOperator
  /// The operand.
  public let operand: LuaExpression
}

/// What follows an expression: a field, an index, or a call.
public struct LuaSuffix: Sendable {
  /// What kind of suffix it is.
  public let form: Form
  /// The bytes that it stands on.
  public let range: Range<Int>

  /// What can follow an expression.
  public enum Form: Sendable {
    /// `.name`.
    case field(LuaWord)
    /// `[key]`.
    case index(LuaExpression)
    /// `(…)`, or a string or table alone.
    case call([LuaExpression])
    /// `:name(…)`.
    case method(LuaWord, [LuaExpression])
  }

  /// Whether it is a call.
  public var isCall: Bool {
    switch form {
    case .call, .method: true
    case .field, .index: false
    }
  }
}

/// A field of a table.
public struct LuaTableField: Sendable {
  /// What names it.
  public let key: Key
  /// Its value.
  public let value: LuaExpression

  /// What names a field.
  public enum Key: Sendable {
    /// Its place in the list.
    case position
    /// A name.
    case name(LuaWord)
    /// `[key]`.
    case value(LuaExpression)
  }
}

/// A function: what it takes, and its body.
public struct LuaFunctionBody: Sendable {
  /// Its parameters, `self` of a method among them, by their places among ``LuaChunk/locals``.
  public let parameters: [Int]
  /// Whether it takes more, as `...`.
  public let isVariadic: Bool
  /// What it does.
  public let block: LuaBlock
  /// The bytes that it stands on.
  public let range: Range<Int>
}
