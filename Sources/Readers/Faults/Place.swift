/// A place in a file.
public struct Place: Sendable, Hashable {
  /// The file's name: without folders, or inside the cohort's folder; with the table's where the file holds several.
  public let file: String

  /// Where in the file.
  public let position: Position

  /// Where in a file something stands.
  public enum Position: Sendable, Hashable {
    /// In a text.
    case text(TextSpan)
    /// In a table that is no text: the row from 1, and the column.
    case cell(row: Int, column: String)
    /// Nowhere in particular.
    case whole
  }

  /// The line, from 1, where the file is a text.
  ///
  /// Not inlined: Swift 6.3.1's optimizer fails where it is (ownership verification in copy propagation).
  @inline(never)
  public var line: Int? { if case .text(let span) = position { span.line } else { nil } }

  /// A place in a table that is no text, its row counted from 0.
  init(file: String, row: Int, column: String) {
    self.file = file
    position = .cell(row: row + 1, column: column)
  }

  /// A file as a whole.
  init(file: String) {
    self.file = file
    position = .whole
  }

  /// The file, and where in it, in words.
  var words: String {
    switch position {
    case .text(let span): "\(file):\(span.line):\(span.column)"
    case .cell(let row, let column): "\(file), row \(row), column \"\(column)\""
    case .whole: file
    }
  }
}

/// A place in a text, with the text that stands there.
public struct TextSpan: Sendable, Hashable {
  /// The line, from 1.
  ///
  /// A line ends at LF, CR or CRLF, inside quotes too.
  public let line: Int

  /// The character of the line, from 1.
  public let column: Int

  /// How many characters are concerned, at least 1.
  public let length: Int

  /// The text of the line, shortened with `…` where it is long.
  public let text: String

  /// Where the place begins in `text`, in characters from 0.
  public let textOffset: Int

  /// The most characters of a line that are shown.
  static let widest = 100

  /// The line, with carets under the place.
  var picture: String {
    let carets = String(repeating: "^", count: length)
    return "    \(text)\n    \(String(repeating: " ", count: textOffset))\(carets)"
  }
}

extension Place {
  /// A part of a text in quotes that stands here; the whole place where the text is not written as it is.
  func narrowed(to source: String, offset: Int, length: Int) -> Place {
    guard case .text(let span) = position, span.text.dropFirst(span.textOffset + 1).hasPrefix(source), offset >= 0,
      offset + length <= source.count + 1
    else { return self }
    let inside = TextSpan(
      line: span.line, column: span.column + 1 + offset, length: length, text: span.text,
      textOffset: span.textOffset + 1 + offset)
    return Place(file: file, position: .text(inside))
  }

  /// The place of a range of bytes of a file.
  init(file: String, bytes: FileBytes, range: Range<Int>) {
    let start = min(max(range.lowerBound, 0), bytes.count)
    let (line, lineStart) = Self.line(of: start, in: bytes)
    var lineEnd = start
    while lineEnd < bytes.count, bytes[lineEnd] != 10, bytes[lineEnd] != 13, lineEnd - start < 4096 { lineEnd += 1 }
    let before = Self.shown(bytes.text(max(lineStart, start - 4096)..<start))
    let found = Self.shown(bytes.text(start..<max(start, min(range.upperBound, lineEnd))))
    let after = Self.shown(bytes.text(min(max(start, range.upperBound), lineEnd)..<lineEnd))
    let isCut = start - lineStart > 4096
    // In a long line code points are counted, without a copy of it.
    let column = isCut ? (lineStart..<start).count { bytes[$0] & 0xC0 != 0x80 } : before.count
    let span = TextSpan(line: line, column: column + 1, before: before, found: found, after: after)
    self.init(file: file, position: .text(span))
  }

  private init(file: String, position: Position) {
    self.file = file
    self.position = position
  }

  /// The line in which an offset stands, from 1, and where that line begins.
  private static func line(of offset: Int, in bytes: FileBytes) -> (line: Int, start: Int) {
    var line = 1
    var start = bytes.startsWithByteOrderMark ? min(3, offset) : 0
    var position = start
    let base = bytes.start(of: 0..<min(offset + 1, bytes.count))
    while position < offset {
      let byte = base[position]
      position += 1
      if byte == 10 || (byte == 13 && !(position < bytes.count && base[position] == 10)) {
        line += 1
        start = position
      }
    }
    return (line, start)
  }

  /// Characters that take one column each: what cannot be seen is shown as `·`, a tab as a space.
  private static func shown(_ text: String) -> [Character] {
    text.map { character in
      guard let scalar = character.unicodeScalars.first, scalar.value < 32 || scalar.value == 127 else {
        return character
      }
      return scalar == "\t" ? " " : "·"
    }
  }
}

extension TextSpan {
  /// A place between what stands before and after it in its line.
  fileprivate init(line: Int, column: Int, before: [Character], found: [Character], after: [Character]) {
    let found = Array(found.prefix(Self.widest / 2))
    let room = Self.widest - found.count
    let keptAfter = after.prefix(max(room - before.count, room / 2))
    let keptBefore = before.suffix(room - keptAfter.count)
    let lead = keptBefore.count < before.count ? "…" : ""
    let trail = keptAfter.count < after.count ? "…" : ""
    self.init(
      line: line, column: column, length: max(found.count, 1),
      text: lead + String(keptBefore) + String(found) + String(keptAfter) + trail,
      textOffset: lead.count + keptBefore.count)
  }
}

extension FileBytes {
  /// Whether the file begins with the byte order mark of UTF-8.
  var startsWithByteOrderMark: Bool { count >= 3 && self[0] == 0xEF && self[1] == 0xBB && self[2] == 0xBF }
}
