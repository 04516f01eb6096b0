internal import Analyses

/// Lanes over time as SVG: a legend, a lane for each subject under the headings of groups, and an axis.
struct LanesDrawing: FigureBody {
  private(set) var markup = SVGMarkup()
  private(set) var bottom: Double
  let width: Double
  let description: String
  private let lanes: Figure.Lanes
  private let form: FigureForm
  private let axis: LanesAxis
  private let palette: SeriesPalette
  /// How high a lane is: the less, the more lanes there are, down to a bound.
  private let step: Double
  /// The size of the labels of lanes; `nil` where they would be too small to read.
  private let labelSize: Double?
  private let left: Double
  private let right: Double

  /// The drawing of lanes that begins at a height of the picture.
  init(_ lanes: Figure.Lanes, form: FigureForm, top: Double, rounding: Rounding) {
    self.lanes = lanes
    self.form = form
    (width, bottom) = (form.width, top)
    description = lanes.description(rounding)
    axis = LanesAxis(lanes, rounding: rounding)
    palette = SeriesPalette(isOrdered: lanes.isOrdered, count: lanes.series.count)
    let step = min(max(960 / Double(max(lanes.lanes.count, 1)), 7), 20)
    self.step = step
    let size = min(form.size - 1, step * 0.96)
    let longest = lanes.lanes.map { TextMeasure.width($0.label.neutralised, size: size) }.max() ?? 0
    labelSize = size >= 9 && longest > 0 ? size : nil
    left = labelSize == nil ? 10 : min(longest, form == .narrow ? 90 : 150) + 14
    right = form.width - 24
    guard !lanes.lanes.isEmpty else { return }
    drawLegend()
    drawLanes()
  }

  private func x(_ time: Double) -> Double? { axis.fraction(time).map { left + $0 * (right - left) } }

  // MARK: - Legend

  private mutating func drawLegend() {
    let isOngoing = lanes.lanes.contains(where: \.isOngoing)
    let names = lanes.series + lanes.events + (isOngoing ? ["Ongoing"] : [])
    guard !names.isEmpty else { return }
    let places = LegendFlow.places(
      names.map(\.neutralised), size: form.size, from: 2, to: width - 4, begin: bottom + 2)
    for (place, entry) in places.enumerated() {
      let (begin, middle) = (entry.x, entry.x + LegendFlow.sample / 2)
      let event = place - lanes.series.count
      if event < 0 {
        markup.path(
          "M\(begin.coordinate) \((entry.y - 5).coordinate)h\(LegendFlow.sample.coordinate)v10"
            + "h\((-LegendFlow.sample).coordinate)Z", class: palette.bar(place))
      } else if event < lanes.events.count {
        markup.path(PointSign.path(event, x: middle, y: entry.y), class: "event")
      } else {
        arrow(from: begin + 5, y: entry.y)
      }
      markup.text(entry.name, x: begin + LegendFlow.sample + 8, y: entry.y + 4.5, title: names[place])
    }
    bottom = (places.last?.y ?? bottom) + 18
  }

  // MARK: - Lanes

  private mutating func drawLanes() {
    let top = bottom + (labelSize == nil ? 4 : 18)
    markup.text(
      labelSize == nil
        ? "" : TextMeasure.fitted(lanes.rowHeader.neutralised, size: form.size, into: max(left - 10, 120)), x: 2,
      y: bottom + 11,
      class: "strong")
    bottom = top
    var places: [Double] = []
    var headings: [(text: String, y: Double)] = []
    var group = ""
    for lane in lanes.lanes {
      if lane.group != group, !lane.group.isEmpty {
        headings.append((lane.group.neutralised, bottom + 15))
        bottom += 22
      }
      group = lane.group
      places.append(bottom + step / 2)
      bottom += step
    }
    drawGrid(from: top)
    for (lane, y) in zip(lanes.lanes, places) { draw(lane, y) }
    for heading in headings {
      let shown = TextMeasure.fitted(heading.text, size: form.size, into: width - 8)
      markup.text(shown, x: 2, y: heading.y, class: "strong said", title: heading.text)
    }
    drawAxis()
  }

  private mutating func draw(_ lane: Figure.Lanes.Lane, _ y: Double) {
    if let labelSize {
      let label = lane.label.neutralised
      let shown = TextMeasure.fitted(label, size: labelSize, into: left - 12)
      markup.text(shown, x: left - 8, y: y + labelSize * 0.35, anchor: "end", size: labelSize, title: label)
    }
    for segment in lane.segments {
      // What belongs to no series is thinner, so that it differs from pale colours in grey, too.
      let half = step * (segment.series == nil ? 0.14 : 0.34)
      guard let from = x(segment.from), let to = x(segment.to), to >= from else { continue }
      // What is too short to be seen is drawn as a line.
      let width = max(to - from, 1)
      let path =
        "M\(from.coordinate) \((y - half).coordinate)h\(width.coordinate)v\((2 * half).coordinate)"
        + "h\((-width).coordinate)Z"
      // Nothing below shows through the pale colours.
      markup.path(path, class: "ground")
      markup.path(path, class: segment.series == nil ? "solid rest neutral" : palette.bar(segment.series))
    }
    if lane.isOngoing, let end = lane.end.flatMap(x) {
      // Beyond a sign that stands at the end.
      let isMarked = lane.marks.contains { x($0.at).map { end - $0 < 5 } ?? false }
      arrow(from: isMarked ? end + 5 : end, y: y)
    }
    draw(lane.marks, y)
  }

  /// The signs of what happened, those at one place side by side.
  private mutating func draw(_ marks: [Figure.Lanes.Mark], _ y: Double) {
    let shown = marks.compactMap { mark in x(mark.at).map { (x: $0, event: mark.event) } }.sorted { $0.x < $1.x }
    var last = -Double.infinity
    for mark in shown {
      let place = mark.x - last < 3 ? last + 7 : mark.x
      last = place
      markup.path(
        PointSign.path(max(mark.event, 0), x: place, y: y, scale: min(step / 12, 1)), class: "event")
    }
  }

  private mutating func arrow(from x: Double, y: Double) {
    markup.path("M\(x.coordinate) \(y.coordinate)h8", class: "axis")
    markup.path("M\((x + 14).coordinate) \(y.coordinate)l-7 -3.5v7Z", class: "tip")
  }

  // MARK: - Axis

  private mutating func drawGrid(from top: Double) {
    for tick in axis.ticks {
      guard let x = x(tick.time) else { continue }
      markup.path("M\(x.coordinate) \(top.coordinate)V\(bottom.coordinate)", class: "grid")
    }
    if axis.low < 0, let x = x(0) {
      markup.path("M\(x.coordinate) \(top.coordinate)V\(bottom.coordinate)", class: "half")
    }
  }

  private mutating func drawAxis() {
    bottom += 4
    var path = "M\(left.coordinate) \(bottom.coordinate)H\(right.coordinate)"
    var last = -Double.infinity
    for tick in axis.ticks {
      guard let x = x(tick.time) else { continue }
      path += "M\(x.coordinate) \(bottom.coordinate)v5"
      let half = TextMeasure.width(tick.label, size: form.size) / 2
      guard x - half > last + 4 else { continue }
      last = x + half
      markup.text(tick.label, x: x, y: bottom + 19, anchor: "middle", class: "tick")
    }
    markup.path(path, class: "axis")
    let label = TextMeasure.fitted(axis.label, size: form.size, into: width - 8)
    let half = TextMeasure.width(label, size: form.size) / 2
    let middle = max(min((left + right) / 2, width - 2 - half), 2 + half)
    markup.text(label, x: middle, y: bottom + 37, anchor: "middle", class: "strong")
    bottom += 43
  }
}
