internal import Analyses

/// Where the columns and lines of a forest plot stand.
struct ForestLayout {
  /// A column of texts: where they are anchored, and how.
  struct Column: Sendable, Hashable {
    var x: Double
    var anchor: String
    var header: [String]
    var cells: [String]
  }

  let form: FigureForm
  let size: Double
  let width: Double
  /// How much room the labels have.
  let labelRoom: Double
  let columns: [Column]
  let plotLeft: Double
  let plotRight: Double
  /// Where the lines begin, and how high the heads above them are.
  let top: Double
  let header: [String]
  let headTop: Double

  private static let gap = 16.0

  /// The places of a plot that begins at a height of the picture.
  init(_ forest: Figure.Forest, _ texts: FormattedForest, form: FigureForm, top: Double) {
    self.form = form
    let size = form.size
    self.size = size
    headTop = top
    let isNarrow = form == .narrow
    let labels = forest.lines.map { TextMeasure.width($0.label.neutralised, size: size) + Double($0.depth) * 14 }
    let head = forest.rowHeader.neutralised
    let longest = max(labels.max() ?? 0, TextMeasure.width(head, size: size) + 4)
    if isNarrow {
      width = form.width
      labelRoom = 168
      plotLeft = 182
      plotRight = form.width - 10
      columns = []
      header = []
      self.top = top + 26
      return
    }
    labelRoom = min(longest, 216) + 2
    header = TextMeasure.lines(head, size: size, room: labelRoom)
    var x = labelRoom
    var columns: [Column] = []
    func add(_ column: FormattedForest.Column) {
      let content = column.cells.map { TextMeasure.width($0, size: size) }.max() ?? 0
      let words = column.header.split(separator: " ").map { TextMeasure.width(String($0), size: size) + 4 }.max() ?? 0
      let room = min(max(content, words, min(TextMeasure.width(column.header, size: size), 76)), 190)
      let lines = TextMeasure.lines(column.header, size: size * 1.03, room: room + 4)
      let cells = column.cells.map { TextMeasure.fitted($0, size: size, into: room + 4) }
      x += Self.gap + room
      columns.append(
        column.isNumber
          ? Column(x: x, anchor: "end", header: lines, cells: cells)
          : Column(x: x - room, anchor: "start", header: lines, cells: cells))
    }
    texts.left.forEach(add)
    let plotBegin = x + Self.gap + 4
    x = 0
    let before = columns.count
    ([texts.estimates] + texts.right).forEach(add)
    let after = x + 2
    let plot = max(form.width - plotBegin - after, 190)
    plotLeft = plotBegin
    plotRight = plotBegin + plot
    width = plotBegin + plot + after
    for place in columns.indices.dropFirst(before) { columns[place].x += plotBegin + plot }
    self.columns = columns
    let heads = max(columns.map(\.header.count).max() ?? 1, header.count, 1)
    self.top = top + 10 + Double(heads) * 17 + 7
  }

  /// Where a share of the axis stands.
  func x(_ fraction: Double) -> Double { plotLeft + fraction * (plotRight - plotLeft) }
}
