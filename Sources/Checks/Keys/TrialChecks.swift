import Cohorts
import OrderedCollections

/// Finds subjects without a trial, in a cohort that names trials.
struct MissingTrialCheck: DataCheck {
  let name = "missing_trial"
  let summary = "the trial is missing"

  func findings(in cohort: Cohort) -> [Finding] {
    let table = cohort.checkedSubjects
    guard let trial = cohort.dictionary.trial, let column = table.table.columns[trial] else { return [] }
    var rows = ConcernedRows()
    for row in 0..<column.count where !column.validity[row] { rows.add(row) }
    guard !rows.isEmpty else { return [] }
    return [
      table.finding(
        .warning, name, "\"\(trial)\" is missing", column: trial, rows,
        advice: "analyses by trial leave them out")
    ]
  }
}

/// Finds subjects whose id begins with the name of another trial than theirs, and linked rows that name another trial.
struct TrialPrefixCheck: DataCheck {
  let name = "trial_disagrees"
  let summary = "the trial is another one elsewhere"

  func findings(in cohort: Cohort) -> [Finding] {
    let table = cohort.checkedSubjects
    guard let trial = cohort.dictionary.trial, let column = table.table.columns[trial],
      case .category(let trials) = column.storage
    else { return [] }
    return prefixes(table, trial, column, trials) + cohort.checkedLinked.compactMap { linked($0, trial, column) }
  }

  private func prefixes(
    _ table: CheckedTable, _ trial: String, _ column: Column, _ trials: Categories
  ) -> [Finding] {
    guard trials.levels.count > 1, let ids = table.table.columns[table.subjectID], case .text(let texts) = ids.storage
    else { return [] }
    // The longest first, so that a trial whose name begins with another's is told from it.
    let names = trials.levels.enumerated().sorted { $0.element.utf8.count > $1.element.utf8.count }
      .map { (code: Int32($0.offset), bytes: Array($0.element.utf8)) }
    var rows = ConcernedRows()
    var agreeing = 0
    for row in 0..<texts.count where column.validity[row] {
      let bytes = texts.bytes[texts.range(row)]
      guard let named = names.first(where: { bytes.starts(with: $0.bytes) }) else { continue }
      if named.code == trials.codes[row] {
        agreeing += 1
      } else {
        rows.add(row, "of \(trials.levels[Int(trials.codes[row])])")
      }
    }
    guard !rows.isEmpty, agreeing > rows.count else { return [] }
    return [table.finding(.warning, name, "the id begins with the name of another trial", column: trial, rows)]
  }

  private func linked(_ table: CheckedTable, _ trial: String, _ own: Column) -> Finding? {
    guard let column = table.table.columns[trial] else { return nil }
    var rows = ConcernedRows()
    for row in 0..<column.count where column.validity[row] && own.validity[table.subjectRow(row)] {
      let subject = table.subjectRow(row)
      if column[row] != own[subject] {
        rows.add(row, "\(column[row].description) here, \(own[subject].description) among the subjects")
      }
    }
    guard !rows.isEmpty else { return nil }
    return table.finding(.error, name, "\"\(trial)\" is another one than that of the subject", column: trial, rows)
  }
}
