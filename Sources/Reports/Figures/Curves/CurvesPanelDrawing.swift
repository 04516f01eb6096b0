internal import Analyses

/// A panel of step curves: curves with their bands and censoring marks, the axes, and the numbers at risk under the ticks.
struct CurvesPanelDrawing {
  let panel: CurvesPanel
  let axis: TimeAxis
  private let heights: HeightAxis
  private(set) var layout: CurvesLayout
  private let rounding: Rounding
  private(set) var markup = SVGMarkup()

  /// The drawing of a panel that begins at a height of the picture.
  init(_ panel: CurvesPanel, form: FigureForm, top: Double, rounding: Rounding) {
    self.panel = panel
    self.rounding = rounding
    axis = TimeAxis(panel, rounding: rounding)
    heights = HeightAxis(panel.figure, rounding: rounding)
    layout = CurvesLayout(panel, form: form, begin: top, greatest: heights.top)
    let room = layout.right - layout.left - 24
    let words = panel.annotations.flatMap { TextMeasure.lines($0.words(rounding), size: form.size, room: room) }
    let place = AnnotationPlace(words, in: self)
    if place == nil {
      layout = CurvesLayout(panel, form: form, begin: top, above: words.count, greatest: heights.top)
    }
    draw(words, at: place)
  }

  private mutating func draw(_ words: [String], at place: AnnotationPlace?) {
    if let y = layout.titleY {
      let x = layout.form == .narrow ? 2 : layout.left
      let title = TextMeasure.fitted(panel.panel.title.neutralised, size: layout.size, into: layout.right - x)
      markup.text(title, x: x, y: y, class: "strong", title: panel.panel.title)
    }
    drawAxes()
    if let landmark = panel.panel.landmark, landmark > 0 {
      markup.path("M\(x(landmark).coordinate) \(layout.top.coordinate)V\(layout.bottom.coordinate)", class: "from")
    }
    drawBands()
    drawMedians()
    for (place, curve) in panel.curves.enumerated() { draw(curve, place: place) }
    for (place, entry) in layout.legend.enumerated() {
      sample(place, x: entry.x, y: entry.y)
      let name = panel.curves[place].group
      markup.text(entry.name, x: entry.x + LegendFlow.sample + 8, y: entry.y + 4.5, title: name)
    }
    let legendX = layout.legend.first?.x ?? (layout.form == .narrow ? 2 : layout.left)
    for (line, words) in words.enumerated() {
      let y = (place?.y ?? layout.aboveY) + Double(line) * 18
      markup.text(words, x: place?.x ?? legendX, y: y, anchor: place?.anchor, class: "said")
    }
    for (place, block) in panel.blocks(rounding).enumerated() { draw(block, place) }
  }

  /// Where a time stands.
  func x(_ time: Double) -> Double { layout.x(axis.fraction(time)) }

  // MARK: - Axes

  private mutating func drawAxes() {
    let (left, right) = (layout.left.coordinate, layout.right.coordinate)
    var path = "M\(left) \(layout.top.coordinate)V\(layout.bottom.coordinate)H\(right)"
    for height in heights.ticks {
      let y = layout.y(height).coordinate
      if height > 0 { markup.path("M\(left) \(y)H\(right)", class: "grid") }
      path += "M\((layout.left - 5).coordinate) \(y)h5"
    }
    for tick in axis.ticks { path += "M\(x(tick.time).coordinate) \(layout.bottom.coordinate)v5" }
    markup.path(path, class: "axis")
    for (height, label) in zip(heights.ticks, heights.labels) {
      markup.text(label, x: layout.left - 9, y: layout.y(height) + 4.5, anchor: "end")
    }
    for tick in axis.ticks {
      markup.text(tick.label, x: x(tick.time), y: layout.bottom + 19, anchor: "middle", class: "tick")
    }
    if layout.form == .narrow {
      markup.text(
        TextMeasure.fitted(heights.label, size: layout.size, into: layout.right), x: 2, y: layout.top - 11,
        class: "strong")
    } else {
      markup.upright(
        heights.label, x: layout.left - 42, y: (layout.top + layout.bottom) / 2, room: layout.plotHeight + 40,
        size: layout.size)
    }
    markup.text(
      TextMeasure.fitted(axis.label, size: layout.size, into: layout.right - 4),
      x: (layout.left + layout.right) / 2, y: layout.axisLabelY, anchor: "middle", class: "strong")
  }

  // MARK: - Curves

  private func steps(_ curve: Figure.Curve, _ heights: [Double?]) -> [StepPath.Step] {
    [StepPath.Step(x: x(curve.start), y: layout.y(panel.initial(curve)))]
      + zip(curve.time, heights).map { StepPath.Step(x: x($0), y: $1.map { layout.y($0) }) }
  }

  private mutating func drawBands() {
    let faint = panel.curves.count > 4 ? " faint" : ""
    for (place, curve) in panel.curves.enumerated() {
      let colour = GroupStyle.colour(place)
      if let outer = curve.simultaneous {
        let path = StepPath.band(steps(curve, outer.lower), steps(curve, outer.upper), end: x(curve.end))
        markup.path(path, class: "band outer b\(colour)")
      }
      guard !curve.lower.isEmpty, !curve.upper.isEmpty else { continue }
      let path = StepPath.band(steps(curve, curve.lower), steps(curve, curve.upper), end: x(curve.end))
      markup.path(path, class: "band\(faint) b\(colour)")
    }
  }

  private mutating func drawMedians() {
    let medians = panel.curves.compactMap(\.median).sorted()
    guard let last = medians.last, heights.top >= 0.5 else { return }
    var path = "M\(layout.left.coordinate) \(layout.y(0.5).coordinate)H\(x(last).coordinate)"
    for median in medians { path += "M\(x(median).coordinate) \(layout.y(0.5).coordinate)V\(layout.bottom.coordinate)" }
    markup.path(path, class: "half")
  }

  private mutating func draw(_ curve: Figure.Curve, place: Int) {
    let colour = "g\(GroupStyle.colour(place))"
    let steps = steps(curve, curve.estimate)
    var marks = ""
    for time in censored(curve) {
      marks += "M\(x(time).coordinate) \((layout.y(panel.height(curve, at: time)) - 4).coordinate)v8"
    }
    let unstable = curve.unstableFrom.map { x(max($0, curve.start)) } ?? .infinity
    let end = x(curve.end)
    let steady = steps.filter { $0.x <= unstable }
    markup.group(curve.group) { group in
      group.path(StepPath(steady, end: min(end, unstable)).path, class: "curve \(colour)", GroupStyle.pattern(place))
      if unstable < end, let last = steady.last ?? steps.first {
        let tail = [StepPath.Step(x: unstable, y: last.y)] + steps.filter { $0.x > unstable }
        group.path(StepPath(tail, end: end).path, class: "curve pale \(colour)", GroupStyle.pattern(place))
      }
      group.path(marks, class: "mark \(colour)")
    }
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

  private mutating func sample(_ place: Int, x: Double, y: Double) {
    markup.path(
      "M\(x.coordinate) \(y.coordinate)h\(LegendFlow.sample.coordinate)", class: "curve g\(GroupStyle.colour(place))",
      GroupStyle.pattern(place))
  }

  // MARK: - Numbers under the axis

  private mutating func draw(_ block: CurvesPanel.Block, _ number: Int) {
    markup.text(block.head, x: layout.namesX, y: layout.headY(number), class: "strong")
    for (place, counts) in block.rows.enumerated() {
      let y = layout.countY(number, place)
      let nameY = layout.form == .narrow ? y - 18 : y
      sample(place, x: layout.namesX, y: nameY - 4.5)
      let name = panel.curves[place].group
      markup.text(
        TextMeasure.fitted(name.neutralised, size: layout.size, into: layout.namesRoom),
        x: layout.namesX + LegendFlow.sample + 8, y: nameY, title: name)
      let step = step(block)
      for tick in axis.ticks where tick.place % step == 0 && tick.place < counts.count {
        markup.text(counts[tick.place], x: x(tick.time), y: y, anchor: "middle", class: "risk")
      }
    }
  }

  /// How many ticks it takes for the numbers of a block to have room beside each other.
  private func step(_ block: CurvesPanel.Block) -> Int {
    let widest = block.rows.joined().map { TextMeasure.width($0, size: layout.size) }.max() ?? 0
    let times = axis.ticks.map { x($0.time) }
    let spacing = zip(times, times.dropFirst()).map { $1 - $0 }.min() ?? .infinity
    return max(Int(((widest + 5) / max(spacing, 1)).rounded(.up)), 1)
  }
}
