import Terminals

/// A table as lines of text, its columns parted into several tables under each other where they do not fit side by side.
struct TerminalTable {
  private let table: FormattedTable
  private let width: Int
  private let style: TerminalStyle
  private let columns: [Laid]
  private let rowHeader: Laid

  /// A column with its lines of text.
  private struct Laid {
    var header: [String]
    var over = ""
    var cells: [[String]]
    var width: Int
    var isRight: Bool
  }

  private static let gap = "  "

  /// A table in so many columns of a terminal.
  init(_ table: FormattedTable, width: Int, style: TerminalStyle) {
    self.table = table
    self.width = width
    self.style = style
    let labels = table.lines.map { Self.blanks($0.indent * 2) + $0.label }
    let longest = ([table.rowHeader] + labels).map(\.displayWidth).max() ?? 0
    let usual = min(longest, max(width * 2 / 5, 12))
    var laid = (label: usual, columns: Self.columns(of: table, room: width - usual - Self.gap.count, isClose: false))
    if usual + Self.beside(laid.columns) > width {
      // Before a table is parted its heads are broken into more lines, and its labels too.
      let columns = Self.columns(of: table, room: width - usual - Self.gap.count, isClose: true)
      let label = min(usual, width - Self.beside(columns))
      if label >= Self.least(of: labels + [table.rowHeader], usual: usual) { laid = (label, columns) }
    }
    let label = laid.label
    rowHeader = Laid(
      header: table.rowHeader.wrappedWhole(to: label), cells: table.lines.map { Self.label($0, width: label) },
      width: label, isRight: false)
    columns = laid.columns
  }

  /// The columns, each under its head.
  private static func columns(of table: FormattedTable, room: Int, isClose: Bool) -> [Laid] {
    let room = max(room, 10)
    var columns = table.columns.indices.map { lay(table, column: $0, room: room, isClose: isClose) }
    for span in table.spans {
      let longest = span.over.withWholeBrackets.split(separator: " ").map(\.displayWidth).max() ?? 0
      let beside = columns[span.columns].map(\.width).reduce(0) { $0 + $1 + gap.count } - gap.count
      columns[span.columns.upperBound - 1].width += max(min(longest, room) - beside, 0)
      for place in span.columns { columns[place].over = span.over }
    }
    return columns
  }

  /// How much room columns take beside the labels.
  private static func beside(_ columns: [Laid]) -> Int { columns.reduce(0) { $0 + gap.count + $1.width } }

  /// The least room that labels may be given: three fifths of what they ask for, and enough for each word.
  private static func least(of labels: [String], usual: Int) -> Int {
    let words = labels.map { label in
      let indent = label.prefix { $0 == " " }.count
      return indent + (label.split(separator: " ").map(\.displayWidth).max() ?? 0)
    }
    return max(words.max() ?? 0, usual * 3 / 5)
  }

  /// The label of a line, all its lines indented alike.
  private static func label(_ line: FormattedTable.Line, width: Int) -> [String] {
    let indent = min(line.indent * 2, max(width - 8, 0))
    return line.label.wrapped(to: width - indent).map { blanks(indent) + $0 }
  }

  /// The lines of the table, with its title and notes.
  func lines(prefix: String) -> [String] {
    var lines = (prefix + table.title).wrapped(to: min(width, 100)).map(style.bold)
    if isLastBelow {
      lines += draw(Array(columns.dropLast()), below: below)
    } else {
      for (place, part) in parts.enumerated() {
        if place > 0 { lines.append(style.faint("(continued)")) }
        lines += draw(part)
      }
    }
    for (mark, note) in table.footnotes.enumerated() { lines += hung(Self.superscript(mark) + " ", note) }
    if !table.remarks.isEmpty { lines += table.remarks.joined(separator: " ").wrapped(to: min(width, 100)) }
    return lines
  }

  // MARK: - Columns

  private static func lay(_ table: FormattedTable, column: Int, room: Int, isClose: Bool) -> Laid {
    let head = table.columns[column]
    let cells = table.cells(of: column)
    guard head.alignment == .decimal else {
      let texts = cells.map { text($0.lead + $0.tail) }
      let longest = ([head.header] + texts).map(\.displayWidth).max() ?? 0
      let width = min(longest, room)
      return Laid(
        header: head.header.wrappedWhole(to: width), cells: texts.map { $0.wrapped(to: width) }, width: width,
        isRight: false
      )
    }
    let reach = table.reach(of: column)
    let texts = cells.map { cell in
      guard !cell.lead.isEmpty else { return text(cell.tail) }
      let extent = cell.extent
      let before = blanks(reach.before - extent.before)
      let after = blanks(reach.after - extent.after)
      guard reach.hasTail else { return before + text(cell.lead) + after }
      return (cell.leads(to: reach) ? before + after : before) + text(cell.lead) + text(cell.tail)
    }
    let content = texts.map(\.displayWidth).max() ?? 0
    let words = head.header.withWholeBrackets.split(separator: " ").map(\.displayWidth).max() ?? 0
    let width = min(max(content, min(words, room), isClose ? 0 : min(head.header.displayWidth, 12)), room)
    let filled = reach.hasTail ? texts.map { $0.padded(to: content) } : texts
    return Laid(
      header: head.header.wrappedWhole(to: width),
      cells: filled.map { $0.displayWidth <= width ? [$0] : $0.wrapped(to: width) }, width: width, isRight: true)
  }

  /// The columns that stand side by side, in as many parts as it takes.
  private var parts: [[Laid]] {
    var parts: [[Laid]] = []
    var part: [Laid] = []
    var used = rowHeader.width
    for (place, column) in columns.enumerated() {
      // What stands under one head begins together, where it fits side by side at all.
      let isHead = !column.over.isEmpty && (place == 0 || columns[place - 1].over != column.over)
      let others = isHead ? columns[place...].prefix { $0.over == column.over } : [column]
      let length = others.reduce(0) { $0 + Self.gap.count + $1.width }
      let taken = rowHeader.width + length <= width ? length : Self.gap.count + column.width
      if !part.isEmpty, used + taken > width {
        parts.append(part)
        part = []
        used = rowHeader.width
      }
      part.append(column)
      used += Self.gap.count + column.width
    }
    return parts + [part]
  }

  /// Whether the last column, one of texts, alone keeps the others from standing side by side: then it stands below them.
  private var isLastBelow: Bool {
    guard columns.count > 1, columns.last?.isRight == false, parts.count > 1 else { return false }
    return columns.dropLast().reduce(rowHeader.width) { $0 + Self.gap.count + $1.width } <= width
  }

  /// The texts of the last column, each as the lines that stand below its own.
  private var below: [[String]] {
    let header = Self.gap + (table.columns.last?.header ?? "") + Self.gap
    return table.cells(of: table.columns.count - 1).map { $0.isEmpty ? [] : hung(header, Self.text($0.lead + $0.tail)) }
  }

  // MARK: - Lines

  private func draw(_ part: [Laid], below: [[String]] = []) -> [String] {
    let all = [rowHeader] + part
    let beside = all.map(\.width).reduce(0, +) + Self.gap.count * part.count
    let rule = String(repeating: "─", count: max(beside, below.joined().map(\.displayWidth).max() ?? 0))
    var lines = [rule] + spans(part).map { style.bold($0) }
    let height = all.map(\.header.count).max() ?? 1
    lines += row(all, all.map { Array(repeating: "", count: height - $0.header.count) + $0.header }).map(style.bold)
    lines.append(rule)
    for line in table.lines.indices {
      lines += row(all, all.map { $0.cells[line] })
      if line < below.count { lines += below[line] }
    }
    return lines + [rule]
  }

  /// What stands over the headers, where anything does, with a line over the columns that it is about.
  private func spans(_ part: [Laid]) -> [String] {
    guard part.contains(where: { !$0.over.isEmpty }) else { return [] }
    var words: [[String]] = []
    var widths: [Int] = []
    var place = 0
    while place < part.count {
      let over = part[place].over
      let end = part[place...].firstIndex { $0.over != over } ?? part.count
      let width = part[place..<end].map(\.width).reduce(0, +) + Self.gap.count * (end - place - 1)
      words.append(over.isEmpty ? [] : over.wrappedWhole(to: width))
      widths.append(width)
      place = end
    }
    let height = words.map(\.count).max() ?? 0
    let margin = Self.blanks(rowHeader.width)
    var lines = (0..<height).map { line in
      zip(words, widths).reduce(margin) { text, span in
        let place = line - (height - span.0.count)
        return text + Self.gap + (place < 0 ? "" : span.0[place]).padded(to: span.1)
      }.withoutTrailingBlanks
    }
    let rules = zip(words, widths).map { String(repeating: $0.isEmpty ? " " : "─", count: $1) }
    lines.append((margin + Self.gap + rules.joined(separator: Self.gap)).withoutTrailingBlanks)
    return lines
  }

  private func row(_ columns: [Laid], _ cells: [[String]]) -> [String] {
    (0..<(cells.map(\.count).max() ?? 0)).map { line in
      zip(columns, cells).map { column, cell in
        let text = line < cell.count ? cell[line] : ""
        return column.isRight ? text.padded(toRight: column.width) : text.padded(to: column.width)
      }.joined(separator: Self.gap).withoutTrailingBlanks
    }
  }

  private func hung(_ head: String, _ text: String) -> [String] {
    let indent = head.displayWidth
    return text.wrapped(to: min(width, 100) - indent).enumerated().map { place, line in
      (place == 0 ? head : Self.blanks(indent)) + line
    }
  }

  private static func blanks(_ count: Int) -> String { String(repeating: " ", count: max(count, 0)) }

  private static func text(_ runs: [FormattedTable.Run]) -> String {
    runs.map { run in
      switch run {
      case .text(let text): text
      case .mark(let mark): superscript(mark)
      }
    }.joined()
  }

  /// The letter of a footnote, raised.
  static func superscript(_ mark: Int) -> String {
    let raised = Array("ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖ𐞥ʳˢᵗᵘᵛʷˣʸᶻ")
    return String(
      FormattedTable.letter(mark).unicodeScalars.map { raised[Int($0.value) - Int(UInt8(ascii: "a"))] })
  }
}
