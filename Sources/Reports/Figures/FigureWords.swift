internal import Analyses

/// What a figure says where it cannot be drawn: its statements, and tables of what stands in it as text.
struct FigureWords {
  /// A table of texts.
  struct Table: Sendable, Hashable {
    var title: String
    var header: [String]
    /// Whether the texts of each column are numbers.
    var isNumber: [Bool]
    var rows: [[String]]
  }

  private(set) var statements: [String] = []
  private(set) var tables: [Table] = []

  /// The words of a figure.
  init(_ figure: Figure, rounding: Rounding) {
    switch figure.content {
    case .curves: for panel in CurvesPanel.all(of: figure) { add(panel, rounding) }
    case .forest(let forest): add(forest, rounding)
    case .chart(let chart):
      statements = [chart.description(rounding)]
      tables = chart.panels.compactMap { Self.cells(of: $0, rounding) ?? Self.bars(of: $0, chart, rounding) }
    case .flow(let flow): add(flow, rounding)
    case .lanes(let lanes): add(lanes, rounding)
    }
  }

  private mutating func add(_ panel: CurvesPanel, _ rounding: Rounding) {
    let title = panel.panel.title.neutralised
    let words = panel.annotations.map { $0.words(rounding) }
    statements += title.isEmpty ? words : words.map { "\(title). \($0)" }
    let axis = TimeAxis(panel, rounding: rounding)
    for block in panel.blocks(rounding) {
      tables.append(
        Table(
          title: title.isEmpty ? block.head : "\(title): \(block.head)", header: [axis.label] + axis.ticks.map(\.label),
          isNumber: [false] + axis.ticks.map { _ in true },
          rows: zip(panel.curves, block.rows).map { [$0.group.neutralised] + $1 }))
    }
  }

  private mutating func add(_ forest: Figure.Forest, _ rounding: Rounding) {
    let texts = FormattedForest(forest, rounding: rounding)
    let columns = texts.columns
    var rows: [[String]] = []
    for (place, line) in forest.lines.enumerated() {
      let indent = String(repeating: "\u{2003}", count: line.depth)
      rows.append([indent + line.label.neutralised] + columns.map { $0.cells[place] })
      rows += texts.statements[place].map { [indent + $0] + columns.map { _ in "" } }
    }
    tables = [
      Table(
        title: "", header: [forest.rowHeader.neutralised] + columns.map(\.header),
        isNumber: [false] + columns.map(\.isNumber), rows: rows)
    ]
    statements = texts.closing
  }

  // MARK: - Cells, flows and lanes

  /// The values of a heat map's cells; `nil` where a panel has none, or its axes have no names.
  static func cells(of panel: Figure.Chart.Panel, _ rounding: Rounding) -> Table? {
    guard let columns = panel.x.names, let rows = panel.y.names else { return nil }
    var texts = rows.map { _ in columns.map { _ in "" } }
    var hasCells = false
    for mark in panel.marks {
      guard case .cells(let x, let y, let values, let format) = mark.shape else { continue }
      hasCells = true
      for (value, place) in zip(values, zip(x, y)) {
        guard let column = Int(exactly: place.0), let row = Int(exactly: place.1), columns.indices.contains(column),
          rows.indices.contains(row)
        else { continue }
        texts[row][column] = rounding.written(value, as: format) ?? "NE"
      }
    }
    guard hasCells else { return nil }
    return Table(
      title: panel.title.neutralised, header: [panel.y.label.neutralised] + columns.map(\.neutralised),
      isNumber: [false] + columns.map { _ in true }, rows: zip(rows, texts).map { [$0.neutralised] + $1 })
  }

  /// What is written in the bars of series that stand on one another; `nil` where nothing is, or they have no names.
  private static func bars(of panel: Figure.Chart.Panel, _ chart: Figure.Chart, _ rounding: Rounding) -> Table? {
    let series = chart.legendOrder
    guard let names = panel.x.names ?? panel.y.names, !series.isEmpty else { return nil }
    var texts = names.map { _ in series.map { _ in "" } }
    var hasLabels = false
    for mark in panel.marks {
      guard case .bars(_, let places, _, _, let labels?) = mark.shape, labels.place == .middle,
        let column = mark.series.flatMap(series.firstIndex)
      else { continue }
      hasLabels = true
      for (value, place) in zip(labels.values, places) {
        guard let row = Int(exactly: place), names.indices.contains(row) else { continue }
        texts[row][column] = rounding.written(value, as: labels.format) ?? "NE"
      }
    }
    guard hasLabels else { return nil }
    let head = panel.x.names == nil ? panel.y.label : panel.x.label
    return Table(
      title: panel.title.neutralised, header: [head.neutralised] + series.map { chart.series[$0].neutralised },
      isNumber: [false] + series.map { _ in true }, rows: zip(names, texts).map { [$0.neutralised] + $1 })
  }

  private mutating func add(_ flow: Figure.Flow, _ rounding: Rounding) {
    let inset = "\u{2003}"
    func rows(_ box: Figure.Flow.Box, _ indent: String) -> [[String]] {
      func row(_ label: String, _ count: Int) -> [String] { [label, rounding.grouped(String(count))] }
      return [row(indent + box.label.neutralised, box.count)]
        + box.items.map { row(indent + inset + $0.label.neutralised, $0.count) }
    }
    let main = flow.steps.flatMap { step in
      rows(step.box, "") + (step.leaving.map { rows($0, inset) } ?? [])
    }
    tables = [
      Table(
        title: "", header: ["Step", "Subjects"], isNumber: [false, true],
        rows: main + flow.groups.flatMap { rows($0, inset) })
    ]
  }

  private mutating func add(_ lanes: Figure.Lanes, _ rounding: Rounding) {
    statements = [lanes.description(rounding)]
    let isGrouped = lanes.lanes.contains { !$0.group.isEmpty }
    let rows = lanes.lanes.map { lane in
      (isGrouped ? [lane.group.neutralised] : []) + [lane.label.neutralised, lanes.course(of: lane, rounding)]
    }
    let header =
      (isGrouped ? ["Group"] : []) + [lanes.rowHeader.neutralised, LanesAxis(lanes, rounding: rounding).label]
    tables = [Table(title: "", header: header, isNumber: header.map { _ in false }, rows: rows)]
  }
}
