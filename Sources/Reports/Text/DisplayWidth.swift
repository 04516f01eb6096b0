extension StringProtocol {
  /// How many columns of a terminal the text takes.
  package var displayWidth: Int {
    if utf8.allSatisfy({ $0 < 0x80 }) { return utf8.count }
    return reduce(0) { $0 + $1.displayWidth }
  }
}

extension Character {
  /// How many columns of a terminal the character takes: none for a lone combining mark, two for wide scripts and pictures.
  var displayWidth: Int {
    guard let first = unicodeScalars.first else { return 0 }
    if first.value < 0x300 { return 1 }
    switch first.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    switch first.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
      0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }
}

extension String {
  /// The text with statements such as "n = 104" and short brackets such as "(95% CI)" kept on one line.
  var withWholeBrackets: String {
    var parts = split(separator: " = ", omittingEmptySubsequences: false).joined(separator: "\u{A0}=\u{A0}")
      .split(separator: "(", omittingEmptySubsequences: false).map(String.init)
    for place in parts.indices.dropFirst() {
      guard let end = parts[place].firstIndex(of: ")"), parts[place][..<end].displayWidth <= 12 else { continue }
      let inside = parts[place][..<end].split(separator: " ", omittingEmptySubsequences: false)
      parts[place] = inside.joined(separator: "\u{A0}") + parts[place][end...]
    }
    return parts.joined(separator: "(")
  }

  /// The text in lines as ``wrapped(to:)`` breaks it, with short brackets on one line where they have room at all.
  func wrappedWhole(to width: Int) -> [String] {
    let bound = withWholeBrackets
    let longest = bound.split(separator: " ").map(\.displayWidth).max() ?? 0
    guard longest <= width else { return wrapped(to: width) }
    return bound.wrapped(to: width).map { String($0.map { $0 == "\u{A0}" ? " " : $0 }) }
  }

  /// The text, filled with blanks on the right to so many columns.
  package func padded(to width: Int) -> String {
    self + String(repeating: " ", count: Swift.max(width - displayWidth, 0))
  }

  /// The text, filled with blanks on the left to so many columns.
  package func padded(toRight width: Int) -> String {
    String(repeating: " ", count: Swift.max(width - displayWidth, 0)) + self
  }

  /// The text, cut to so many columns, with an ellipsis where something is cut.
  func cut(to width: Int) -> String {
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
