import Cohorts
import OrderedCollections

/// A table of a cohort as checks see it: its stored rows, and the subject of each.
struct CheckedTable {
  /// The name under which findings show it.
  let name: String
  /// Its rows.
  let table: Table
  /// Whether it is the subjects' own.
  let isSubjects: Bool
  /// What is known of its columns.
  let descriptions: OrderedDictionary<String, ColumnDescription>
  /// The name of the column of subject ids.
  let subjectID: String

  private let ids: Column?
  private let subjectRows: [Int32]?

  /// The subjects' table.
  init(subjectsOf cohort: Cohort) {
    name = cohort.stored.name
    table = cohort.stored
    isSubjects = true
    descriptions = cohort.dictionary.columns
    subjectID = cohort.dictionary.subjectID
    ids = cohort.stored.columns[subjectID]
    subjectRows = nil
  }

  /// A linked table; `nil` where there is none of that name.
  init?(_ name: String, linkedIn cohort: Cohort) {
    guard let link = cohort.linked[name] else { return nil }
    self.name = name
    table = link.table
    isSubjects = false
    descriptions = cohort.dictionary.linked[name] ?? [:]
    subjectID = cohort.dictionary.subjectID
    ids = cohort.stored.columns[subjectID]
    subjectRows = link.subjectRows
  }

  /// The columns but for that of subject ids.
  var variables: some Sequence<(name: String, column: Column)> {
    table.columns.lazy.filter { $0.key != subjectID }.map { (name: $0.key, column: $0.value) }
  }

  /// The stored row of the subject to whom a row belongs.
  func subjectRow(_ row: Int) -> Int { subjectRows.map { Int($0[row]) } ?? row }

  /// The id of the subject to whom a row belongs.
  func subject(_ row: Int) -> String { ids?[subjectRow(row)].description ?? "" }

  /// A column by its name in any case, the first of several names that there is.
  func column(named names: [String]) -> (name: String, column: Column)? {
    for name in names {
      if let column = table.columns[name] { return (name, column) }
      let lowercased = name.lowercased()
      if let found = table.columns.elements.first(where: { $0.key.lowercased() == lowercased }) {
        return (found.key, found.value)
      }
    }
    return nil
  }

  /// Rows counted in words: subjects in the subjects' table, rows in any other.
  func counted(_ count: Int) -> String {
    "\(count) \(isSubjects ? "subject" : "row")\(count == 1 ? "" : "s")"
  }

  /// A finding that concerns rows: what is wrong, in how many, and the first of them.
  ///
  /// - Parameters:
  ///   - grade: How grave it is.
  ///   - check: The name of the check.
  ///   - what: What is wrong, as the beginning of a sentence: "age is negative".
  ///   - column: The column.
  ///   - rows: The rows, of which there is at least one.
  ///   - advice: What follows from it or can be done, where that needs saying.
  /// - Returns: A finding at the first of the rows.
  func finding(
    _ grade: Finding.Grade, _ check: String, _ what: String, column: String?, _ rows: ConcernedRows,
    advice: String? = nil
  ) -> Finding {
    let listed = rows.first.map { row, words in words.isEmpty ? subject(row) : "\(subject(row)) (\(words))" }
    let more = rows.count - listed.count
    let list = listed.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
    let message = "\(what) in \(counted(rows.count)): \(list)" + (advice.map { "; \($0)" } ?? "")
    let first = rows.first.first?.row
    return Finding(
      grade, check: check, message, table: name, row: first.map { $0 + 1 }, subject: first.map(subject),
      column: column, count: rows.count)
  }
}

extension Cohort {
  /// The subjects' table as checks see it.
  var checkedSubjects: CheckedTable { CheckedTable(subjectsOf: self) }

  /// The linked tables as checks see them, in order.
  var checkedLinked: [CheckedTable] { linked.keys.compactMap { CheckedTable($0, linkedIn: self) } }

  /// All tables as checks see them, the subjects first.
  var checkedTables: [CheckedTable] { [checkedSubjects] + checkedLinked }
}
