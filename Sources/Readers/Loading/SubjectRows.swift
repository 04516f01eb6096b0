import Cohorts
import OrderedCollections

/// The rows of a linked table that a dictionary names, of which at most one may be a subject's.
struct SubjectRows {
  /// The rows, as a cohort of their own, so that they can be asked.
  let table: Cohort
  /// For each subject the row; -1 where there is none.
  let rows: [Int32]

  /// Finds the rows; `nil` where there is a fault.
  ///
  /// - Parameters:
  ///   - choice: The table, and the condition on its rows; a row of which it is unknown does not count.
  ///   - owner: What they are for, such as `endpoint "os"`.
  ///   - cohort: The subjects, none of them left out.
  ///   - files: The files of the tables.
  ///   - faults: Gets a fault for a table that there is not, a condition that cannot be computed, and subjects of several rows.
  init?(
    _ choice: CohortFolder.RowChoice, for owner: String, in cohort: Cohort, _ files: [TableFile],
    _ faults: inout FaultList
  ) {
    do {
      table = try cohort.rows(ofTable: choice.table.name).rows
      rows = try cohort.onlyRows(ofTable: choice.table.name, where: choice.condition?.source)
    } catch {
      let place = choice.condition?.place ?? choice.table.place
      faults.add(error.fault(of: owner, at: place, rowsOf: choice.table, in: files, id: cohort.dictionary.subjectID))
      return nil
    }
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

extension CohortError {
  /// The fault that something declared of rows of a linked table cannot be computed: where the table is named, in its file, or
  /// inside the expression.
  func fault(
    of owner: String, at place: Place, rowsOf table: (name: String, place: Place), in files: [TableFile], id: String
  ) -> DataFault {
    switch self {
    case .unknownTable(let name, _, let nearest): DataFault(.unknownTable(name, nearest: nearest), at: table.place)
    case .severalRows(let rows):
      DataFault(
        .severalRows(rows, owner: owner),
        at: files.first { $0.table == table.name }?.place(row: rows.second, of: id) ?? place)
    default: fault(of: owner, at: place)
    }
  }
}
