/// What those may have meant who forgot a sign, or who come from another language.
extension Parser {
  /// A bracket whose values stand between commas.
  enum Bracket {
    /// That of the arguments of a call.
    case arguments
    /// That of a table.
    case table
  }

  /// What the token may have meant inside a bracket.
  func hint(in bracket: Bracket) -> String? {
    if bracket == .arguments, token.kind == .symbol(.assign) {
      return "; arguments with names stand in braces, as in f(cohort, { outcome = \"response\" })"
    }
    guard beginsValue, !source.text(lastEnd..<token.range.lowerBound).contains("\n") else { return nil }
    return "; a comma is missing before it"
  }

  /// Whether the token can be the first one of a value.
  private var beginsValue: Bool {
    switch token.kind {
    case .name, .integer, .float, .string, .symbol(.openBrace), .symbol(.openBracket): true
    case .keyword(let keyword): [.true, .false, .nil, .function, .not].contains(keyword)
    default: false
    }
  }

  /// What the token may have meant, wherever it stands.
  var hint: String {
    let before = token.range.lowerBound > 0 ? source.bytes[token.range.lowerBound - 1] : 0
    switch token.kind {
    case .stray(UInt8(ascii: "!")): return next == "=" ? "; not equal is written ~=" : "; not is written as a word"
    case .stray(UInt8(ascii: "$")): return "; a column of a cohort is cohort:column \"age\""
    case .symbol(.ampersand) where before == UInt8(ascii: "&"): return "; \"and\" is written as a word"
    case .symbol(.pipe) where before == UInt8(ascii: "|"): return "; \"or\" is written as a word"
    case .symbol(.openBracket): return "; a list is written in braces, as in { \"CR\", \"PR\" }"
    case .symbol(.less) where next == "-": return "; a value is assigned with ="
    case .symbol(.star) where before == UInt8(ascii: "*"): return "; a power is written ^"
    case .symbol(.assign) where "+-*/.".utf8.contains(before): return "; write a = a + b in full"
    case .symbol(.assign) where source.text(max(0, lastEnd - 5)..<lastEnd) == "local":
      return "; a local has a name, as in local n = 1"
    case .symbol(.assign): return "; equality is written =="
    case .stray(0xEF) where token.range.lowerBound == 0: return "; save the file without a byte order mark"
    default: return ""
    }
  }

  /// The character that follows the token.
  private var next: String { source.text(token.range.upperBound..<token.range.upperBound + 1) }
}
