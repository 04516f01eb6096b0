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
    var (rows, starts) =
      Self.included(subjects.count, kept, keys).map { Self.grouped(Self.places(of: $0), subjects, count) }
      ?? Self.grouped(0..<Int32(subjects.count), subjects, count)
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

  /// Rows by subject, in the order in which they are given, and where each subject's begin.
  private static func grouped(
    _ counted: some Sequence<Int32>, _ subjects: [Int32], _ count: Int
  ) -> (rows: [Int32], starts: [Int]) {
    var starts = [Int](repeating: 0, count: count + 1)
    for row in counted { starts[Int(subjects[Int(row)]) + 1] += 1 }
    for subject in 0..<count { starts[subject + 1] += starts[subject] }
    var next = starts
    var rows = [Int32](repeating: 0, count: starts[count])
    for row in counted {
      let subject = Int(subjects[Int(row)])
      rows[next[subject]] = row
      next[subject] += 1
    }
    return (rows, starts)
  }

  /// The rows marked with 1, ascending.
  ///
  /// Each row is written and then kept or written over, so that the loop has no branches. Invariant: a row is written at its own
  /// place at the latest.
  private static func places(of marks: [UInt8]) -> [Int32] {
    [Int32](unsafeUninitializedCapacity: marks.count) { rows, filled in
      for row in marks.indices {
        rows.initializeElement(at: filled, to: Int32(row))
        filled += Int(marks[row])
      }
    }
  }

  /// 1 for each row that counts and has a place, 0 for the others; `nil` where all do.
  private static func included(_ count: Int, _ kept: [UInt8]?, _ keys: [Double]?) -> [UInt8]? {
    switch (kept, keys) {
    case (nil, nil): nil
    case (let kept?, nil): Rows.map(kept, 0..<count) { $0 & 1 }
    case (nil, let keys?): Rows.map(keys, 0..<count) { Kleene.outcome($0 == $0) }
    case (let kept?, let keys?): Rows.map(kept, keys) { ($0 & 1) & Kleene.outcome($1 == $1) }
    }
  }

  /// Visits the subjects, each with its rows.
  @inline(__always)
  func forEach(_ visit: (Int, Slice<UnsafeBufferPointer<Int32>>) -> Void) {
    rows.withUnsafeBufferPointer { rows in
      for subject in 0..<count { visit(subject, rows[starts[subject]..<starts[subject + 1]]) }
    }
  }
}
