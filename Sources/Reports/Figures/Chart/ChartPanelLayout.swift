internal import Analyses

/// What a panel of a chart needs around its plot.
struct ChartPanelLayout {
  let width: Double
  let height: Double
  /// How much room the labels of the vertical axis take.
  let margin: Double
  /// How high everything above the plot is.
  let head: Double
  /// How high the names of the two sides of 0 are; 0 where it has none.
  let sides: Double
  /// The names of the two sides of 0, in lines.
  let sideNames: [[String]]
  let title: [String]
  let statements: [String]
  let x: ChartAxis
  let y: ChartAxis
  let extent: ChartExtent
  /// Whether the label of the vertical axis reads upwards beside it, and not on top.
  let isUpright: Bool
  /// Whether names of the vertical axis take two lines.
  private let isTall: Bool

  /// The layout of a panel in a row of so many.
  init(_ panel: Figure.Chart.Panel, columns: Int, form: FigureForm, width: Double, rounding: Rounding) {
    self.width = width
    let size = form.size
    let names = panel.y.names
    let plot = columns == 1 ? (form == .narrow ? 220.0 : 320) : columns == 2 ? 210 : 150
    var extent = ChartExtent(panel.marks)
    let longest = (names ?? []).map { TextMeasure.width($0.neutralised, size: size) }.max() ?? 0
    let isTall = longest > width * 0.42 - 4
    self.isTall = isTall
    // Names want a line each, or two.
    height = names.map { max(Double($0.count) * (isTall ? 2 * size + 8 : size + 8), 60) } ?? plot
    if extent.y.hasLabels { extent.y.labelRoom = min((size + 8) / height, 0.4) }
    y = ChartAxis(panel.y, extent.y, most: height > 250 ? 8 : 6, rounding: rounding)
    isUpright = columns == 1 && form != .narrow && names == nil
    let widest = y.ticks.map { TextMeasure.width($0.label, size: size) }.max() ?? 0
    let most = names == nil ? 80 : width * 0.42
    margin = min(widest, most) + 14 + (isUpright ? 24 : 0)
    let room = max(width - margin - 6, 1)
    if extent.x.hasLabels {
      extent.x.labelRoom = min((Self.longestLabel(panel.marks, size: size - 1, rounding) + 9) / room, 0.4)
    }
    x = ChartAxis(panel.x, extent.x, most: width > 500 ? 9 : width > 250 ? 6 : 5, rounding: rounding)
    self.extent = extent
    title = TextMeasure.lines(panel.title.neutralised, size: size * 1.04, room: width - 2)
    let upright = panel.y.sides.map { ["\($0.above.neutralised) above 0, \($0.below.neutralised) below it"] } ?? []
    statements = (panel.annotations.map { $0.words(rounding) } + upright).flatMap {
      TextMeasure.lines($0, size: size - 1, room: width - 2)
    }
    sideNames = [panel.x.sides?.below, panel.x.sides?.above].compactMap(\.self).map { name in
      TextMeasure.lines(name.neutralised.withWholeBrackets, size: size, room: max(room / 2 - 10, 20))
    }
    sides = Double(sideNames.map(\.count).max() ?? 0) * 17
    let label = isUpright || panel.y.label.isEmpty ? 0 : 18.0
    head = Double(title.count) * 17 + Double(statements.count) * 16 + label + sides + 10
  }

  /// The width of the longest text beyond the end of a bar.
  private static func longestLabel(_ marks: [Figure.Chart.Mark], size: Double, _ rounding: Rounding) -> Double {
    marks.flatMap { mark -> [Double] in
      guard case .bars(.horizontal, _, _, _, let labels?) = mark.shape, labels.place == .end else { return [] }
      return labels.values.compactMap { rounding.written($0, as: labels.format) }.map {
        TextMeasure.width($0, size: size)
      }
    }.max() ?? 0
  }

  /// The label of a place of the vertical axis in lines that fit, two at most.
  func lines(of tick: ChartAxis.Tick, _ size: Double) -> [String] {
    let room = margin - 12
    guard isTall, TextMeasure.width(tick.label, size: size) > room else {
      return [TextMeasure.fitted(tick.label, size: size, into: room)]
    }
    let lines = TextMeasure.lines(tick.label.withWholeBrackets, size: size, room: room)
    guard lines.count > 2 else { return lines }
    return [lines[0], TextMeasure.fitted(lines.dropFirst().joined(separator: " "), size: size, into: room)]
  }
}
