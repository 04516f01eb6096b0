// How wide texts stand on a terminal, and how they are made to fit.

extension StringProtocol {
  /// How many columns of a terminal the text takes.
  package var displayWidth: Int {
    if utf8.allSatisfy({ $0 < 0x80 }) { return utf8.count }
    return reduce(0) { $0 + $1.displayWidth }
  }
}

extension Character {
  /// How many columns of a terminal the character takes: none for a lone combining mark, two for wide scripts and pictures.
  ///
  /// By Unicode's East Asian Width (UAX #11) and its emoji that are pictures of themselves, or by a selector (UTS #51).
  package var displayWidth: Int {
    guard let first = unicodeScalars.first else { return 0 }
    if first.value < 0x300 { return 1 }
    switch first.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    if first.isWide || first.properties.isEmojiPresentation { return 2 }
    let isPicture = first.properties.isEmoji && unicodeScalars.dropFirst().first == "\u{FE0F}"
    return isPicture ? 2 : 1
  }
}

extension Unicode.Scalar {
  /// Whether it is of a script whose characters are two columns wide.
  fileprivate var isWide: Bool {
    switch value {
    case 0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
      0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18CFF,
      0x1AFF0...0x1B2FF, 0x1F200...0x1F265, 0x20000...0x3FFFD:
      true
    default: false
    }
  }
}

extension String {
  /// The text, filled with blanks on the right to so many columns.
  package func padded(to width: Int) -> String {
    self + String(repeating: " ", count: Swift.max(width - displayWidth, 0))
  }

  /// The text, filled with blanks on the left to so many columns.
  package func padded(toRight width: Int) -> String {
    String(repeating: " ", count: Swift.max(width - displayWidth, 0)) + self
  }

  /// The text, cut to so many columns, with an ellipsis where something is cut.
  package func cut(to width: Int) -> String {
    guard displayWidth > width else { return self }
    var kept = ""
    var used = 1
    for character in self {
      used += character.displayWidth
      guard used <= width else { break }
      kept.append(character)
    }
    return kept + "…"
  }

  /// The text without the blanks at its end.
  package var withoutTrailingBlanks: String { lastIndex { $0 != " " }.map { String(self[...$0]) } ?? "" }

  /// The text in lines of no more than so many columns, broken at blanks, and within a word only where it is longer.
  package func wrapped(to width: Int) -> [String] {
    let width = Swift.max(width, 1)
    var lines: [String] = []
    var line = ""
    var used = 0
    for word in split(separator: " ", omittingEmptySubsequences: true) {
      let length = word.displayWidth
      if used > 0, used + 1 + length <= width {
        line += " " + word
        used += 1 + length
        continue
      }
      if used > 0 { lines.append(line) }
      line = ""
      used = 0
      for character in word {
        let length = character.displayWidth
        if used + length > width, used > 0 {
          lines.append(line)
          line = ""
          used = 0
        }
        line.append(character)
        used += length
      }
    }
    if used > 0 || lines.isEmpty { lines.append(line) }
    return lines
  }
}
