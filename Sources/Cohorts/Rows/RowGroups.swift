/// The rows of a linked table by the subject to whom they belong, in order within each.
struct RowGroups: Sendable {
  /// The rows, those of the first subject before those of the second.
  let rows: [Int32]

  /// Where each subject's rows begin in `rows`, and, last, where they end.
  let starts: [Int]

  /// The number of subjects.
  var count: Int { starts.count - 1 }

  /// Rows by subject.
  ///
  /// - Parameters:
  ///   - subjects: The subject of each row, from 0.
  ///   - count: The number of subjects.
  ///   - kept: Which rows count; those that are not ``Truth/yes`` are left out.
  ///   - keys: What the rows of a subject are ordered by, ascending, rows of one key as they stand; those without a key (NaN) have no
  ///     place and are left out. Without keys, as they stand in the table.
  /// - Complexity: O(*n*), and O(*n* log *n*) for subjects whose rows do not stand in order.
  init(subjects: [Int32], count: Int, kept: [UInt8]? = nil, keys: [Double]? = nil) {
    func isKept(_ row: Int) -> Bool { (kept?[row] ?? Truth.yes) == Truth.yes && keys.map { $0[row] == $0[row] } ?? true }
    var starts = [Int](repeating: 0, count: count + 1)
    for row in subjects.indices where isKept(row) { starts[Int(subjects[row]) + 1] += 1 }
    for subject in 0..<count { starts[subject + 1] += starts[subject] }
    var next = starts
    var rows = [Int32](repeating: 0, count: starts[count])
    for row in subjects.indices where isKept(row) {
      let subject = Int(subjects[row])
      rows[next[subject]] = Int32(row)
      next[subject] += 1
    }
    if let keys {
      for subject in 0..<count {
        let range = starts[subject]..<starts[subject + 1]
        let isAscending = zip(range, range.dropFirst()).allSatisfy { keys[Int(rows[$0])] <= keys[Int(rows[$1])] }
        if isAscending { continue }
        rows[range].sort { (keys[Int($0)], $0) < (keys[Int($1)], $1) }
      }
    }
    self.rows = rows
    self.starts = starts
  }

  /// Visits the subjects, each with its rows.
  @inline(__always)
  func forEach(_ visit: (Int, ArraySlice<Int32>) -> Void) {
    for subject in 0..<count { visit(subject, rows[starts[subject]..<starts[subject + 1]]) }
  }
}
