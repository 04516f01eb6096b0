import LineEditing

/// A terminal as a model: what is written to it becomes characters on a screen, as on a VT220.
final class FakeTerminal: TerminalDevice {
  private(set) var size: (columns: Int, rows: Int)
  private(set) var isEditing = false
  private(set) var suspensions = 0
  private var input: [[UInt8]]
  private var cells: [[String]] = [[]]
  private var cursor = (row: 0, column: 0)
  /// What happens when a piece of input has been used up, by its number from 0.
  var between: (Int, FakeTerminal) -> Void = { _, _ in }
  private var count = 0

  /// A terminal at which somebody types these pieces.
  init(columns: Int = 40, rows: Int = 10, _ input: [String]) {
    size = (columns, rows)
    self.input = input.map { Array($0.utf8) }
  }

  /// Gets another width, and breaks its lines anew.
  func resize(columns: Int) {
    let above = cells[..<cursor.row].reduce(0) { $0 + max(1, ($1.count + columns - 1) / columns) }
    cells = cells.flatMap { line in
      line.isEmpty
        ? [[]] : stride(from: 0, to: line.count, by: columns).map { Array(line[$0..<min($0 + columns, line.count)]) }
    }
    cursor = (above + cursor.column / columns, cursor.column % columns)
    while cells.count <= cursor.row { cells.append([]) }
    size.columns = columns
  }
  func beginEditing() { isEditing = true }
  func endEditing() { isEditing = false }
  func suspend() { suspensions += 1 }

  func read(within milliseconds: Int32) -> [UInt8]? {
    if count > 0 { between(count - 1, self) }
    count += 1
    return input.isEmpty ? nil : input.removeFirst()
  }

  /// The lines on the screen, without blanks at their ends.
  var lines: [String] {
    cells.map { line in
      let text = line.joined()
      return String(text.reversed().drop { $0 == " " }.reversed())
    }
  }

  /// Where the cursor stands.
  var place: [Int] { [cursor.row, cursor.column] }

  func write(_ text: String) {
    var rest = Array(text)[...]
    while let character = rest.popFirst() {
      switch character {
      case "\r\n":
        cursor.column = 0
        newLine()
      case "\r": cursor.column = 0
      case "\n": newLine()
      case "\u{1B}": sequence(&rest)
      default: put(character)
      }
    }
  }

  private func newLine() {
    cursor.row += 1
    while cells.count <= cursor.row { cells.append([]) }
  }

  private func put(_ character: Character) {
    let isWide = character.unicodeScalars.first.map { (0x2E80...0xA4CF).contains($0.value) } ?? false
    while cells[cursor.row].count <= cursor.column { cells[cursor.row].append(" ") }
    cells[cursor.row][cursor.column] = String(character)
    cursor.column += 1
    if isWide {
      if cells[cursor.row].count <= cursor.column { cells[cursor.row].append("") }
      cells[cursor.row][cursor.column] = ""
      cursor.column += 1
    }
    precondition(cursor.column <= size.columns, "the editor never writes beyond the last column")
  }

  private func sequence(_ rest: inout ArraySlice<Character>) {
    precondition(rest.popFirst() == "[", "only sequences that all terminals know")
    var numbers = ""
    while let character = rest.popFirst() {
      guard character.isNumber || character == "?" || character == ";" else {
        perform(character, Int(numbers) ?? 1)
        return
      }
      numbers.append(character)
    }
  }

  private func perform(_ final: Character, _ number: Int) {
    switch final {
    case "A": cursor.row -= number
    case "B": cursor.row += number
    case "C": cursor.column += number
    case "H": cursor = (0, 0)
    case "J" where number == 2: cells = [[]]
    case "J":
      cells[cursor.row] = Array(cells[cursor.row].prefix(cursor.column))
      cells.removeSubrange((cursor.row + 1)...)
    case "m", "h", "l": break
    default: preconditionFailure("a sequence that not all terminals know: \(final)")
    }
  }
}
