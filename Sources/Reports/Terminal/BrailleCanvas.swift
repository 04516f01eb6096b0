/// A field of braille cells, each of two by four dots, with marks that stand in place of a cell.
struct BrailleCanvas {
  let columns: Int
  let rows: Int
  private var dots: [UInt8]
  private var groups: [Int?]
  private var marks: [Character?]

  /// The marks of groups, in order.
  static let signs = Array("●▲■◆○△□◇")

  /// The mark of a group.
  static func sign(_ group: Int) -> Character { signs[max(group, 0) % signs.count] }

  /// An empty field.
  init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    dots = Array(repeating: 0, count: columns * rows)
    groups = Array(repeating: nil, count: columns * rows)
    marks = Array(repeating: nil, count: columns * rows)
  }

  /// How many dots lie side by side, and above each other.
  var width: Int { columns * 2 }
  var height: Int { rows * 4 }

  /// Sets a dot, counted from the upper left; what lies outside is left out.
  mutating func set(_ x: Int, _ y: Int, group: Int?) {
    guard (0..<width).contains(x), (0..<height).contains(y) else { return }
    let bits: [[UInt8]] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]]
    let cell = y / 4 * columns + x / 2
    dots[cell] |= bits[x % 2][y % 4]
    groups[cell] = groups[cell] ?? group
  }

  /// Puts a mark in place of a cell that has none.
  mutating func mark(_ column: Int, _ row: Int, _ mark: Character, group: Int?) {
    guard (0..<columns).contains(column), (0..<rows).contains(row) else { return }
    let cell = row * columns + column
    guard marks[cell] == nil else { return }
    marks[cell] = mark
    groups[cell] = group
  }

  /// A line of cells, those of one group together.
  func line(_ row: Int, style: (Int?, String) -> String) -> String {
    var line = ""
    var run = ""
    var group: Int?
    for cell in row * columns..<(row + 1) * columns {
      let isEmpty = dots[cell] == 0 && marks[cell] == nil
      let owner = isEmpty ? nil : groups[cell]
      if owner != group, !run.isEmpty {
        line += style(group, run)
        run = ""
      }
      group = owner
      run.append(isEmpty ? " " : marks[cell] ?? Character(Unicode.Scalar(0x2800 + UInt32(dots[cell])) ?? " "))
    }
    return line + style(group, run)
  }
}
