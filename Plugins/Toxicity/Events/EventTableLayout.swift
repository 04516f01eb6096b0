import Analyses

/// The arrangement of lines of events as a table: columns of grades under each group.
struct EventTableLayout {
  private let groups: SubjectGroups
  private let statistics: EventStatistics
  private let lines: EventLines

  init(_ groups: SubjectGroups, _ statistics: EventStatistics, _ lines: EventLines) {
    self.groups = groups
    self.statistics = statistics
    self.lines = lines
  }

  /// The table.
  ///
  /// - Parameters:
  ///   - title: Its title.
  ///   - columns: What stands under each group; any grade alone where grades are not recorded.
  /// - Returns: The lines in their order, any event first.
  func table(title: String, showing columns: GradeColumns) -> TableLayout {
    let measures = measures(lines.isGraded ? columns : .any)
    return TableLayout(
      title: title, rowHeader: rowHeader,
      lines: ([lines.any] + lines.lines).map { .init($0.label, variable: $0.variable, indent: $0.indent) },
      columns: statistics.columns.flatMap { column in
        measures.map { header, measure in
          TableLayout.Column(
            header, .share(count: measure.name, of: nil, proportion: "\(measure.name)_proportion"), .proportion,
            group: column.group, over: column.heading)
        }
      })
  }

  /// The words over the columns of a group, or of all subjects together: its name and a number of subjects, which no line's end parts.
  static func heading(_ group: String, _ size: Int) -> String {
    "\(group) (n\u{A0}=\u{A0}\(size))"
  }

  private var rowHeader: String {
    guard lines.isClassed else { return "Term" }
    return lines.lines.contains { $0.indent > 0 } ? "Organ class and term" : "Organ class"
  }

  private func measures(_ columns: GradeColumns) -> [(header: String, measure: EventStatistics.Measure)] {
    let shown = [lines.any] + lines.lines
    let hasMissing = shown.contains { $0.all.missing > 0 }
    let missing = hasMissing ? [("Grade missing", EventStatistics.missing)] : []
    return switch columns {
    case .any: [("Subjects", EventStatistics.any)]
    case .anyAndSevere: [("Any grade", EventStatistics.any), (lines.words.severe, EventStatistics.severe)] + missing
    case .each:
      // Where severity is in words, data often tell three degrees alone.
      (1...5).filter { grade in grade <= 3 || !lines.isInWords || shown.contains { $0.all.at(grade) > 0 } }
        .map { (lines.words.name($0), EventStatistics.each[$0 - 1]) } + missing
    }
  }
}
