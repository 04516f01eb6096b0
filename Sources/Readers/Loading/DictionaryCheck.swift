import Cohorts
import OrderedCollections

/// Checks that the columns which a dictionary names are there.
struct DictionaryCheck {
  private let declared: CohortFolder
  private let files: [TableFile]

  init(_ declared: CohortFolder, files: [TableFile]) {
    self.declared = declared
    self.files = files
  }

  /// Throws ``DataFaults`` for all columns that are not there, and for derived ones that are.
  func run() throws(DataFaults) {
    var faults = FaultList()
    for file in files { check(declared.subjectID, among: file.source.header, of: file.source.name, &faults) }
    let subjects = files[0].source
    let made = declared.endpoints.flatMap(\.madeColumns)
    for column in declared.columns {
      if column.derive == nil, !made.contains(column.name) {
        check((column.name, column.place), among: subjects.header, of: subjects.name, &faults)
      } else if subjects.header.contains(column.name) {
        faults.add(DataFault(.nameTaken(column.name, table: subjects.name), at: column.place))
      }
    }
    let derived = declared.columns.filter { $0.derive != nil }.map(\.name) + made
    if let trial = declared.trial { check(trial, among: subjects.header + derived, of: subjects.name, &faults) }
    for column in declared.columns {
      for day in column.dayColumns { check(day, among: subjects.header + derived, of: subjects.name, &faults) }
    }
    for part in declared.parts {
      guard let whole = files.dropFirst().first(where: { $0.table == part.rows.table.name }) else { continue }
      for column in declared.linkedColumns[part.name] ?? [] {
        check((column.name, column.place), among: whole.source.header, of: whole.source.name, &faults)
      }
    }
    for file in files.dropFirst() {
      for column in declared.linkedColumns[file.table] ?? [] {
        check((column.name, column.place), among: file.source.header, of: file.source.name, &faults)
        for day in column.dayColumns { check(day, among: file.source.header, of: file.source.name, &faults) }
      }
    }
    try faults.throwIfAny()
  }

  private func check(
    _ column: (name: String, place: Place), among names: [String], of table: String, _ faults: inout FaultList
  ) {
    guard !names.contains(column.name) else { return }
    let nearest = Nearest.name(to: column.name, among: names)
    faults.add(DataFault(.unknownColumn(column.name, table: table, nearest: nearest), at: column.place))
  }
}
