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
        let severe = cell.atLeast(3)
        return lines.isGraded
          ? [Double(cell.any - severe) / size, Double(severe) / size] : [Double(cell.any) / size]
      }
    }
    let sides = columns.map { $0.heading }
    let panel = Figure.Chart.Panel.backToBack(
      rows: shown.map(\.label), sides: .init(sides[0], sides[1]), left: shares(0), right: shares(1),
      axis: .init("Subjects", format: .proportion))
    return Figure(
      title: title,
      .chart(
        .init(
          panels: [panel], series: lines.isGraded ? ["Below grade 3, or missing", "Grade 3 or more"] : sides,
          isOrdered: lines.isGraded)),
      notes: shown.count < lines.lines.count
        ? ["The \(shown.count) most frequent terms are shown, of \(lines.lines.count)."] : [])
  }
}
