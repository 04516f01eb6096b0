internal import Analyses

/// A figure in dots of braille, with a legend, an axis, and the numbers at risk under its ticks.
struct TerminalPlot {
  private let figure: CurvesPanel
  private let axis: FigureAxis
  private let width: Int
  private let style: TerminalStyle
  private let rounding: Rounding
  private let columns: Int

  private static let height = 16
  private static let margin = 6
  private static let marks = Array("●▲■◆○△□◇")

  /// A figure in so many columns of a terminal.
  init(_ figure: CurvesPanel, width: Int, style: TerminalStyle, rounding: Rounding) {
    self.figure = figure
    self.width = width
    self.style = style
    self.rounding = rounding
    axis = FigureAxis(figure, rounding: rounding)
    columns = width - Self.margin - 4
  }

  /// The lines of the figure, with its title.
  func lines(number: Int) -> [String] {
    let title = "Figure \(number). \(figure.title.neutralised)"
    var lines = title.wrapped(to: width).map(style.bold)
    lines += (figure.yLabel.neutralised + " (%)").wrapped(to: width)
    lines += plot
    lines += axisLines
    lines += legend
    lines += figure.annotations.flatMap { $0.words(rounding).wrapped(to: width - Self.margin).map(indented) }
    lines += riskTable
    return lines
  }

  // MARK: - Curves

  private var plot: [String] {
    var canvas = BrailleCanvas(columns: columns, rows: Self.height)
    for (place, curve) in figure.curves.enumerated() { draw(curve, place: place, on: &canvas) }
    return (0..<Self.height).map { row in
      let label = row % 4 == 0 ? String(100 - 25 * row / 4) : ""
      return label.padded(toRight: Self.margin - 2) + (row % 4 == 0 ? " ┤" : " │")
        + canvas.line(row) { group, text in group.map { style.group($0, text) } ?? text }
    }
  }

  private func draw(_ curve: Figure.Curve, place: Int, on canvas: inout BrailleCanvas) {
    let patterns = [
      [true], [true, true, true, true, false, false], [true, false, false],
      [true, true, true, true, false, true, false],
    ]
    let pattern = patterns[place % patterns.count]
    let dots = columns * 2
    let dotRows = Self.height * 4 - 1
    var previous: Int?
    for dot in 0..<dots {
      let time = Double(dot) / Double(dots - 1) * axis.end
      guard time >= curve.start, time <= curve.end else { continue }
      let level = Int(((1 - min(max(curve.height(at: time), 0), 1)) * Double(dotRows)).rounded())
      if pattern[dot % pattern.count] {
        for row in min(previous ?? level, level)...max(previous ?? level, level) { canvas.set(dot, row, group: place) }
      }
      previous = level
      if dot % 24 == (4 + place * 6) % 24 {
        canvas.mark(dot / 2, level / 4, Self.marks[place % Self.marks.count], group: place)
      }
    }
  }

  // MARK: - Axis, legend, numbers at risk

  /// The ticks that have room for their numbers: all, or every other, third and so on.
  private var ticks: [FigureAxis.Tick] {
    let widest = max(atRisk.joined().map(\.count).max() ?? 1, axis.ticks.map(\.label.count).max() ?? 1) + 1
    guard let last = axis.ticks.last, axis.ticks.count > 1 else { return axis.ticks }
    let spacing = column(last.time) / (axis.ticks.count - 1)
    let step = max((widest + max(spacing, 1) - 1) / max(spacing, 1), 1)
    return axis.ticks.filter { $0.place % step == 0 }
  }

  private func column(_ time: Double) -> Int { Int((axis.fraction(time) * Double(columns - 1)).rounded()) }

  private var atRisk: [[String]] { rounding.counts(atRisk: figure.riskTable) }

  private var axisLines: [String] {
    var rule = Array(repeating: "─", count: columns)
    for tick in ticks { rule[column(tick.time)] = "┬" }
    let line = "0".padded(toRight: Self.margin - 2) + " └" + rule.joined()
    let label = axis.label.wrapped(to: width - Self.margin).map(indented)
    return [line, under(ticks.map { ($0.time, $0.label) })] + label
  }

  private var legend: [String] {
    figure.curves.enumerated().map { place, curve in
      let samples = ["⠒⠒⠒⠒", "⠒⠒⠀⠒", "⠂⠄⠂⠄", "⠒⠒⠐⠒"]
      let mark = String(Self.marks[place % Self.marks.count])
      return indented(
        style.group(place, samples[place % 4] + mark + samples[place % 4]) + " " + name(curve, after: 10))
    }
  }

  private var riskTable: [String] {
    guard figure.riskTable.atRisk.contains(where: { !$0.isEmpty }) else { return [] }
    var lines = [indented("Number at risk")]
    let atRisk = atRisk
    for (place, curve) in figure.curves.enumerated() where place < atRisk.count {
      let counts = atRisk[place]
      let mark = String(Self.marks[place % Self.marks.count])
      lines.append(indented(style.group(place, mark) + " " + name(curve, after: 2)))
      lines.append(
        under(
          ticks.compactMap { tick in
            tick.place < counts.count ? (tick.time, figure.atRisk(place, tick, counts[tick.place])) : nil
          }))
    }
    return lines
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

/// A field of braille cells, each of two by four dots, with marks that stand in place of a cell.
private struct BrailleCanvas {
  private let columns: Int
  private var dots: [UInt8]
  private var groups: [Int?]
  private var marks: [Character?]

  init(columns: Int, rows: Int) {
    self.columns = columns
    dots = Array(repeating: 0, count: columns * rows)
    groups = Array(repeating: nil, count: columns * rows)
    marks = Array(repeating: nil, count: columns * rows)
  }

  mutating func set(_ x: Int, _ y: Int, group: Int) {
    let bits: [[UInt8]] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]]
    let cell = y / 4 * columns + x / 2
    dots[cell] |= bits[x % 2][y % 4]
    groups[cell] = groups[cell] ?? group
  }

  mutating func mark(_ column: Int, _ row: Int, _ mark: Character, group: Int) {
    let cell = row * columns + column
    guard marks[cell] == nil else { return }
    marks[cell] = mark
    groups[cell] = group
  }

  /// A line of cells, those of one group together.
  func line(_ row: Int, style: (Int?, String) -> String) -> String {
    var line = ""
    var run = ""
    var group: Int?
    for cell in row * columns..<(row + 1) * columns {
      let isEmpty = dots[cell] == 0 && marks[cell] == nil
      let owner = isEmpty ? nil : groups[cell]
      if owner != group, !run.isEmpty {
        line += style(group, run)
        run = ""
      }
      group = owner
      run.append(isEmpty ? " " : marks[cell] ?? Character(Unicode.Scalar(0x2800 + UInt32(dots[cell])) ?? " "))
    }
    return line + style(group, run)
  }
}
