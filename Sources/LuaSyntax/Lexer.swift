/// Takes a text of Lua 5.4 apart into tokens.
struct Lexer {
  let source: SourceText
  var offset = 0

  /// A lexer at the beginning of a text; a first line that begins with `#` is passed over.
  init(_ source: SourceText) {
    self.source = source
    if source.bytes.first == UInt8(ascii: "#") { skipLine() }
  }

  /// The byte so far ahead; 0 past the end.
  func byte(_ ahead: Int = 0) -> UInt8 {
    let index = offset + ahead
    return index < source.bytes.count ? source.bytes[index] : 0
  }

  var isAtEnd: Bool { offset >= source.bytes.count }

  /// An error about the bytes from a place to the present one.
  func error(_ message: String, from start: Int, isIncomplete: Bool = false) -> LuaSyntaxError {
    LuaSyntaxError(
      range: min(start, offset)..<offset, position: source.position(of: start), message: message,
      isIncomplete: isIncomplete)
  }

  /// The next token.
  mutating func next() throws(LuaSyntaxError) -> Token {
    try skipSpace()
    let start = offset
    guard !isAtEnd else { return Token(kind: .end, range: start..<start) }
    let kind = try kind()
    return Token(kind: kind, range: start..<offset)
  }

  private mutating func kind() throws(LuaSyntaxError) -> Token.Kind {
    let first = byte()
    if first.isNameStart {
      let start = offset
      while byte().isNamePart { offset += 1 }
      return Token.Kind(word: source.text(start..<offset))
    }
    switch first {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return .string(try quoted())
    case _ where first.isDigit: return try numeral()
    case UInt8(ascii: ".") where byte(1).isDigit: return try numeral()
    case UInt8(ascii: "["):
      guard let level = longBracket() else { return sign() }
      return .string(try long(level, what: "long string"))
    default: return sign()
    }
  }

  /// The longest sign that begins here.
  private mutating func sign() -> Token.Kind {
    for length in [3, 2, 1] where offset + length <= source.bytes.count {
      guard let symbol = Self.symbols[Array(source.bytes[offset..<offset + length])] else { continue }
      offset += length
      return .symbol(symbol)
    }
    offset += 1
    return .stray(byte(-1))
  }

  private static let symbols = Dictionary(uniqueKeysWithValues: Symbol.allCases.map { (Array($0.rawValue.utf8), $0) })
}

// MARK: - What is passed over

extension Lexer {
  private mutating func skipSpace() throws(LuaSyntaxError) {
    while !isAtEnd {
      if byte().isSpace {
        offset += 1
      } else if byte() == UInt8(ascii: "-"), byte(1) == UInt8(ascii: "-") {
        offset += 2
        if byte() == UInt8(ascii: "["), let level = longBracket() {
          _ = try long(level, what: "long comment")
        } else {
          skipLine()
        }
      } else {
        return
      }
    }
  }

  private mutating func skipLine() {
    while !isAtEnd, !byte().isLineBreak { offset += 1 }
  }

  /// Passes over a line break of one byte or two, the present one being its first.
  mutating func skipLineBreak() {
    let first = byte()
    offset += 1
    if byte().isLineBreak, byte() != first, !isAtEnd { offset += 1 }
  }
}

extension UInt8 {
  var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
  var isNameStart: Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) || self == UInt8(ascii: "_")
  }
  var isNamePart: Bool { isNameStart || isDigit }
  var isLineBreak: Bool { self == UInt8(ascii: "\n") || self == UInt8(ascii: "\r") }
  var isSpace: Bool { self == UInt8(ascii: " ") || (9...13).contains(self) }

  /// The value of a hexadecimal digit.
  var hexadecimal: UInt8? {
    if isDigit { return self - UInt8(ascii: "0") }
    let letter = self | 0x20
    return (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(letter) ? letter - UInt8(ascii: "a") + 10 : nil
  }
}
