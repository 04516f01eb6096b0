internal import Analyses

/// One panel of a chart: its title and statements, its axes, and its marks.
struct ChartPanelDrawing {
  /// What a panel needs around its plot.
  struct Layout {
    let width: Double
    let height: Double
    /// How much room the labels of the vertical axis take.
    let margin: Double
    /// How high everything above the plot is.
    let head: Double
    let title: [String]
    let statements: [String]
    let x: ChartAxis
    let y: ChartAxis
    /// Whether the label of the vertical axis reads upwards beside it, and not on top.
    let isUpright: Bool

    /// The layout of a panel in a row of so many.
    init(_ panel: Figure.Chart.Panel, columns: Int, form: FigureForm, width: Double, rounding: Rounding) {
      self.width = width
      let size = form.size
      let names = panel.y.names
      let plot = columns == 1 ? (form == .narrow ? 220.0 : 320) : columns == 2 ? 210 : 150
      // Names want a line each.
      height = names.map { max(Double($0.count) * (size + 8), 60) } ?? plot
      let extent = ChartExtent(panel.marks)
      y = ChartAxis(panel.y, extent.y, most: height > 250 ? 8 : 6, rounding: rounding)
      x = ChartAxis(panel.x, extent.x, most: width > 500 ? 9 : width > 250 ? 6 : 5, rounding: rounding)
      isUpright = columns == 1 && form != .narrow && names == nil
      let longest = y.ticks.map { TextMeasure.width($0.label, size: size) }.max() ?? 0
      let most = names == nil ? 80 : width * 0.42
      margin = min(longest, most) + 14 + (isUpright ? 24 : 0)
      title = TextMeasure.lines(panel.title.neutralised, size: size * 1.04, room: width - 2)
      statements = panel.annotations.flatMap {
        TextMeasure.lines($0.words(rounding), size: size - 1, room: width - 2)
      }
      let label = isUpright || panel.y.label.isEmpty ? 0 : 18.0
      head = Double(title.count) * 17 + Double(statements.count) * 16 + label + 10
    }
  }

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
    _ panel: Figure.Chart.Panel, _ layout: Layout, left: Double, top: Double, head: Double, form: FigureForm,
    rounding: Rounding
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
    let marks = ChartMarks(
      x: layout.x, y: layout.y, width: right - self.left, height: layout.height, size: size, rounding: rounding)
    markup.clipped(x: self.left, y: self.top, width: right - self.left, height: layout.height) { plot in
      for mark in panel.marks { marks.draw(mark, on: &plot) }
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
    let label = panel.y.words
    if layout.isUpright {
      markup.upright(label, x: x + 12, y: (self.top + bottom) / 2, room: layout.height + 30, size: size)
    } else if !panel.y.label.isEmpty {
      let shown = TextMeasure.fitted(label, size: size - 1, into: layout.width - 4)
      markup.text(shown, x: x, y: self.top - 10, class: "soft", size: size - 1, title: label)
    }
  }

  private func across(_ value: Double) -> Double? {
    layout.x.fraction(value).map { left + $0 * (right - left) }
  }

  private func down(_ value: Double) -> Double? {
    layout.y.fraction(value).map { top + (layout.y.categories == nil ? 1 - $0 : $0) * layout.height }
  }

  private mutating func drawGrid() {
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
      let shown = TextMeasure.fitted(tick.label, size: size, into: layout.margin - 12)
      markup.text(shown, x: left - 8, y: y + 4.5, anchor: "end", class: "tick", title: tick.label)
    }
    let slot = (right - left) / Double(max(layout.x.categories?.count ?? 1, 1))
    var last = -Double.infinity
    for tick in layout.x.ticks {
      guard let x = across(tick.value) else { continue }
      if layout.x.categories == nil { path += "M\(x.coordinate) \(bottom.coordinate)v4" }
      let shown =
        layout.x.categories == nil ? tick.label : TextMeasure.fitted(tick.label, size: size, into: slot - 4)
      let half = TextMeasure.width(shown, size: size) / 2
      guard x - half > last + 4 else { continue }
      last = x + half
      markup.text(shown, x: x, y: bottom + 18, anchor: "middle", class: "tick", title: tick.label)
    }
    markup.path(path, class: "axis")
    let label = TextMeasure.fitted(panel.x.words, size: size, into: layout.width)
    let half = TextMeasure.width(label, size: size) / 2
    let middle = max(min((left + right) / 2, right + 6 - half), left - layout.margin + half)
    markup.text(label, x: middle, y: bottom + 36, anchor: "middle", class: "strong")
    bottom += 42
  }
}
