import Analyses
import Cohorts

/// How many subjects each trial of a pooled cohort has, and how long they were followed.
enum TrialFollowUp {
  /// The table, as scripts ask for it.
  static let analysis = Analysis(
    "pooling.follow_up", "Subjects, events, follow-up and period of each trial.",
    details: """
      One line a trial: subjects, events, the median follow-up by the reverse Kaplan-Meier method, and with a column of dates the \
      first and the last of them, such as the period in which a trial treated its subjects. Trials that differ in these differ in \
      what their late estimates rest on.
      """,
    parameters: [endpoint.any, PoolingParameters.trial.any, date.any, PoolingParameters.level.any],
    statistics: [
      .init("n", "The number of subjects with a time."),
      .init("events", "The number of events."),
      .init("median", "The median follow-up."),
      .init("median_lower", "Its lower limit."),
      .init("median_upper", "Its upper limit."),
      .init("first_date", "The first of the dates."),
      .init("last_date", "The last of the dates."),
    ],
    example: [.init("endpoint", .text("pfs"))]
  ) { cohort, arguments in
    let column = try cohort.trialColumn(arguments[PoolingParameters.trial], asker: arguments.analysis)
    let inner = try arguments.call("survival.follow_up", with: handedOn(arguments))
    let byTrial = try inner.giving(.text(column), as: "by").perform(on: cohort)
    let grouping = try cohort.grouping(column)
    let known = (0..<Int32(cohort.count)).filter { grouping.codes[Int($0)] >= 0 }
    let all = try inner.perform(on: grouping.missing > 0 ? cohort.part(known) : cohort)
    let dates = try arguments[date].map { try cohort.dates($0) }
    var result = AnalysisResult(title: "Trials and their follow-up", methods: byTrial.methods)
    for (code, trial) in grouping.levels.enumerated() {
      result.rows += byTrial.rows.filter { $0.group == trial }
      result.rows += period(of: dates, group: trial) { grouping.codes[$0] == Int32(code) }
    }
    result.rows += all.rows.map { row in
      var row = row
      row.group = nil
      return row
    }
    result.rows += period(of: dates, group: nil) { grouping.codes[$0] >= 0 }
    let percent = Argument.percent(arguments[PoolingParameters.level])
    let unit = byTrial.rows.first { $0.statistic == "median" }?.unit.map { ", \($0)" } ?? ""
    result.tables = [
      TableLayout(
        title: "Trials", rowHeader: cohort.dictionary.label(of: column),
        lines: grouping.levels.map { .init($0, group: $0) } + [.init("All trials")],
        columns: [
          .init("n", .value("n"), .count), .init("Events", .value("events"), .count),
          .init(
            "Median follow-up (\(percent) CI)\(unit)",
            .estimate("median", lower: "median_lower", upper: "median_upper"), .duration),
        ] + periodColumns(arguments[date], cohort))
    ]
    result.cautions = byTrial.cautions
    return result
  }

  private static let endpoint = Parameter.endpoint()
  private static let date = Parameter.optionalColumn(
    "date", "A column of dates whose first and last are shown, such as that of the infusion.")

  /// What was given that the reverse Kaplan-Meier analysis takes as well.
  private static func handedOn(_ arguments: Arguments) -> [Argument.Entry] {
    arguments.given.filter { !["trial", "date", "title"].contains($0.name) }
  }

  private static func periodColumns(_ date: String?, _ cohort: Cohort) -> [TableLayout.Column] {
    guard let date else { return [] }
    let label = cohort.dictionary.label(of: date)
    return [
      .init("\(label), first", .value("first_date"), .text), .init("\(label), last", .value("last_date"), .text),
    ]
  }

  private static func period(of dates: Column?, group: String?, _ isIn: (Int) -> Bool) -> [Row] {
    guard let dates else { return [] }
    // Dates and times written as ISO text have the order of time.
    let days = (0..<dates.count).filter { isIn($0) && dates.validity[$0] }.map { dates[$0].description }
    func row(_ name: String, _ day: String?) -> Row {
      Row(name, day.map { .text($0) } ?? .notEstimable("no dates"), group: group)
    }
    return [row("first_date", days.min()), row("last_date", days.max())]
  }
}

extension Cohort {
  /// A column of dates, or of dates with times.
  ///
  /// - Throws: `CohortError.wrongType` for another kind.
  fileprivate func dates(_ name: String) throws(CohortError) -> Column {
    let column = try column(name)
    switch column.storage {
    case .date, .dateTime: return column
    default: throw .wrongType(column: name, expected: "a date", found: column.type)
    }
  }
}
