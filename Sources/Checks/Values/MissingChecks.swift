import Cohorts
import OrderedCollections

/// Notes columns without a single value.
struct EmptyColumnsCheck: DataCheck {
  let name = "empty_column"
  let summary = "no value at all"

  func findings(in cohort: Cohort) -> [Finding] {
    cohort.checkedTables.flatMap { table in
      table.variables.compactMap { name, column in
        guard column.count > 0, column.missingCount == column.count else { return nil }
        return Finding(
          .note, check: self.name, "\"\(name)\" has no value", table: table.name, column: name, count: column.count)
      }
    }
  }
}

/// Notes columns in which half the values or more are missing.
///
/// Not so where missing says that something did not happen: in a column of days on which it did, and in a flag that is `Y` or
/// nothing.
struct MostlyMissingCheck: DataCheck {
  let name = "mostly_missing"
  let summary = "half the values or more are missing"

  func findings(in cohort: Cohort) -> [Finding] {
    cohort.checkedTables.flatMap { table in
      table.variables.compactMap { name, column in
        guard column.missingCount * 2 >= column.count, column.missingCount < column.count, !column.isOneSidedFlag,
          table.descriptions[name]?.knownAt != .onDay([name])
        else { return nil }
        return Finding(
          .note, check: self.name, "\"\(name)\" is missing in \(column.missingCount) of \(table.counted(column.count))",
          table: table.name, column: name, count: column.missingCount)
      }
    }
  }
}

/// Notes why values are missing, where the data tell: SAS's special missing values, and texts that are declared as missing.
struct MissingReasonsCheck: DataCheck {
  let name = "missing_reasons"
  let summary = "values are missing for reasons of their own"

  func findings(in cohort: Cohort) -> [Finding] {
    cohort.checkedTables.flatMap { table in
      table.variables.compactMap { name, column in
        guard let counts = column.reasons?.counts, !counts.isEmpty else { return nil }
        let words = counts.map { "\($0.words) in \($0.rows)" }.joined(separator: ", ")
        return Finding(
          .note, check: self.name, "\"\(name)\" is missing for reasons of its own: \(words)", table: table.name,
          column: name, count: counts.reduce(0) { $0 + $1.rows })
      }
    }
  }
}

/// Notes columns that hold one value throughout, and so tell nothing apart.
struct ConstantColumnsCheck: DataCheck {
  let name = "constant_column"
  let summary = "one value throughout"

  func findings(in cohort: Cohort) -> [Finding] {
    cohort.checkedTables.flatMap { table in
      table.variables.compactMap { name, column in
        guard column.count > 1, column.missingCount == 0, name != cohort.dictionary.trial, Self.isConstant(column)
        else {
          return nil
        }
        return Finding(
          .note, check: self.name, "\"\(name)\" is \(column[0].description) in all \(table.counted(column.count))",
          table: table.name, column: name, count: column.count)
      }
    }
  }

  private static func isConstant(_ column: Column) -> Bool {
    func all<T: Equatable>(_ values: [T]) -> Bool { values.allSatisfy { $0 == values[0] } }
    switch column.storage {
    case .number(let values): return all(values)
    case .integer(let values), .dateTime(let values), .time(let values): return all(values)
    case .flag(let values): return all(values)
    case .category(let values): return all(values.codes)
    case .date(let values): return all(values)
    case .text(let values):
      let first = values.bytes[values.range(0)]
      return (1..<values.count).allSatisfy {
        values.range($0).count == first.count && values.bytes[values.range($0)] == first
      }
    }
  }
}

extension Column {
  /// Whether it is a flag of which only one side is written, so that missing is the other.
  var isOneSidedFlag: Bool {
    switch storage {
    case .flag(let values):
      return missingCount > 0 && !values.indices.contains { validity[$0] && !values[$0] }
    case .category(let values):
      return values.levels.count == 1 && ["y", "yes"].contains(values.levels[0].lowercased())
    default: return false
    }
  }
}
