extension Lexer {
  /// A string in quotes.
  mutating func quoted() throws(LuaSyntaxError) -> String {
    let start = offset
    let quote = byte()
    offset += 1
    var bytes: [UInt8] = []
    while byte() != quote || isAtEnd {
      guard !isAtEnd, !byte().isLineBreak else {
        throw error("this string is never closed; expected \(Character(UnicodeScalar(quote)))", from: start)
      }
      if byte() == UInt8(ascii: "\\") {
        try escape(into: &bytes, of: start)
      } else {
        bytes.append(byte())
        offset += 1
      }
    }
    offset += 1
    return String(decoding: bytes, as: UTF8.self)
  }

  private mutating func escape(into bytes: inout [UInt8], of string: Int) throws(LuaSyntaxError) {
    let start = offset
    offset += 1
    guard !isAtEnd else {
      throw error("the text ends within a string that is never closed", from: string, isIncomplete: true)
    }
    let letter = byte()
    if let control = Self.controls[letter] {
      bytes.append(control)
      offset += 1
      return
    }
    switch letter {
    case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
      bytes.append(UInt8(ascii: "\n"))
      skipLineBreak()
      if isAtEnd { throw error("the text ends within a string that is never closed", from: string, isIncomplete: true) }
    case UInt8(ascii: "x"):
      offset += 1
      var value: UInt8 = 0
      for _ in 0..<2 {
        guard !isAtEnd, let digit = byte().hexadecimal else {
          throw error("expected two hexadecimal digits after \\x", from: start)
        }
        value = value << 4 | digit
        offset += 1
      }
      bytes.append(value)
    case UInt8(ascii: "u"): try unicode(into: &bytes, from: start)
    case UInt8(ascii: "z"):
      offset += 1
      while !isAtEnd, byte().isSpace { offset += 1 }
      if isAtEnd { throw error("the text ends within a string that is never closed", from: string, isIncomplete: true) }
    case _ where letter.isDigit:
      var value = 0
      for _ in 0..<3 where byte().isDigit {
        value = value * 10 + Int(byte() - UInt8(ascii: "0"))
        offset += 1
      }
      guard let byte = UInt8(exactly: value) else {
        throw error("\\\(value) is no byte: expected a number from 0 to 255", from: start)
      }
      bytes.append(byte)
    default:
      offset += 1
      while byte() & 0xC0 == 0x80 { offset += 1 }
      throw error("\(source.text(start..<offset)) is no escape that Lua knows; for a backslash write \\\\", from: start)
    }
  }

  private static let controls: [UInt8: UInt8] = [
    UInt8(ascii: "a"): 7, UInt8(ascii: "b"): 8, UInt8(ascii: "f"): 12, UInt8(ascii: "n"): 10, UInt8(ascii: "r"): 13,
    UInt8(ascii: "t"): 9, UInt8(ascii: "v"): 11, UInt8(ascii: "\\"): UInt8(ascii: "\\"),
    UInt8(ascii: "\""): UInt8(ascii: "\""), UInt8(ascii: "'"): UInt8(ascii: "'"),
  ]

  /// `\u{…}`: a code point of up to 31 bits, in UTF-8 as it was before it was cut down to 21.
  private mutating func unicode(into bytes: inout [UInt8], from start: Int) throws(LuaSyntaxError) {
    offset += 1
    guard byte() == UInt8(ascii: "{") else { throw error("expected { after \\u", from: start) }
    offset += 1
    guard !isAtEnd, byte().hexadecimal != nil else {
      throw error("expected a hexadecimal digit after \\u{", from: start)
    }
    var value: UInt32 = 0
    while let digit = byte().hexadecimal {
      guard value <= 0x7FF_FFFF else { throw error("expected a code point of at most 7FFFFFFF", from: start) }
      value = value << 4 | UInt32(digit)
      offset += 1
    }
    guard byte() == UInt8(ascii: "}") else { throw error("expected } to close \\u{", from: start) }
    offset += 1
    guard value >= 0x80 else { return bytes.append(UInt8(value)) }
    var tail: [UInt8] = []
    var room: UInt32 = 0x3F
    while value > room {
      tail.append(0x80 | UInt8(value & 0x3F))
      value >>= 6
      room >>= 1
    }
    bytes.append(UInt8(truncatingIfNeeded: ~room << 1 | value))
    bytes += tail.reversed()
  }

  /// The number of equals signs of a long bracket that opens here; `nil` where none does.
  ///
  /// A `[` with equals signs that is no long bracket begins a comment of one line after `--`; elsewhere no program holds it.
  func longBracket() -> Int? {
    var level = 0
    while byte(1 + level) == UInt8(ascii: "=") { level += 1 }
    return byte(1 + level) == UInt8(ascii: "[") ? level : nil
  }

  /// What stands in a long bracket; a line break that follows the opening is left out.
  mutating func long(_ level: Int, what: String) throws(LuaSyntaxError) -> String {
    let start = offset
    offset += level + 2
    if !isAtEnd, byte().isLineBreak { skipLineBreak() }
    var bytes: [UInt8] = []
    while !isAtEnd {
      if byte() == UInt8(ascii: "]"), closes(level) {
        offset += level + 2
        return String(decoding: bytes, as: UTF8.self)
      }
      if byte().isLineBreak {
        bytes.append(UInt8(ascii: "\n"))
        skipLineBreak()
      } else {
        bytes.append(byte())
        offset += 1
      }
    }
    let closing = "]" + String(repeating: "=", count: level) + "]"
    throw error("this \(what) is never closed; expected \(closing)", from: start, isIncomplete: true)
  }

  private func closes(_ level: Int) -> Bool {
    for ahead in 0..<level where byte(1 + ahead) != UInt8(ascii: "=") { return false }
    return byte(1 + level) == UInt8(ascii: "]")
  }
}
