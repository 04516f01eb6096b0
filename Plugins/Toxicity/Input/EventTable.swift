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

  /// The names that such tables usually have, in lower case; the first that there is counts.
  private static let usualNames = ["adverse_events", "adae", "ae", "events", "toxicity"]

  /// Finds the table.
  ///
  /// - Parameters:
  ///   - name: Its name; without one, that of the usual names which there is, or else the first table with a column of terms
  ///     and one of grades.
  ///   - cohort: The subjects and their tables.
  /// - Throws: ``EventError/noTable(known:)``, or `CohortError.unknownTable`.
  init(_ name: String?, of cohort: Cohort) throws {
    guard let name = name ?? Self.found(in: cohort) else {
      throw EventError.noTable(known: cohort.linked.map { $0.key })
    }
    let (table, subjects) = try cohort.linkedTable(name)
    self.cohort = cohort
    self.name = name
    self.subjects = subjects
    var dictionary = DataDictionary(subjectID: cohort.dictionary.subjectID)
    if let described = cohort.dictionary.linked[name] { dictionary.columns = described }
    rows = Cohort(
      name: name, verified: table, linked: cohort.linked, dictionary: dictionary, provenance: cohort.provenance)
  }

  private static func found(in cohort: Cohort) -> String? {
    let tables = cohort.linked.map { (name: $0.key, columns: $0.value.table.columns.map { $0.key }) }
    let named = usualNames.lazy.compactMap { usual in tables.first { $0.name.lowercased() == usual } }.first
    let fitting = tables.first { table in
      [EventRole.term, .grade].allSatisfy { column(playing: $0, among: table.columns) != nil }
    }
    return named?.name ?? fitting?.name
  }

  private static func column(playing role: EventRole, among columns: [String]) -> String? {
    role.usualNames.lazy.compactMap { usual in columns.first { $0.lowercased() == usual } }.first
  }

  /// The name of the column that plays a role: the one that was named, or else the one with a usual name, or none.
  ///
  /// - Throws: ``EventError/unknownColumn(_:argument:table:nearest:columns:)`` where the one that was named is none.
  func columnName(_ role: EventRole, named name: String?) throws(EventError) -> String? {
    let columns = rows.columnNames
    guard let name else { return Self.column(playing: role, among: columns) }
    guard columns.contains(name) else {
      throw .unknownColumn(
        name, argument: role.rawValue, table: self.name, nearest: Nearest.name(to: name, among: columns),
        columns: columns)
    }
    return name
  }

  /// The same, where the analysis cannot go without.
  ///
  /// - Throws: ``EventError/noColumn(_:table:columns:)`` as well.
  func requiredName(_ role: EventRole, named name: String?) throws(EventError) -> String {
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
