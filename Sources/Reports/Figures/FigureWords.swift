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
    case .chart(let chart): statements = [chart.description(rounding)]
    case .flow(let flow): statements = flow.words(rounding)
    case .lanes(let lanes): statements = [lanes.description]
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
}
