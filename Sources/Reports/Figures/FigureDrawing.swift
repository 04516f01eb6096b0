internal import Analyses
internal import Cohorts

/// A figure of step curves as SVG: curves with their bands and censoring marks, the axis, and the numbers at risk under its
/// ticks.
struct FigureDrawing {
  let figure: CurvesPanel
  let axis: FigureAxis
  private(set) var layout: FigureLayout
  let rounding: Rounding
  /// What the names of elements begin with, so that a page may hold many figures.
  let id: String
  private(set) var svg = ""

  /// The drawing of a figure.
  init(_ figure: CurvesPanel, form: FigureLayout.Form, id: String, rounding: Rounding) {
    self.figure = figure
    self.id = id
    self.rounding = rounding
    axis = FigureAxis(figure, rounding: rounding)
    layout = FigureLayout(figure, form: form)
    let words = figure.annotations.map { $0.words(rounding) }
    let place = AnnotationPlace(words, in: self)
    if place == nil { layout = FigureLayout(figure, form: form, above: words.count) }
    draw(words, at: place)
  }

  /// A figure as the text of a file, on white, with all that it needs inside.
  static func file(_ figure: CurvesPanel, rounding: Rounding) -> String {
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      + FigureDrawing(figure, form: .file, id: "figure", rounding: rounding).svg + "\n"
  }

  private mutating func draw(_ words: [String], at place: AnnotationPlace?) {
    let groups = min(figure.riskTable.atRisk.count, figure.curves.count)
    let height = layout.height(groups: groups)
    let isFile = layout.form == .file
    let box =
      isFile
      ? "-10 -6 \((layout.width + 20).coordinate) \((height + 16).coordinate)"
      : "0 0 \(layout.width.coordinate) \(height.coordinate)"
    svg +=
      "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"km\(isFile ? "" : layout.form == .narrow ? " narrow" : " wide")\" "
    if isFile { svg += "width=\"\((layout.width + 20).coordinate)\" height=\"\((height + 16).coordinate)\" " }
    svg +=
      "viewBox=\"\(box)\" role=\"img\" aria-labelledby=\"\(id)-title \(id)-desc\" font-size=\"\(layout.size.coordinate)\">\n"
    svg += "<title id=\"\(id)-title\">\(figure.title.neutralised.escapedForMarkup)</title>\n"
    svg += "<desc id=\"\(id)-desc\">\(description.escapedForMarkup)</desc>\n"
    if isFile {
      svg += "<style>\n\(FigureColours.standalone.rules)</style>\n"
      svg += "<rect x=\"-10\" y=\"-6\" width=\"100%\" height=\"100%\" fill=\"#FFFFFF\"/>\n"
      for (place, line) in layout.title.enumerated() {
        text(line, x: 0, y: 14 + Double(place) * 22, class: "strong", size: 16)
      }
    }
    drawAxes()
    drawBands()
    drawMedians()
    for (place, curve) in figure.curves.enumerated() { draw(curve, place: place) }
    drawLegend()
    for (line, words) in words.enumerated() {
      let y = (place?.y ?? layout.aboveY) + Double(line) * 18
      text(words, x: place?.x ?? legendX, y: y, anchor: place?.anchor, class: "said")
    }
    drawRiskTable(groups: groups)
    svg += "</svg>"
  }

  // MARK: - Axes

  private mutating func drawAxes() {
    for percent in [25, 50, 75, 100] {
      let y = layout.y(Double(percent) / 100)
      svg += "<path class=\"grid\" d=\"M\(layout.left.coordinate) \(y.coordinate)H\(layout.right.coordinate)\"/>\n"
    }
    var path =
      "M\(layout.left.coordinate) \(layout.top.coordinate)V\(layout.bottom.coordinate)H\(layout.right.coordinate)"
    for percent in [0, 25, 50, 75, 100] {
      path += "M\((layout.left - 5).coordinate) \(layout.y(Double(percent) / 100).coordinate)h5"
    }
    for tick in axis.ticks { path += "M\(x(tick.time).coordinate) \(layout.bottom.coordinate)v5" }
    svg += "<path class=\"axis\" d=\"\(path)\"/>\n"
    for percent in [0, 25, 50, 75, 100] {
      text(String(percent), x: layout.left - 9, y: layout.y(Double(percent) / 100) + 4.5, anchor: "end")
    }
    for tick in axis.ticks { text(tick.label, x: x(tick.time), y: layout.bottom + 19, anchor: "middle", class: "tick") }
    let yLabel = figure.yLabel.neutralised + " (%)"
    if layout.form == .narrow {
      text(yLabel, x: 2, y: layout.top - 11, class: "strong")
    } else {
      let place =
        "translate(\((layout.left - 42).coordinate) \(((layout.top + layout.bottom) / 2).coordinate)) rotate(-90)"
      svg += "<text class=\"strong\" text-anchor=\"middle\" transform=\"\(place)\">\(yLabel.escapedForMarkup)</text>\n"
    }
    text(axis.label, x: (layout.left + layout.right) / 2, y: layout.axisLabelY, anchor: "middle", class: "strong")
  }

  // MARK: - Curves

  private func steps(_ curve: Figure.Curve, _ heights: [Double?]) -> [StepPath.Step] {
    [StepPath.Step(x: x(curve.start), y: layout.y(1))]
      + zip(curve.time, heights).map { StepPath.Step(x: x($0), y: $1.map { layout.y($0) }) }
  }

  private mutating func drawBands() {
    for (place, curve) in figure.curves.enumerated() where !curve.lower.isEmpty && !curve.upper.isEmpty {
      let path = StepPath.band(steps(curve, curve.lower), steps(curve, curve.upper), end: x(curve.end))
      let name = figure.curves.count > 4 ? "band faint" : "band"
      svg += "<path class=\"\(name) b\(place % GroupStyle.all.count)\" d=\"\(path)\"/>\n"
    }
  }

  private mutating func drawMedians() {
    let medians = figure.curves.compactMap(\.median).sorted()
    guard let last = medians.last else { return }
    var path = "M\(layout.left.coordinate) \(layout.y(0.5).coordinate)H\(x(last).coordinate)"
    for median in medians { path += "M\(x(median).coordinate) \(layout.y(0.5).coordinate)V\(layout.bottom.coordinate)" }
    svg += "<path class=\"half\" d=\"\(path)\"/>\n"
  }

  private mutating func draw(_ curve: Figure.Curve, place: Int) {
    let colour = "g\(place % GroupStyle.all.count)"
    let path = StepPath(steps(curve, curve.estimate), end: x(curve.end)).path
    svg += "<g><title>\(curve.group.neutralised.escapedForMarkup)</title>"
    svg += "<path class=\"curve \(colour)\"\(dashes(place)) d=\"\(path)\"/>"
    var marks = ""
    for time in censored(curve) {
      marks += "M\(x(time).coordinate) \((layout.y(curve.height(at: time)) - 4).coordinate)v8"
    }
    if !marks.isEmpty { svg += "<path class=\"mark \(colour)\" d=\"\(marks)\"/>" }
    svg += "</g>\n"
  }

  /// The censoring times that are marked: all that can be told apart or, where they would hide the curve, one for every
  /// eight units.
  private func censored(_ curve: Figure.Curve) -> [Double] {
    func apart(_ distance: Double) -> [Double] {
      var last = -Double.infinity
      return curve.censored.filter { time in
        guard x(time) - last >= distance else { return false }
        last = x(time)
        return true
      }
    }
    let all = apart(0.5)
    return Double(all.count) * 4 > x(curve.end) - x(curve.start) && all.count > 8 ? apart(8) : all
  }

  private func dashes(_ place: Int) -> String {
    GroupStyle.of(place).dashes.map { " stroke-dasharray=\"\($0)\"" } ?? ""
  }

  // MARK: - Legend, annotations, numbers at risk

  private mutating func sample(_ place: Int, x: Double, y: Double) {
    svg +=
      "<path class=\"curve g\(place % GroupStyle.all.count)\"\(dashes(place)) d=\"M\(x.coordinate) \(y.coordinate)h\(FigureLayout.sample.coordinate)\"/>"
  }

  private mutating func drawLegend() {
    for (place, entry) in layout.legend.enumerated() {
      sample(place, x: entry.x, y: entry.y)
      text(entry.name, x: entry.x + FigureLayout.sample + 8, y: entry.y + 4.5, title: figure.curves[place].group)
    }
  }

  /// Where the legend begins.
  private var legendX: Double { layout.legend.first?.x ?? layout.left }

  private mutating func drawRiskTable(groups: Int) {
    guard groups > 0 else { return }
    text("Number at risk", x: layout.namesX, y: layout.riskHeadY, class: "strong")
    for place in 0..<groups {
      let curve = figure.curves[place]
      let y = layout.riskY(place)
      let nameY = layout.form == .narrow ? y - 18 : y
      sample(place, x: layout.namesX, y: nameY - 4.5)
      text(
        TextMeasure.fitted(curve.group.neutralised, size: layout.size, into: layout.namesRoom),
        x: layout.namesX + FigureLayout.sample + 8, y: nameY, title: curve.group)
      for (tick, count) in counts(place) { text(count, x: x(tick.time), y: y, anchor: "middle", class: "risk") }
    }
  }

  /// The numbers at risk of a group, at those ticks where they have room beside each other.
  private func counts(_ place: Int) -> [(FigureAxis.Tick, String)] {
    let counts = rounding.counts(atRisk: figure.riskTable)
    let widest = counts.joined().map { TextMeasure.width($0, size: layout.size) }.max() ?? 0
    let times = axis.ticks.map { x($0.time) }
    let spacing = zip(times, times.dropFirst()).map { $1 - $0 }.min() ?? .infinity
    let step = max(Int(((widest + 5) / max(spacing, 1)).rounded(.up)), 1)
    return axis.ticks.compactMap { tick in
      guard tick.place % step == 0, tick.place < counts[place].count else { return nil }
      return (tick, figure.atRisk(place, tick, counts[place][tick.place]))
    }
  }

  // MARK: - Drawing

  /// Where a time stands.
  func x(_ time: Double) -> Double { layout.x(axis.fraction(time)) }

  private mutating func text(
    _ words: String, x: Double, y: Double, anchor: String? = nil, class name: String? = nil, size: Double? = nil,
    title: String? = nil
  ) {
    svg += "<text x=\"\(x.coordinate)\" y=\"\(y.coordinate)\""
    if let anchor { svg += " text-anchor=\"\(anchor)\"" }
    if let name { svg += " class=\"\(name)\"" }
    if let size { svg += " font-size=\"\(size.coordinate)\"" }
    svg += ">"
    if let title, title.neutralised != words { svg += "<title>\(title.neutralised.escapedForMarkup)</title>" }
    svg += words.escapedForMarkup + "</text>\n"
  }

  /// What the figure shows, in words, for those who do not see it.
  private var description: String {
    var text = "Step curves of \(figure.yLabel.neutralised) in percent against \(axis.label)."
    for (place, curve) in figure.curves.enumerated() {
      text += " \(curve.group.neutralised): "
      if place < figure.riskTable.atRisk.count, let first = figure.riskTable.atRisk[place].first, curve.start == 0 {
        text += "\(rounding.upTo(first, decimals: 1)) at risk at the start, "
      }
      let unit = figure.axisUnit
      func shown(_ time: Double) -> String { rounding.upTo(figure.unit.convert(time, to: unit), decimals: 1) }
      text += curve.median.map { "median \(shown($0)) \(unit.rawValue), " } ?? "median not reached, "
      text +=
        "\(rounding.percent(curve.estimate.last ?? 1)) at the last observation after \(shown(curve.end)) \(unit.rawValue)."
    }
    return text
  }
}
