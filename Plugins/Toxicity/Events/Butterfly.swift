import Analyses

/// Two groups back to back, a bar for each term, the part with grade 3 or more dark.
struct Butterfly {
  private let lines: EventLines
  private let columns: [GroupColumn]

  init(_ lines: EventLines, _ columns: [GroupColumn]) {
    self.lines = lines
    self.columns = columns
  }

  /// The figure, of the most frequent terms.
  func figure(title: String, most: Int) -> Figure {
    let shown = StackedGrades.mostFrequent(lines.lines, most)
    func shares(_ side: Int) -> [[Double]] {
      let column = columns[side]
      return shown.map { line in
        let (cell, size) = (line.cells[column.place], Double(max(column.size, 1)))
        let (any, lesser) = (Double(cell.any) / size, Double(cell.any - cell.atLeast(3)) / size)
        // What is left of the whole, so that the parts add up to it to the last digit.
        return lines.isGraded ? [lesser, any - lesser] : [any]
      }
    }
    let sides = columns.map { $0.heading }
    let (left, right) = (shares(0), shares(1))
    let panel = Figure.Chart.Panel.backToBack(
      rows: shown.map(\.label), sides: .init(sides[0], sides[1]), left: left, right: right,
      axis: .init("Subjects", format: .proportion, ticks: Self.ticks(left + right)))
    return Figure(
      title: title,
      .chart(
        .init(
          panels: [panel], series: lines.isGraded ? [lines.words.belowSevere, lines.words.severe] : sides,
          isOrdered: lines.isGraded)),
      notes: shown.count < lines.lines.count
        ? ["The \(shown.count) most frequent terms are shown, of \(lines.lines.count)."] : [])
  }

  /// The labelled places of both sides: beyond the longest bar there is room for its number, but no share above 1.
  private static func ticks(_ shares: [[Double]]) -> [Double]? {
    guard let longest = shares.map({ $0.reduce(0, +) }).max(), longest > 0 else { return nil }
    let steps = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5]
    let step = steps.first { longest / $0 <= 4 } ?? 0.5
    let count = Int((min(longest * 1.2, 1) / step + 1e-9).rounded(.down))
    return (-count...count).map { Double($0) * step }
  }
}
