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
    drawLegend(chart, form)
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
          panel, layouts[place], left: left, top: bottom, head: head, form: form, rounding: rounding)
        markup.add(drawing.markup)
        end = max(end, drawing.bottom)
      }
      bottom = end + (row + columns < count ? 16 : 4)
    }
  }

  private mutating func drawLegend(_ chart: Figure.Chart, _ form: FigureForm) {
    guard !chart.series.isEmpty else { return }
    let shapes = chart.panels.flatMap(\.marks)
    let places = LegendFlow.places(
      chart.series.map(\.neutralised), size: form.size, from: 2, to: form.width - 4, begin: bottom + 2)
    for (series, entry) in places.enumerated() {
      for mark in shapes where mark.series == series { sample(mark.shape, series, entry) }
      markup.text(entry.name, x: entry.x + LegendFlow.sample + 8, y: entry.y + 4.5, title: chart.series[series])
    }
    bottom = (places.last?.y ?? bottom) + 20
  }

  /// The sample of one shape; that of a shape drawn twice is drawn over itself.
  private mutating func sample(_ shape: Figure.Chart.Shape, _ series: Int, _ entry: LegendFlow.Place) {
    let colour = GroupStyle.colour(series)
    let (x, y) = (entry.x, entry.y)
    let element: (data: String, name: String, pattern: String)? =
      switch shape {
      case .points: (PointSign.path(series, x: x + LegendFlow.sample / 2, y: y), "sign b\(colour)", "")
      case .line, .steps:
        (
          "M\(x.coordinate) \(y.coordinate)h\(LegendFlow.sample.coordinate)", "curve g\(colour)",
          GroupStyle.pattern(series)
        )
      case .ribbon, .stepRibbon, .bars:
        (
          "M\(x.coordinate) \((y - 6).coordinate)h\(LegendFlow.sample.coordinate)v12h-\(LegendFlow.sample.coordinate)Z",
          shape.isBars ? "solid wash b\(colour)" : "band b\(colour)", ""
        )
      case .intervals: ("M\(x.coordinate) \(y.coordinate)h\(LegendFlow.sample.coordinate)", "mark g\(colour)", "")
      case .reference, .values, .cells: nil
      }
    guard let element else { return }
    var drawn = SVGMarkup()
    drawn.path(element.data, class: element.name, element.pattern)
    if !markup.text.contains(drawn.text) { markup.add(drawn) }
  }
}

extension Figure.Chart.Shape {
  fileprivate var isBars: Bool { if case .bars = self { true } else { false } }
}

extension Figure.Chart {
  /// What the chart shows, in words, for those who do not see it.
  func description(_ rounding: Rounding) -> String {
    var text = panels.count == 1 ? "Chart." : "Chart of \(panels.count) panels."
    if !series.isEmpty { text += " Series: \(series.map(\.neutralised).joined(separator: ", "))." }
    for panel in panels {
      text += panel.title.isEmpty ? " " : " \(panel.title.neutralised): "
      text += "\(panel.y.words) against \(panel.x.words)."
      for annotation in panel.annotations { text += " \(annotation.words(rounding))." }
    }
    return text
  }
}
