import Analyses
import Cohorts

/// Current grades over time, as rows, as a table and as stacked bars.
struct CurrentGradesShowing {
  let times: [Double]
  let grades: CurrentGrades
  let columns: [GroupColumn]

  /// The names of the grades, those that are missing first.
  private static let names = ["grade_missing"] + (1...5).map { "grade_\($0)" }

  /// The statistics of each group and day.
  var rows: [Row] {
    columns.flatMap { column in
      times.indices.flatMap { place -> [Row] in
        let cell = grades.cells[place][column.place]
        func row(_ name: String, _ value: Quantity) -> Row {
          Row(name, value, group: column.group, time: times[place], n: cell.observed)
        }
        func counted(_ name: String, _ count: Int) -> [Row] {
          [
            row(name, .count(count)),
            row(
              "\(name)_proportion",
              cell.observed > 0
                ? .number(Double(count) / Double(cell.observed)) : .notEstimable("nobody is under observation")),
          ]
        }
        return [row("observed", .count(cell.observed))] + counted("any_grade", cell.any)
          + Self.names.indices.flatMap { counted(Self.names[$0], cell.grades[$0]) }
      }
    }
  }

  /// A line for each of some days, and under each group those observed and those with any and with severe grades.
  func table(title: String) -> TableLayout {
    let step = (times.count + 15) / 16
    return TableLayout(
      title: title, rowHeader: "Day",
      lines: stride(from: 0, to: times.count, by: step).map {
        .init("Day \(Argument.number(times[$0]).source)", time: times[$0])
      },
      columns: columns.flatMap { column -> [TableLayout.Column] in
        let over = column.heading
        func share(_ header: String, _ name: String) -> TableLayout.Column {
          .init(
            header, .share(count: name, of: nil, proportion: "\(name)_proportion"), .proportion, group: column.group,
            over: over)
        }
        return [
          .init("Observed", .value("observed"), .count, group: column.group, over: over),
          share("Any grade", "any_grade"),
        ]
          + (columns.count == 1 ? (1...5).map { share("Grade \($0)", "grade_\($0)") } : [])
      })
  }

  /// Stacked bars, a panel for each group of anybody.
  func figure(title: String) -> Figure {
    let hasMissing = grades.cells.contains { ($0.last?.grades[0] ?? 0) > 0 }
    let shown = hasMissing ? Array(0...5) : Array(1...5)
    let panels = columns.filter { $0.size > 0 }.map { column in
      Figure.Chart.Panel(
        title: columns.count > 1 ? column.heading : "",
        x: axis,
        y: .init("Subjects under observation", limits: .init(0, top), format: .proportion),
        marks: shown.indices.map { bars(column.place, shown, $0) })
    }
    return Figure(
      title: title,
      .chart(
        .init(
          panels: panels, series: (1...5).map { "Grade \($0)" } + (hasMissing ? ["Grade missing"] : []),
          isOrdered: true,
          aside: hasMissing ? 1 : 0)))
  }

  /// The end of the vertical axis: a round share that no bar passes, so that what is rare can be seen too.
  private var top: Double {
    let shares = grades.cells.joined().map { cell in
      cell.observed == 0 ? 0 : Double(cell.any) / Double(cell.observed)
    }
    let highest = shares.max() ?? 0
    return [0.05, 0.1, 0.2, 0.4, 0.6, 0.8].first { $0 >= highest } ?? 1
  }

  /// The days, with room for the first and the last bar.
  private var axis: Figure.Axis {
    let last = times.last ?? 0
    let half = (times.count > 1 ? times[1] - times[0] : 1) / 2
    return .init(
      "Day", limits: .init((times.first ?? 0) - half, last + half),
      ticks: Figure.ticks(to: last, unit: .days, axisUnit: .days))
  }

  /// The bars of one of the grades that are shown, each on those of the grades before it.
  private func bars(_ group: Int, _ shown: [Int], _ place: Int) -> Figure.Chart.Mark {
    func sum(_ cell: CurrentGrades.Cell, through end: Int) -> Double {
      Double(shown[..<end].reduce(0) { $0 + cell.grades[$1] }) / Double(cell.observed)
    }
    let grade = shown[place]
    let present = times.indices.filter { grades.cells[$0][group].grades[grade] > 0 }
    let cells = present.map { grades.cells[$0][group] }
    return .init(
      .bars(
        .vertical, at: present.map { times[$0] }, from: cells.map { sum($0, through: place) },
        to: cells.map { sum($0, through: place + 1) }), series: grade == 0 ? 5 : grade - 1)
  }
}
