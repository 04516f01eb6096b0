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
        let rows = (0..<column.count).filter { MissingReasons.isLetter(reasons.codes[$0]) }
        let words = reasons.counts.map(\.words).filter { $0.hasPrefix(".") }.joined(separator: ", ")
        add(rows, "a reason for a missing value (\(words))")
        if column.writtenReasons != reasons.texts {
          let told = (0..<column.count).filter { reasons.codes[$0] != 0 }
          add(told, "a reason for a missing value that is a value of other rows")
        }
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

extension Column {
  /// The texts of the data that tell why values are missing, as far as they can stand in the place of the values: none where one
  /// of them is a value of another row.
  var writtenReasons: [String] {
    guard let texts = reasons?.texts, !texts.isEmpty else { return [] }
    let isValue: Bool
    switch storage {
    case .category(let values):
      let isReason = values.levels.map(texts.contains)
      isValue = (0..<count).contains { validity[$0] && isReason[Int(values.codes[$0])] }
    default:
      isValue = (0..<count).contains { validity[$0] && texts.contains(self[$0].description) }
    }
    return isValue ? [] : texts
  }
}
