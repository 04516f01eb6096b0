import Cohorts
import OrderedCollections

/// The rows of a linked table that a dictionary names, of which at most one may be a subject's.
struct SubjectRows {
  /// The rows, as a cohort of their own, so that they can be asked.
  let table: Cohort
  /// For each subject the row; -1 where there is none.
  let rows: [Int32]

  /// Finds the rows.
  ///
  /// - Parameters:
  ///   - choice: The table, and the condition on its rows; a row of which it is unknown does not count.
  ///   - owner: What they are for, such as `endpoint "os"`.
  ///   - cohort: The subjects, none of them left out.
  ///   - files: The files of the tables.
  ///   - faults: Gets a fault for a table that there is not, a condition that cannot be computed, and each subject of several rows.
  /// - Returns: `nil` where there is a fault.
  init?(
    _ choice: CohortFolder.RowChoice, for owner: String, in cohort: Cohort, _ files: [TableFile],
    _ faults: inout FaultList
  ) {
    let subjects: [Int32]
    var truth: Truth?
    do {
      (table, subjects) = try cohort.rows(ofTable: choice.table.name)
    } catch {
      let nearest = Nearest.name(to: choice.table.name, among: cohort.linked.keys)
      faults.add(DataFault(.unknownTable(choice.table.name, nearest: nearest), at: choice.table.place))
      return nil
    }
    if let (source, place) = choice.condition {
      do {
        truth = try table.truth(of: source)
      } catch {
        faults.add(error.fault(of: owner, at: place))
        return nil
      }
    }
    var rows = [Int32](repeating: -1, count: cohort.count)
    var isSingle = true
    let file = files.first { $0.table == choice.table.name }
    for (row, subject) in subjects.enumerated() where truth.map({ $0.values[row] == Truth.yes }) ?? true {
      let first = rows[Int(subject)]
      guard first >= 0 else {
        rows[Int(subject)] = Int32(row)
        continue
      }
      isSingle = false
      faults.add(
        DataFault(
          .severalRows(
            subject: cohort.subject(Int(subject)), owner: owner, table: choice.table.name,
            condition: choice.condition?.source, first: Int(first) + 1, second: row + 1),
          at: file?.place(row: row, of: cohort.dictionary.subjectID) ?? choice.table.place))
    }
    guard isSingle else { return nil }
    self.rows = rows
  }

  /// A column of the table, a value for each subject; a fault at the dictionary's place where there is none.
  func column(
    _ name: String, at place: Place, of owner: String, _ faults: inout FaultList
  ) -> Column? {
    guard let column = table.stored.columns[name] else {
      let nearest = Nearest.name(to: name, among: table.columnNames)
      faults.add(DataFault(.unknownColumn(name, table: table.name, nearest: nearest), at: place))
      return nil
    }
    return column.taken(rows)
  }
}

extension TableFile {
  /// The place of a row's value in a column; `nil` where the file has no such column.
  func place(row: Int, of column: String) -> Place? {
    source.header.firstIndex(of: column).map { source.place(row: row, column: $0) }
  }
}
