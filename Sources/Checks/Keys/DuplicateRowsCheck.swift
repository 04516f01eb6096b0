import Cohorts
import OrderedCollections

/// Finds rows of linked tables that are the same as an earlier row in all columns.
///
/// Numbers that count the rows themselves, such as `AESEQ`, are left aside.
struct DuplicateRowsCheck: DataCheck {
  let name = "duplicate_rows"
  let summary = "rows stand twice"

  func findings(in cohort: Cohort) -> [Finding] {
    cohort.checkedLinked.compactMap { table in
      let columns = table.variables.filter { !RowKeys.isSequence($0.name) }.map(\.column)
      guard !columns.isEmpty else { return nil }
      let repeated = RowKeys(table, columns: columns).repeated
      guard !repeated.isEmpty else { return nil }
      var rows = ConcernedRows()
      for (row, _) in repeated { rows.add(row) }
      return table.finding(
        .warning, name, "all columns are the same as in an earlier row", column: nil, rows,
        advice: "what is counted by rows counts them twice")
    }
  }
}

/// Finds adverse events that a subject has twice with the same term on the same day, other columns differing.
struct RepeatedEventsCheck: DataCheck {
  let name = "repeated_events"
  let summary = "a subject has a term twice on one day"

  func findings(in cohort: Cohort) -> [Finding] {
    cohort.checkedLinked.compactMap { table in
      guard let term = cohort.column(playing: .term, inTable: table.name),
        let onset = cohort.column(playing: .onset, inTable: table.name),
        let terms = table.table.columns[term], let onsets = table.table.columns[onset]
      else { return nil }
      let all = RowKeys(table, columns: table.variables.filter { !RowKeys.isSequence($0.name) }.map(\.column))
      let identical = Set(all.repeated.map(\.row))
      var rows = ConcernedRows()
      for (row, _) in RowKeys(table, columns: [terms, onsets]).repeated
      where !identical.contains(row) && terms.validity[row] && onsets.validity[row] {
        rows.add(row, "\(terms[row].description), \(onsets[row].description)")
      }
      guard !rows.isEmpty else { return nil }
      return table.finding(
        .note, name, "subject, \"\(term)\" and \"\(onset)\" are the same as in an earlier row", column: term, rows,
        advice: "analyses by subject count them once")
    }
  }
}

/// Finds assessments of one subject on one day that give different responses.
struct ConflictingAssessmentsCheck: DataCheck {
  let name = "conflicting_assessments"
  let summary = "assessments of one day disagree"

  func findings(in cohort: Cohort) -> [Finding] {
    cohort.checkedLinked.compactMap { table in
      guard let response = cohort.column(playing: .response, inTable: table.name),
        let day = cohort.column(playing: .day, inTable: table.name),
        let responses = table.table.columns[response], let days = table.table.columns[day]
      else { return nil }
      let within = ["PARAMCD", "AVISIT", "RSEVAL"].compactMap { table.table.columns[$0] }
      var rows = ConcernedRows()
      for (row, first) in RowKeys(table, columns: [days] + within).repeated
      where days.validity[row] && responses.validity[row] && responses.validity[first]
        && responses[row] != responses[first]
      {
        rows.add(row, "\(days[row].description): \(responses[first].description) and \(responses[row].description)")
      }
      guard !rows.isEmpty else { return nil }
      return table.finding(
        .warning, name, "\"\(response)\" differs from an earlier row of the same subject and day", column: response,
        rows)
    }
  }
}
