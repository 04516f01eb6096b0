/// Splits the source of an expression into tokens.
struct Lexer {
  let source: String
  let bytes: [UInt8]
  var place = 0

  init(_ source: String) {
    self.source = source
    bytes = Array(source.utf8)
  }

  /// The byte at the present place and `ahead` of it; 0 past the end.
  func peek(_ ahead: Int = 0) -> UInt8 { place + ahead < bytes.count ? bytes[place + ahead] : 0 }

  func error(_ fault: ExpressionFault, at span: Range<Int>) -> ExpressionError {
    ExpressionError(fault, at: span, in: source)
  }

  func text(_ span: Range<Int>) -> String { String(decoding: bytes[span], as: UTF8.self) }

  /// The next token; ``Token/Kind/end`` at the end, as often as it is asked for.
  mutating func next() throws(ExpressionError) -> Token {
    while place < bytes.count, peek() == 0x20 || (0x09...0x0D).contains(peek()) { place += 1 }
    let start = place
    guard place < bytes.count else { return Token(kind: .end, span: start..<start) }
    let kind: Token.Kind
    switch peek() {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): kind = try number()
    case UInt8(ascii: ".") where Self.isDigit(peek(1)): kind = try number()
    case UInt8(ascii: "'"), UInt8(ascii: "\""): kind = .text(try quotedText())
    case UInt8(ascii: "`"): kind = try quotedName()
    default: kind = beginsName(place) ? name() : .sign(try sign())
    }
    return Token(kind: kind, span: start..<place)
  }
}

// MARK: - Names and numbers

extension Lexer {
  static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte == UInt8(ascii: "_")
  }

  /// The Unicode scalar that begins at a byte beyond ASCII.
  private func scalar(at index: Int) -> Unicode.Scalar? {
    String(decoding: bytes[index..<min(index + 4, bytes.count)], as: UTF8.self).unicodeScalars.first
  }

  private func beginsName(_ index: Int) -> Bool {
    guard index < bytes.count else { return false }
    return bytes[index] < 0x80 ? Self.isLetter(bytes[index]) : scalar(at: index)?.properties.isAlphabetic ?? false
  }

  private func continuesName(_ index: Int) -> Bool {
    guard index < bytes.count else { return false }
    if bytes[index] < 0x80 { return Self.isLetter(bytes[index]) || Self.isDigit(bytes[index]) }
    return scalar(at: index)?.properties.isIDContinue ?? false
  }

  /// A name, with the dots inside it: there are no fields to reach into, and columns such as `ph.ecog` are common.
  private mutating func name() -> Token.Kind {
    let start = place
    while continuesName(place) || (peek() == UInt8(ascii: ".") && continuesName(place + 1)) {
      place += bytes[place] < 0x80 ? 1 : scalar(at: place).map { UTF8.width($0) } ?? 1
    }
    let name = text(start..<place)
    return Token.Word(rawValue: name).map { .word($0) } ?? .name(name, isQuoted: false)
  }

  private mutating func quotedName() throws(ExpressionError) -> Token.Kind {
    let start = place
    guard let end = bytes[(start + 1)...].firstIndex(of: UInt8(ascii: "`")) else {
      throw error(.unterminatedName, at: start..<bytes.count)
    }
    place = end + 1
    guard end > start + 1 else { throw error(.emptyName, at: start..<place) }
    return .name(text((start + 1)..<end), isQuoted: true)
  }

  /// A number as Lua writes it: decimal or hexadecimal, whole where it has neither point nor exponent.
  private mutating func number() throws(ExpressionError) -> Token.Kind {
    let start = place
    let isHexadecimal = peek() == UInt8(ascii: "0") && peek(1) | 0x20 == UInt8(ascii: "x")
    let exponent = UInt8(ascii: isHexadecimal ? "p" : "e")
    while continuesName(place) || peek() == UInt8(ascii: ".") {
      let isExponent = peek() | 0x20 == exponent
      place += 1
      if isExponent, peek() == UInt8(ascii: "+") || peek() == UInt8(ascii: "-") { place += 1 }
    }
    let digits = text(start..<place)
    if let whole = isHexadecimal ? Int64(digits.dropFirst(2), radix: 16) : Int64(digits) { return .whole(whole) }
    // Swift reads `.5` but not `5.`, which Lua reads.
    let complete = digits.hasSuffix(".") ? digits + "0" : digits
    guard !digits.contains("_"), let number = Double(complete), number.isFinite else {
      throw error(.malformedNumber(digits), at: start..<place)
    }
    return .number(number)
  }
}

// MARK: - Signs

extension Lexer {
  /// What other languages and word processors write, and what is written here.
  private static let foreign: [(written: String, fault: ExpressionFault)] = [
    ("%in%", .foreignOperator("%in%", instead: "in {…}")), ("^=", .foreignOperator("^=", instead: "~=")),
    ("===", .foreignOperator("===", instead: "==")),
    ("..", .unknownCharacter("..", instead: nil)), (".", .nilValue),
    ("$", .unknownCharacter("$", instead: "the name of the column alone")),
    (";", .unknownCharacter(";", instead: "and between conditions")),
    ("!=", .foreignOperator("!=", instead: "~=")), ("<>", .foreignOperator("<>", instead: "~=")),
    ("&&", .foreignOperator("&&", instead: "and")), ("||", .foreignOperator("||", instead: "or")),
    ("&", .foreignOperator("&", instead: "and")), ("|", .foreignOperator("|", instead: "or")),
    ("!", .foreignOperator("!", instead: "not")), ("**", .foreignOperator("**", instead: "^")),
    ("--", .comment), ("=<", .foreignOperator("=<", instead: "<=")), ("=>", .foreignOperator("=>", instead: ">=")),
    ("≥", .unknownCharacter("≥", instead: ">=")), ("≤", .unknownCharacter("≤", instead: "<=")),
    ("≠", .unknownCharacter("≠", instead: "~=")), ("−", .unknownCharacter("−", instead: "-")),
    ("“", .unknownCharacter("“", instead: "\"")), ("”", .unknownCharacter("”", instead: "\"")),
    ("‘", .unknownCharacter("‘", instead: "'")), ("’", .unknownCharacter("’", instead: "'")),
  ]

  private func begins(with sign: String) -> Bool { bytes[place...].starts(with: sign.utf8) }

  private mutating func sign() throws(ExpressionError) -> Token.Sign {
    for (written, fault) in Self.foreign where begins(with: written) {
      throw error(fault, at: place..<(place + written.utf8.count))
    }
    for length in [2, 1] where place + length <= bytes.count {
      guard let sign = Token.Sign(rawValue: text(place..<(place + length))) else { continue }
      place += length
      return sign
    }
    if peek() == UInt8(ascii: "=") { throw error(.assignment, at: place..<(place + 1)) }
    let character = String(decoding: bytes[place...].prefix(16), as: UTF8.self).first.map(String.init) ?? ""
    throw error(
      .unknownCharacter(character, instead: nil), at: place..<min(place + character.utf8.count, bytes.count))
  }
}
