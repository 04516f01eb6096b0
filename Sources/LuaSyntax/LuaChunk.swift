/// A text of Lua 5.4, read and resolved: its statements, and what each name in it stands for.
///
/// It accepts what Lua 5.4 itself accepts, and refuses what Lua refuses while it reads: jumps into the scope of a local,
/// assignments to constants, more locals than a function may have, and nesting deeper than Lua follows.
///
/// - Complexity: O(*n*) for a text of *n* bytes.
public struct LuaChunk: Sendable {
  /// The text.
  public let source: SourceText

  /// What it does.
  public let block: LuaBlock

  /// All locals, in the order in which they are declared.
  public let locals: [LuaLocal]

  /// Where globals are used, in the order of the text.
  public let globals: [LuaGlobalUse]

  /// Reads a text.
  ///
  /// - Throws: ``LuaSyntaxError`` for the first thing that is wrong.
  public init(_ text: String) throws(LuaSyntaxError) {
    var parser = Parser(SourceText(text))
    block = try parser.chunk()
    source = parser.source
    locals = parser.scopes.locals
    globals = parser.scopes.globals
  }

  /// Whether a text is the beginning of a chunk and not yet the whole of one, as the first lines of a loop are.
  public static func isIncomplete(_ text: String) -> Bool {
    do throws(LuaSyntaxError) {
      _ = try LuaChunk(text)
      return false
    } catch { return error.isIncomplete }
  }
}

/// A local variable, where it is declared.
public struct LuaLocal: Sendable, Hashable {
  /// How a local comes about.
  public enum Kind: Sendable, Hashable {
    /// `local name`.
    case variable
    /// `local function name`.
    case function
    /// A parameter of a function.
    case parameter
    /// The `self` of a method.
    case receiver
    /// A variable of a `for`.
    case loop
  }

  /// What is said of a local in angle brackets.
  public enum Attribute: String, Sendable, Hashable {
    /// It is never assigned.
    case constant = "const"
    /// It is closed at the end of its block.
    case close
  }

  /// Its name.
  public let name: String
  /// The bytes that its declaration stands on.
  public let range: Range<Int>
  /// How it comes about.
  public let kind: Kind
  /// What is said of it.
  public var attribute: Attribute?
  /// The local of the same name that cannot be seen while this one can.
  public let shadowed: Int?
  /// How often it is read.
  public internal(set) var reads = 0
  /// How often it is assigned, its declaration aside.
  public internal(set) var writes = 0

  /// How many functions are around the one that it belongs to.
  let depth: Int
  /// Whether it is a number, string or the like that Lua puts in the place of the name.
  var isFolded = false
}

/// A global where it is used.
public struct LuaGlobalUse: Sendable, Hashable {
  /// Its name.
  public let name: String
  /// The bytes that it stands on.
  public let range: Range<Int>
  /// Whether it is assigned there.
  public internal(set) var isAssigned = false
}
