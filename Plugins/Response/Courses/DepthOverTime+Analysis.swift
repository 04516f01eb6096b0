import Analyses
import Cohorts

extension DepthOverTime {
  /// The depth of response over time, as scripts ask for it.
  static let analysis = Analysis(
    "response.depth_over_time", "How many subjects are in each category of response at each time.",
    details: """
      For each time, every subject of the cohort is in one state: the category of the last assessment up to then that could be \
      evaluated, not yet assessed, or one of the ends that are named, such as death. The states of a time add up to all subjects, so \
      that those who died or were never assessed do not drop out of the picture.

      A category is carried forward from one assessment to the next, and from the last one to all later times, unless the end of \
      follow-up is among the ends: { Death = "death_day", ["Follow-up ended"] = "os_days" }. Of two ends on one day the first by name \
      counts. To compare groups, ask for each of them restricted to itself.
      """,
    parameters: AssessmentTable.parameters + [times.any, ended.any, after.any],
    statistics: [
      .init("n", "The number of subjects."), .init("count", "The number of subjects in the state."),
      .init("proportion", "Their share of all subjects."),
    ],
    example: [
      .init("vocabulary", .text("leukaemia")), .init("at", .list([28, 90, 180].map(Argument.integer))),
      .init("ended", .map([.init("Death", .text("death_day"))])),
    ]
  ) { cohort, arguments in
    let source = try AssessmentTable(cohort, arguments)
    let times = Array(Set(arguments[times])).sorted()
    let ends = arguments[ended]
    let depth = DepthOverTime(
      source.assessments, source.vocabulary, after: arguments[after],
      ends: try ends.map { try cohort.earliest([$0.day], unit: source.unit, besides: "\(source.table).\(source.day)") },
      times: times)
    let states = try names(source.vocabulary, ends, for: arguments.analysis)
    let unit = source.unit ?? .days
    var result = AnalysisResult(
      title: "Depth of response over time",
      methods: [
        "At each time a subject is in the category (\(source.vocabulary.label)) of the last assessment up to then that could be "
          + "evaluated, in \"\(notYet)\" before the first, and in an end from its day on"
          + (ends.isEmpty ? "." : " (\(ends.map(\.name).joined(separator: ", "))).")
          + " The last category is carried forward" + (ends.isEmpty ? " to all later times." : " up to an end.")
      ], rows: [Row("n", .count(cohort.count))])
    for (time, counts) in zip(times, depth.counts) {
      for (state, count) in zip(states, counts) {
        result.rows.append(Row("count", .count(count), variable: state, time: time, n: cohort.count))
        let share = cohort.count > 0 ? Double(count) / Double(cohort.count) : nil
        result.rows.append(
          Row("proportion", Quantity(share, otherwise: "no subjects"), variable: state, time: time, n: cohort.count))
      }
    }
    let occurring = states.indices.filter { state in depth.counts.contains { $0[state] > 0 } }
    result.tables = [
      TableLayout(
        title: result.title, rowHeader: "Time, \(unit.rawValue)",
        lines: times.map { .init(Argument.number($0).source, time: $0) },
        columns: occurring.map {
          .init(
            states[$0], .share(count: "count", of: nil, proportion: "proportion"), .proportion, variable: states[$0])
        })
    ]
    if cohort.count > 0, !times.isEmpty {
      let chart = DepthChart(
        depth.counts, states: states, source.vocabulary, groups: times.map { Argument.number($0).source },
        direction: .vertical, groupLabel: "Time, \(unit.rawValue)")
      result.figures = [Figure(title: result.title, .chart(chart.chart))]
    }
    return result
  }

  private static let notYet = "Not yet assessed"

  /// The states, in the order of the counts.
  private static func names(
    _ vocabulary: ResponseVocabulary, _ ends: [ExposureRequest], for analysis: String
  ) throws(ArgumentError) -> [String] {
    let known = vocabulary.codes + [notYet]
    for end in ends where known.contains(end.name) {
      throw .invalid(
        analysis: analysis, reason: "\"\(end.name)\" in ended is a category of response; call the end by another name")
    }
    return known + ends.map(\.name)
  }

  private static let times = Parameter.numbers(
    "at", "The times at which subjects are counted, in the unit of the days of assessment.",
    fallback: .value(.list([28, 90, 180, 365].map(Argument.integer))))
  private static let ended = Parameter.exposures(
    "ended", "What ends a course, such as death, each with the column of its day.")
  private static let after = Parameter.number(
    "after", "The day up to which assessments are of the time before treatment, and do not count.",
    in: -36500...36500, unit: "days", default: 0)
}
