import Terminals

internal import Analyses

/// Lanes over time as lines of text, one for each lane.
struct TerminalLanes {
  private let figure: Figure.Lanes
  private let width: Int
  private let style: TerminalStyle
  private let axis: LanesAxis
  private let label: Int
  private let columns: Int
  private let fill: TerminalFill

  /// Lanes in so many columns of a terminal.
  init(_ lanes: Figure.Lanes, width: Int, style: TerminalStyle, rounding: Rounding) {
    figure = lanes
    self.width = width
    self.style = style
    fill = TerminalFill(series: lanes.series.count, isOrdered: lanes.isOrdered)
    axis = LanesAxis(lanes, rounding: rounding)
    let longest = (lanes.lanes.map { $0.label.neutralised.displayWidth }).max() ?? 0
    label = min(longest, width / 4)
    columns = min(max(width - label - 4, 10), 90)
  }

  /// The lines of the figure.
  var lines: [String] {
    guard !figure.lanes.isEmpty else { return ["Nothing to draw."] }
    var lines: [String] = []
    var group = ""
    for lane in figure.lanes {
      if lane.group != group, !lane.group.isEmpty {
        lines += lane.group.neutralised.wrapped(to: width).map(style.bold)
      }
      group = lane.group
      lines.append(lane.label.neutralised.cut(to: label).padded(toRight: label) + " │" + drawing(lane))
    }
    return lines + axisLines + legend
  }

  private func cell(_ time: Double) -> Int? {
    axis.fraction(time).map { Int(($0 * Double(columns - 1)).rounded()) }
  }

  private func drawing(_ lane: Figure.Lanes.Lane) -> String {
    var cells = Array(repeating: (sign: Character(" "), series: Int?.none), count: columns + 1)
    for segment in lane.segments {
      guard let from = cell(segment.from), let to = cell(segment.to), from <= to else { continue }
      for place in from...to { cells[place] = (fill.character(segment.series), segment.series) }
    }
    for mark in lane.marks {
      if let place = cell(mark.at) { cells[place] = (BrailleCanvas.sign(max(mark.event, 0)), nil) }
    }
    if lane.isOngoing, let end = lane.end.flatMap(cell) { cells[end + 1] = ("▸", nil) }
    var line = ""
    for place in cells.indices {
      let (sign, series) = cells[place]
      line += series.map { style.group($0, String(sign)) } ?? String(sign)
    }
    return line.withoutTrailingBlanks
  }

  private var axisLines: [String] {
    var rule = Array(repeating: Character("─"), count: columns)
    var labels = ""
    for tick in axis.ticks {
      guard let place = cell(tick.time) else { continue }
      rule[place] = "┬"
      let begin = max(min(place - (tick.label.count - 1) / 2, columns - tick.label.count), 0)
      guard labels.isEmpty || begin > labels.count else { continue }
      labels = labels.padded(to: begin) + tick.label
    }
    let blanks = String(repeating: " ", count: label + 2)
    return [blanks.dropLast() + "└" + String(rule), blanks + labels]
      + axis.label.wrapped(to: max(width - label - 2, 10)).map { blanks + $0 }
  }

  private var legend: [String] {
    var series = TerminalLegend()
    for (place, name) in figure.series.enumerated() {
      let sign = String(repeating: fill.character(place), count: 2)
      series.add(sign, styled: style.group(place, sign), name)
    }
    var events = TerminalLegend()
    for (place, name) in figure.events.enumerated() { events.add(String(BrailleCanvas.sign(place)), name) }
    if figure.lanes.contains(where: \.isOngoing) { events.add("▸", "Ongoing") }
    return series.lines(width: width) + events.lines(width: width)
  }
}
