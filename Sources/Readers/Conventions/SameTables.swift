import Cohorts
import OrderedCollections

/// Tables that stand in a folder more than once, such as a dataset in several formats.
///
/// 1. Where one name is there once, there is nothing to decide.
/// 2. Where all tables of a name hold the same values, one is taken: XPT before Dataset-JSON before text.
/// 3. Where they differ, it has to be said which one is meant.
enum SameTables {
  /// The endings of files, those that are preferred first.
  private static let preference = ["xpt", "xport", "json", "ndjson", "dsjc", "csv", "tsv", "txt"]

  /// One table of each name.
  ///
  /// - Parameter tables: Tables under their files' names for them; upper and lower case are one.
  /// - Returns: The tables, in their order, and a sentence for each that was passed over.
  /// - Throws: ``DataFaults`` naming both files, and where they differ.
  static func distinct(_ tables: [ReadTable]) throws(DataFaults) -> (tables: [ReadTable], notes: [String]) {
    var byName: OrderedDictionary<String, [ReadTable]> = [:]
    for table in tables { byName[table.table.name.lowercased(), default: []].append(table) }
    var faults = FaultList()
    var notes: [String] = []
    var kept: [ReadTable] = []
    for (name, same) in byName {
      let ordered = same.sorted { (rank($0), $0.source.name) < (rank($1), $1.source.name) }
      guard let first = ordered.first else { continue }
      kept.append(first)
      for other in ordered.dropFirst() {
        if let difference = difference(first, other) {
          faults.add(
            DataFault(
              .sameTable(name, first: first.source.name, second: other.source.name, difference: difference),
              file: other.source.name))
        }
      }
      let others = ordered.dropFirst().map(\.source.name)
      if !others.isEmpty {
        notes.append(
          "\(name) is read from \(first.source.name); \(others.joined(separator: " and ")) \(others.count == 1 ? "holds" : "hold") "
            + "the same values")
      }
    }
    try faults.throwIfAny()
    return (kept, notes)
  }

  private static func rank(_ table: ReadTable) -> Int {
    let endings = table.file.fileName.lowercased().split(separator: ".").dropFirst().map(String.init)
    return preference.firstIndex { endings.contains($0) } ?? preference.count
  }

  /// Where two tables differ, in words; `nil` where they hold the same values, whatever their types.
  private static func difference(_ first: ReadTable, _ second: ReadTable) -> String? {
    let (left, right) = (first.table, second.table)
    if let name = left.columns.keys.first(where: { right.columns[$0] == nil }) {
      return "only \(first.source.name) has the column \"\(name)\""
    }
    if let name = right.columns.keys.first(where: { left.columns[$0] == nil }) {
      return "only \(second.source.name) has the column \"\(name)\""
    }
    guard left.count == right.count else { return "\(left.count) rows and \(right.count) rows" }
    for (name, column) in left.columns {
      guard let other = right.columns[name], column != other else { continue }
      for row in 0..<column.count where !isSame(column, other, row) {
        let (value, otherValue) = (column[row].description, other[row].description)
        return "row \(row + 1), column \"\(name)\": \"\(value)\" and \"\(otherValue)\""
      }
    }
    return nil
  }

  /// Whether a row holds the same in two columns: a number whatever its type or as its text, a flag as its word, a date as its text,
  /// and an empty text as a missing value.
  private static func isSame(_ column: Column, _ other: Column, _ row: Int) -> Bool {
    let (first, second) = (column.text(row), other.text(row))
    if first == second { return true }
    guard let first, let second else { return false }
    if column.type == .flag || other.type == .flag { return first.lowercased().first == second.lowercased().first }
    guard column.type.isNumeric || other.type.isNumeric else { return false }
    return Double(first) == Double(second) && Double(first) != nil
  }
}
