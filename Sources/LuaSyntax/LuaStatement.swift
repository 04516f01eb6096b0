/// Statements, one after the other.
public struct LuaBlock: Sendable {
  /// The statements.
  public let statements: [LuaStatement]
}

/// A statement of Lua.
public struct LuaStatement: Sendable {
  /// What kind of statement it is.
  public let form: Form
  /// The bytes that it stands on.
  public let range: Range<Int>

  /// What kind of statement one is.
  ///
  /// Locals stand by their places among ``LuaChunk/locals``.
  public indirect enum Form: Sendable {
    /// A semicolon alone.
    case empty
    /// `local a, b = …`.
    case local([Int], values: [LuaExpression])
    /// `a, b.c = …`.
    case assignment([LuaExpression], values: [LuaExpression])
    /// A call whose results are dropped.
    case call(LuaExpression)
    /// `do … end`.
    case `do`(LuaBlock)
    /// `while … do … end`.
    case `while`(LuaExpression, LuaBlock)
    /// `repeat … until …`.
    case `repeat`(LuaBlock, until: LuaExpression)
    /// `if … then … elseif … else … end`.
    case `if`([LuaClause], otherwise: LuaBlock?)
    /// `for i = from, to, step do … end`.
    case numericFor(Int, from: LuaExpression, to: LuaExpression, step: LuaExpression?, LuaBlock)
    /// `for a, b in … do … end`.
    case genericFor([Int], in: [LuaExpression], LuaBlock)
    /// `function a.b:c(…) … end`.
    case function(LuaExpression, method: LuaWord?, LuaFunctionBody)
    /// `local function f(…) … end`.
    case localFunction(Int, LuaFunctionBody)
    /// `return …`.
    case `return`([LuaExpression])
    /// `break`.
    case `break`
    /// `goto name`.
    case goto(LuaWord)
    /// `::name::`.
    case label(LuaWord)
  }
}

/// A condition with what is done where it holds.
public struct LuaClause: Sendable {
  /// The condition.
  public let condition: LuaExpression
  /// What is done.
  public let block: LuaBlock
}
