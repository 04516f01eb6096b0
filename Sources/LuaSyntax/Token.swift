/// One token of Lua, and the bytes that it stands on.
struct Token: Hashable {
  var kind: Kind
  var range: Range<Int>

  enum Kind: Hashable {
    case name(String)
    case integer(Int64)
    case float(Double)
    case string(String)
    case keyword(Keyword)
    case symbol(Symbol)
    /// A byte that begins no token.
    case stray(UInt8)
    case end
  }
}

/// The reserved words.
enum Keyword: String, CaseIterable {
  case and, `break`, `do`, `else`, elseif, end, `false`, `for`, function, goto, `if`, `in`, local, `nil`, not, or
  case `repeat`, `return`, then, `true`, until, `while`
}

/// The signs.
enum Symbol: String, CaseIterable {
  case plus = "+"
  case minus = "-"
  case star = "*"
  case slash = "/"
  case doubleSlash = "//"
  case percent = "%"
  case caret = "^"
  case hash = "#"
  case ampersand = "&"
  case tilde = "~"
  case pipe = "|"
  case shiftLeft = "<<"
  case shiftRight = ">>"
  case equal = "=="
  case notEqual = "~="
  case lessOrEqual = "<="
  case greaterOrEqual = ">="
  case less = "<"
  case greater = ">"
  case assign = "="
  case open = "("
  case close = ")"
  case openBrace = "{"
  case closeBrace = "}"
  case openBracket = "["
  case closeBracket = "]"
  case doubleColon = "::"
  case semicolon = ";"
  case colon = ":"
  case comma = ","
  case dot = "."
  case concatenate = ".."
  case varargs = "..."
}

extension Token.Kind {
  /// The keyword of that spelling, or the name.
  init(word: String) { self = Self.keywords[word].map(Self.keyword) ?? .name(word) }

  private static let keywords = Dictionary(uniqueKeysWithValues: Keyword.allCases.map { ($0.rawValue, $0) })
}
