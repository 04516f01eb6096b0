import Analyses
import Cohorts

/// The incidence of each term in each group, as a heat map.
enum EventHeatMap {
  /// The heat map, as scripts ask for it.
  static let analysis = Analysis(
    "toxicity.heat_map", "Incidence of each term in each group or trial, as a heat map.",
    details: """
      A column for each group, a line for each term, and in each cell the share of the group's subjects with the event: at any grade, \
      or at grade 3 or more. Where a pooled cohort names its trials and no groups are asked for, the columns are the trials: a term \
      that one trial records and another does not is seen at a glance.
      """,
    parameters: EventParameters.question + [
      severity.any, EventShowing.order.any, EventShowing.minimum.any, EventShowing.absent.any, EventShowing.most.any,
    ],
    statistics: EventStatistics.declared, example: [.init("by", .text("trial"))]
  ) { cohort, arguments in
    let trial = arguments[EventParameters.by].isEmpty ? cohort.dictionary.trial : nil
    let question = try EventQuestion(cohort, arguments, by: trial.map { [ColumnRequest($0)] })
    let severity = try question.columnName(.grade) == nil ? .any : arguments[severity]
    let lines = try EventLines(
      question,
      EventLines.Choice(
        levels: .term, order: arguments[EventShowing.order], fromGrade: severity == .any ? 0 : 3,
        minimum: arguments[EventShowing.minimum], includingAbsent: arguments[EventShowing.absent]))
    let statistics = EventStatistics(question.groups, isGraded: lines.isGraded, overall: false)
    let title = EventWords.title(
      severity == .any ? "Incidence of events" : "Incidence of events of grade 3 or more", question)
    let measure = severity == .any ? EventStatistics.any : EventStatistics.severe
    return AnalysisResult(
      title: title,
      methods: question.methods + EventWords.counting(lines, question)
        + EventWords.choosing(lines, order: arguments[EventShowing.order], minimum: arguments[EventShowing.minimum]),
      rows: statistics.sizes + ([lines.any] + lines.lines).flatMap(statistics.rows),
      tables: [
        TableLayout(
          title: title, rowHeader: "Term",
          lines: ([lines.any] + lines.lines).map { .init($0.label, variable: $0.variable) },
          columns: statistics.columns.map {
            .init(
              $0.heading,
              .share(count: measure.name, of: nil, proportion: "\(measure.name)_proportion"), .proportion,
              group: $0.group)
          })
      ],
      figures: [figure(title: title, lines, statistics.columns, measure, most: arguments[EventShowing.most])],
      cautions: question.cautions + EventWords.cautions(lines))
  }

  private static let severity = Parameter<Severity>.choice(
    "severity", "Which events the cells count, and by which terms are ordered and chosen.", default: .any)

  private static func figure(
    title: String, _ lines: EventLines, _ columns: [GroupColumn],
    _ measure: EventStatistics.Measure, most: Int
  ) -> Figure {
    let shown = StackedGrades.mostFrequent(lines.lines, most, fromGrade: lines.fromGrade)
    let places = shown.indices.flatMap { line in columns.indices.map { (line: line, column: $0) } }
    let values = places.map { place in
      EventStatistics.share(
        measure.count(shown[place.line].cells[columns[place.column].place]), of: columns[place.column].size)
    }
    let panel = Figure.Chart.Panel(
      x: .init(lines.groups.label, scale: .categories(columns.map { $0.group })),
      y: .init("", scale: .categories(shown.map(\.label))),
      marks: [
        .init(
          .cells(
            x: places.map { Double($0.column) }, y: places.map { Double($0.line) }, values: values,
            format: .proportion))
      ])
    return Figure(
      title: title,
      .chart(.init(panels: [panel], ramp: .init("Subjects", limits: .init(0, 1), format: .proportion))),
      notes: shown.count < lines.lines.count
        ? ["The \(shown.count) most frequent terms are shown, of \(lines.lines.count)."] : [])
  }
}

/// Which events are counted by their grade.
enum Severity: String, Choice {
  case any = "any_grade"
  case severe = "grade_3_or_more"

  var summary: String {
    switch self {
    case .any: "events of any grade"
    case .severe: "events of grade 3 or more"
    }
  }
}
