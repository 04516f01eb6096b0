/// A text that is being written, with a place in it: what each key does to it.
public struct LineBuffer: Equatable, Sendable {
  /// The characters.
  public private(set) var characters: [Character] = []
  /// How many characters stand before the cursor.
  public private(set) var cursor = 0
  /// What was cut last, to be put back.
  private var cut: [Character] = []
  /// Whether the last thing done was to cut, so that the next cut joins it.
  private var isCutting = false

  /// An empty text.
  public init() {}

  /// The text.
  public var text: String { String(characters) }

  /// The text before the cursor.
  public var before: String { String(characters[..<cursor]) }

  /// Whether there is nothing.
  public var isEmpty: Bool { characters.isEmpty }

  /// Takes another text, with the cursor at its end.
  public mutating func set(_ text: String, cursor place: Int? = nil) {
    characters = Array(text)
    cursor = min(max(place ?? characters.count, 0), characters.count)
    isCutting = false
  }

  /// Puts text in at the cursor; a mark that combines joins the character before it.
  public mutating func insert(_ text: String) {
    let before = Array(String(characters[..<cursor]) + text)
    characters = before + characters[cursor...]
    cursor = before.count
    isCutting = false
  }

  /// Puts text in the place of the last characters before the cursor.
  public mutating func replace(last count: Int, with text: String) {
    let count = min(max(count, 0), cursor)
    characters.removeSubrange(cursor - count..<cursor)
    cursor -= count
    insert(text)
  }
}

// MARK: - Moving

extension LineBuffer {
  /// Where the line of the cursor begins.
  private var lineStart: Int { (characters[..<cursor].lastIndex(of: "\n") ?? -1) + 1 }

  /// Where the line of the cursor ends.
  private var lineEnd: Int { characters[cursor...].firstIndex(of: "\n") ?? characters.count }

  /// Whether the cursor stands in the first line.
  public var isInFirstLine: Bool { lineStart == 0 }

  /// Whether the cursor stands in the last line.
  public var isInLastLine: Bool { lineEnd == characters.count }

  private mutating func move(to place: Int) {
    cursor = min(max(place, 0), characters.count)
    isCutting = false
  }

  /// Moves by characters.
  public mutating func move(by count: Int) { move(to: cursor + count) }

  /// Moves to the beginning of the line.
  public mutating func moveToLineStart() { move(to: lineStart) }

  /// Moves to the end of the line.
  public mutating func moveToLineEnd() { move(to: lineEnd) }

  /// Moves to the end of the text.
  public mutating func moveToEnd() { move(to: characters.count) }

  /// Moves to the beginning of the word before.
  public mutating func moveWordLeft() { move(to: wordStart) }

  /// Moves to the end of the word that follows.
  public mutating func moveWordRight() { move(to: wordEnd) }

  /// Moves to the line above or below, as near to the same column as it has room.
  public mutating func moveLine(by step: Int) {
    let column = cursor - lineStart
    if step < 0, !isInFirstLine {
      move(to: lineStart - 1)
      move(to: min(lineStart + column, lineEnd))
    } else if step > 0, !isInLastLine {
      move(to: lineEnd + 1)
      move(to: min(lineStart + column, lineEnd))
    }
  }

  private var wordStart: Int {
    var place = cursor
    while place > 0, !characters[place - 1].isPartOfWord { place -= 1 }
    while place > 0, characters[place - 1].isPartOfWord { place -= 1 }
    return place
  }

  private var wordEnd: Int {
    var place = cursor
    while place < characters.count, !characters[place].isPartOfWord { place += 1 }
    while place < characters.count, characters[place].isPartOfWord { place += 1 }
    return place
  }
}

extension Character {
  fileprivate var isPartOfWord: Bool { isLetter || isNumber || self == "_" }
}

// MARK: - Deleting, cutting and putting back

extension LineBuffer {
  /// Deletes the character before the cursor.
  public mutating func deleteBackward() { delete(max(cursor - 1, 0)..<cursor) }

  /// Deletes the character at the cursor.
  public mutating func deleteForward() { delete(cursor..<min(cursor + 1, characters.count)) }

  private mutating func delete(_ range: Range<Int>) {
    characters.removeSubrange(range)
    move(to: range.lowerBound)
  }

  /// Cuts from the cursor to the end of the line, or the line break where the cursor stands before it.
  public mutating func cutToLineEnd() {
    let end = lineEnd
    cut(cursor..<(end == cursor ? min(end + 1, characters.count) : end), isForward: true)
  }

  /// Cuts from the beginning of the line to the cursor.
  public mutating func cutToLineStart() { cut(lineStart..<cursor, isForward: false) }

  /// Cuts the word before the cursor.
  public mutating func cutWordBackward() { cut(wordStart..<cursor, isForward: false) }

  /// Cuts the word after the cursor.
  public mutating func cutWordForward() { cut(cursor..<wordEnd, isForward: true) }

  private mutating func cut(_ range: Range<Int>, isForward: Bool) {
    guard !range.isEmpty else { return }
    let piece = Array(characters[range])
    cut = !isCutting ? piece : isForward ? cut + piece : piece + cut
    delete(range)
    isCutting = true
  }

  /// Puts back what was cut last.
  public mutating func putBack() { insert(String(cut)) }

  /// Swaps the characters on both sides of the cursor, or the last two at the end of the line.
  public mutating func swap() {
    let place = cursor == lineEnd ? cursor - 1 : cursor
    guard place > lineStart else { return }
    characters.swapAt(place - 1, place)
    move(to: place + 1)
  }
}
