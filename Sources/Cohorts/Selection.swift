/// Which subjects of a cohort's stored rows are in it: all of them, or some, in their stored order.
public struct Selection: Sendable, Hashable {
  /// The number of rows stored.
  public let storedCount: Int

  /// The stored rows that are in, ascending; `nil` where all of them are.
  public let rows: [Int32]?

  /// All of `count` rows.
  public init(all count: Int) {
    storedCount = count
    rows = nil
  }

  /// Some of `storedCount` rows.
  public init(rows: [Int32], of storedCount: Int) {
    self.storedCount = storedCount
    self.rows = rows.count == storedCount ? nil : rows
  }

  /// The number of rows that are in.
  public var count: Int { rows?.count ?? storedCount }

  /// The stored row at a position of the selection.
  @inlinable
  public func storedRow(_ position: Int) -> Int { rows.map { Int($0[position]) } ?? position }

  /// The rows of this selection for which the condition is true, and the counts of those for which it was not.
  func keeping(_ truth: Truth) -> (selection: Selection, excluded: Int, unknown: Int) {
    precondition(truth.values.count == count, "a condition over \(truth.values.count) rows for a selection of \(count)")
    var kept: [Int32] = []
    var unknown = 0
    truth.values.withUnsafeBufferPointer { values in
      // Branch-free: each row is written where the next kept one belongs, and stays only if its condition is true.
      kept = [Int32](unsafeUninitializedCapacity: values.count) { buffer, filled in
        var next = 0
        for position in values.indices {
          let value = values[position]
          buffer.baseAddress?.advanced(by: next).initialize(to: Int32(truncatingIfNeeded: position))
          next += value == Truth.yes ? 1 : 0
          unknown += value == Truth.unknown ? 1 : 0
        }
        filled = next
      }
    }
    if let rows { for index in kept.indices { kept[index] = rows[Int(kept[index])] } }
    return (Selection(rows: kept, of: storedCount), count - kept.count - unknown, unknown)
  }
}
