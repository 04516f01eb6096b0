import Reports
import Terminals

/// Rows of short texts set in columns, the cells of the last two broken into lines where they have to be.
struct OverviewTable {
  private let rows: [[String]]
  private let widths: [Int]

  /// The blanks before the first column, and those between two.
  private static let (indent, gap) = (2, 2)

  /// A table of a header and rows.
  ///
  /// - Parameters:
  ///   - header: The names of the columns, at least two.
  ///   - rows: The rows, a text a column each.
  ///   - width: The most columns of the terminal that a line may take.
  init(_ header: [String], _ rows: [[String]], width: Int) {
    let plain = ([header] + rows).map { $0.map(Self.plain) }
    let natural = header.indices.map { place in plain.map { $0[place].displayWidth }.max() ?? 0 }
    let mostFixed = max(width / 4, Self.leastBroken)
    let fixed = natural.dropLast(2).reduce(0) { $0 + min($1, mostFixed) }
    let room = max(width - Self.indent - Self.gap * (header.count - 1) - fixed, 2 * Self.leastBroken)
    let (first, second) = (natural[header.count - 2], natural[header.count - 1])
    let share = first + second <= room ? first : min(first, max(room * 2 / 5, room - second))
    self.rows = plain
    widths = natural.dropLast(2).map { min($0, mostFixed) } + [share, max(room - share, Self.leastBroken)]
  }

  /// The least that each of the last two columns takes; one before them takes a quarter of the width at most.
  private static let leastBroken = 14

  /// The lines of the table, the header first.
  var lines: [String] {
    rows.flatMap { row in
      let cells = zip(row, widths).map { $0.wrapped(to: $1) }
      let height = cells.map(\.count).max() ?? 0
      return (0..<height).map { line in
        let texts = zip(cells, widths).map { ($0.indices.contains(line) ? $0[line] : "").padded(to: $1) }
        let blanks = String(repeating: " ", count: Self.gap)
        return (String(repeating: " ", count: Self.indent) + texts.joined(separator: blanks)).withoutTrailingBlanks
      }
    }
  }

  /// A text without line ends.
  private static func plain(_ text: String) -> String {
    text.contains(where: \.isNewline) ? text.split(whereSeparator: \.isNewline).joined(separator: " ") : text
  }
}
