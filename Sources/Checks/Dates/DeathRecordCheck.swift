import Cohorts

/// Finds the dead without a date of death, and subjects in contact after their death.
struct DeathRecordCheck: DataCheck {
  let name = "death_record"
  let summary = "a death has no date, or contact after it"

  func findings(in cohort: Cohort) -> [Finding] {
    let table = cohort.checkedSubjects
    return [undated(table), contact(table, .deathDate, .lastContactDate), contact(table, .deathDay, .lastContactDay)]
      .compactMap(\.self)
  }

  private func undated(_ table: CheckedTable) -> Finding? {
    guard let (date, dates) = table.column(meaning: .deathDate) ?? table.column(meaning: .deathDay),
      let source = DeathEvidence(table).sources.first(where: { $0.column != date })
    else { return nil }
    var rows = ConcernedRows()
    for row in source.died.indices where source.died[row] == Truth.yes && !dates.validity[row] { rows.add(row) }
    guard !rows.isEmpty else { return nil }
    return table.finding(.warning, name, "dead by \"\(source.column)\" without \"\(date)\"", column: date, rows)
  }

  private func contact(_ table: CheckedTable, _ death: SubjectMeaning, _ contact: SubjectMeaning) -> Finding? {
    guard let death = table.days(meaning: death), let contact = table.days(meaning: contact), death.axis == contact.axis
    else { return nil }
    var rows = ConcernedRows()
    for row in death.latest.indices where contact.earliest[row] > death.latest[row] {
      rows.add(row, "\(contact.words(row)) after \(death.words(row))")
    }
    guard !rows.isEmpty else { return nil }
    return table.finding(
      .error, name, "\"\(contact.name)\" is after \"\(death.name)\"", column: contact.name, rows)
  }
}
