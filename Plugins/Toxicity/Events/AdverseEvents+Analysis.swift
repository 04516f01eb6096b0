import Analyses

/// Adverse events by organ class and term, worst grades by group.
enum AdverseEvents {
  /// The table, as scripts ask for it.
  static let analysis = Analysis(
    "toxicity.adverse_events", "Adverse events by organ class and term, at the worst grade of each subject.",
    details: """
      The table of adverse events of a clinical report: any event first, then the organ classes and under each its terms, for each \
      group the subjects with any grade and those with grade 3 or more, or those at each worst grade.

      A subject with several events of a term counts once, at the worst grade, and so for organ classes and for any event: the \
      lines under a class therefore do not add up to it. Percentages are of all subjects of the cohort in the group, whether or not \
      they have any row in the table of events. A term that one group has and another has not is a 0 there. Where grades are \
      missing, those who have no other are counted in a column of their own.

      Which events count can be narrowed: where = "related and serious", treatment_emergent = true, window = { 0, 28 }.
      """,
    parameters: EventParameters.question + [
      levels.any, columns.any, EventShowing.order.any, EventShowing.minimum.any, EventShowing.absent.any,
      EventShowing.overall.any,
    ],
    statistics: EventStatistics.declared,
    example: [.init("by", .text("dose_level")), .init("minimum_incidence", .number(1))],
    terms: ["AE": "adverse event", "TEAE": "treatment-emergent adverse event", "SAE": "serious adverse event"]
  ) { cohort, arguments in
    let question = try EventQuestion(cohort, arguments)
    let lines = try EventLines(question, choice(arguments))
    let statistics = EventStatistics(
      question.groups, isGraded: lines.isGraded, overall: arguments[EventShowing.overall])
    let shown = [lines.any] + lines.lines
    let title = EventWords.title("Adverse events", question)
    return AnalysisResult(
      title: title,
      methods: question.methods + EventWords.counting(lines, question)
        + EventWords.choosing(lines, order: arguments[EventShowing.order], minimum: arguments[EventShowing.minimum]),
      rows: statistics.sizes + shown.flatMap(statistics.rows),
      tables: [
        EventTableLayout(question.groups, statistics, lines).table(
          title: title, showing: arguments[columns])
      ],
      cautions: question.cautions + EventWords.cautions(lines))
  }

  private static func choice(_ arguments: Arguments) -> EventLines.Choice {
    EventLines.Choice(
      levels: arguments[levels], order: arguments[EventShowing.order], minimum: arguments[EventShowing.minimum],
      includingAbsent: arguments[EventShowing.absent])
  }

  private static let levels = Parameter<EventLevels>.choice(
    "lines", "Of what the table has lines; without a column of organ classes, of terms alone.", default: .classAndTerm)
  private static let columns = Parameter<GradeColumns>.choice(
    "columns", "Of what the table has columns for each group.", default: .anyAndSevere)
}
