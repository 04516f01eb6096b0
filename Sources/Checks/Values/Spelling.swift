/// Spellings without what is often written in two ways.
enum Spelling {
  /// A text in lower case, without the spaces, hyphens, underscores and dots between its letters, and dots at its end.
  ///
  /// Between two digits they stay, and so does a hyphen at either end: `1-5` is not `15`, and `MRD-` is not `MRD`.
  static func plain(_ text: String) -> String {
    let scalars = Array(text.lowercased().unicodeScalars)
    guard let start = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = scalars.lastIndex(where: { !$0.properties.isWhitespace && $0 != "." })
    else { return text }
    var plain = String.UnicodeScalarView()
    for place in start...max(start, last) {
      let scalar = scalars[place]
      guard isSeparator(scalar) else {
        plain.append(scalar)
        continue
      }
      let isEnd = place == start || place == last
      let isBetweenDigits = !isEnd && isDigit(scalars[place - 1]) && isDigit(scalars[place + 1])
      if isBetweenDigits || isEnd { plain.append(scalar) }
    }
    return String(plain)
  }

  /// The same for UTF-8, whose spelling takes the place of what `plain` holds; of ASCII no text is made.
  static func plain(_ text: ArraySlice<UInt8>, into plain: inout [UInt8]) {
    plain.removeAll(keepingCapacity: true)
    guard text.allSatisfy({ $0 < 0x80 }) else {
      plain.append(contentsOf: Self.plain(String(decoding: text, as: UTF8.self)).utf8)
      return
    }
    guard let start = text.firstIndex(where: { !isSpace($0) }),
      let last = text.lastIndex(where: { !isSpace($0) && $0 != UInt8(ascii: ".") })
    else {
      plain.append(contentsOf: text)
      return
    }
    for place in start...max(start, last) {
      let byte = text[place]
      let isEnd = place == start || place == last
      let isKept = isEnd || !isSeparator(byte) || isDigit(text[place - 1]) && isDigit(text[place + 1])
      if isKept { plain.append((65...90).contains(byte) ? byte | 32 : byte) }
    }
  }

  /// A hash of bytes (FNV-1a, then mixed), the same in every run.
  static func hash(_ bytes: [UInt8]) -> UInt64 {
    let hash = bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 } &* 0x9FB2_1C65_1E98_DF25
    return hash ^ hash >> 29
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }

  private static func isSeparator(_ byte: UInt8) -> Bool {
    isSpace(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

  private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || scalar == "-" || scalar == "_" || scalar == "."
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { scalar.value >= 48 && scalar.value <= 57 }
}
