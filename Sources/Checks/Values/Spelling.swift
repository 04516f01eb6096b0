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

  private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || scalar == "-" || scalar == "_" || scalar == "."
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { scalar.value >= 48 && scalar.value <= 57 }
}
