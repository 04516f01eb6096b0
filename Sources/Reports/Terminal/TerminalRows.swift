import Terminals

internal import Analyses

/// A panel whose rows have names: bars that lie along them, or cells of a heat map, one line of text a row.
struct TerminalRows {
  private let panel: Figure.Chart.Panel
  private let names: [String]
  private let width: Int
  private let style: TerminalStyle
  private let rounding: Rounding
  private let fill: TerminalFill
  private let shades: ChartAxis?

  /// The rows of a panel; `nil` where it has other marks than those.
  init?(
    _ panel: Figure.Chart.Panel, of chart: Figure.Chart, width: Int, style: TerminalStyle, rounding: Rounding
  ) {
    guard let names = panel.y.names, !names.isEmpty, panel.marks.allSatisfy(\.shape.isRow) else { return nil }
    self.panel = panel
    self.names = names.map(\.neutralised)
    self.width = width
    self.style = style
    self.rounding = rounding
    fill = TerminalFill(series: chart.series.count, isOrdered: chart.isOrdered, aside: chart.aside)
    shades = chart.shades(rounding)
  }

  /// The lines of the panel.
  var lines: [String] {
    panel.title.neutralised.wrapped(to: width).filter { !$0.isEmpty }.map(style.bold)
      + panel.annotations.flatMap { $0.words(rounding).wrapped(to: width) } + (hasCells ? table : bars)
  }

  private var hasCells: Bool {
    panel.marks.contains { mark in if case .cells = mark.shape { true } else { false } }
  }

  private var label: Int { min(names.map(\.displayWidth).max() ?? 0, width * 2 / 5) }

  // MARK: - Cells

  /// The cells as a table, each with a shade before its value, in as many parts as the width takes.
  private var table: [String] {
    guard let words = FigureWords.cells(of: panel, rounding) else { return [] }
    let marked = shaded(words.rows.map { Array($0.dropFirst()) })
    let widths = words.header.dropFirst().enumerated().map { place, head -> Int in
      let content = marked.map { $0[place].displayWidth }.max() ?? 0
      return min(max(content, min(head.displayWidth, 12)), max(width - label - 2, 1))
    }
    var lines: [String] = []
    var begin = 0
    while begin < widths.count {
      var (end, used) = (begin, label)
      while end < widths.count, end == begin || used + 2 + widths[end] <= width {
        used += 2 + widths[end]
        end += 1
      }
      lines += part(begin..<end, words, marked, widths)
      begin = end
    }
    return lines
  }

  private func part(
    _ columns: Range<Int>, _ words: FigureWords.Table, _ marked: [[String]], _ widths: [Int]
  ) -> [String] {
    let heads = columns.map { words.header[$0 + 1].wrapped(to: widths[$0]) }
    let height = heads.map(\.count).max() ?? 1
    let rule = String(repeating: "─", count: label + columns.reduce(0) { $0 + 2 + widths[$1] })
    var lines = [rule]
    for line in 0..<height {
      let texts = zip(columns, heads).map { column, head in
        let place = line - (height - head.count)
        return (place >= 0 ? head[place] : "").padded(toRight: widths[column])
      }
      let first = line == height - 1 ? words.header[0].cut(to: label) : ""
      lines.append(style.bold(([first.padded(to: label)] + texts).joined(separator: "  ").withoutTrailingBlanks))
    }
    lines.append(rule)
    for (name, cells) in zip(names, marked) {
      let wrapped = name.wrapped(to: max(label, 1))
      lines += wrapped.dropLast().map { $0 }
      let texts = columns.map { cells[$0].cut(to: widths[$0]).padded(toRight: widths[$0]) }
      lines.append(
        ([(wrapped.last ?? "").padded(to: label)] + texts).joined(separator: "  ").withoutTrailingBlanks)
    }
    return lines + [rule]
  }

  /// The texts of cells, each after the shade of its value.
  private func shaded(_ texts: [[String]]) -> [[String]] {
    var marked = texts
    for mark in panel.marks {
      guard case .cells(let x, let y, let values, _) = mark.shape else { continue }
      for (value, place) in zip(values, zip(x, y)) {
        guard let row = Int(exactly: place.1), let column = Int(exactly: place.0), marked.indices.contains(row),
          marked[row].indices.contains(column), let share = value.double.flatMap({ shades?.fraction($0) })
        else { continue }
        let sign = String(repeating: TerminalFill.shade(share), count: 2)
        marked[row][column] = "\(sign) \(texts[row][column])"
      }
    }
    return marked
  }

  // MARK: - Bars

  private var bars: [String] {
    let extent = ChartExtent(panel.marks)
    let columns = min(max(width - label - 3, 10), 90)
    let axis = ChartAxis(panel.x, extent.x, most: width > 60 ? 7 : 4, rounding: rounding)
    func cell(_ value: Double) -> Int? {
      axis.fraction(value).map { Int((min(max($0, 0), 1) * Double(columns)).rounded()) }
    }
    var canvas = names.map { _ in Array(repeating: (sign: Character(" "), series: Int?.none), count: columns) }
    for mark in panel.marks {
      guard case .reference(.vertical, let place, _) = mark.shape, let column = cell(place) else { continue }
      for row in canvas.indices { canvas[row][min(column, columns - 1)] = ("┊", nil) }
    }
    for mark in panel.marks { draw(mark, cell, on: &canvas) }
    let rows = zip(names, canvas).flatMap { name, cells -> [String] in
      let wrapped = name.wrapped(to: max(label, 1))
      return wrapped.dropLast().map { $0.padded(toRight: label) + " │" }
        + [((wrapped.last ?? "").padded(toRight: label) + " │" + styled(cells)).withoutTrailingBlanks]
    }
    return sides(columns, cell(0) ?? 0) + rows + axisLines(axis, columns, cell)
  }

  private func styled(_ cells: [(sign: Character, series: Int?)]) -> String {
    cells.map { cell in cell.series.map { style.group($0, String(cell.sign)) } ?? String(cell.sign) }.joined()
  }

  private func draw(
    _ mark: Figure.Chart.Mark, _ cell: (Double) -> Int?, on canvas: inout [[(sign: Character, series: Int?)]]
  ) {
    guard case .bars(_, let places, let from, let to, let labels) = mark.shape else { return }
    let lean = zip(from, to).reduce(0) { $0 + ($1.1 - $1.0) }
    for (number, (place, ends)) in zip(places, zip(from, to)).enumerated() {
      guard let row = Int(exactly: place), canvas.indices.contains(row), let begin = cell(ends.0),
        let end = cell(ends.1)
      else { continue }
      let (low, high) = (min(begin, end), max(begin, end))
      for column in low..<high { canvas[row][column] = (fill.character(mark.series), mark.series) }
      guard let labels, labels.values.indices.contains(number),
        let written = rounding.written(labels.values[number], as: labels.format)
      else { continue }
      let text = labels.place == .middle ? " \(written) " : written
      let isForward = ends.1 > ends.0 || (ends.1 == ends.0 && lean >= 0)
      let start =
        labels.place == .middle
        ? (high - low >= text.count ? (low + high - text.count) / 2 : -1)
        : isForward ? high + 1 : low - 1 - text.count
      guard start >= 0, start + text.count <= canvas[row].count, text.displayWidth == text.count else { continue }
      for (shift, character) in text.enumerated() { canvas[row][start + shift] = (character, nil) }
    }
  }

  /// The names of the two sides of 0, each above its side.
  private func sides(_ columns: Int, _ zero: Int) -> [String] {
    guard let sides = panel.x.sides else { return [] }
    let left = sides.below.neutralised.cut(to: max(zero + label, 1)).padded(toRight: zero + label)
    let right = sides.above.neutralised.cut(to: max(columns - zero - 2, 1))
    return [style.bold(left + "  │ " + right)]
  }

  private func axisLines(_ axis: ChartAxis, _ columns: Int, _ cell: (Double) -> Int?) -> [String] {
    var rule = Array(repeating: Character("─"), count: columns)
    var labels = ""
    for tick in axis.ticks {
      guard let place = cell(tick.value).map({ min($0, columns - 1) }) else { continue }
      rule[place] = "┬"
      let text = tick.label.cut(to: 14)
      let begin = max(min(place - (text.displayWidth - 1) / 2, columns - text.displayWidth), 0)
      guard labels.isEmpty || begin > labels.displayWidth else { continue }
      labels = labels.padded(to: begin) + text
    }
    let blanks = String(repeating: " ", count: label + 2)
    let words = panel.x.words.wrapped(to: max(width - label - 2, 10)).filter { !$0.isEmpty }
    return [blanks.dropLast() + "└" + String(rule), blanks + labels] + words.map { blanks + $0 }
  }
}

extension Figure.Chart.Shape {
  /// Whether it is shown in lines of text, row by row.
  fileprivate var isRow: Bool {
    switch self {
    case .bars(.horizontal, _, _, _, _), .cells, .reference(.vertical, _, _): true
    default: false
    }
  }
}
