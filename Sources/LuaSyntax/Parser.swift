/// Reads Lua 5.4 by recursive descent, one token ahead.
struct Parser {
  private var lexer: Lexer
  private(set) var token = Token(kind: .end, range: 0..<0)
  private var following: Token?
  /// Where the token before the present one ends.
  private(set) var lastEnd = 0
  /// The sign that the token before the present one is, where it is one.
  private(set) var lastSymbol: Symbol?
  /// Where the last two slashes stand.
  private(set) var lastDivision: Range<Int>?
  /// Where the last colon stands with a blank or a line break between it and the name of a method.
  var lastColon: Range<Int>?
  /// Where the statement that is being read begins.
  var statementStart = 0
  var scopes = Scopes()

  /// How deep statements and expressions are nested here.
  private var depth = 0
  /// How many values are on their way here, beside the locals: each takes one of the registers of its function.
  var pendingValues = 0

  /// How deep Lua follows: 200 nested calls of C, of which those around the parser take some.
  static let deepest = 198
  /// How many registers a function has, less one.
  static let mostRegisters = 254

  var source: SourceText { lexer.source }

  init(_ source: SourceText) { lexer = Lexer(source) }

  /// The whole text.
  mutating func chunk() throws(LuaSyntaxError) -> LuaBlock {
    try advance()
    scopes.beginFunction(isVariadic: true)
    let block = try statements()
    guard token.kind == .end else { throw afterTheEnd() }
    try scoped { scopes throws(ScopeFault) in try scopes.endFunction() }
    return block
  }
}

// MARK: - Tokens

extension Parser {
  mutating func advance() throws(LuaSyntaxError) {
    lastEnd = token.range.upperBound
    if case .symbol(let symbol) = token.kind { lastSymbol = symbol } else { lastSymbol = nil }
    if lastSymbol == .doubleSlash { lastDivision = token.range }
    if let following {
      token = following
      self.following = nil
    } else {
      token = try read()
    }
  }

  /// The next token of the text.
  private mutating func read() throws(LuaSyntaxError) -> Token {
    do throws(LuaSyntaxError) { return try lexer.next() } catch {
      // The apostrophe of a comment in another language's manner opens a string.
      guard let division = lastDivision, isComment(division) else { throw error }
      throw fault(Self.foreignComment, at: division)
    }
  }

  /// The token after the present one.
  mutating func peek() throws(LuaSyntaxError) -> Token.Kind {
    if let following { return following.kind }
    let next = try read()
    following = next
    return next.kind
  }

  /// Passes over a token where it is there.
  mutating func skip(_ kind: Token.Kind) throws(LuaSyntaxError) -> Bool {
    guard token.kind == kind else { return false }
    try advance()
    return true
  }

  mutating func skip(_ symbol: Symbol) throws(LuaSyntaxError) -> Bool { try skip(.symbol(symbol)) }
  mutating func skip(_ keyword: Keyword) throws(LuaSyntaxError) -> Bool { try skip(.keyword(keyword)) }

  mutating func expect(_ symbol: Symbol) throws(LuaSyntaxError) {
    guard try skip(symbol) else { throw unexpected("\"\(symbol.rawValue)\"") }
  }

  mutating func expect(_ keyword: Keyword) throws(LuaSyntaxError) {
    guard try skip(keyword) else { throw unexpected("\"\(keyword.rawValue)\"") }
  }

  /// Passes over what closes something that was opened before.
  mutating func expect(
    _ kind: Token.Kind, closing opener: String, at start: Int, of bracket: Bracket? = nil
  ) throws(LuaSyntaxError) {
    guard try skip(kind) else { throw unclosed(opener, with: kind, at: start, of: bracket) }
  }

  /// What was opened at a place is not closed by the present token.
  func unclosed(
    _ opener: String, with kind: Token.Kind = .keyword(.end), at start: Int, of bracket: Bracket? = nil,
    or another: String? = nil
  ) -> LuaSyntaxError {
    let line = source.position(of: start).line
    let place = line == source.position(of: token.range.lowerBound).line ? "" : " of line \(line)"
    return unexpected("\(kind.words) to close \"\(opener)\"\(place)", in: bracket, or: another)
  }

  /// A name, as `what` is one.
  mutating func word(_ what: String) throws(LuaSyntaxError) -> LuaWord {
    guard case .name(let text) = token.kind else {
      if case .keyword(let keyword) = token.kind {
        throw fault("expected \(what), found \"\(keyword.rawValue)\", which is a word of Lua's own")
      }
      throw unexpected(what)
    }
    let word = LuaWord(text: text, range: token.range)
    try advance()
    return word
  }
}

// MARK: - Faults

extension Parser {
  /// The present token is not what was expected.
  func unexpected(_ expected: String, in bracket: Bracket? = nil, or another: String? = nil) -> LuaSyntaxError {
    let plain = "expected \(expected), found \(words(of: token))"
    if let division = lastDivision, isComment(division) { return fault(Self.foreignComment, at: division) }
    if let colon = lastColon, colon.lowerBound >= statementStart {
      return fault("a block begins with then or do, not with \":\"", at: colon)
    }
    if let hint = bracket.flatMap(hint) ?? hint { return fault(plain + hint) }
    guard let suspect = suspect() else { return fault(plain + (another ?? "")) }
    let word = source.text(suspect.range)
    if isOnLine(suspect.range) { return fault("\"\(word)\" is no word of Lua; \(suspect.advice)", at: suspect.range) }
    let line = source.position(of: suspect.range.lowerBound).line
    return fault("\(plain); \"\(word)\" in line \(line) is no word of Lua; \(suspect.advice)")
  }

  private static let foreignComment = "a comment begins with --, not with //"

  /// What follows the last statement of the text.
  private func afterTheEnd() -> LuaSyntaxError {
    switch token.kind {
    case .keyword(let keyword) where [.end, .else, .elseif, .until].contains(keyword):
      unexpected(
        "the end of the text",
        or: keyword == .end ? "; every block before it has its end" : "; nothing is open before it")
    default: unexpected("the end of the text", or: "; nothing can follow return")
    }
  }

  /// A token in words, as it was found.
  private func words(of token: Token) -> String {
    guard case .stray(let byte) = token.kind, byte >= 0x80, let sign = source.character(at: token.range.lowerBound),
      sign.isLetter || sign.isSymbol || sign.isPunctuation
    else { return token.kind.words }
    return "\"\(sign)\""
  }

  func fault(_ message: String, at range: Range<Int>? = nil) -> LuaSyntaxError {
    let range = range ?? token.range
    return LuaSyntaxError(
      range: range, position: source.position(of: range.lowerBound), message: message,
      isIncomplete: token.kind == .end && range == token.range)
  }

  /// Does something with names, and says where what is wrong with them.
  @discardableResult
  mutating func scoped<Result>(_ work: (inout Scopes) throws(ScopeFault) -> Result) throws(LuaSyntaxError) -> Result {
    do throws(ScopeFault) { return try work(&scopes) } catch {
      switch error {
      case .constant(let name):
        throw fault("\"\(name.text)\" is declared <const> or <close> and cannot be assigned", at: name.range)
      case .tooManyLocals: throw fault("a function may have \(Scopes.mostLocals) locals at a time")
      case .tooManyUpvalues:
        throw fault("a function may use \(Scopes.mostUpvalues) locals of the functions around it")
      case .labelTwice(let name, let first):
        let (earlier, later) = first.lowerBound < name.range.lowerBound ? (first, name.range) : (name.range, first)
        let line = source.position(of: earlier.lowerBound).line
        throw fault("there is a label \"\(name.text)\" already, in line \(line)", at: later)
      case .noLabel(let name): throw fault("there is no label \"\(name.text)\" that can be seen here", at: name.range)
      case .jumpIntoScope(let name, let local):
        throw fault("goto \(name.text) jumps into the scope of local \"\(local)\"", at: name.range)
      }
    }
  }

  /// Goes one level deeper; every call is followed by one of ``leave()``, unless an error ends it all.
  mutating func enter() throws(LuaSyntaxError) {
    depth += 1
    guard depth <= Self.deepest else {
      throw fault("nested too deep: Lua follows \(Self.deepest) levels", at: token.range)
    }
  }

  mutating func leave(_ levels: Int = 1) { depth -= levels }

  /// One more value is on its way.
  mutating func push(_ count: Int = 1) throws(LuaSyntaxError) {
    pendingValues += count
    guard scopes.activeCount + pendingValues <= Self.mostRegisters else {
      throw fault("too many values in one expression: a function holds \(Self.mostRegisters) at a time")
    }
  }
}

extension Token.Kind {
  /// The token in words, as it was found or expected.
  var words: String {
    switch self {
    case .name(let name): "\"\(name)\""
    case .integer(let integer): "\(integer)"
    case .float(let number): "\(number)"
    case .string: "a string"
    case .keyword(let keyword): "\"\(keyword.rawValue)\""
    case .symbol(let symbol): "\"\(symbol.rawValue)\""
    case .stray(let byte) where byte > 32 && byte < 127: "\"\(Character(UnicodeScalar(byte)))\""
    case .stray: "a character that Lua does not know"
    case .end: "the end of the text"
    }
  }
}
