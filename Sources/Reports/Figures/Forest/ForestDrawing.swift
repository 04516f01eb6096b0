internal import Analyses

/// A forest plot as SVG: as a table with the plot among its columns or, on a narrow screen, with the plot beside the labels and
/// everything else under them.
struct ForestDrawing: FigureBody {
  private(set) var markup = SVGMarkup()
  private(set) var bottom: Double
  let description: String
  private let forest: Figure.Forest
  private let texts: FormattedForest
  private let axis: ForestAxis
  private let layout: ForestLayout

  var width: Double { layout.width }

  /// The drawing of a forest plot that begins at a height of the picture.
  init(_ forest: Figure.Forest, form: FigureForm, top: Double, rounding: Rounding) {
    self.forest = forest
    texts = FormattedForest(forest, rounding: rounding)
    layout = ForestLayout(forest, texts, form: form, top: top)
    axis = ForestAxis(forest, most: form == .narrow ? 5 : 7, rounding: rounding)
    description = Self.description(of: forest, texts)
    bottom = layout.top
    let rows = form == .narrow ? narrowRows : wideRows
    let end = layout.top + rows.reduce(0) { $0 + $1.height }
    drawGrid(to: end)
    drawHead()
    let marks = ForestMarks(forest, axis: axis, layout: layout)
    for row in rows {
      draw(row, marks)
      bottom += row.height
    }
    drawAxis(at: end)
    draw(texts.closing)
  }

  // MARK: - Lines

  /// What stands at the height of a line.
  private struct Row {
    var height: Double
    /// The place of the line; `nil` for a statement.
    var line: Int?
    var label: [String]
    var indent: Double
    var isStrong: Bool
    /// What stands under the label, and at its right.
    var details: [String] = []
    var estimate = ""
  }

  private var wideRows: [Row] {
    forest.lines.indices.flatMap { place -> [Row] in
      let line = forest.lines[place]
      let indent = Double(line.depth) * 14
      let isStrong = line.kind == .heading || line.kind == .pooled
      let room = layout.labelRoom - indent
      let label = Self.wrapped(line.label, layout.size * (isStrong ? 1.04 : 1), room)
      let above = line.kind == .heading && place > 0 ? 5.0 : 0
      let row = Row(
        height: 22 + above + Double(label.count - 1) * 16, line: place, label: label, indent: indent, isStrong: isStrong
      )
      return [row] + statements(place, indent: indent + 14, room: layout.plotLeft - indent - 24)
    }
  }

  private var narrowRows: [Row] {
    forest.lines.indices.flatMap { place -> [Row] in
      let line = forest.lines[place]
      let indent = Double(line.depth) * 10
      let isStrong = line.kind == .heading || line.kind == .pooled
      let isBare = line.estimate == nil && line.interval == nil
      let room = (isBare ? layout.width - 10 : layout.labelRoom) - indent
      let label = Self.wrapped(line.label, layout.size * (isStrong ? 1.04 : 1), room)
      let details = (texts.left + texts.right).filter { !$0.cells[place].isEmpty }
        .map { "\($0.header) \($0.cells[place])" }.joined(separator: ", ")
      let under = TextMeasure.lines(details, size: 11, room: room)
      let height = Double(label.count) * 15 + Double(under.count) * 14 + 8
      let row = Row(
        height: isBare ? height : max(height, 40), line: place, label: label, indent: indent, isStrong: isStrong,
        details: under, estimate: texts.estimates.cells[place])
      return [row] + statements(place, indent: indent, room: layout.width - indent - 10)
    }
  }

  private func statements(_ place: Int, indent: Double, room: Double) -> [Row] {
    texts.statements[place].flatMap { TextMeasure.lines($0, size: layout.size - 1, room: room) }.map {
      Row(height: 17, line: nil, label: [$0], indent: indent, isStrong: false)
    }
  }

  /// A label in lines that fit; an empty one takes a line too.
  private static func wrapped(_ label: String, _ size: Double, _ room: Double) -> [String] {
    let lines = TextMeasure.lines(label.neutralised, size: size, room: room)
    return lines.isEmpty ? [""] : lines
  }

  private mutating func draw(_ row: Row, _ marks: ForestMarks) {
    guard let place = row.line else {
      markup.text(row.label[0], x: row.indent + 2, y: bottom + 12, class: "soft said", size: layout.size - 1)
      return
    }
    let isNarrow = layout.form == .narrow
    let line = forest.lines[place]
    let step = isNarrow ? 15.0 : 16
    let first = isNarrow ? bottom + 12 : bottom + row.height - 7 - Double(row.label.count - 1) * step
    let style = row.isStrong ? "strong" : nil
    for (number, words) in row.label.enumerated() {
      markup.text(words, x: row.indent + 2, y: first + Double(number) * step, class: style)
    }
    let under = first + Double(row.label.count) * step - (isNarrow ? 1 : 0)
    for (number, words) in row.details.enumerated() {
      markup.text(words, x: row.indent + 2, y: under + Double(number) * 14, class: "soft", size: 11)
    }
    guard !isNarrow else {
      markup.text(
        row.estimate, x: layout.plotRight, y: first, anchor: "end",
        class: row.isStrong ? "strong said clear" : "said clear")
      marks.draw(line, y: first + 16, on: &markup)
      return
    }
    let middle = (first + first + Double(row.label.count - 1) * step) / 2
    for column in layout.columns {
      markup.text(column.cells[place], x: column.x, y: middle, anchor: column.anchor, class: style)
    }
    marks.draw(line, y: middle - 4.5, on: &markup)
  }

  // MARK: - Heads, axis, and what stands under it

  private mutating func drawHead() {
    guard layout.form != .narrow else {
      let room = layout.width - layout.plotLeft + 40
      markup.text(
        TextMeasure.fitted(forest.rowHeader.neutralised, size: 12, into: 140), x: 2, y: layout.headTop + 12,
        class: "strong")
      markup.text(
        TextMeasure.fitted(texts.estimates.header, size: 12, into: room), x: layout.plotRight, y: layout.headTop + 12,
        anchor: "end", class: "strong")
      markup.path("M0 \((layout.top - 6).coordinate)H\(layout.width.coordinate)", class: "axis")
      return
    }
    let base = layout.top - 12
    for (place, line) in layout.header.enumerated() {
      markup.text(line, x: 2, y: base - Double(layout.header.count - 1 - place) * 17, class: "strong")
    }
    for column in layout.columns {
      for (place, line) in column.header.enumerated() {
        let y = base - Double(column.header.count - 1 - place) * 17
        markup.text(line, x: column.x, y: y, anchor: column.anchor, class: "strong")
      }
    }
    markup.path("M0 \((layout.top - 4).coordinate)H\(layout.width.coordinate)", class: "axis")
  }

  private mutating func drawGrid(to end: Double) {
    for tick in axis.ticks {
      guard let place = axis.fraction(tick), (-1e-9...1 + 1e-9).contains(place) else { continue }
      markup.path("M\(layout.x(place).coordinate) \(layout.top.coordinate)V\(end.coordinate)", class: "grid")
    }
    let pooled = forest.lines.last { $0.kind == .pooled && $0.indent == 0 }?.estimate?.double
    if let place = pooled.flatMap(axis.fraction), (0...1).contains(place) {
      markup.path("M\(layout.x(place).coordinate) \(layout.top.coordinate)V\(end.coordinate)", class: "half")
    }
    if let place = forest.noEffect.flatMap(axis.fraction), (0...1).contains(place) {
      markup.path("M\(layout.x(place).coordinate) \((layout.top - 4).coordinate)V\(end.coordinate)", class: "axis")
    }
  }

  private mutating func drawAxis(at end: Double) {
    bottom = end + 4
    var path = "M\(layout.plotLeft.coordinate) \(bottom.coordinate)H\(layout.plotRight.coordinate)"
    for tick in axis.ticks {
      guard let place = axis.fraction(tick), (-1e-9...1 + 1e-9).contains(place) else { continue }
      path += "M\(layout.x(place).coordinate) \(bottom.coordinate)v5"
    }
    markup.path(path, class: "axis")
    var last = -Double.infinity
    for (tick, label) in zip(axis.ticks, axis.labels) {
      guard let place = axis.fraction(tick), (-1e-9...1 + 1e-9).contains(place) else { continue }
      let half = TextMeasure.width(label, size: layout.size) / 2
      guard layout.x(place) - half > last + 5 else { continue }
      last = layout.x(place) + half
      markup.text(label, x: layout.x(place), y: bottom + 19, anchor: "middle", class: "tick")
    }
    bottom += 24
    drawFavours()
    let isPercent = forest.axis.format == .proportion
    let unit = forest.axis.unit.map { " (\($0.neutralised))" } ?? (isPercent ? " (%)" : "")
    let label = forest.axis.label.neutralised + unit
    let middle = min(
      (layout.plotLeft + layout.plotRight) / 2, layout.width - TextMeasure.width(label, size: layout.size) / 2)
    markup.text(label, x: middle, y: bottom + 15, anchor: "middle", class: "strong")
    bottom += 21
  }

  /// What the two sides of no effect mean, each on its side.
  private mutating func drawFavours() {
    let size = layout.size - 1
    let room = layout.width - 4
    let below =
      forest.below.isEmpty ? "" : TextMeasure.fitted("\u{2190} " + forest.below.neutralised, size: size, into: room)
    let above =
      forest.above.isEmpty ? "" : TextMeasure.fitted(forest.above.neutralised + " \u{2192}", size: size, into: room)
    guard !below.isEmpty || !above.isEmpty else { return }
    let x = layout.x(forest.noEffect.flatMap(axis.fraction).map { min(max($0, 0), 1) } ?? 0.5)
    // Each on its side of no effect, moved as far as it must be; one below the other where they would meet.
    let begin = min(x + 8, layout.width - 2 - TextMeasure.width(above, size: size))
    let end = max(min(x - 8, above.isEmpty ? x : begin - 14), 2 + TextMeasure.width(below, size: size))
    let isStacked = !above.isEmpty && end > begin - 8
    markup.text(below, x: end, y: bottom + 14, anchor: "end", class: "soft", size: size)
    if isStacked, !below.isEmpty { bottom += 17 }
    markup.text(above, x: begin, y: bottom + 14, class: "soft", size: size)
    bottom += 20
  }

  private mutating func draw(_ statements: [String]) {
    for line in statements.flatMap({ TextMeasure.lines($0, size: layout.size, room: layout.width - 8) }) {
      bottom += 18
      markup.text(line, x: 2, y: bottom)
    }
    bottom += 8
  }

  private static func description(of forest: Figure.Forest, _ texts: FormattedForest) -> String {
    var text = "Forest plot of \(texts.estimates.header) in \(forest.lines.count { $0.estimate != nil }) lines."
    for (line, estimate) in zip(forest.lines, texts.estimates.cells) where !estimate.isEmpty {
      text += " \(line.label.neutralised): \(estimate)."
    }
    return text
  }
}
