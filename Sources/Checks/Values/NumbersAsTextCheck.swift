import Cohorts

/// Finds columns of texts that would be numbers but for a few values: `61y` among ages.
struct NumbersAsTextCheck: DataCheck {
  let name = "numbers_as_text"
  let summary = "numbers became texts by a few values"
  let altersNumbers = true

  func findings(in cohort: Cohort) -> [Finding] {
    cohort.checkedTables.flatMap { table in
      table.variables.compactMap { name, column in
        guard !ColumnNames.isIdentifier(name), let numeric = Self.isNumber(column) else { return nil }
        var rows = ConcernedRows()
        var numbers = 0
        for row in 0..<column.count where column.validity[row] {
          if numeric(row) {
            numbers += 1
          } else {
            rows.add(row, "\"\(column[row].description)\"")
          }
        }
        guard !rows.isEmpty, numbers >= 3, rows.count == 1 || rows.count * 10 <= numbers else { return nil }
        return table.finding(
          .warning, self.name, "\"\(name)\" is text, for all but a few values are numbers: it is none", column: name,
          rows)
      }
    }
  }

  /// Whether each row is a number; `nil` for columns in which too few are, by their first values or their levels.
  private static func isNumber(_ column: Column) -> ((Int) -> Bool)? {
    switch column.storage {
    case .category(let values):
      let numeric = values.levels.map { isNumber(Array($0.utf8)) }
      // A scale of a few steps, such as stages 1, 2, 3 and 3a, is meant to be a category.
      guard numeric.reduce(0, { $0 + ($1 ? 1 : 0) }) >= 10, numeric.contains(false) else { return nil }
      return { numeric[Int(values.codes[$0])] }
    case .text(let values):
      let sample = (0..<column.count).lazy.filter { column.validity[$0] }.prefix(20)
      let numbers = sample.reduce(0) { $0 + (isNumber(values.bytes[values.range($1)]) ? 1 : 0) }
      guard numbers * 2 > min(20, column.count - column.missingCount) else { return nil }
      return { isNumber(values.bytes[values.range($0)]) }
    default: return nil
    }
  }

  private static func isNumber(_ bytes: some Collection<UInt8>) -> Bool {
    var digits = 0
    var points = 0
    for (place, byte) in bytes.enumerated() {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digits += 1
      case UInt8(ascii: "."), UInt8(ascii: ","): points += 1
      case UInt8(ascii: "-"), UInt8(ascii: "+"): if place > 0 { return false }
      default: return false
      }
    }
    return digits > 0 && points <= 1
  }
}
