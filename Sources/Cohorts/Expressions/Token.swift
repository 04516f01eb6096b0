/// One word or sign of an expression.
struct Token: Hashable {
  /// What it is.
  enum Kind: Hashable {
    case whole(Int64)
    case number(Double)
    case text(String)
    case name(String, isQuoted: Bool)
    case word(Word)
    case sign(Sign)
    case end
  }

  /// The words that have a meaning of their own, and so cannot be names unless in backquotes.
  enum Word: String, CaseIterable {
    case and, or, not, `in`, `true`, `false`, `nil`
  }

  /// The signs.
  enum Sign: String, CaseIterable {
    case plus = "+"
    case minus = "-"
    case times = "*"
    case over = "/"
    case floorOver = "//"
    case modulo = "%"
    case power = "^"
    case equal = "=="
    case unequal = "~="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case open = "("
    case close = ")"
    case openBrace = "{"
    case closeBrace = "}"
    case comma = ","
  }

  /// What it is.
  let kind: Kind

  /// The bytes of the source where it stands.
  let span: Range<Int>
}
