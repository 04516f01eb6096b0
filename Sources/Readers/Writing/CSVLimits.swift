import Cohorts

/// What of a table no text of comma-separated values can hold.
enum CSVLimits {
  /// All of it, a case for each column and kind.
  static func cases(_ table: Table) -> [WriteLimit] {
    table.columns.flatMap { name, column -> [WriteLimit] in
      var cases: [WriteLimit] = []
      func add(_ rows: [Int], _ what: String) {
        guard let first = rows.first else { return }
        cases.append(WriteLimit(table: table.name, column: name, row: first + 1, rows: rows.count, what: what))
      }
      if let reasons = column.reasons {
        let rows = (0..<column.count).filter { reasons[$0] != nil }
        add(rows, "a reason for a missing value (\(reasons.counts.map { ".\($0.reason)" }.joined(separator: ", ")))")
      }
      switch column.storage {
      case .number(let values):
        add(present(column) { !values[$0].isFinite }, "a number that is not finite")
      case .text(let values):
        add(present(column) { values.range($0).isEmpty }, "an empty text, which would read back as missing")
        add(present(column) { values.bytes[values.range($0)].contains(0) }, "a NUL byte")
      case .category(let values):
        let isEmpty = values.levels.map(\.isEmpty)
        let hasNul = values.levels.map { $0.utf8.contains(0) }
        add(present(column) { isEmpty[Int(values.codes[$0])] }, "an empty text, which would read back as missing")
        add(present(column) { hasNul[Int(values.codes[$0])] }, "a NUL byte")
      default: break
      }
      return cases
    }
  }

  private static func present(_ column: Column, _ isHeld: (Int) -> Bool) -> [Int] {
    (0..<column.count).filter { column.validity[$0] && isHeld($0) }
  }
}
