internal import Analyses

/// The signs of a forest plot: boxes on intervals, diamonds, bars, and arrows where they leave the axis.
struct ForestMarks {
  let axis: ForestAxis
  let layout: ForestLayout
  /// The greatest weight, whose box is the largest.
  let greatest: Double

  init(_ forest: Figure.Forest, axis: ForestAxis, layout: ForestLayout) {
    self.axis = axis
    self.layout = layout
    greatest = forest.lines.filter { $0.kind == .estimate }.compactMap(\.weight).max() ?? 0
  }

  /// Draws the sign of a line at a height.
  func draw(_ line: Figure.Forest.Line, y: Double, on markup: inout SVGMarkup) {
    switch line.kind {
    case .heading: break
    case .estimate: box(line, y, &markup)
    case .pooled: diamond(line, y, &markup)
    case .prediction: bar(line, y, &markup)
    }
  }

  private func box(_ line: Figure.Forest.Line, _ y: Double, _ markup: inout SVGMarkup) {
    guard let estimate = line.estimate?.double else { return }
    let place = axis.fraction(estimate) ?? -1
    if let interval = line.interval { markup.path(whisker(interval, estimate, y), class: "limits") }
    guard place >= -1e-9, place <= 1 + 1e-9 else {
      // The estimate itself lies beyond the axis: an arrow at its end says so.
      markup.path(arrow(toRight: place > 0.5, y), class: "limits")
      return
    }
    let share = greatest > 0 ? (line.weight ?? 0) / greatest : 0.35
    let half = 2.5 + 4.5 * max(share, 0).squareRoot()
    let x = layout.x(place)
    markup.path(
      "M\((x - half).coordinate) \((y - half).coordinate)h\((2 * half).coordinate)v\((2 * half).coordinate)"
        + "h\((-2 * half).coordinate)Z", class: "solid b0")
  }

  /// The line between two limits, with an arrow at each end where it goes on beyond the axis.
  private func whisker(_ interval: Figure.Interval, _ estimate: Double, _ y: Double) -> String {
    guard interval.lower.double != nil || interval.upper.double != nil else { return "" }
    let low = interval.lower.double.map { axis.fraction($0) ?? -1 } ?? -1
    let high = interval.upper.double.flatMap { axis.fraction($0) } ?? 2
    guard high > 0, low < 1 else { return "" }
    let (from, to) = (layout.x(max(low, 0)), layout.x(min(high, 1)))
    var path = "M\(from.coordinate) \(y.coordinate)H\(to.coordinate)"
    path += low < 0 ? arrow(toRight: false, y) : "M\(from.coordinate) \((y - 3).coordinate)v6"
    path += high > 1 ? arrow(toRight: true, y) : "M\(to.coordinate) \((y - 3).coordinate)v6"
    return path
  }

  private func arrow(toRight: Bool, _ y: Double) -> String {
    let x = layout.x(toRight ? 1 : 0)
    let back = toRight ? -5.0 : 5
    return "M\((x + back).coordinate) \((y - 4).coordinate)L\(x.coordinate) \(y.coordinate)"
      + "L\((x + back).coordinate) \((y + 4).coordinate)"
  }

  private func diamond(_ line: Figure.Forest.Line, _ y: Double, _ markup: inout SVGMarkup) {
    guard let estimate = line.estimate?.double, let middle = axis.fraction(estimate), (0...1).contains(middle) else {
      box(line, y, &markup)
      return
    }
    let low = line.interval?.lower.double.map { axis.fraction($0) ?? 0 } ?? middle
    let high = line.interval?.upper.double.flatMap { axis.fraction($0) } ?? middle
    // Too narrow a diamond could not be seen.
    let from = min(layout.x(max(low, 0)), layout.x(middle) - 3)
    let to = max(layout.x(min(high, 1)), layout.x(middle) + 3)
    markup.path(
      "M\(from.coordinate) \(y.coordinate)L\(layout.x(middle).coordinate) \((y - 7).coordinate)"
        + "L\(to.coordinate) \(y.coordinate)L\(layout.x(middle).coordinate) \((y + 7).coordinate)Z", class: "solid b1")
  }

  private func bar(_ line: Figure.Forest.Line, _ y: Double, _ markup: inout SVGMarkup) {
    guard let interval = line.interval, interval.lower.double != nil || interval.upper.double != nil else { return }
    let low = interval.lower.double.map { axis.fraction($0) ?? -1 } ?? -1
    let high = interval.upper.double.flatMap { axis.fraction($0) } ?? 2
    guard high > 0, low < 1 else { return }
    let (from, to) = (layout.x(max(low, 0)), layout.x(min(high, 1)))
    markup.path(
      "M\(from.coordinate) \((y - 2.5).coordinate)H\(to.coordinate)v5H\(from.coordinate)Z", class: "solid b1 wash")
    if low < 0 { markup.path(arrow(toRight: false, y), class: "limits") }
    if high > 1 { markup.path(arrow(toRight: true, y), class: "limits") }
  }
}
