import Terminals

internal import Analyses

/// A chart in dots of braille, its panels one below the other.
struct TerminalChart {
  private let chart: Figure.Chart
  private let width: Int
  private let style: TerminalStyle
  private let rounding: Rounding

  /// How many panels are drawn; beyond that a terminal is the wrong place.
  private static let most = 12

  /// A chart in so many columns of a terminal.
  init(_ chart: Figure.Chart, width: Int, style: TerminalStyle, rounding: Rounding) {
    self.chart = chart
    self.width = width
    self.style = style
    self.rounding = rounding
  }

  /// The lines of the chart.
  var lines: [String] {
    guard !chart.panels.isEmpty else { return ["Nothing to draw."] }
    var lines: [String] = []
    var hasRows = false
    for (place, panel) in chart.panels.prefix(Self.most).enumerated() {
      if place > 0 { lines.append("") }
      if let rows = TerminalRows(panel, of: chart, width: width, style: style, rounding: rounding) {
        hasRows = true
        lines += rows.lines
      } else {
        let isMarked = chart.series.count > 1
        lines += TerminalChartPanel(panel, width: width, isMarked: isMarked, style: style, rounding: rounding).lines
      }
    }
    let left = chart.panels.count - Self.most
    if left > 0 { lines.append("\(left) more panels are in the figure of the other formats.") }
    return lines + legend(hasRows: hasRows)
  }

  private func legend(hasRows: Bool) -> [String] {
    let fill = TerminalFill(series: chart.series.count, isOrdered: chart.isOrdered, aside: chart.aside)
    let shades = chart.shades(rounding).map { axis in
      let ends = [axis.low, axis.high].map { rounding.written($0, as: chart.ramp?.format ?? chart.cellFormat) }
      let signs = [0, 0.25, 0.5, 0.75, 1].map { String(TerminalFill.shade($0)) }.joined()
      return "  \(ends[0]) \(signs) \(ends[1])  \(chart.ramp?.words ?? "")".withoutTrailingBlanks
    }
    var legend = TerminalLegend()
    for place in chart.legendOrder {
      let sign = hasRows ? String(repeating: fill.character(place), count: 2) : String(BrailleCanvas.sign(place))
      legend.add(sign, styled: style.group(place, sign), chart.series[place])
    }
    return (shades.map { $0.wrapped(to: width - 2).map { "  " + $0 } } ?? []) + legend.lines(width: width)
  }
}

/// One panel of a chart in dots of braille.
private struct TerminalChartPanel {
  private let panel: Figure.Chart.Panel
  private let width: Int
  private let style: TerminalStyle
  private let rounding: Rounding
  private let x: ChartAxis
  private let y: ChartAxis
  private let margin: Int
  private let rows: Int
  private let columns: Int
  /// Whether bars and lines carry the sign of their series.
  private let isMarked: Bool

  init(_ panel: Figure.Chart.Panel, width: Int, isMarked: Bool, style: TerminalStyle, rounding: Rounding) {
    self.panel = panel
    self.width = width
    self.isMarked = isMarked
    self.style = style
    self.rounding = rounding
    let extent = ChartExtent(panel.marks)
    y = ChartAxis(panel.y, extent.y, most: 5, rounding: rounding)
    x = ChartAxis(panel.x, extent.x, most: width > 60 ? 7 : 4, rounding: rounding)
    rows = y.categories.map { max($0.count, 1) } ?? 12
    let longest = y.ticks.map(\.label.displayWidth).max() ?? 0
    margin = min(longest, y.categories == nil ? 9 : width * 2 / 5) + 2
    columns = min(max(width - margin - 2, 10), 90)
  }

  var lines: [String] {
    var canvas = BrailleCanvas(columns: columns, rows: rows)
    for mark in panel.marks { draw(mark, on: &canvas) }
    let labels = y.ticks.compactMap { tick in down(tick.value).map { ($0 / 4, tick.label) } }
    let plot = (0..<rows).map { row in
      let label = labels.first { $0.0 == row }?.1
      return (label ?? "").cut(to: margin - 2).padded(toRight: margin - 2) + (label == nil ? " │" : " ┤")
        + canvas.line(row) { group, text in group.map { style.group($0, text) } ?? text }
    }
    return panel.title.neutralised.wrapped(to: width).filter { !$0.isEmpty }.map(style.bold)
      + panel.annotations.flatMap { $0.words(rounding).wrapped(to: width) }
      + panel.y.words.wrapped(to: width).filter { !$0.isEmpty } + plot + axisLines
  }

  private var axisLines: [String] {
    var rule = Array(repeating: Character("─"), count: columns)
    var labels = ""
    for tick in x.ticks {
      guard let place = x.fraction(tick.value), (-1e-9...1 + 1e-9).contains(place) else { continue }
      let column = min(Int((place * Double(columns - 1)).rounded()), columns - 1)
      rule[column] = "┬"
      let text = tick.label.cut(to: 14)
      let begin = max(min(column - (text.displayWidth - 1) / 2, columns - text.displayWidth), 0)
      guard labels.isEmpty || begin > labels.displayWidth else { continue }
      labels = labels.padded(to: begin) + text
    }
    let blanks = String(repeating: " ", count: margin)
    let words = panel.x.words.wrapped(to: max(width - margin, 10)).filter { !$0.isEmpty }
    return [String(blanks.dropLast()) + "└" + String(rule), blanks + labels] + words.map { blanks + $0 }
  }

  // MARK: - Marks

  private func across(_ value: Double) -> Int? {
    x.fraction(value).flatMap { Self.dot($0, columns * 2) }
  }

  private func down(_ value: Double) -> Int? {
    y.fraction(value).flatMap { Self.dot(y.categories == nil ? 1 - $0 : $0, rows * 4) }
  }

  /// The dot of a fraction, of so many; far outside where it lies outside.
  private static func dot(_ fraction: Double, _ count: Int) -> Int? {
    guard fraction.isFinite else { return nil }
    return Int((min(max(fraction, -1), 2) * Double(count - 1)).rounded())
  }

  private func draw(_ mark: Figure.Chart.Mark, on canvas: inout BrailleCanvas) {
    switch mark.shape {
    case .points(let x, let y): points(x, y, mark.series, on: &canvas)
    case .line(let x, let y): line(x, y, isStepped: false, mark.series, on: &canvas)
    case .steps(let x, let y): line(x, y, isStepped: true, mark.series, on: &canvas)
    case .ribbon(let x, let lower, let upper), .stepRibbon(let x, let lower, let upper):
      // The edges of a surface in every third dot.
      for limits in [lower, upper] {
        for (place, (x, y)) in zip(x, limits).enumerated() where place % 3 == 0 {
          if let y, let column = across(x), let row = down(y) { canvas.set(column, row, group: mark.series) }
        }
      }
    case .intervals(let direction, let places, let lower, let upper):
      for (place, limits) in zip(places, zip(lower, upper)) {
        span(direction, place, limits.0, limits.1, mark.series, on: &canvas)
      }
    case .bars(let direction, let places, let from, let to, _):
      for (place, ends) in zip(places, zip(from, to)) {
        for shift in [-1, 0, 1] {
          span(direction, place, min(ends.0, ends.1), max(ends.0, ends.1), mark.series, shift: shift, on: &canvas)
        }
        let middle = (ends.0 + ends.1) / 2
        let (x, y) = direction == .vertical ? (place, middle) : (middle, place)
        if isMarked, let series = mark.series, let column = across(x), let row = down(y) {
          canvas.mark(column / 2, row / 4, BrailleCanvas.sign(series), group: series)
        }
      }
    case .reference(.horizontal, let place, _):
      if let row = down(place) {
        for column in stride(from: 0, to: canvas.width, by: 4) { canvas.set(column, row, group: nil) }
      }
    case .reference(.vertical, let place, _):
      if let column = across(place) {
        for row in stride(from: 0, to: canvas.height, by: 2) { canvas.set(column, row, group: nil) }
      }
    case .values, .cells: break
    }
  }

  private func points(_ x: [Double], _ y: [Double], _ series: Int?, on canvas: inout BrailleCanvas) {
    for (x, y) in zip(x, y) {
      guard let column = across(x), let row = down(y) else { continue }
      // Few points are shown by the sign of their series, many as dots.
      if x.isFinite, series != nil, self.isSparse {
        canvas.mark(column / 2, row / 4, BrailleCanvas.sign(series ?? 0), group: series)
      } else {
        canvas.set(column, row, group: series)
      }
    }
  }

  private var isSparse: Bool {
    panel.marks.reduce(0) { sum, mark in
      if case .points(let x, _) = mark.shape { sum + x.count } else { sum }
    } <= columns
  }

  private func line(_ x: [Double], _ y: [Double?], isStepped: Bool, _ series: Int?, on canvas: inout BrailleCanvas) {
    var last: (x: Int, y: Int)?
    for (x, y) in zip(x, y) {
      guard let y, let column = across(x), let row = down(y) else {
        last = nil
        continue
      }
      let from = last ?? (column, row)
      let width = abs(column - from.x)
      for step in 0...max(width, abs(row - from.y)) {
        let share = Double(step) / Double(max(width, abs(row - from.y), 1))
        let height = Double(from.y) + share * Double(row - from.y)
        let place = Int((Double(from.x) + share * Double(column - from.x)).rounded())
        let shown = isStepped && place < column ? from.y : Int(height.rounded())
        canvas.set(place, shown, group: series)
        if isMarked, let series, place % 24 == (4 + series * 6) % 24 {
          canvas.mark(place / 2, shown / 4, BrailleCanvas.sign(series), group: series)
        }
      }
      last = (column, row)
    }
  }

  private func span(
    _ direction: Figure.Chart.Direction, _ place: Double, _ lower: Double?, _ upper: Double?, _ series: Int?,
    shift: Int = 0, on canvas: inout BrailleCanvas
  ) {
    if direction == .vertical {
      guard let column = across(place) else { return }
      let low = min(lower.flatMap(down) ?? canvas.height - 1, canvas.height - 1)
      let high = max(upper.flatMap(down) ?? 0, 0)
      if high <= low { for row in high...low { canvas.set(column + shift, row, group: series) } }
    } else {
      guard let row = down(place) else { return }
      let low = max(lower.flatMap(across) ?? 0, 0)
      let high = min(upper.flatMap(across) ?? canvas.width - 1, canvas.width - 1)
      if low <= high { for column in low...high { canvas.set(column, row + shift, group: series) } }
    }
  }
}
