import Cohorts

/// Counts the subjects without an adverse event, and those without an assessment.
struct SubjectsWithoutRowsCheck: DataCheck {
  let name = "subjects_without_rows"
  let summary = "subjects have no rows in a linked table"

  func findings(in cohort: Cohort) -> [Finding] {
    cohort.checkedLinked.compactMap { table in
      let isEvents = cohort.column(playing: .term, inTable: table.name) != nil
      let isAssessments = cohort.column(playing: .response, inTable: table.name) != nil
      guard isEvents || isAssessments else { return nil }
      var has = [Bool](repeating: false, count: cohort.stored.count)
      for row in 0..<table.table.count { has[table.subjectRow(row)] = true }
      let without = has.reduce(0) { $0 + ($1 ? 0 : 1) }
      guard without > 0 else { return nil }
      let meaning =
        isEvents ? "they count as subjects who had no event" : "they count as subjects who were never assessed"
      return Finding(
        .note, check: name, "\(without) of \(has.count) subjects have no row: \(meaning)", table: table.name,
        count: without)
    }
  }
}
