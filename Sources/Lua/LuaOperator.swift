/// An operator of Lua that a declared type can give a meaning; the raw value is the name of its metamethod.
public enum LuaOperator: String, Sendable, Hashable, CaseIterable {
  /// `a + b`
  case add = "__add"
  /// `a - b`
  case subtract = "__sub"
  /// `a * b`
  case multiply = "__mul"
  /// `a / b`
  case divide = "__div"
  /// `a // b`
  case divideWhole = "__idiv"
  /// `a % b`
  case remainder = "__mod"
  /// `a ^ b`
  case power = "__pow"
  /// `-a`
  case negate = "__unm"
  /// `a & b`
  case and = "__band"
  /// `a | b`
  case or = "__bor"
  /// `~a`
  case not = "__bnot"
  /// `a < b`, and `b > a`; what it gives becomes true or false
  case less = "__lt"
  /// `a <= b`, and `b >= a`; what it gives becomes true or false
  case lessOrEqual = "__le"

  /// Takes the operands, of which at least one is an object of the type; that of a sign before one operand stands twice.
  public typealias Body = @Sendable ([LuaValue]) throws -> LuaValue

  /// The operator as scripts write it.
  public var symbol: String {
    switch self {
    case .add: "+"
    case .subtract, .negate: "-"
    case .multiply: "*"
    case .divide: "/"
    case .divideWhole: "//"
    case .remainder: "%"
    case .power: "^"
    case .and: "&"
    case .or: "|"
    case .not: "~"
    case .less: "<"
    case .lessOrEqual: "<="
    }
  }
}
