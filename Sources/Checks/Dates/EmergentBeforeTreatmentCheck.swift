import Cohorts
import OrderedCollections

/// Finds adverse events that are flagged as emerging under treatment and began before it.
struct EmergentBeforeTreatmentCheck: DataCheck {
  let name = "emergent_before_treatment"
  let summary = "a treatment-emergent event began before treatment"

  func findings(in cohort: Cohort) -> [Finding] {
    let start = cohort.checkedSubjects.days(meaning: .treatmentStart)
    return cohort.checkedLinked.compactMap { table in
      guard let flag = cohort.column(playing: .emergent, inTable: table.name).flatMap({ table.table.columns[$0] }),
        let isEmergent = Self.flags(flag), let onset = onset(table, cohort, start)
      else { return nil }
      var rows = ConcernedRows()
      for row in 0..<table.table.count where isEmergent[row] {
        let first = onset.axis == .study ? 0 : start?.earliest[table.subjectRow(row)] ?? .nan
        if onset.latest[row] < first {
          let treated = onset.axis == .study ? "" : ", treated \(start?.words(table.subjectRow(row)) ?? "")"
          rows.add(row, onset.words(row) + treated)
        }
      }
      guard !rows.isEmpty else { return nil }
      return table.finding(
        .warning, name, "an event is flagged as treatment-emergent and began before treatment", column: onset.name, rows
      )
    }
  }

  /// The dates of onset where the date of treatment is known, or else the days.
  private func onset(_ table: CheckedTable, _ cohort: Cohort, _ start: DayColumn?) -> DayColumn? {
    if start?.axis == .calendar,
      let (name, column) = table.column(named: ["ASTDT", "AESTDTC", "onset_date", "start_date"]),
      let days = DayColumn(name, column), days.axis == .calendar
    {
      return days
    }
    guard let name = cohort.column(playing: .onset, inTable: table.name), let column = table.table.columns[name],
      let days = DayColumn(name, column), days.axis == .study
    else { return nil }
    return days
  }

  private static func flags(_ column: Column) -> [Bool]? {
    switch column.storage {
    case .flag(let values): return values.indices.map { column.validity[$0] && values[$0] }
    case .category(let values):
      let isYes = values.levels.map { ["y", "yes"].contains($0.lowercased()) }
      return values.codes.indices.map { column.validity[$0] && isYes[Int(values.codes[$0])] }
    default: return nil
    }
  }
}
