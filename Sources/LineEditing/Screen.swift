import Terminals

/// What stands before the lines of an entry.
public struct Prompt: Equatable, Sendable {
  /// Before the first line.
  public var first: String
  /// Before the lines after it.
  public var further: String
  /// Whether they are shown in bold.
  public var isStyled: Bool

  /// What stands before the lines of an entry.
  public init(_ first: String, further: String, isStyled: Bool = false) {
    self.first = first
    self.further = further
    self.isStyled = isStyled
  }
}

/// Draws an entry on a terminal, in place of how it was drawn before.
///
/// It counts columns itself and never lets the terminal break a line.
struct Screen {
  /// The size of a terminal.
  struct Size: Equatable, Sendable {
    var columns: Int
    var rows: Int
  }

  /// The rows of an entry, and where the cursor stands in them.
  struct Layout: Equatable {
    var rows: [String] = [""]
    var cursor = (row: 0, column: 0)

    static func == (left: Layout, right: Layout) -> Bool { left.rows == right.rows && left.cursor == right.cursor }
  }

  private var shown = (characters: [Character](), cursor: 0, prompt: Prompt("", further: ""))
  /// How many rows stand above the cursor.
  private var rowsAbove = 0

  /// What has to be written for an entry to stand where the one before stood.
  mutating func draw(_ characters: [Character], cursor: Int, prompt: Prompt, size: Size, wasResized: Bool = false)
    -> String
  {
    if wasResized { rowsAbove = Self.visible(layout(size.columns), size).cursor.row }
    shown = (characters, cursor, prompt)
    let layout = Self.visible(layout(size.columns), size)
    var text = rowsAbove > 0 ? "\u{1B}[\(rowsAbove)A" : ""
    text += "\r\u{1B}[J" + layout.rows.joined(separator: "\r\n")
    let below = layout.rows.count - 1 - layout.cursor.row
    if below > 0 { text += "\u{1B}[\(below)A" }
    text += "\r"
    if layout.cursor.column > 0 { text += "\u{1B}[\(layout.cursor.column)C" }
    rowsAbove = layout.cursor.row
    return text
  }

  /// What has to be written for the cursor to stand below the entry, which stays.
  mutating func leave(size: Size) -> String {
    let layout = Self.visible(layout(size.columns), size)
    let below = layout.rows.count - 1 - layout.cursor.row
    rowsAbove = 0
    return (below > 0 ? "\u{1B}[\(below)B" : "") + "\r\n"
  }

  /// What has to be written for the screen to be empty; the entry is then to be drawn again.
  mutating func clear() -> String {
    rowsAbove = 0
    return "\u{1B}[H\u{1B}[2J"
  }

  private func layout(_ columns: Int) -> Layout {
    Self.layout(shown.characters, cursor: shown.cursor, prompt: shown.prompt, columns: columns)
  }

  /// The rows of a text, broken at so many columns.
  static func layout(_ characters: [Character], cursor: Int, prompt: Prompt, columns: Int) -> Layout {
    let columns = max(columns, 4)
    var layout = Layout()
    var used = 0
    func begin(_ head: String) {
      // Of a prompt without room, what there is room for: a row of its own would not be counted.
      let head = String(head.map(\.shown)).cut(to: columns - 1)
      layout.rows[layout.rows.count - 1] = prompt.isStyled && !head.isEmpty ? "\u{1B}[1m\(head)\u{1B}[0m" : head
      used = head.displayWidth
    }
    func put(_ character: Character) {
      let width = character.displayWidth
      if used + width > columns {
        layout.rows.append("")
        used = 0
      }
      layout.rows[layout.rows.count - 1].append(character)
      used += width
    }
    begin(prompt.first)
    for (place, character) in characters.enumerated() {
      // A cursor behind the last column stands where the next character will.
      if place == cursor { layout.cursor = stand(&layout, &used, before: character, columns) }
      if character == "\n" {
        layout.rows.append("")
        begin(prompt.further)
      } else {
        put(character.shown)
      }
    }
    if cursor >= characters.count { layout.cursor = stand(&layout, &used, before: nil, columns) }
    return layout
  }

  private static func stand(_ layout: inout Layout, _ used: inout Int, before next: Character?, _ columns: Int)
    -> (Int, Int)
  {
    let width = next.map { $0 == "\n" ? 1 : max($0.displayWidth, 1) } ?? 1
    if used + width > columns {
      layout.rows.append("")
      used = 0
    }
    return (layout.rows.count - 1, used)
  }

  /// The rows around the cursor that fit on the terminal.
  private static func visible(_ layout: Layout, _ size: Size) -> Layout {
    let most = max(size.rows, 2)
    guard layout.rows.count > most else { return layout }
    let first = min(max(layout.cursor.row - most + 1, 0), layout.rows.count - most)
    return Layout(
      rows: Array(layout.rows[first..<first + most]), cursor: (layout.cursor.row - first, layout.cursor.column))
  }
}

extension Character {
  /// The character, or what stands for it where a terminal would obey it.
  var shown: Character {
    guard unicodeScalars.contains(where: \.isUnsafeToShow) else { return self }
    return unicodeScalars.count == 1 ? unicodeScalars.first.map { Character($0.picture) } ?? self : "\u{FFFD}"
  }
}
