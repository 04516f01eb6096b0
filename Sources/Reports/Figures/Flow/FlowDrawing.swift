internal import Analyses

/// A flow of subjects as SVG: boxes on a line from top to bottom, those who leave to its right, groups side by side at its end.
struct FlowDrawing: FigureBody {
  private(set) var markup = SVGMarkup()
  private(set) var bottom: Double
  let width: Double
  let description: String
  private let size: Double
  private let rounding: Rounding
  /// The line that joins the boxes.
  private let stem: Double
  /// Where the boxes of the main line begin, and how wide they are.
  private let main: (left: Double, width: Double)
  /// Where the boxes beside it begin, and how wide they are.
  private let side: (left: Double, width: Double)
  /// From where the line goes on; `nil` before the first box.
  private var from: Double?

  private static let gap = 26.0
  private static let between = 12.0

  /// The drawing of a flow that begins at a height of the picture.
  init(_ flow: Figure.Flow, form: FigureForm, top: Double, rounding: Rounding) {
    width = form.width
    size = form.size
    self.rounding = rounding
    description = flow.words(rounding).joined(separator: " ")
    bottom = top
    let isNarrow = form == .narrow
    let hasSides = flow.steps.contains { $0.leaving != nil }
    let isBeside = flow.groups.count <= (isNarrow ? 2 : 5)
    if isNarrow {
      (stem, main, side) = (hasSides || !isBeside ? 26 : width / 2, (2, width - 4), (52, width - 54))
    } else if hasSides {
      (stem, main, side) = (196, (26, 340), (396, width - 398))
    } else {
      (stem, main, side) = (width / 2, (width / 2 - 190, 380), (width / 2 + 30, width / 2 - 32))
    }
    guard !flow.steps.isEmpty || !flow.groups.isEmpty else { return }
    bottom += 2
    for step in flow.steps { add(step) }
    if isBeside { part(flow.groups) } else { for group in flow.groups { addBeside(group) } }
    bottom += 4
  }

  private func laid(_ box: Figure.Flow.Box, _ width: Double, isCentred: Bool) -> FlowBox {
    FlowBox(box, width: width, isCentred: isCentred, size: size, rounding: rounding)
  }

  private mutating func add(_ step: Figure.Flow.Step) {
    let box = laid(step.box, main.width, isCentred: true)
    if let from {
      bottom = max(bottom + Self.between, from + Self.gap)
      markup.path(
        "M\(stem.coordinate) \(from.coordinate)V\((bottom - 6).coordinate)", class: "axis")
      tip(stem, bottom, isDown: true)
    }
    box.draw(x: main.left, y: bottom, on: &markup)
    bottom += box.height
    from = bottom
    if let leaving = step.leaving { addBeside(leaving) }
  }

  /// A box beside the line, and an arrow that leads to it.
  private mutating func addBeside(_ box: Figure.Flow.Box) {
    let box = laid(box, side.width, isCentred: false)
    let top = bottom + Self.between
    let middle = top + box.height / 2
    box.draw(x: side.left, y: top, on: &markup)
    markup.path(
      "M\(stem.coordinate) \((from ?? top).coordinate)V\(middle.coordinate)H\((side.left - 6).coordinate)",
      class: "axis")
    tip(side.left, middle, isDown: false)
    from = middle
    bottom = top + box.height
  }

  /// The groups side by side, with a line from which an arrow leads to each.
  private mutating func part(_ groups: [Figure.Flow.Box]) {
    guard !groups.isEmpty else { return }
    let space = 14.0
    let room = (width - 4 - Double(groups.count - 1) * space) / Double(groups.count)
    let boxes = groups.map { laid($0, min(room, 300), isCentred: true) }
    let begin = 2 + (room - min(room, 300)) / 2
    let centres = groups.indices.map { begin + Double($0) * (room + space) + min(room, 300) / 2 }
    let line = bottom + Self.gap / 2
    let top = from == nil ? bottom : line + Self.gap * 0.8
    if let from {
      let ends = [stem] + centres
      markup.path(
        "M\(stem.coordinate) \(from.coordinate)V\(line.coordinate)M\((ends.min() ?? stem).coordinate) "
          + "\(line.coordinate)H\((ends.max() ?? stem).coordinate)"
          + centres.map { "M\($0.coordinate) \(line.coordinate)V\((top - 6).coordinate)" }.joined(), class: "axis")
      for centre in centres { tip(centre, top, isDown: true) }
    }
    for (box, centre) in zip(boxes, centres) { box.draw(x: centre - box.width / 2, y: top, on: &markup) }
    bottom = top + (boxes.map(\.height).max() ?? 0)
  }

  private mutating func tip(_ x: Double, _ y: Double, isDown: Bool) {
    let rest = isDown ? "l-4 -8h8Z" : "l-8 -4v8Z"
    markup.path("M\(x.coordinate) \(y.coordinate)\(rest)", class: "tip")
  }
}
