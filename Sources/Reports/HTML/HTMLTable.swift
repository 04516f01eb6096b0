import Terminals

/// A table as HTML, in a box of its own in which it can be pushed sideways.
struct HTMLTable {
  private let table: FormattedTable
  /// How far the numbers of each column reach; `nil` where it is not one of numbers.
  private let columns: [FormattedTable.Reach?]

  init(_ table: FormattedTable) {
    self.table = table
    columns = table.columns.indices.map { table.columns[$0].alignment == .decimal ? table.reach(of: $0) : nil }
  }

  /// The table with its title and notes.
  func markup(number: Int?) -> String {
    let isShort = table.lines.count <= 12
    let title = table.title.escapedForMarkup
    let numbered = number.map { "<b>Table \($0).</b> \(title)" } ?? "<b>\(title)</b>"
    // Wide tables may reach beyond the text, and are printed smaller.
    let size =
      switch measure {
      case ...88: table.columns.count == 1 ? " single" : ""
      case ...120: " many"
      case ...160: " many most"
      default: " many most stacked"
      }
    var text = "<div class=\"table\(isShort ? " short" : "")\(size)\">\n"
    text +=
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"\(number.map { "Table \($0). " } ?? "")\(title)\">\n"
    text += "<table>\n<caption>\(numbered)</caption>\n<thead>\n\(spans)<tr>"
    text += "<th scope=\"col\">\(table.rowHeader.escapedForMarkup)</th>"
    for (column, reach) in zip(table.columns, columns) {
      text += "<th scope=\"col\"\(Self.attribute(reach))>\(column.header.withWholeBrackets.escapedForMarkup)</th>"
    }
    text += "</tr>\n</thead>\n<tbody>\n"
    for line in table.lines {
      let indent = line.indent > 0 ? " class=\"in\(min(line.indent, 3))\"" : ""
      text += "<tr><th scope=\"row\"\(indent)>\(Self.words(line.label))</th>"
      for (cell, reach) in zip(line.cells, columns) {
        text += "<td\(Self.attribute(reach))>\(markup(cell, reach))</td>"
      }
      text += "</tr>\n"
    }
    text += "</tbody>\n</table>\n</div>\n" + notes
    return text + "</div>\n"
  }

  /// How many characters the table is wide, about.
  private var measure: Int {
    let labels = ([table.rowHeader] + table.lines.map(\.label)).map(\.displayWidth).max() ?? 0
    return table.columns.indices.reduce(min(labels, 36)) { sum, column in
      let cells = table.cells(of: column).map { ($0.lead + $0.tail).map(\.width).reduce(0, +) }
      let words = table.columns[column].header.withWholeBrackets.split(separator: " ").map(\.displayWidth)
      let longest = max(cells.max() ?? 0, words.max() ?? 0)
      return sum + 3 + (table.columns[column].alignment == .text ? min(longest, 40) : longest)
    }
  }

  /// The row of what stands over the headers, where anything does.
  private var spans: String {
    let spans = table.spans
    guard !spans.isEmpty else { return "" }
    let cells = spans.map { span in
      span.over.isEmpty
        ? "<td colspan=\"\(span.columns.count)\"></td>"
        : "<th scope=\"colgroup\" class=\"over\" colspan=\"\(span.columns.count)\">\(span.over.withWholeBrackets.escapedForMarkup)</th>"
    }
    return "<tr class=\"spans\"><td></td>\(cells.joined())</tr>\n"
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

  private func markup(_ cell: FormattedTable.Cell, _ reach: FormattedTable.Reach?) -> String {
    let lead = Self.markup(cell.lead)
    let tail = Self.markup(cell.tail)
    guard let reach, !cell.lead.isEmpty else { return lead + tail }
    let before = reach.hasTail ? String(repeating: "\u{2007}", count: reach.before - cell.extent.before) : ""
    let after = Self.filling(reach.after, cell.extent.after)
    let filled = cell.leads(to: reach) ? before + after + lead : before + lead + after
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

  /// The class of a column: numbers to the right, numbers that something follows to the left.
  private static func attribute(_ reach: FormattedTable.Reach?) -> String {
    reach.map { $0.hasTail ? " class=\"l\"" : " class=\"r\"" } ?? ""
  }

  /// A text, a digest in the form of code.
  static func words(_ text: String) -> String {
    let isDigest = text.utf8.count == 64 && text.allSatisfy(\.isHexDigit)
    return isDigest ? "<code class=\"sha\">\(text)</code>" : text.escapedForMarkup
  }
}
