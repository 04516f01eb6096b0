import Analyses
import Cohorts

/// How worst grades are distributed, term by term.
enum WorstGradeDistribution {
  /// The distribution, as scripts ask for it.
  static let analysis = Analysis(
    "toxicity.by_grade", "Worst grades of each term, as a table and as stacked bars.",
    details: """
      For each term the subjects of each group at each worst grade, 1 to 5, those of whom no grade is recorded, and those with any. \
      The figure shows the same as stacked bars, a panel for each group: the length of a bar is the share of the group's subjects \
      with the event, its parts their worst grades.
      """,
    parameters: EventParameters.question + [
      EventShowing.order.any, EventShowing.minimum.any, EventShowing.absent.any, EventShowing.overall.any,
      EventShowing.most.any,
    ],
    statistics: EventStatistics.declared, example: [.init("by", .text("dose_level"))],
    terms: ["AE": "adverse event", "CTCAE": "Common Terminology Criteria for Adverse Events"]
  ) { cohort, arguments in
    let question = try EventQuestion(cohort, arguments)
    _ = try question.requiredName(.grade)
    let lines = try EventLines(
      question,
      EventLines.Choice(
        levels: .term, order: arguments[EventShowing.order], minimum: arguments[EventShowing.minimum],
        includingAbsent: arguments[EventShowing.absent]))
    let statistics = EventStatistics(
      question.groups, isGraded: true, overall: arguments[EventShowing.overall])
    let title = EventWords.title("Worst grades", question)
    var result = AnalysisResult(
      title: title,
      methods: question.methods + EventWords.counting(lines, question)
        + EventWords.choosing(lines, order: arguments[EventShowing.order], minimum: arguments[EventShowing.minimum]),
      rows: statistics.sizes + ([lines.any] + lines.lines).flatMap(statistics.rows),
      cautions: question.cautions + EventWords.cautions(lines))
    var table = EventTableLayout(question.groups, statistics, lines).table(title: title, showing: .each)
    table.columns += statistics.columns.map { column in
      .init(
        "Any grade", .share(count: "any_grade", of: nil, proportion: "any_grade_proportion"), .proportion,
        group: column.group, over: column.heading)
    }
    table.columns = grouped(table.columns, statistics.columns.map(\.group))
    result.tables = [table]
    result.figures = [
      StackedGrades(lines, statistics.columns).figure(title: title, most: arguments[EventShowing.most])
    ]
    return result
  }

  /// Columns with those of a group next to each other, in the order of the groups.
  private static func grouped(_ columns: [TableLayout.Column], _ groups: [String?]) -> [TableLayout.Column] {
    groups.flatMap { group in columns.filter { $0.group == group } }
  }
}
