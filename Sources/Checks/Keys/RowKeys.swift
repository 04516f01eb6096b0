import Cohorts

/// Rows that agree in their subject and some columns, found by hashing column after column.
struct RowKeys {
  private let table: CheckedTable
  private let columns: [Column]

  /// Keys of a table: its subjects and these columns.
  init(_ table: CheckedTable, columns: [Column]) {
    self.table = table
    self.columns = columns
  }

  /// Whether a column only numbers the rows.
  static func isSequence(_ name: String) -> Bool {
    let name = name.uppercased()
    return name.hasSuffix("SEQ") || name == "ROW" || name == "RECORD"
  }

  /// The rows that agree with an earlier one, and the first of those.
  ///
  /// - Complexity: O(*n* *k*) for *n* rows of *k* columns, as long as hashes differ.
  var repeated: [(row: Int, first: Int)] {
    let hashes = hashes()
    var rows = EqualRows(count: hashes.count)
    var repeated: [(row: Int, first: Int)] = []
    for (row, hash) in hashes.enumerated() {
      if let first = rows.first(row, hash: hash, isSame: { isSame(row, $0) }) { repeated.append((row, first)) }
    }
    return repeated
  }

  private func hashes() -> [UInt64] {
    var hashes = (0..<table.table.count).map { Self.mixed(0x9E37_79B9, UInt64(table.subjectRow($0))) }
    for column in columns { Self.add(column, to: &hashes) }
    return hashes
  }

  private static func add(_ column: Column, to hashes: inout [UInt64]) {
    func each(_ bits: (Int) -> UInt64) {
      for row in hashes.indices {
        hashes[row] = mixed(hashes[row], column.validity[row] ? bits(row) : 0x5851_F42D_4C95_7F2D)
      }
    }
    switch column.storage {
    case .number(let values): each { (values[$0] == 0 ? 0 : values[$0]).bitPattern }
    case .integer(let values), .dateTime(let values), .time(let values): each { UInt64(bitPattern: values[$0]) }
    case .flag(let values): each { values[$0] ? 1 : 2 }
    case .category(let values): each { UInt64(UInt32(bitPattern: values.codes[$0])) }
    case .date(let values): each { UInt64(UInt32(bitPattern: values[$0])) }
    case .text(let values):
      each { row in
        values.bytes[values.range(row)].reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
      }
    }
  }

  private static func mixed(_ hash: UInt64, _ bits: UInt64) -> UInt64 {
    let mixed = (hash ^ bits) &* 0x9FB2_1C65_1E98_DF25
    return mixed ^ mixed >> 29
  }

  private func isSame(_ row: Int, _ other: Int) -> Bool {
    table.subjectRow(row) == table.subjectRow(other) && columns.allSatisfy { Self.isSame($0, row, other) }
  }

  private static func isSame(_ column: Column, _ row: Int, _ other: Int) -> Bool {
    guard column.validity[row], column.validity[other] else { return column.validity[row] == column.validity[other] }
    return switch column.storage {
    case .number(let values): values[row] == values[other]
    case .integer(let values), .dateTime(let values), .time(let values): values[row] == values[other]
    case .flag(let values): values[row] == values[other]
    case .category(let values): values.codes[row] == values.codes[other]
    case .date(let values): values[row] == values[other]
    case .text(let values): values.bytes[values.range(row)] == values.bytes[values.range(other)]
    }
  }
}
