import Cohorts
import OrderedCollections

/// Ties the rows of linked tables to their subjects.
struct Linking {
  /// The name of the id column in all tables.
  let subjectID: String

  /// Checks the subjects' ids and finds the subject of each row.
  ///
  /// - Parameter tables: The tables, the subjects first.
  /// - Returns: The linked tables, by name.
  /// - Throws: ``DataFaults`` for ids that are missing, that stand twice, or that are nobody's.
  func link(_ tables: [ReadTable]) throws(DataFaults) -> OrderedDictionary<String, LinkedTable> {
    guard let subjects = tables.first, let ids = subjects.table.columns[subjectID] else { return [:] }
    try checkSubjects(ids, subjects.source)
    var faults = FaultList()
    var linked: OrderedDictionary<String, LinkedTable> = [:]
    for read in tables.dropFirst() {
      guard let keys = read.table.columns[subjectID] else { continue }
      let asText = keys.type != ids.type
      let rows = SubjectIndex(ids, asText: asText).rows(of: keys, asText: asText)
      collect(rows, keys, read.source, ids, subjects.source, &faults)
      linked[read.table.name] = LinkedTable(table: read.table, subjectRows: rows)
    }
    try faults.throwIfAny()
    return linked
  }

  private func checkSubjects(_ ids: Column, _ file: any TableSource) throws(DataFaults) {
    guard !SubjectIndex.isUnique(ids), let column = file.header.firstIndex(of: subjectID) else { return }
    let index = SubjectIndex(ids)
    let missing = ids.validity.isComplete ? [] : (0..<ids.count).filter { !ids.validity[$0] }
    var found = index.duplicates.map { (row: $0.row, first: Int?.some($0.first)) }
    found += missing.prefix(DataFaults.most).map { (row: $0, first: nil) }
    var faults = FaultList()
    for (row, first) in found.sorted(by: { $0.row < $1.row }).prefix(DataFaults.most) {
      let kind =
        first.map {
          DataFault.Kind.duplicateSubject(ids[row].description, first: file.rowWords($0, column: column))
        } ?? .missingSubject(column: subjectID)
      faults.add(DataFault(kind, at: file.place(row: row, column: column)))
    }
    faults.add(unshown: index.duplicateCount + missing.count - faults.total)
    try faults.throwIfAny()
  }

  private func collect(
    _ rows: [Int32], _ keys: Column, _ file: any TableSource, _ ids: Column, _ subjects: any TableSource,
    _ faults: inout FaultList
  ) {
    guard let column = file.header.firstIndex(of: subjectID) else { return }
    for row in rows.indices where rows[row] < 0 {
      faults.add(fault(row, keys, file, column, ids, subjects))
    }
  }

  private func fault(
    _ row: Int, _ keys: Column, _ file: any TableSource, _ column: Int, _ ids: Column, _ subjects: any TableSource
  ) -> DataFault {
    let place = file.place(row: row, column: column)
    guard keys.validity[row] else { return DataFault(.missingSubject(column: subjectID), at: place) }
    let id = keys[row].description
    let nearest = (0..<min(ids.count, Self.mostCompared)).lazy.map { ids[$0].description }.first {
      Self.plain($0) == Self.plain(id)
    }
    return DataFault(.unknownSubject(id, subjects: subjects.name, nearest: nearest), at: place)
  }

  /// Among how many subjects the one is looked for who may be meant by an id that is nobody's.
  private static let mostCompared = 100_000

  /// An id without what is often written in two ways: case, leading zeros, hyphens and spaces.
  private static func plain(_ id: String) -> String {
    var plain = ""
    for character in id.lowercased() where character.isLetter || character.isNumber {
      let isLeading = character == "0" && !(plain.last?.isNumber ?? false)
      if !isLeading { plain.append(character) }
    }
    return plain
  }
}
