import Cohorts
import OrderedCollections

/// Finds what is recorded of subjects after their death: adverse events, assessments, responses, transplants.
struct AfterDeathCheck: DataCheck {
  let name = "after_death"
  let summary = "something is recorded after death"

  func findings(in cohort: Cohort) -> [Finding] {
    let deaths = Deaths(cohort)
    guard !deaths.isEmpty else { return [] }
    var findings = subjects(cohort, deaths)
    for table in cohort.checkedLinked { findings += linked(table, cohort, deaths) }
    return findings
  }

  private func subjects(_ cohort: Cohort, _ deaths: Deaths) -> [Finding] {
    let table = cohort.checkedSubjects
    return table.variables.compactMap { name, column in
      guard !deaths.columns.contains(name), let days = DayColumn(name, column),
        days.axis == .study ? isOwnDay(name, cohort) : Self.isClinicalDate(name)
      else { return nil }
      return finding(days, table, deaths)
    }
  }

  /// Whether the dictionary says that a column is the day on which something happens to a subject.
  private func isOwnDay(_ name: String, _ cohort: Cohort) -> Bool {
    let isTime = cohort.dictionary.endpoints.values.contains { $0.time == name }
    return !isTime && cohort.dictionary.columns[name]?.knownAt == .onDay([name])
  }

  /// Whether a date is one of treatment or disease, not of paperwork, which goes on after death.
  private static func isClinicalDate(_ name: String) -> Bool {
    let adam = ["TRTSDT", "TRTEDT", "TRTSDTM", "TRTEDTM", "RFXSTDTC", "RFXENDTC"]
    let clinical: Set<Substring> = [
      "infusion", "transplant", "response", "relapse", "progression", "treatment", "dose", "surgery",
    ]
    let words = ColumnNames.words(name)
    return adam.contains(name.uppercased()) || words.contains("date") && !clinical.isDisjoint(with: words)
  }

  private func linked(_ table: CheckedTable, _ cohort: Cohort, _ deaths: Deaths) -> [Finding] {
    let names = ["ASTDT", "AESTDTC", "onset_date", "start_date", "ADT", "RSDTC", "assessment_date", "visit_date"]
    let days = [ColumnRole.onset, .day].compactMap { cohort.column(playing: $0, inTable: table.name) }
    var isTold = [Bool](repeating: false, count: table.table.count)
    return (names + days).compactMap { name in
      guard let column = table.table.columns[name], let days = DayColumn(name, column) else { return nil }
      return finding(days, table, deaths, &isTold)
    }
  }

  private func finding(_ days: DayColumn, _ table: CheckedTable, _ deaths: Deaths) -> Finding? {
    var isTold = [Bool](repeating: false, count: table.table.count)
    return finding(days, table, deaths, &isTold)
  }

  /// A finding on the rows after death that are not told of by another column of the table.
  private func finding(
    _ days: DayColumn, _ table: CheckedTable, _ deaths: Deaths, _ isTold: inout [Bool]
  ) -> Finding? {
    guard let death = deaths.last(days.axis) else { return nil }
    var rows = ConcernedRows()
    for row in days.earliest.indices where days.earliest[row] > death.day[table.subjectRow(row)] && !isTold[row] {
      isTold[row] = true
      let shown = days.axis == .study ? "day " : ""
      rows.add(row, "\(days.words(row)), dead on \(shown)\(death.words(table.subjectRow(row)))")
    }
    guard !rows.isEmpty else { return nil }
    return table.finding(
      .error, name, "\"\(days.name)\" is after death by \"\(death.column)\"", column: days.name, rows)
  }
}

/// The last day on which each subject can have been alive, on both axes.
struct Deaths {
  /// The days of death on one axis.
  struct Last {
    let column: String
    /// The last day on which a subject can have died; not a number for the living.
    let day: [Double]
    let words: (Int) -> String
  }

  private let calendar: Last?
  private let study: Last?
  /// The columns that they were read from.
  let columns: Set<String>

  var isEmpty: Bool { calendar == nil && study == nil }

  init(_ cohort: Cohort) {
    let table = cohort.checkedSubjects
    let date = table.days(meaning: .deathDate).flatMap { $0.axis == .calendar ? $0 : nil }
    let day = table.days(meaning: .deathDay).flatMap { $0.axis == .study ? $0 : nil }
    calendar = date.map { date in Last(column: date.name, day: date.latest) { date.words($0) } }
    study =
      day.map { day in
        Last(column: day.name, day: day.latest) { day.latest[$0].shown }
      } ?? Self.overall(cohort)
    columns = Set([date?.name, day?.name, study?.column].compactMap(\.self))
  }

  /// Deaths by overall survival in days from day 0; a day later is let pass, for some count the first day as 1.
  private static func overall(_ cohort: Cohort) -> Last? {
    guard let endpoint = cohort.overallSurvival, endpoint.definition.unit == .days, endpoint.definition.originDay == nil
    else { return nil }
    var day = [Double](repeating: .nan, count: cohort.stored.count)
    for row in endpoint.time.indices where endpoint.event[row] == Truth.yes {
      day[endpoint.stored[row]] = endpoint.time[row] + 1
    }
    return Last(column: endpoint.definition.time, day: day) { (day[$0] - 1).shown }
  }

  /// The days of death on an axis; `nil` where none are known.
  func last(_ axis: DayColumn.Axis) -> Last? { axis == .calendar ? calendar : study }
}
