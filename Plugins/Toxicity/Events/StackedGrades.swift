import Analyses

/// Worst grades as stacked bars: a bar for each term, a part for each grade, a panel for each group.
struct StackedGrades {
  private let lines: EventLines
  private let columns: [GroupColumn]

  init(_ lines: EventLines, _ columns: [GroupColumn]) {
    self.lines = lines
    self.columns = columns
  }

  /// The most frequent terms, by events of at least a grade, in the order of the lines.
  static func mostFrequent(_ lines: [EventLines.Line], _ most: Int, fromGrade: Int = 0) -> [EventLines.Line] {
    guard lines.count > most else { return lines }
    let counts = lines.map { $0.all.count(from: fromGrade) }
    let order = lines.indices.sorted { (-counts[$0], $0) < (-counts[$1], $1) }
    return order.prefix(most).sorted().map { lines[$0] }
  }

  /// The figure, of the most frequent terms.
  func figure(title: String, most: Int) -> Figure {
    let shown = Self.mostFrequent(lines.lines, most)
    // Missing grades come first, and outside of the order of the others.
    let hasMissing = shown.contains { $0.all.missing > 0 }
    let grades = (hasMissing ? [0] : []) + Array(1...5)
    let panels = columns.filter { $0.size > 0 }.map { column in
      Figure.Chart.Panel(
        title: columns.count > 1 ? column.heading : "",
        x: .init("Subjects", limits: .init(0, 1), format: .proportion),
        y: .init("", scale: .categories(shown.map(\.label))),
        marks: grades.indices.map { place in
          bars(shown.map { $0.cells[column.place] }, grades: grades, place: place, size: column.size)
        })
    }
    let left = lines.lines.count - shown.count
    return Figure(
      title: title,
      .chart(
        .init(
          panels: panels, series: lines.words.names + (hasMissing ? ["Grade missing"] : []), isOrdered: true,
          aside: hasMissing ? 1 : 0)),
      notes: left > 0 ? ["The \(shown.count) most frequent terms are shown, of \(lines.lines.count)."] : [])
  }

  /// The bars of one of the grades, each on those of the grades before it.
  private func bars(_ cells: [GradeTally.Cell], grades: [Int], place: Int, size: Int) -> Figure.Chart.Mark {
    let grade = grades[place]
    let present = cells.indices.filter { cells[$0].at(grade) > 0 }
    func sum(_ cell: GradeTally.Cell, through end: Int) -> Double {
      Double(grades[..<end].reduce(0) { $0 + cell.at($1) }) / Double(size)
    }
    return .init(
      .bars(
        .horizontal, at: present.map(Double.init), from: present.map { sum(cells[$0], through: place) },
        to: present.map { sum(cells[$0], through: place + 1) }), series: grade == 0 ? 5 : grade - 1)
  }
}
