import Terminals

internal import Analyses

/// A forest plot as lines of text: labels, a small drawing of each interval, and its numbers, as far as they fit side by side;
/// the other columns stand below the label.
struct TerminalForest {
  private let forest: Figure.Forest
  private let texts: FormattedForest
  private let axis: ForestAxis
  private let width: Int
  private let style: TerminalStyle
  private let label: Int
  private let plot: Int
  /// The columns that stand beside the plot; the others stand below the labels.
  private let left: [FormattedForest.Column]
  private let right: [FormattedForest.Column]
  private let below: [FormattedForest.Column]
  /// Whether the estimates, too, stand below the labels, so that the drawing has room.
  private let isNarrow: Bool

  /// A forest plot in so many columns of a terminal.
  init(_ forest: Figure.Forest, width: Int, style: TerminalStyle, rounding: Rounding) {
    self.forest = forest
    self.width = width
    self.style = style
    texts = FormattedForest(forest, rounding: rounding)
    let longest = forest.lines.map { $0.label.neutralised.displayWidth + 2 * $0.depth }.max() ?? 0
    label = min(max(longest, forest.rowHeader.neutralised.displayWidth), max(width / 3, 12))
    func taken(_ columns: [FormattedForest.Column]) -> Int { columns.reduce(0) { $0 + Self.width($1) + 2 } }
    let estimate = Self.width(texts.estimates)
    isNarrow = width - label - estimate - 4 < 14
    let room = width - label - (isNarrow ? 2 : estimate + 4)
    // Where not all fit, those to the right, p-values and weights, before those to the left.
    let fits = !isNarrow && room - taken(texts.left + texts.right) >= 15
    let fitsRight = !isNarrow && room - taken(texts.right) >= 18
    left = fits ? texts.left : []
    right = fitsRight ? texts.right : []
    below = (isNarrow ? [texts.estimates] : []) + (fits ? [] : texts.left) + (fitsRight ? [] : texts.right)
    plot = max(min(room - taken(left + right), 41), 7)
    axis = ForestAxis(forest, most: plot > 22 ? 5 : 3, rounding: rounding)
  }

  /// The lines of the plot.
  var lines: [String] {
    let rule = String(repeating: "─", count: min(total, width))
    let names = isNamedOnce ? "Below each: \(below.map(\.header).joined(separator: "; "))".wrapped(to: width) : []
    var lines = [rule] + header + names.map(style.faint) + [rule]
    for place in forest.lines.indices { lines += row(place) }
    lines.append(rule)
    lines += axisLines
    lines += texts.closing.flatMap { $0.wrapped(to: width) }
    return lines
  }

  private var total: Int {
    label + 2 + plot + ordered.reduce(0) { $0 + Self.width($1.column) + 2 }
  }

  /// How wide a column is: its texts, and its head in lines of words.
  private static func width(_ column: FormattedForest.Column) -> Int {
    let words = column.header.split(separator: " ").map(\.displayWidth).max() ?? 0
    let content = column.cells.map(\.displayWidth).max() ?? 0
    return min(max(content, words, min(column.header.displayWidth, 12)), 34)
  }

  // MARK: - Lines

  private var ordered: [(column: FormattedForest.Column, isPlotBefore: Bool)] {
    if isNarrow { return [] }
    return left.map { ($0, false) } + [(texts.estimates, true)] + right.map { ($0, false) }
  }

  private func joined(_ head: String, _ drawing: String, _ cell: (FormattedForest.Column) -> String) -> String {
    var line = head.padded(to: label)
    for (column, isPlotBefore) in ordered {
      if isPlotBefore { line += "  " + drawing.padded(to: plot) }
      let width = Self.width(column)
      let text = cell(column).cut(to: width)
      line += "  " + (column.isNumber ? text.padded(toRight: width) : text.padded(to: width))
    }
    return (ordered.isEmpty ? line + "  " + drawing : line).withoutTrailingBlanks
  }

  private var header: [String] {
    let heads = ordered.map { $0.column.header.wrapped(to: Self.width($0.column)) }
    let row = forest.rowHeader.neutralised.wrapped(to: label)
    let height = max(heads.map(\.count).max() ?? 1, row.count)
    return (0..<height).map { line in
      func part(_ lines: [String]) -> String {
        let place = line - (height - lines.count)
        return place >= 0 ? lines[place] : ""
      }
      return style.bold(joined(part(row), "") { part($0.header.wrapped(to: Self.width($0))) })
    }
  }

  private func row(_ place: Int) -> [String] {
    let line = forest.lines[place]
    let indent = String(repeating: "  ", count: line.depth)
    let words = line.label.neutralised.wrapped(to: max(label - indent.count, 6))
    var lines: [String] = []
    for (number, text) in words.enumerated() {
      let isLast = number == words.count - 1
      lines.append(joined(indent + text, isLast ? drawing(line) : drawing(nil)) { isLast ? $0.cells[place] : "" })
    }
    if line.kind == .heading || line.kind == .pooled { lines = lines.map(style.bold) }
    let details = details(place)
    let under = (details.isEmpty ? [] : [details]) + texts.statements[place]
    for text in under {
      lines += text.wrapped(to: max(width - indent.count - 2, 10)).map { style.faint(indent + "  " + $0) }
    }
    return lines
  }

  /// Whether the columns that stand below the labels are named once above, and not in every line.
  private var isNamedOnce: Bool {
    below.count > 1 && !isNarrow
      && forest.lines.indices.contains { named($0).displayWidth > width - 4 - 2 * forest.lines[$0].depth }
  }

  /// What stands below the label of a line.
  private func details(_ place: Int) -> String {
    guard isNamedOnce, below.contains(where: { !$0.cells[place].isEmpty }) else { return named(place) }
    return below.map { $0.cells[place].isEmpty ? "\u{2013}" : $0.cells[place] }.joined(separator: "; ")
  }

  /// The values of a line that stand below its label, each with its name.
  private func named(_ place: Int) -> String {
    below.filter { !$0.cells[place].isEmpty }.map { column in
      column == texts.estimates ? column.cells[place] : "\(column.header) \(column.cells[place])"
    }.joined(separator: ", ")
  }

  // MARK: - Drawing

  /// The interval of a line in characters, with the line of no effect; that line alone where there is nothing to draw.
  private func drawing(_ line: Figure.Forest.Line?) -> String {
    var cells = Array(repeating: Character(" "), count: plot)
    if let none = forest.noEffect.flatMap(axis.fraction), let cell = cell(none) { cells[cell] = "│" }
    guard let line, line.kind != .heading else { return String(cells) }
    let low = line.interval.map { $0.lower.double.map { axis.fraction($0) ?? -1 } ?? -1 }
    let high = line.interval.map { $0.upper.double.flatMap { axis.fraction($0) } ?? 2 }
    let middle = line.estimate?.double.map { axis.fraction($0) ?? -1 }
    let hasLimits = line.interval?.lower.double != nil || line.interval?.upper.double != nil
    let isShown = line.kind == .prediction ? hasLimits : middle != nil
    guard isShown else { return String(cells) }
    if let low, let high, hasLimits, high > 0, low < 1 {
      let from = cell(max(low, 0)) ?? 0
      let to = cell(min(high, 1)) ?? plot - 1
      let bar: Character = line.kind == .prediction ? "╍" : line.kind == .pooled ? "═" : "─"
      for place in from...max(from, to) { cells[place] = bar }
      cells[from] = low < 0 ? "◂" : line.kind == .pooled ? "╞" : "├"
      cells[max(from, to)] = high > 1 ? "▸" : line.kind == .pooled ? "╡" : "┤"
    }
    if let middle {
      if let cell = cell(middle) {
        cells[cell] = line.kind == .pooled ? "◆" : "■"
      } else {
        cells[middle < 0 ? 0 : plot - 1] = middle < 0 ? "◂" : "▸"
      }
    }
    return String(cells)
  }

  private func cell(_ fraction: Double) -> Int? {
    guard fraction >= -1e-9, fraction <= 1 + 1e-9 else { return nil }
    return min(max(Int((fraction * Double(plot - 1)).rounded()), 0), plot - 1)
  }

  private var before: Int {
    label + 2 + left.reduce(0) { $0 + Self.width($1) + 2 }
  }

  private var axisLines: [String] {
    var rule = Array(repeating: Character("─"), count: plot)
    var labels = ""
    for (tick, text) in zip(axis.ticks, axis.labels) {
      guard let place = axis.fraction(tick).flatMap(cell) else { continue }
      rule[place] = "┬"
      let begin = max(place - (text.count - 1) / 2, 0)
      guard labels.isEmpty || begin > labels.count else { continue }
      labels = labels.padded(to: begin) + text
    }
    let blanks = String(repeating: " ", count: before)
    // Where the estimates stand under the labels, their head has no column.
    let head = isNarrow ? texts.estimates.header.wrapped(to: width) : []
    let sides = [forest.below.neutralised, forest.above.neutralised]
    var lines = [blanks + String(rule), blanks + labels] + head
    if !sides[0].isEmpty { lines += ("← " + sides[0]).wrapped(to: width) }
    if !sides[1].isEmpty { lines += ("→ " + sides[1]).wrapped(to: width) }
    return lines
  }
}
