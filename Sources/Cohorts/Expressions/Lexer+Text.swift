extension Lexer {
  /// A text in single or double quotes, with the escapes of Lua 5.4 (reference manual, section 3.1).
  mutating func quotedText() throws(ExpressionError) -> String {
    let start = place
    let quote = peek()
    var read: [UInt8] = []
    place += 1
    while peek() != quote {
      guard place < bytes.count, peek() != UInt8(ascii: "\n") else {
        throw error(.unterminatedText, at: start..<place)
      }
      if peek() == UInt8(ascii: "\\") {
        try escape(into: &read, textStart: start)
      } else {
        read.append(peek())
        place += 1
      }
    }
    place += 1
    let text = String(decoding: read, as: UTF8.self)
    guard text.utf8.elementsEqual(read) else { throw error(.notText, at: start..<place) }
    return text
  }

  private mutating func escape(into read: inout [UInt8], textStart: Int) throws(ExpressionError) {
    let start = place
    place += 2
    guard place <= bytes.count else { throw error(.unterminatedText, at: textStart..<bytes.count) }
    switch bytes[place - 1] {
    case UInt8(ascii: "a"): read.append(7)
    case UInt8(ascii: "b"): read.append(8)
    case UInt8(ascii: "t"): read.append(9)
    case UInt8(ascii: "n"), UInt8(ascii: "\n"): read.append(10)
    case UInt8(ascii: "v"): read.append(11)
    case UInt8(ascii: "f"): read.append(12)
    case UInt8(ascii: "r"): read.append(13)
    case UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "'"): read.append(bytes[place - 1])
    case UInt8(ascii: "z"): while peek() == 0x20 || (0x09...0x0D).contains(peek()) { place += 1 }
    case UInt8(ascii: "x"): read.append(try hexadecimalByte(from: start))
    case UInt8(ascii: "u"): read.append(contentsOf: try codePoint(from: start))
    case UInt8(ascii: "0")...UInt8(ascii: "9"): read.append(try decimalByte(from: start))
    default:
      while place < bytes.count, bytes[place] & 0xC0 == 0x80 { place += 1 }
      throw badEscape(start)
    }
  }

  private func badEscape(_ start: Int) -> ExpressionError {
    let end = min(place, bytes.count)
    return error(.badEscape(text(start..<end)), at: start..<end)
  }

  /// `\xXX`: two hexadecimal digits.
  private mutating func hexadecimalByte(from start: Int) throws(ExpressionError) -> UInt8 {
    let digits = bytes[place..<min(place + 2, bytes.count)]
    place += digits.count
    let number =
      digits.allSatisfy { $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }
      ? UInt8(String(decoding: digits, as: UTF8.self), radix: 16) : nil
    guard digits.count == 2, let number else { throw badEscape(start) }
    return number
  }

  /// `\ddd`: up to three decimal digits.
  private mutating func decimalByte(from start: Int) throws(ExpressionError) -> UInt8 {
    place -= 1
    let digits = bytes[place...].prefix(3).prefix(while: Self.isDigit)
    place += digits.count
    guard let number = UInt8(String(decoding: digits, as: UTF8.self)) else { throw badEscape(start) }
    return number
  }

  /// `\u{XXX}`: a Unicode scalar.
  private mutating func codePoint(from start: Int) throws(ExpressionError) -> String.UTF8View {
    guard peek() == UInt8(ascii: "{") else { throw badEscape(start) }
    let digits = bytes[(place + 1)...].prefix(8).prefix { Self.isDigit($0) || Self.isLetter($0) }
    place += 1 + digits.count
    guard peek() == UInt8(ascii: "}"), let number = UInt32(String(decoding: digits, as: UTF8.self), radix: 16),
      let scalar = Unicode.Scalar(number)
    else { throw badEscape(start) }
    place += 1
    return String(Character(scalar)).utf8
  }
}
