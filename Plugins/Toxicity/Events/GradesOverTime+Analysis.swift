import Analyses
import Cohorts

/// The grade that subjects have from day to day.
enum GradesOverTime {
  /// The course, as scripts ask for it.
  static let analysis = Analysis(
    "toxicity.over_time", "The share of subjects with each current grade, day by day, of those under observation.",
    details: """
      At each day, from the days on which events began and ended, the worst grade of each subject's events that last then; of the \
      subjects who are under observation on that day. Shown as stacked bars, a panel for each group. Ask for one term with \
      terms = "Cytokine release syndrome".

      A subject is under observation up to the day of death or last contact, by the endpoint "os" or what follow_up names; where there \
      is neither, everybody is counted on every day, and the report says so. An event without a day of end goes on until the end of observation.
      """,
    parameters: EventParameters.question + [
      EventParameters.end.any, followUp.any, last.any, every.any, EventShowing.overall.any,
    ],
    statistics: [
      .init("observed", "The number of subjects under observation on the day."),
      .init("any_grade", "The number of them with an event that lasts."),
      .init("any_grade_proportion", "The share of them with an event that lasts."),
    ] + (EventStatistics.each + [EventStatistics.missing]).flatMap(EventStatistics.counted),
    example: [
      .init("terms", .text("Cytokine release syndrome")), .init("by", .text("dose_level")),
      .init("last_day", .integer(14)),
    ]
  ) { cohort, arguments in
    let question = try EventQuestion(cohort, arguments)
    let course = try DatedEvents(
      question, arguments[followUp], end: arguments[EventParameters.end], analysis: arguments.analysis)
    let times = days(to: arguments[last], every: arguments[every])
    let grades = CurrentGrades(
      at: times, course.events, lastDay: course.lastDay, groups: question.groups.codes,
      groupCount: question.groups.names.count)
    let statistics = EventStatistics(question.groups, isGraded: true, overall: arguments[EventShowing.overall])
    let showing = CurrentGradesShowing(times: times, grades: grades, columns: statistics.columns)
    let title = EventWords.title("Current grades over time", question)
    return AnalysisResult(
      title: title, methods: question.methods + course.methods, rows: showing.rows,
      tables: [showing.table(title: title)],
      figures: [showing.figure(title: title)], cautions: question.cautions + course.cautions)
  }

  private static let followUp = Parameter<String?>.optionalColumn(
    "follow_up",
    "Until when subjects were under observation: an endpoint, or a column of the last day; the endpoint \"os\" without it, where there is "
      + "one.")
  private static let last = Parameter<Int>.wholeNumber(
    "last_day", "The last day that is shown.", in: 1...3660, default: 28)
  private static let every = Parameter<Int>.wholeNumber(
    "every", "How many days lie between those that are shown: 7 for weeks.", in: 1...366, default: 1)

  private static func days(to last: Int, every: Int) -> [Double] {
    stride(from: 0, through: last, by: every).map(Double.init)
  }
}
