import OrderedCollections

extension Cohort {
  /// The row of a linked table as it is stored, from a row of ``linkedTable(_:)``, which holds those alone whose subjects
  /// are in: for messages, so that a reader finds it.
  ///
  /// - Parameters:
  ///   - row: The row among those whose subjects are in, from 0.
  ///   - name: The name of the linked table.
  /// - Returns: The row among all, from 0; of a copy in a resample, the row that was copied.
  /// - Complexity: O(*n*) in the stored rows.
  public func storedRow(_ row: Int, ofTable name: String) -> Int {
    guard let link = linked[name], selection.rows != nil else { return row }
    var copies = [Int](repeating: 0, count: selection.storedCount)
    for position in 0..<count { copies[selection.storedRow(position)] += 1 }
    var passed = 0
    for (place, subject) in link.subjectRows.enumerated() {
      passed += copies[Int(subject)]
      if row < passed { return place }
    }
    return row
  }
}

extension DataDictionary {
  /// The unit of time that a variable of a linked table is recorded in, where the dictionary says one.
  public func timeUnit(of column: String, inTable table: String) -> TimeUnit? {
    linked[table]?[column]?.unit.flatMap(TimeUnit.init(named:))
  }
}
