internal import Analyses

/// A chart as SVG: its legend, and its panels side by side in rows.
struct ChartDrawing: FigureBody {
  private(set) var markup = SVGMarkup()
  private(set) var bottom: Double
  let width: Double
  let description: String

  private static let gap = 22.0

  /// The drawing of a chart that begins at a height of the picture.
  init(_ chart: Figure.Chart, form: FigureForm, top: Double, rounding: Rounding) {
    width = form.width
    bottom = top
    description = chart.description(rounding)
    let palette = SeriesPalette(isOrdered: chart.isOrdered, count: chart.series.count, aside: chart.aside)
    let shades = chart.shades(rounding)
    drawLegend(chart, palette, form)
    if let shades { drawRamp(chart, shades, form, rounding) }
    let count = chart.panels.count
    let columns = form == .narrow || count < 2 ? 1 : count == 2 || count == 4 ? 2 : 3
    let room = (form.width - 8 - Double(columns - 1) * Self.gap) / Double(columns)
    for row in stride(from: 0, to: count, by: columns) {
      let panels = Array(chart.panels[row..<min(row + columns, count)])
      let layouts = panels.map {
        ChartPanelDrawing.Layout($0, columns: columns, form: form, width: room, rounding: rounding)
      }
      // Panels side by side begin their plots at one height.
      let head = layouts.map(\.head).max() ?? 0
      var end = bottom
      for (place, panel) in panels.enumerated() {
        let left = Double(place) * (room + Self.gap)
        let drawing = ChartPanelDrawing(
          panel, layouts[place], left: left, top: bottom, head: head, palette: palette, shades: shades, form: form,
          rounding: rounding)
        markup.add(drawing.markup)
        end = max(end, drawing.bottom)
      }
      bottom = end + (row + columns < count ? 16 : 4)
    }
  }

  private mutating func drawLegend(_ chart: Figure.Chart, _ palette: SeriesPalette, _ form: FigureForm) {
    guard !chart.series.isEmpty else { return }
    let shapes = chart.panels.flatMap(\.marks)
    let order = chart.legendOrder
    let places = LegendFlow.places(
      order.map { chart.series[$0].neutralised }, size: form.size, from: 2, to: form.width - 4, begin: bottom + 2)
    for (series, entry) in zip(order, places) {
      for mark in shapes where mark.series == series { sample(mark.shape, series, palette, entry) }
      markup.text(entry.name, x: entry.x + LegendFlow.sample + 8, y: entry.y + 4.5, title: chart.series[series])
    }
    bottom = (places.last?.y ?? bottom) + 20
  }

  /// The sample of one shape; that of a shape drawn twice is drawn over itself.
  private mutating func sample(
    _ shape: Figure.Chart.Shape, _ series: Int, _ palette: SeriesPalette, _ entry: LegendFlow.Place
  ) {
    let (line, fill) = (palette.stroke(series), palette.fill(series))
    let (x, y) = (entry.x, entry.y)
    let element: (data: String, name: String, pattern: String)? =
      switch shape {
      case .points: (PointSign.path(series, x: x + LegendFlow.sample / 2, y: y), "sign \(fill)", "")
      case .line, .steps:
        (
          "M\(x.coordinate) \(y.coordinate)h\(LegendFlow.sample.coordinate)", "curve \(line)",
          GroupStyle.pattern(series)
        )
      case .ribbon, .stepRibbon, .bars:
        (
          "M\(x.coordinate) \((y - 6).coordinate)h\(LegendFlow.sample.coordinate)v12h-\(LegendFlow.sample.coordinate)Z",
          shape.isBars ? palette.bar(series, isWritten: shape.isWritten) : "band \(fill)", ""
        )
      case .intervals: ("M\(x.coordinate) \(y.coordinate)h\(LegendFlow.sample.coordinate)", "mark \(line)", "")
      case .reference, .values, .cells: nil
      }
    guard let element else { return }
    var drawn = SVGMarkup()
    drawn.path(element.data, class: element.name, element.pattern)
    if !markup.text.contains(drawn.text) { markup.add(drawn) }
  }
}

extension ChartDrawing {
  /// The legend of the shades of cells: what they measure, and their two ends.
  private mutating func drawRamp(
    _ chart: Figure.Chart, _ shades: ChartAxis, _ form: FigureForm, _ rounding: Rounding
  ) {
    let size = form.size - 1
    let format = chart.ramp?.format ?? chart.cellFormat
    let label = TextMeasure.fitted(chart.ramp?.words ?? "", size: size, into: form.width - 4)
    let ends = [shades.low, shades.high].map { rounding.written($0, as: format) }
    let swatch = 18.0
    let length = Double(ShadeRamp.all.count) * swatch
    let before = TextMeasure.width(label, size: size)
    let begin = TextMeasure.width(ends[0], size: size) + 8
    let isBeside = before + begin + length + TextMeasure.width(ends[1], size: size) + 30 < form.width
    markup.text(label, x: 2, y: bottom + 14, size: size)
    let left = (isBeside && !label.isEmpty ? before + 16 : 2) + begin
    if !isBeside { bottom += 18 }
    markup.text(ends[0], x: left - 6, y: bottom + 14, anchor: "end", size: size)
    for step in ShadeRamp.all.indices {
      let x = left + Double(step) * swatch
      markup.path(
        "M\(x.coordinate) \((bottom + 3).coordinate)h\(swatch.coordinate)v14h\((-swatch).coordinate)Z",
        class: "solid r\(step)")
    }
    markup.text(ends[1], x: left + length + 6, y: bottom + 14, size: size)
    bottom += 26
  }
}

extension Figure.Chart {
  /// The scale of the shades of all cells; `nil` where there are none.
  ///
  /// Without limits it goes from 0, or the least value below it, to the greatest value.
  func shades(_ rounding: Rounding) -> ChartAxis? {
    let cells = panels.flatMap(\.marks).compactMap { mark -> [Double]? in
      if case .cells(_, _, let values, _) = mark.shape { values.compactMap(\.double).filter(\.isFinite) } else { nil }
    }
    guard !cells.isEmpty else { return nil }
    let values = cells.flatMap(\.self)
    let low = min(values.min() ?? 0, 0)
    let high = values.max() ?? 1
    var axis = ramp ?? Figure.Axis("", format: cellFormat)
    if axis.names != nil { axis.scale = .linear }
    let isLog = axis.scale == .log
    let least = isLog ? values.filter { $0 > 0 }.min() ?? 0.1 : low
    axis.limits = axis.limits ?? .init(least, high > least ? high : least + 1)
    return ChartAxis(axis, .init(), most: 2, rounding: rounding)
  }

  /// How the values of cells are written.
  var cellFormat: TableLayout.Format {
    for mark in panels.flatMap(\.marks) { if case .cells(_, _, _, let format) = mark.shape { return format } }
    return .statistic
  }
}

extension Figure.Chart {
  /// The series as a legend names them: those that are stacked in the order in which they stand on each other, from where the bars
  /// begin; all others in their own.
  var legendOrder: [Int] {
    guard isOrdered else { return Array(series.indices) }
    var order: [Int] = []
    for case let place? in panels.flatMap(\.marks).map(\.series) where series.indices.contains(place) {
      if !order.contains(place) { order.append(place) }
    }
    return order + series.indices.filter { !order.contains($0) }
  }
}

extension Figure.Chart.Shape {
  fileprivate var isBars: Bool { if case .bars = self { true } else { false } }

  /// Whether something is written in its bars.
  fileprivate var isWritten: Bool {
    if case .bars(_, _, _, _, let labels?) = self { labels.place == .middle } else { false }
  }
}

extension Figure.Chart {
  /// What the chart shows, in words, for those who do not see it.
  func description(_ rounding: Rounding) -> String {
    var text = panels.count == 1 ? "Chart." : "Chart of \(panels.count) panels."
    if !series.isEmpty { text += " Series: \(series.map(\.neutralised).joined(separator: ", "))." }
    for panel in panels {
      let axes = [panel.y.words, panel.x.words].filter { !$0.isEmpty }.joined(separator: " against ")
      let words = [panel.title.neutralised, axes].filter { !$0.isEmpty }.joined(separator: ": ")
      if !words.isEmpty { text += " \(words)." }
      for annotation in panel.annotations { text += " \(annotation.words(rounding))." }
    }
    return text
  }
}
