extension Lexer {
  /// A numeral: as many bytes as could belong to one, which then have to be one.
  mutating func numeral() throws(LuaSyntaxError) -> Token.Kind {
    let start = offset
    let isHexadecimal = byte() == UInt8(ascii: "0") && byte(1) | 0x20 == UInt8(ascii: "x")
    if isHexadecimal { offset += 2 }
    let exponent = UInt8(ascii: isHexadecimal ? "p" : "e")
    while true {
      if byte() | 0x20 == exponent {
        offset += 1
        if byte() == UInt8(ascii: "+") || byte() == UInt8(ascii: "-") { offset += 1 }
      } else if byte().hexadecimal != nil || byte() == UInt8(ascii: ".") {
        offset += 1
      } else {
        break
      }
    }
    if byte().isNameStart { offset += 1 }
    let digits = source.bytes[start..<offset]
    guard let kind = isHexadecimal ? Self.hexadecimal(digits.dropFirst(2)) : Self.decimal(digits) else {
      throw error("malformed number \"\(source.text(start..<offset))\"", from: start)
    }
    return kind
  }

  /// A whole number wraps around where it is too large, as Lua's does.
  private static func hexadecimal(_ digits: ArraySlice<UInt8>) -> Token.Kind? {
    var whole: UInt64 = 0
    var mantissa: UInt64 = 0
    var (scale, count) = (0, 0)
    var isFraction = false
    var rest = digits
    while let byte = rest.first, byte | 0x20 != UInt8(ascii: "p") {
      rest.removeFirst()
      if byte == UInt8(ascii: ".") {
        if isFraction { return nil }
        isFraction = true
        continue
      }
      guard let digit = byte.hexadecimal else { return nil }
      count += 1
      whole = whole << 4 | UInt64(digit)
      // 15 digits are more than a number holds; those after them only scale.
      if mantissa >> 56 == 0 { mantissa = mantissa << 4 | UInt64(digit) } else { scale += 4 }
      if isFraction { scale -= 4 }
    }
    guard count > 0 else { return nil }
    if rest.isEmpty, !isFraction { return .integer(Int64(bitPattern: whole)) }
    if !rest.isEmpty {
      guard let power = exponent(rest.dropFirst()) else { return nil }
      scale += power
    }
    return .float(mantissa == 0 ? 0 : scalbn(Double(mantissa), scale))
  }

  /// The number times a power of two; steps keep it from losing digits on the way to what is tiny.
  private static func scalbn(_ number: Double, _ scale: Int) -> Double {
    let bounded = min(max(scale, -2000), 2000)
    return bounded < -900
      ? number * Double(sign: .plus, exponent: -900, significand: 1)
        * Double(sign: .plus, exponent: bounded + 900, significand: 1)
      : number * Double(sign: .plus, exponent: bounded, significand: 1)
  }

  private static func decimal(_ digits: ArraySlice<UInt8>) -> Token.Kind? {
    let mantissa = digits.prefix { $0 | 0x20 != UInt8(ascii: "e") }
    let isWhole = mantissa.count == digits.count && mantissa.allSatisfy(\.isDigit)
    let text = String(decoding: digits, as: UTF8.self)
    if isWhole, let integer = Int64(text) { return .integer(integer) }
    let parts = mantissa.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count <= 2, parts.allSatisfy({ $0.allSatisfy(\.isDigit) }), parts.contains(where: { !$0.isEmpty })
    else {
      return nil
    }
    guard mantissa.count == digits.count || exponent(digits.dropFirst(mantissa.count + 1)) != nil else { return nil }
    return .float(Double(text) ?? .infinity)
  }

  /// A power: an optional sign, and digits.
  private static func exponent(_ digits: ArraySlice<UInt8>) -> Int? {
    var rest = digits
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
    guard !rest.isEmpty, rest.allSatisfy(\.isDigit) else { return nil }
    let power = rest.reduce(0) { min($0 * 10 + Int($1 - UInt8(ascii: "0")), 1_000_000) }
    return isNegative ? -power : power
  }
}
