import Cohorts
import OrderedCollections

/// A table of analysis data, whose variables are found by ADaM's names in any case.
struct ADaMTable {
  /// The table as it was read.
  let read: ReadTable
  /// Its name, in capitals: `ADSL`.
  let name: String
  private let written: [String: String]

  init(_ read: ReadTable) {
    self.read = read
    name = read.table.name.uppercased()
    written = Dictionary(read.table.columns.keys.map { ($0.uppercased(), $0) }) { first, _ in first }
  }

  /// The number of rows.
  var count: Int { read.table.count }

  /// The name of a variable as the table writes it; `nil` where it has none of that name.
  func written(_ name: String) -> String? { written[name] }

  /// A variable; `nil` where there is none of that name.
  func column(_ name: String) -> Column? { written[name].flatMap { read.table.columns[$0] } }

  /// The first of some variables that there is, with a value in any row.
  func firstFilled(_ names: [String]) -> String? {
    names.first { name in column(name).map { $0.missingCount < $0.count } ?? false }.flatMap { written[$0] }
  }

  /// Whether a variable is a flag that is ticked or left blank: it ends in FL, and what is written in it is Y alone.
  func isTicked(_ name: String) -> Bool {
    guard name.uppercased().hasSuffix("FL"), let column = read.table.columns[name], column.missingCount > 0,
      column.missingCount < column.count
    else { return false }
    switch column.storage {
    case .flag(let values): return values.indices.allSatisfy { !column.validity[$0] || values[$0] }
    case .category, .text: return (0..<column.count).allSatisfy { !column.validity[$0] || column.text($0) == "Y" }
    default: return false
    }
  }

  /// A place for what is inferred from the table: its file.
  var place: Place { Place(file: read.source.name) }
}

extension Column {
  /// The rows by the text that they hold, in the order in which the texts first occur, or of a category's levels; rows without one
  /// are left out.
  var rowsByText: OrderedDictionary<String, [Int]> {
    var rows: OrderedDictionary<String, [Int]> = [:]
    guard case .category(let values) = storage else {
      for row in 0..<count where validity[row] { rows[self[row].description, default: []].append(row) }
      return rows
    }
    var byCode = [[Int]](repeating: [], count: values.levels.count)
    for row in 0..<count where validity[row] { byCode[Int(values.codes[row])].append(row) }
    for (code, found) in byCode.enumerated() where !found.isEmpty { rows[values.levels[code]] = found }
    return rows
  }

  /// Whether all values are whole numbers written as text, as toxicity grades often are; so that they have their order.
  var holdsWholeNumbersAsText: Bool {
    switch storage {
    case .category(let values): !values.levels.isEmpty && values.levels.allSatisfy { Int64($0) != nil }
    case .text(let texts): missingCount < count && (0..<count).allSatisfy { !validity[$0] || Int64(texts[$0]) != nil }
    default: false
    }
  }

  /// The value of a row as a real number; `nil` where it is missing or no number.
  func number(_ row: Int) -> Double? {
    guard validity[row] else { return nil }
    switch storage {
    case .number(let values): return values[row]
    case .integer(let values): return Double(values[row])
    default: return nil
    }
  }

  /// The day of a row; `nil` where it is missing or no date.
  func day(_ row: Int) -> Int? {
    guard validity[row] else { return nil }
    switch storage {
    case .date(let values): return Int(values[row])
    case .dateTime(let values): return Int(CalendarDate(ofMoment: values[row]).daysSince1970)
    default: return nil
    }
  }

  /// The text of a row; `nil` where it is missing or empty.
  func text(_ row: Int) -> String? {
    guard validity[row] else { return nil }
    let text = self[row].description
    return text.isEmpty ? nil : text
  }
}

extension String {
  /// The text between quotes, as the expression language writes it.
  var quotedInExpression: String {
    "'" + replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
  }
}
