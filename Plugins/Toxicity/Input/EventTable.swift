import Analyses
import Cohorts
import OrderedCollections

/// A linked table of adverse events: the rows of those who are in, and whose they are.
struct EventTable: Sendable {
  /// The subjects.
  let cohort: Cohort
  /// The table's name.
  let name: String
  /// Its rows as a cohort, so that expressions work on them.
  let rows: Cohort
  /// The position in the cohort of the subject of each row.
  let subjects: [Int32]

  /// The names that such tables usually have; the first that there is counts.
  private static let usualNames = ["adverse_events", "ADAE", "adae", "AE", "ae"]

  /// Finds the table.
  ///
  /// - Parameters:
  ///   - name: Its name; without one, that of the usual names which there is among the tables with a column of terms, or else the
  ///     only table with one of terms and one of grades.
  ///   - cohort: The subjects and their tables.
  /// - Throws: ``EventError/noTable(known:)``, or `CohortError.unknownTable`.
  init(_ name: String?, of cohort: Cohort) throws {
    let found =
      name ?? cohort.table(holding: [.term, .grade], usualNames: Self.usualNames)
      ?? cohort.table(holding: [.term], usualNames: Self.usualNames)
    guard let found else { throw EventError.noTable(known: cohort.linked.map { $0.key }) }
    (rows, subjects) = try cohort.rows(ofTable: found)
    self.cohort = cohort
    self.name = found
  }

  /// The name of the column that plays a role: the one that was named, or else by the dictionary or a usual name; `nil` without any.
  ///
  /// - Throws: ``EventError/unknownColumn(_:argument:table:nearest:columns:)`` where the one that was named is none.
  func columnName(_ role: ColumnRole, named name: String?) throws(EventError) -> String? {
    let columns = rows.columnNames
    guard let name else { return cohort.column(playing: role, inTable: self.name) }
    guard columns.contains(name) else {
      throw .unknownColumn(
        name, argument: role.argument, table: self.name, nearest: Nearest.name(to: name, among: columns),
        columns: columns)
    }
    return name
  }

  /// The same, where the analysis cannot go without.
  ///
  /// - Throws: ``EventError/noColumn(_:table:columns:)`` as well.
  func requiredName(_ role: ColumnRole, named name: String?) throws(EventError) -> String {
    guard let found = try columnName(role, named: name) else {
      throw .noColumn(role, table: self.name, columns: rows.columnNames)
    }
    return found
  }

  /// The words under which a column of the table is shown.
  func label(of column: String) -> String { rows.dictionary.label(of: column) }

  /// Where a row stands, for messages: its subject, and its number among all rows of the table, from 1.
  func place(of row: Int) -> (subject: String, row: Int) {
    (cohort.subject(Int(subjects[row])), cohort.storedRow(row, ofTable: name) + 1)
  }
}

// MARK: - Yes or no

extension EventTable {
  /// Whether something holds for each row.
  ///
  /// A column that says yes in some rows of the whole table, and no in none, is one of boxes that are ticked or left blank, such as
  /// ADaM's flags: blank is no.
  ///
  /// - Parameters:
  ///   - name: The column.
  ///   - words: How its values say yes or no.
  /// - Returns: The truth of each row, and whether the column is one of boxes.
  /// - Throws: ``EventError/notYesOrNo(_:column:)``, or `CohortError` for a column that is none.
  func truth(of name: String, as words: YesOrNo = .plain) throws -> (truth: Truth, isTicked: Bool) {
    let column = try rows.column(name)
    let truth = try words.truth(of: column, named: name)
    guard truth.values.contains(Truth.unknown), !truth.values.contains(Truth.no), let stored = storedColumn(name),
      try words.truth(of: stored, named: name).isTicked
    else { return (truth, false) }
    return (
      Truth(truth.values.indices.map { column.isBlank($0) ? Truth.no : truth.values[$0] }), true
    )
  }

  /// A column of the whole table, of whomever its rows are.
  func storedColumn(_ name: String) -> Column? { cohort.linked[self.name]?.table.columns[name] }
}

extension Column {
  /// Whether a row is missing, or a text of no characters.
  fileprivate func isBlank(_ row: Int) -> Bool {
    guard validity[row] else { return true }
    if case .text(let values) = storage { return values.range(row).isEmpty }
    return false
  }
}
