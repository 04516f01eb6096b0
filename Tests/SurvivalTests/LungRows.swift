import Foundation
import Survival
import TestSupport
import Testing

/// Rows of the lung cancer data of R's package survival in which these columns have values.
struct LungRows {
  private let table: ReferenceTable
  private let rows: [Int]

  init(present columns: String..., where holds: ((ReferenceTable, Int) -> Bool)? = nil) throws {
    let folder = try #require(Bundle.module.url(forResource: "Reference", withExtension: nil))
    let table = try ReferenceTable(folder.appending(path: "data/lung.csv"))
    self.table = table
    let used = (columns + ["time", "status"]).map(table.numbers)
    rows = (0..<table.count).filter { row in used.allSatisfy { !$0[row].isNaN } && (holds?(table, row) ?? true) }
  }

  subscript(name: String) -> [Double] {
    let column = table.numbers(name)
    return rows.map { column[$0] }
  }

  func matrix(_ names: String...) throws -> CovariateMatrix { try CovariateMatrix(columns: names.map { self[$0] }) }

  /// Numbers from 0 for the distinct values of a column, by first appearance.
  func codes(_ name: String) -> [Int32] {
    var seen: [Double: Int32] = [:]
    return self[name].map { value in
      let code = seen[value] ?? Int32(seen.count)
      seen[value] = code
      return code
    }
  }

  func followUp(weights: Weights = .none) throws -> FollowUp {
    try FollowUp(time: self["time"], event: self["status"].map { $0 == 2 }, weights: weights)
  }
}
