import Terminals

internal import Analyses

/// A panel of step curves in dots of braille, with a legend, an axis, and the numbers at risk under its ticks.
struct TerminalPlot {
  private let panel: CurvesPanel
  private let axis: TimeAxis
  private let heights: HeightAxis
  private let width: Int
  private let style: TerminalStyle
  private let rounding: Rounding
  private let columns: Int

  private static let height = 16
  private static let margin = 6

  /// A figure in so many columns of a terminal.
  init(_ panel: CurvesPanel, width: Int, style: TerminalStyle, rounding: Rounding) {
    self.panel = panel
    self.width = width
    self.style = style
    self.rounding = rounding
    axis = TimeAxis(panel, rounding: rounding)
    heights = HeightAxis(panel.figure, most: 5, rounding: rounding)
    columns = width - Self.margin - 4
  }

  /// The lines of the panel.
  var lines: [String] {
    heights.label.wrapped(to: width) + plot + axisLines + legend
      + panel.annotations.flatMap { $0.words(rounding).wrapped(to: width - Self.margin).map(indented) } + blocks
  }

  // MARK: - Curves

  private var plot: [String] {
    var canvas = BrailleCanvas(columns: columns, rows: Self.height)
    for (place, curve) in panel.curves.enumerated() { draw(curve, place: place, on: &canvas) }
    // The label of a height stands in the line of its dots.
    let labels = zip(heights.ticks, heights.labels).map { (level($0) / 4, $1) }
    return (0..<Self.height).map { row in
      let label = labels.first { $0.0 == row && $0.1 != heights.labels[0] }?.1
      return (label ?? "").padded(toRight: Self.margin - 2) + (label == nil ? " │" : " ┤")
        + canvas.line(row) { group, text in group.map { style.group($0, text) } ?? text }
    }
  }

  /// The row of dots of a height.
  private func level(_ height: Double) -> Int {
    let fraction = height.isFinite ? min(max(height / heights.top, 0), 1) : 0
    return Int(((1 - fraction) * Double(Self.height * 4 - 1)).rounded())
  }

  private func draw(_ curve: Figure.Curve, place: Int, on canvas: inout BrailleCanvas) {
    let patterns = [
      [true], [true, true, true, true, false, false], [true, false, false],
      [true, true, true, true, false, true, false],
    ]
    let pattern = patterns[place % patterns.count]
    let dots = columns * 2
    var previous: Int?
    for dot in 0..<dots {
      let time = Double(dot) / Double(dots - 1) * axis.end
      guard time >= curve.start, time <= curve.end else { continue }
      let level = level(panel.height(curve, at: time))
      if pattern[dot % pattern.count] {
        for row in min(previous ?? level, level)...max(previous ?? level, level) { canvas.set(dot, row, group: place) }
      }
      previous = level
      if isMarked, dot % 24 == (4 + place * 6) % 24 {
        canvas.mark(dot / 2, level / 4, BrailleCanvas.sign(place), group: place)
      }
    }
  }

  // MARK: - Axis, legend, numbers at risk

  /// The ticks that have room for their numbers: all, or every other, third and so on.
  private var ticks: [TimeAxis.Tick] {
    let counts = panel.blocks(rounding).flatMap { $0.rows.joined() }
    let widest = max(counts.map(\.count).max() ?? 1, axis.ticks.map(\.label.count).max() ?? 1) + 1
    guard let last = axis.ticks.last, axis.ticks.count > 1 else { return axis.ticks }
    let spacing = column(last.time) / (axis.ticks.count - 1)
    let step = max((widest + max(spacing, 1) - 1) / max(spacing, 1), 1)
    return axis.ticks.filter { $0.place % step == 0 }
  }

  private func column(_ time: Double) -> Int { Int((axis.fraction(time) * Double(columns - 1)).rounded()) }

  private var axisLines: [String] {
    var rule = Array(repeating: "─", count: columns)
    for tick in ticks { rule[column(tick.time)] = "┬" }
    let line = "0".padded(toRight: Self.margin - 2) + " └" + rule.joined()
    let label = axis.label.wrapped(to: width - Self.margin).map(indented)
    return [line, under(ticks.map { ($0.time, $0.label) })] + label
  }

  /// Whether there are several curves, which signs tell apart.
  private var isMarked: Bool { panel.curves.count > 1 }

  private var legend: [String] {
    // One curve is named by the numbers at risk.
    if !isMarked, !blocks.isEmpty { return [] }
    return panel.curves.enumerated().map { place, curve in
      let samples = ["⠒⠒⠒⠒", "⠒⠒⠀⠒", "⠂⠄⠂⠄", "⠒⠒⠐⠒"]
      let mark = String(BrailleCanvas.sign(place))
      return indented(
        style.group(place, samples[place % 4] + mark + samples[place % 4]) + " " + name(curve, after: 10))
    }
  }

  private var blocks: [String] {
    panel.blocks(rounding).flatMap { block in
      var lines = [indented(block.head)]
      for (place, (curve, counts)) in zip(panel.curves, block.rows).enumerated() {
        let mark = isMarked ? style.group(place, String(BrailleCanvas.sign(place))) + " " : ""
        lines.append(indented(mark + name(curve, after: 2)))
        lines.append(under(ticks.compactMap { $0.place < counts.count ? ($0.time, counts[$0.place]) : nil }))
      }
      return lines
    }
  }

  /// Texts, each with its middle under a time of the axis.
  private func under(_ texts: [(time: Double, text: String)]) -> String {
    var line = ""
    for (time, text) in texts {
      let begin = Self.margin + column(time) - (text.count - 1) / 2
      line = line.padded(to: max(begin, line.isEmpty ? 0 : line.displayWidth + 1)) + text
    }
    return line
  }

  /// The name of a group, cut to what is left of the line.
  private func name(_ curve: Figure.Curve, after used: Int) -> String {
    curve.group.neutralised.cut(to: width - Self.margin - used)
  }

  private func indented(_ text: String) -> String { String(repeating: " ", count: Self.margin) + text }
}
