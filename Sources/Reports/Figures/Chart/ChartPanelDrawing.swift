internal import Analyses

/// One panel of a chart: its title and statements, its axes, and its marks.
struct ChartPanelDrawing {
  typealias Layout = ChartPanelLayout

  private let panel: Figure.Chart.Panel
  private let layout: Layout
  private let left: Double
  private let right: Double
  private let top: Double
  private let size: Double
  private(set) var markup = SVGMarkup()
  private(set) var bottom: Double

  /// The drawing of a panel at a place of the picture.
  init(
    _ panel: Figure.Chart.Panel, _ layout: Layout, left: Double, top: Double, head: Double,
    palette: SeriesPalette = SeriesPalette(), shades: ChartAxis? = nil, form: FigureForm, rounding: Rounding
  ) {
    self.panel = panel
    self.layout = layout
    self.left = left + layout.margin
    right = left + layout.width - 6
    self.top = top + head
    size = form.size
    bottom = self.top + layout.height
    drawHead(x: left + 2, top: top)
    drawGrid()
    var marks = ChartMarks(
      x: layout.x, y: layout.y, width: right - self.left, height: layout.height, size: size, rounding: rounding,
      extent: layout.extent, palette: palette, shades: shades)
    marks.labelSize = marks.labelSize(panel.marks)
    var labels = ChartReferenceLabels(marks)
    markup.clipped(x: self.left, y: self.top, width: right - self.left, height: layout.height) { plot in
      for mark in panel.marks { marks.draw(mark, on: &plot) }
      labels.draw(panel.marks, on: &plot)
    }
    drawAxes()
  }

  private mutating func drawHead(x: Double, top: Double) {
    var y = top + 12
    for line in layout.title {
      markup.text(line, x: x, y: y, class: "strong", title: panel.title)
      y += 17
    }
    for line in layout.statements {
      markup.text(line, x: x, y: y, size: size - 1)
      y += 16
    }
    drawSides()
    let label = panel.y.words
    if layout.isUpright {
      markup.upright(label, x: x + 12, y: (self.top + bottom) / 2, room: layout.height + 30, size: size)
    } else if !panel.y.label.isEmpty {
      let shown = TextMeasure.fitted(label, size: size - 1, into: layout.width - 4)
      markup.text(shown, x: x, y: self.top - 10 - layout.sides, class: "soft", size: size - 1, title: label)
    }
  }

  /// The names of the two sides of 0, each above its side.
  private mutating func drawSides() {
    let zero = min(max(across(0) ?? (left + right) / 2, left), right)
    for (side, lines) in layout.sideNames.enumerated() {
      for (place, line) in lines.enumerated() {
        let y = top - 8 - Double(lines.count - 1 - place) * 17
        markup.text(
          line, x: zero + (side == 0 ? -8 : 8), y: y, anchor: side == 0 ? "end" : nil, class: "strong")
      }
    }
  }

  private func across(_ value: Double) -> Double? {
    layout.x.fraction(value).map { left + $0 * (right - left) }
  }

  private func down(_ value: Double) -> Double? {
    layout.y.fraction(value).map { top + (layout.y.categories == nil ? 1 - $0 : $0) * layout.height }
  }

  private mutating func drawGrid() {
    // Bars and cells stand in rows of their own; lines through them would cross what is written there.
    let hasRows = panel.marks.contains { mark in
      switch mark.shape {
      case .bars(.horizontal, _, _, _, _), .cells: true
      default: false
      }
    }
    guard layout.y.categories == nil || !hasRows else { return }
    for tick in layout.y.ticks {
      guard let y = down(tick.value) else { continue }
      markup.path("M\(left.coordinate) \(y.coordinate)H\(right.coordinate)", class: "grid")
    }
  }

  private mutating func drawAxes() {
    var path = "M\(left.coordinate) \(top.coordinate)V\(bottom.coordinate)H\(right.coordinate)"
    for tick in layout.y.ticks {
      guard let y = down(tick.value) else { continue }
      if layout.y.categories == nil { path += "M\((left - 4).coordinate) \(y.coordinate)h4" }
      let lines = layout.lines(of: tick, size)
      for (place, line) in lines.enumerated() {
        let shift = (Double(place) - Double(lines.count - 1) / 2) * (size + 1)
        markup.text(line, x: left - 8, y: y + 4.5 + shift, anchor: "end", class: "tick", title: tick.label)
      }
    }
    for tick in layout.x.ticks where layout.x.categories == nil {
      if let x = across(tick.value) { path += "M\(x.coordinate) \(bottom.coordinate)v4" }
    }
    if panel.x.sides != nil, let x = across(0), x > left, x < right {
      path += "M\(x.coordinate) \(top.coordinate)V\(bottom.coordinate)"
    }
    markup.path(path, class: "axis")
    if layout.x.isNamed { drawNames() } else { drawNumbers() }
    let label = TextMeasure.fitted(panel.x.words, size: size, into: layout.width)
    let half = TextMeasure.width(label, size: size) / 2
    let middle = max(min((left + right) / 2, right + 6 - half), left - layout.margin + half)
    markup.text(label, x: middle, y: bottom + 18, anchor: "middle", class: "strong")
    bottom += 24
  }

  /// The numbers of the horizontal axis, as many of them as have room.
  private mutating func drawNumbers() {
    var last = -Double.infinity
    for tick in layout.x.ticks {
      guard let x = across(tick.value) else { continue }
      let half = TextMeasure.width(tick.label, size: size) / 2
      guard x - half > last + 4 else { continue }
      last = x + half
      markup.text(tick.label, x: x, y: bottom + 18, anchor: "middle", class: "tick")
    }
    bottom += layout.x.ticks.isEmpty ? 4 : 18
  }

  /// The names of the horizontal axis, each below its place in a few lines, or all of them upright where a word is too long.
  private mutating func drawNames() {
    let names = layout.x.ticks
    let places = names.compactMap { across($0.value) }.sorted()
    let closest = zip(places, places.dropFirst()).map { $1 - $0 }.min() ?? right - left
    let slot = min((right - left) / Double(max(names.count, 1)), closest) - 6
    let words = names.flatMap { $0.label.withWholeBrackets.split(separator: " ") }.map {
      TextMeasure.width(String($0), size: 1)
    }
    // A little smaller, if that is enough to keep them level.
    let size = [self.size, self.size - 2].first { $0 * (words.max() ?? 0) <= slot } ?? self.size
    let isUpright = size * (words.max() ?? 0) > slot
    guard slot > 0, !(isUpright && slot + 6 < size) else { return drawNumbers() }
    var lines = 1.0
    var longest = 0.0
    for tick in names {
      guard let x = across(tick.value) else { continue }
      if isUpright {
        let shown = TextMeasure.fitted(tick.label, size: size, into: 130)
        longest = max(longest, TextMeasure.width(shown, size: size))
        markup.rising(shown, x: x + size * 0.36, y: bottom + 8, title: tick.label)
        continue
      }
      let shown = TextMeasure.lines(tick.label.withWholeBrackets, size: size, room: slot)
      lines = max(lines, Double(shown.count))
      for (place, line) in shown.enumerated() {
        markup.text(
          line, x: x, y: bottom + 18 + Double(place) * (size + 2), anchor: "middle", class: "tick", size: size)
      }
    }
    bottom += isUpright ? longest + 10 : 18 + (lines - 1) * (size + 2)
  }
}
