/// A table as HTML, in a box of its own in which it can be pushed sideways.
struct HTMLTable {
  private let table: FormattedTable
  private let columns: [Extent]

  /// How the cells of a column are aligned, and how far their numbers reach.
  private struct Extent {
    var before = 0
    var after = 0
    var isDecimal = false
    var hasTail = false
    var name: String { isDecimal ? hasTail ? "l" : "r" : "" }
  }

  init(_ table: FormattedTable) {
    self.table = table
    columns = table.columns.enumerated().map { place, column in
      var extent = Extent(isDecimal: column.alignment == .decimal)
      for line in table.lines where place < line.cells.count && extent.isDecimal {
        let cell = line.cells[place]
        extent.before = max(extent.before, cell.extent.before)
        extent.after = max(extent.after, cell.extent.after)
        if !cell.lead.isEmpty, !cell.tail.isEmpty { extent.hasTail = true }
      }
      return extent
    }
  }

  /// The table with its title and notes.
  func markup(number: Int?) -> String {
    let isShort = table.lines.count <= 12
    let title = table.title.escapedForMarkup
    let numbered = number.map { "<b>Table \($0).</b> \(title)" } ?? "<b>\(title)</b>"
    var text = "<div class=\"table\(isShort ? " short" : "")\">\n"
    text +=
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"\(number.map { "Table \($0). " } ?? "")\(title)\">\n"
    text +=
      "<table>\n<caption>\(numbered)</caption>\n<thead>\n<tr><th scope=\"col\">\(table.stub.escapedForMarkup)</th>"
    for (column, extent) in zip(table.columns, columns) {
      text += "<th scope=\"col\"\(Self.attribute(extent.name))>\(column.header.escapedForMarkup)</th>"
    }
    text += "</tr>\n</thead>\n<tbody>\n"
    for line in table.lines {
      text += "<tr><th scope=\"row\">\(Self.words(line.label))</th>"
      for (cell, extent) in zip(line.cells, columns) {
        text += "<td\(Self.attribute(extent.name))>\(markup(cell, extent))</td>"
      }
      text += "</tr>\n"
    }
    text += "</tbody>\n</table>\n</div>\n" + notes
    return text + "</div>\n"
  }

  private var notes: String {
    guard !table.footnotes.isEmpty || !table.remarks.isEmpty else { return "" }
    var text = "<ul class=\"notes\">\n"
    for (mark, note) in table.footnotes.enumerated() {
      text += "<li><sup>\(FormattedTable.letter(mark))</sup> \(note.escapedForMarkup)</li>\n"
    }
    if !table.remarks.isEmpty { text += "<li>\(table.remarks.joined(separator: " ").escapedForMarkup)</li>\n" }
    return text + "</ul>\n"
  }

  private func markup(_ cell: FormattedTable.Cell, _ column: Extent) -> String {
    let lead = Self.markup(cell.lead)
    let tail = Self.markup(cell.tail)
    guard column.isDecimal, !cell.lead.isEmpty else { return lead + tail }
    let before = column.hasTail ? String(repeating: "\u{2007}", count: column.before - cell.extent.before) : ""
    let filled = before + lead + Self.filling(column.after, cell.extent.after)
    return cell.isBracketed ? "\(filled)<span class=\"ci\">\(tail)</span>" : filled + tail
  }

  /// Blanks as wide as the decimals that a number does not have: the first as wide as a point, the others as digits.
  private static func filling(_ most: Int, _ has: Int) -> String {
    guard most > has else { return "" }
    return has == 0
      ? "\u{2008}" + String(repeating: "\u{2007}", count: most - 1) : String(repeating: "\u{2007}", count: most - has)
  }

  private static func markup(_ runs: [FormattedTable.Run]) -> String {
    runs.map { run in
      switch run {
      case .text(let text): words(text)
      case .mark(let mark): "<sup>\(FormattedTable.letter(mark))</sup>"
      }
    }.joined()
  }

  private static func attribute(_ name: String) -> String { name.isEmpty ? "" : " class=\"\(name)\"" }

  /// A text, a digest in the form of code.
  static func words(_ text: String) -> String {
    let isDigest = text.utf8.count == 64 && text.allSatisfy(\.isHexDigit)
    return isDigest ? "<code class=\"sha\">\(text)</code>" : text.escapedForMarkup
  }
}
