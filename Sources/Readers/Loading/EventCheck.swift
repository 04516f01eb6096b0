import Cohorts
import OrderedCollections

/// Checks that a column which is to tell events holds 0 and 1 alone, or flags.
///
/// A column in another coding is one fault, however many its rows.
struct EventCheck {
  let column: String
  let endpoint: String
  let subjects: any TableSource
  let cohort: Cohort

  /// Adds the fault, at the first row that is concerned; at the dictionary's place where the column is not in the file.
  func run(at place: Place, _ faults: inout FaultList) {
    guard let events = cohort.stored.columns[column] else {
      let nearest = Nearest.name(to: column, among: cohort.stored.columns.keys)
      return faults.add(DataFault(.unknownColumn(column, table: subjects.name, nearest: nearest), at: place))
    }
    let wrong = wrongRows(of: events)
    guard let first = wrong.first else { return }
    let (found, inFile) = subjects.cell(column, row: first, of: cohort)
    let kind = DataFault.Kind.eventNotBinary(
      column: column, endpoint: endpoint, found: found, rows: wrong.count, condition: condition(events, first: first))
    faults.add(DataFault(kind, at: inFile ?? place))
  }

  private func wrongRows(of events: Column) -> [Int] {
    (0..<events.count).filter { row in
      guard events.validity[row] else { return false }
      switch events.storage {
      case .flag: return false
      case .integer(let values): return values[row] != 0 && values[row] != 1
      case .number(let values): return values[row] != 0 && values[row] != 1
      default: return true
      }
    }
  }

  // MARK: - The remedy

  /// The names that an event usually goes by, the likelier first.
  private static let eventNames = ["dead", "deceased", "died", "death", "event", "progressed", "relapsed", "yes", "1"]

  /// A condition that holds for values which occur, as a dictionary would declare it.
  private func condition(_ events: Column, first: Int) -> String? {
    guard !column.contains(where: { "`\"\\".contains($0) || $0.isNewline }) else { return nil }
    let isName = column.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == ".") }
    let name = isName && column.first?.isNumber == false ? column : "`\(column)`"
    switch events.storage {
    case .integer, .number: return "\(name) == \(events[first].description)"
    case .category, .text: return level(of: events).map { "\(name) == '\($0)'" }
    default: return nil
    }
  }

  /// A text that occurs and can stand between quotes: one that names an event, and otherwise the first.
  private func level(of events: Column) -> String? {
    var found: [String] = []
    for row in 0..<events.count where events.validity[row] {
      let text = events[row].description
      guard text.count <= 40, !text.contains(where: { "'\"\\".contains($0) || $0.isNewline }) else { continue }
      if !found.contains(text) { found.append(text) }
      if found.count == 12 { break }
    }
    let named = Self.eventNames.lazy.compactMap { name in found.first { $0.lowercased() == name } }
    return named.first ?? found.first
  }
}
