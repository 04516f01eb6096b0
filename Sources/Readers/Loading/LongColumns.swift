import Cohorts
import OrderedCollections

/// Makes the tables that are parts of others, and the columns of endpoints of linked tables.
struct LongColumns {
  private let declared: CohortFolder
  private let files: [TableFile]
  private let faultyRows: FaultyRows
  /// What keeps endpoints from being used, where that is no fault.
  private(set) var findings: [Finding] = []

  init(_ declared: CohortFolder, files: [TableFile], faultyRows: FaultyRows = .refused) {
    self.declared = declared
    self.files = files
    self.faultyRows = faultyRows
  }

  /// The cohort with its parts of tables, and the columns of its endpoints of linked tables.
  ///
  /// - Throws: ``DataFaults`` for tables and columns that there are not, conditions that cannot be computed, and subjects of several
  ///   rows where one is expected.
  mutating func adding(to cohort: Cohort) throws(DataFaults) -> Cohort {
    var cohort = cohort
    var faults = FaultList()
    for part in declared.parts { cohort = self.cohort(cohort, with: part, &faults) }
    for entry in declared.endpoints {
      guard let long = entry.long else { continue }
      let columns = LongEndpointColumns(entry.definition, long, in: cohort, files, faultyRows, &faults)
      findings += columns.findings
      cohort.add(columns.made, at: long.rows.table.place, &faults)
    }
    try faults.throwIfAny()
    return cohort
  }

  private func cohort(_ cohort: Cohort, with part: CohortFolder.TablePart, _ faults: inout FaultList) -> Cohort {
    guard let whole = cohort.linked[part.rows.table.name] else {
      let nearest = Nearest.name(to: part.rows.table.name, among: cohort.linked.keys)
      faults.add(DataFault(.unknownTable(part.rows.table.name, nearest: nearest), at: part.rows.table.place))
      return cohort
    }
    guard cohort.linked[part.name] == nil else {
      faults.add(DataFault(.nameTaken(part.name, table: "[tables]"), at: part.place))
      return cohort
    }
    guard let (source, place) = part.rows.condition else { return cohort }
    do {
      let copy = try Table(name: part.name, columns: whole.table.columns)
      let described = cohort.dictionary.linked[part.rows.table.name] ?? [:]
      let own = cohort.dictionary.linked[part.name] ?? [:]
      let linked = cohort.linking(
        copy, of: whole.subjectRows, as: part.name, descriptions: described.merging(own) { $1.completed(by: $0) })
      return try linked.restrictingRows(table: part.name, to: source).cohort
    } catch {
      faults.add(error.fault(of: "part \"\(part.name)\"", at: place))
      return cohort
    }
  }
}

extension CohortFolder.RowChoice {
  /// Where a column comes from, in words.
  func words(of column: String) -> String {
    "\(column) of \(table.name)" + (condition.map { " where \($0.source)" } ?? "")
  }
}

extension Cohort {
  /// Adds columns; a fault where a name is taken.
  fileprivate mutating func add(
    _ columns: [(name: String, column: Column, description: ColumnDescription)], at place: Place,
    _ faults: inout FaultList
  ) {
    for (name, column, description) in columns {
      guard stored.columns[name] == nil else {
        faults.add(DataFault(.nameTaken(name, table: "the subjects"), at: place))
        continue
      }
      do {
        // What the dictionary says of the column itself comes first.
        var described = (dictionary.columns[name] ?? ColumnDescription()).completed(by: description)
        described.derivation = described.derivation ?? description.derivation
        self = try deriving(column, as: name, description: described)
      } catch {
        faults.add(error.fault(of: "column \"\(name)\"", at: place))
      }
    }
  }
}
