/// The strings of JSON (RFC 8259, 7): where one ends, and what its escapes stand for.
enum JSONString {
  /// What was found behind an opening quote.
  enum Extent {
    /// The closing quote, and whether there are escapes before it.
    case closed(Int, isEscaped: Bool)
    /// What cannot be part of a string, and where.
    case broken(Int, String)
  }

  /// Where the string ends whose first byte, after the quote, is at `position`.
  ///
  /// - Parameters:
  ///   - base: What offsets are counted from.
  ///   - position: The first byte of the string.
  ///   - end: Where the readable bytes end.
  /// - Returns: Its end, or what is wrong with it.
  @inline(__always)
  static func extent(_ base: UnsafePointer<UInt8>, _ position: Int, _ end: Int) -> Extent {
    var position = position
    while position < end {
      let byte = base[position]
      if byte == 34 { return .closed(position, isEscaped: false) }
      if byte == 92 || byte < 32 { return escapedExtent(base, position, end) }
      position &+= 1
    }
    return .broken(end, "a string is not closed")
  }

  @inline(never)
  private static func escapedExtent(_ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Extent {
    var position = start
    while position < end {
      let byte = base[position]
      if byte == 34 { return .closed(position, isEscaped: true) }
      if byte < 32 { return .broken(position, "a control character inside a string; write it as an escape") }
      guard byte == 92 else {
        position += 1
        continue
      }
      guard position + 1 < end else { break }
      guard base[position + 1] == UInt8(ascii: "u") else {
        guard simple(base[position + 1]) != nil else { return .broken(position, "there is no such escape") }
        position += 2
        continue
      }
      guard let (scalar, length) = unicode(base, position, end) else {
        return .broken(position, "an escape that is no character")
      }
      guard scalar != 0 else { return .broken(position, "a NUL cannot be part of a text") }
      position += length
    }
    return .broken(end, "a string is not closed")
  }

  /// Writes what a string stands for, which is never longer than the string.
  ///
  /// - Parameters:
  ///   - base: The first byte of the string, whose extent was found.
  ///   - count: The number of its bytes.
  ///   - target: Room for as many.
  /// - Returns: How many bytes were written.
  static func unescape(_ base: UnsafePointer<UInt8>, _ count: Int, into target: UnsafeMutablePointer<UInt8>) -> Int {
    var position = 0
    var written = 0
    while position < count {
      guard base[position] == 92, position + 1 < count else {
        target[written] = base[position]
        position += 1
        written += 1
        continue
      }
      if let byte = simple(base[position + 1]) {
        target[written] = byte
        position += 2
        written += 1
        continue
      }
      guard let (value, length) = unicode(base, position, count), let scalar = Unicode.Scalar(value) else { break }
      for byte in UTF8.encode(scalar) ?? .init() {
        target[written] = byte
        written += 1
      }
      position += length
    }
    return written
  }

  /// What the letter after a backslash stands for.
  private static func simple(_ letter: UInt8) -> UInt8? {
    switch letter {
    case 34, 47, 92: letter
    case UInt8(ascii: "b"): 8
    case UInt8(ascii: "f"): 12
    case UInt8(ascii: "n"): 10
    case UInt8(ascii: "r"): 13
    case UInt8(ascii: "t"): 9
    default: nil
    }
  }

  /// The character that `\u0041`, or two halves of a surrogate pair, stand for, and how many bytes that takes.
  private static func unicode(_ base: UnsafePointer<UInt8>, _ position: Int, _ end: Int) -> (UInt32, Int)? {
    guard let high = digits(base, position, end) else { return nil }
    guard (0xD800...0xDFFF).contains(high) else { return (high, 6) }
    guard high < 0xDC00, let low = digits(base, position + 6, end), (0xDC00...0xDFFF).contains(low) else { return nil }
    return (0x10000 + (high - 0xD800) << 10 + (low - 0xDC00), 12)
  }

  private static func digits(_ base: UnsafePointer<UInt8>, _ position: Int, _ end: Int) -> UInt32? {
    guard end - position >= 6, base[position] == 92, base[position + 1] == UInt8(ascii: "u") else { return nil }
    var value: UInt32 = 0
    for offset in 2..<6 {
      let byte = base[position + offset]
      let digit = byte &- 48 < 10 ? byte &- 48 : (byte | 32) &- 87
      guard digit < 16, byte &- 48 < 10 || digit >= 10 else { return nil }
      value = value << 4 | UInt32(digit)
    }
    return value
  }
}

/// The numbers of JSON (RFC 8259, 6).
enum JSONNumber {
  /// Where the number ends that begins at `position`, or `nil` where none does.
  @inline(__always)
  static func end(_ base: UnsafePointer<UInt8>, _ position: Int, _ end: Int) -> Int? {
    var position = position
    func isDigit() -> Bool { position < end && base[position] &- 48 < 10 }
    if position < end, base[position] == 45 { position &+= 1 }
    guard isDigit() else { return nil }
    if base[position] == 48 {
      position &+= 1
      if isDigit() { return nil }
    } else {
      while isDigit() { position &+= 1 }
    }
    if position < end, base[position] == 46 {
      position &+= 1
      guard isDigit() else { return nil }
      while isDigit() { position &+= 1 }
    }
    if position < end, base[position] | 32 == UInt8(ascii: "e") {
      position &+= 1
      if position < end, base[position] == 43 || base[position] == 45 { position &+= 1 }
      guard isDigit() else { return nil }
      while isDigit() { position &+= 1 }
    }
    return position
  }
}
