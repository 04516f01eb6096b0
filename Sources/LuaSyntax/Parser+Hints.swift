import Names

/// What those may have meant who forgot a sign, or who come from another language.
extension Parser {
  /// A bracket whose values stand between commas.
  enum Bracket {
    /// That of the arguments of a call.
    case arguments
    /// That of a table.
    case table
    /// That of the parameters of a function.
    case parameters
    /// That of a place in a table.
    case index
  }

  /// What the token may have meant inside a bracket.
  func hint(in bracket: Bracket) -> String? {
    switch (bracket, token.kind) {
    case (.arguments, .symbol(.assign)):
      return "; arguments with names stand in braces, as in f(cohort, { outcome = \"response\" })"
    case (.parameters, .symbol(.assign)):
      return "; a parameter has no default: write x = x or 1 in the body"
    case (.table, .symbol(.colon)): return Self.namedValue
    case (.table, .keyword(.for)): return "; a list is filled in a loop: for place, value in ipairs(list) do … end"
    case (.index, .symbol(.comma)): return "; subjects are chosen by an expression: cohort:where \"age >= 18\""
    case (.table, .keyword(let keyword)) where keyword.beginsStatement:
      return "; braces make a table: a block begins with then or do, and ends with end"
    default: break
    }
    guard beginsValue, !source.text(lastEnd..<token.range.lowerBound).contains("\n") else { return nil }
    return "; a comma is missing before it"
  }

  static let namedValue = "; a named value is written name = value"

  /// Whether the token can be the first one of a value.
  private var beginsValue: Bool {
    switch token.kind {
    case .name, .integer, .float, .string, .symbol(.openBrace), .symbol(.openBracket): true
    case .keyword(let keyword): [.true, .false, .nil, .function, .not].contains(keyword)
    default: false
    }
  }

  /// What the token may have meant, wherever it stands; `nil` where nothing is known.
  var hint: String? {
    switch token.kind {
    case .stray(let byte): strayHint(byte)
    case .symbol(let symbol): hint(on: symbol)
    case .keyword(.in) where before == "%":
      Self.oneOfSeveral
    case .keyword(.in) where !beginsStatement && !isFirstOfLine: Self.oneOfSeveral
    case .keyword(let keyword) where keyword.beginsStatement && lastSymbol == .openBrace: hint(in: .table)
    case .name(let name):
      if !beginsStatement, let advice = ForeignWords.advice(betweenValues: name) {
        "; \(advice)"
      } else {
        misspelt(name).map { "; did you mean \"\($0)\"?" }
      }
    default: nil
    }
  }

  private static let oneOfSeveral =
    "; whether a value is one of several is asked in an expression: cohort:where \"sex in {'female', 'male'}\""

  private func hint(on symbol: Symbol) -> String? {
    switch symbol {
    case .ampersand where before == "&": "; \"and\" is written as a word"
    case .pipe where before == "|": "; \"or\" is written as a word"
    case .openBracket: "; a list is written in braces, as in { \"CR\", \"PR\" }"
    case .less where next == "-": "; a value is assigned with ="
    case .greater where before == "%" || before == "|":
      "; there is no pipe: write f(g(x)), or methods such as cohort:where(…)"
    case .greater where before == "-": "; a value is assigned with =, the variable first"
    case .greater where before == "<": "; not equal is written ~="
    case .star where before == "*": "; a power is written ^"
    case .star where before == "/", .slash where next == "*": "; a comment begins with --, a long one is --[[ … ]]"
    case .star where isFirstOfLine: "; a comment begins with --"
    case .hash, .doubleSlash: "; a comment begins with --"
    case .plus where next == "+" || next == "=", .minus where next == "=", .star where next == "=",
      .slash where next == "=", .concatenate where next == "=":
      "; write \(inFull(symbol, next == "+" ? "1" : "…"))"
    case .colon where next == "=": "; a value is assigned with ="
    case .percent where beginsStatement: "; there are no macros: a function is written function name(x) … end"
    case .ampersand: "; a variable is written by its name alone, and \"and\" as a word"
    case .dot where isBehindString: "; texts are joined with .."
    case .dot where before == " " || before == "=": "; a missing value is nil, asked by x == nil"
    case .close where beginsStatement, .comma where beginsStatement:
      "; a bracket too many, or a block before it that lacks its end"
    case .colon where endsLine: "; a block begins with then or do, and ends with end, without a colon"
    case .colon where isBehindNumeral: "; numbers are counted with for i = 1, 10 do … end"
    case .equal: "; a value is assigned with one ="
    case .assign where before == "+" || before == "-" || before == "*" || before == "/" || before == ".":
      "; write a = a + b in full"
    case .assign where before == ":": "; a value is assigned with ="
    case .assign where next == ">": "; at least is written >="
    case .less where before == "=": "; at most is written <="
    case .assign where source.text(max(0, lastEnd - 5)..<lastEnd) == "local":
      "; a local has a name, as in local n = 1"
    case .assign: "; equality is written =="
    case .openBrace where beginsStatement, .closeBrace where beginsStatement:
      "; a block has no braces: it begins with then or do, and ends with end"
    default: nil
    }
  }

  private func strayHint(_ byte: UInt8) -> String? {
    switch byte {
    case UInt8(ascii: "!"): return next == "=" ? "; not equal is written ~=" : "; not is written as a word"
    case UInt8(ascii: "$"): return "; a column of a cohort is cohort:column \"age\""
    case UInt8(ascii: "?"): return "; a choice is written condition and this or that"
    case UInt8(ascii: "`"): return "; a text stands in \"quotes\""
    case UInt8(ascii: "\\"): return "; a function is written function(x) return … end"
    case 0xEF where token.range.lowerBound == 0: return "; save the file without a byte order mark"
    default: break
    }
    guard let sign = source.character(at: token.range.lowerBound) else { return nil }
    switch sign {
    case "“", "”", "„", "‘", "’", "«", "»": return "; quotes are written \" or '"
    case "–", "—", "−": return "; minus is written -"
    case "≤": return "; at most is written <="
    case "≥": return "; at least is written >="
    case "≠": return "; not equal is written ~="
    case "×": return "; times is written *"
    case "\u{A0}", "\u{2009}", "\u{202F}": return "; it is a blank of another kind: write a plain one"
    case "…": return "; the values of a function with any number of them are ..."
    default: return sign.isLetter ? "; names have the letters a to z, digits and _" : nil
    }
  }

  /// An assignment that another language has in short.
  private func inFull(_ symbol: Symbol, _ value: String) -> String {
    let target = source.text(statementStart..<lastEnd)
    let name = target.utf8.count > 40 || target.contains("\n") ? "a" : target
    return "\(name) = \(name) \(symbol.rawValue) \(value)"
  }

  private var beginsStatement: Bool { statementStart == token.range.lowerBound }

  private var isFirstOfLine: Bool {
    source.text(lastEnd..<token.range.lowerBound).contains("\n") || token.range.lowerBound == 0
  }

  /// Whether nothing stands behind the token on its line.
  private var endsLine: Bool {
    source.text(token.range.upperBound..<source.range(ofLine: lineOfToken).upperBound).isEmpty
  }

  private var lineOfToken: Int { source.position(of: token.range.lowerBound).line }

  private var isBehindString: Bool {
    lastEnd > 0 && [UInt8(ascii: "\""), UInt8(ascii: "'")].contains(source.bytes[lastEnd - 1])
  }

  private var isBehindNumeral: Bool { lastEnd > 0 && source.bytes[lastEnd - 1].isDigit }

  /// The character before the token.
  private var before: String { source.text(max(0, token.range.lowerBound - 1)..<token.range.lowerBound) }

  /// The character that follows the token.
  private var next: String { source.text(token.range.upperBound..<token.range.upperBound + 1) }
}

// MARK: - Words

extension Parser {
  /// The word of Lua that a name was probably meant to be.
  func misspelt(_ name: String) -> String? {
    Nearest.name(to: name, among: Keyword.allCases.lazy.map(\.rawValue))
  }

  /// A word before the present token that may be the cause of its fault: one of Lua's own misspelt, or another language's.
  func suspect() -> (range: Range<Int>, advice: String)? {
    for use in scopes.globals.reversed() {
      if let word = misspelt(use.name) { return (use.range, "did you mean \"\(word)\"?") }
      guard use.range.lowerBound == statementStart || use.range.upperBound == lastEnd else { continue }
      if let advice = ForeignWords.advice(on: use.name) { return (use.range, advice) }
    }
    return nil
  }

  /// Whether two slashes are rather the beginning of a comment than a division: words alone follow them.
  func isComment(_ division: Range<Int>) -> Bool {
    guard isOnLine(division) else { return false }
    switch token.kind {
    case .symbol: return false
    default: break
    }
    let following = source.text(division.upperBound..<division.upperBound + 2).drop { $0 == " " }
    return following.first?.isLetter ?? false
  }

  /// Whether what stands at a place is on the line of the token, or on that of the one before it.
  func isOnLine(_ range: Range<Int>) -> Bool {
    let line = source.position(of: range.lowerBound).line
    return line == source.position(of: max(0, lastEnd - 1)).line
  }

  /// What a statement may have meant that is no more than a name or a field.
  func hint(ofLone expression: LuaExpression) -> String? {
    let text = source.text(expression.range)
    if source.text(expression.range.upperBound..<expression.range.upperBound + 2) == "--" {
      return "; -- begins a comment: write \(text) = \(text) - 1"
    }
    if let advice = ForeignWords.advice(betweenValues: text) { return "; \(advice)" }
    guard !source.text(lastEnd..<token.range.lowerBound).contains("\n") else { return nil }
    switch token.kind {
    case .name, .integer, .float: return "; a function is called with brackets, as in print(x)"
    case .symbol(let symbol)
    where [.plus, .minus, .star, .slash, .caret, .concatenate, .less, .greater].contains(symbol):
      return "; a value is kept with local y = …, or given with return"
    default: return nil
    }
  }
}

extension Keyword {
  /// Whether a statement can begin with it, and no value.
  fileprivate var beginsStatement: Bool {
    switch self {
    case .local, .return, .if, .for, .while, .repeat, .do, .break, .goto: true
    default: false
    }
  }
}
