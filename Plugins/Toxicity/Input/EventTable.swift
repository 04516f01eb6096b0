import Analyses
import Cohorts

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
