public import TOML

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

extension Place {
  /// A part of a text in quotes that stands here; the whole place where the text is not written as it is.
  func narrowed(to source: String, offset: Int, length: Int) -> Place {
    guard case .text(let span) = position,
      let inside = span.narrowed(to: source, offset: offset, length: length)
    else { return self }
    return Place(file: file, position: .text(inside))
  }

  /// The place of a range of bytes of a file.
  init(file: String, bytes: FileBytes, range: Range<Int>) {
    let end = min(max(range.lowerBound, 0) + TextSpan.reach, bytes.count)
    let beginning = UnsafeBufferPointer(start: bytes.start(of: 0..<end), count: end)
    self.init(file: file, position: .text(TextSpan(of: range, in: beginning)))
  }

  /// A place in a file.
  init(file: String, position: Position) {
    self.file = file
    self.position = position
  }
}

extension FileBytes {
  /// Whether the file begins with the byte order mark of UTF-8.
  var startsWithByteOrderMark: Bool { count >= 3 && self[0] == 0xEF && self[1] == 0xBB && self[2] == 0xBF }
}
