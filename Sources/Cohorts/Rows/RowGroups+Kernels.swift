/// What functions over the rows of a subject compute: one value a subject.
extension RowGroups {
  /// The number of rows of each subject, of those in which a value is present.
  func counts(_ present: Validity) -> [Int64] {
    values { rows in
      present.isComplete ? Int64(rows.count) : rows.reduce(0) { $0 + (present[Int($1)] ? 1 : 0) }
    }
  }

  /// Whether a condition holds in any row of each subject; no where there are no rows.
  func any(_ outcomes: [UInt8]) -> [UInt8] {
    values { rows in rows.reduce(Truth.no) { Kleene.or($0, outcomes[Int($1)]) } }
  }

  /// Whether a condition holds in all rows of each subject; unknown where there are no rows.
  func all(_ outcomes: [UInt8]) -> [UInt8] {
    values { rows in
      rows.isEmpty ? Truth.unknown : rows.reduce(Truth.yes) { Kleene.and($0, outcomes[Int($1)]) }
    }
  }

  /// The row of each subject that holds the smallest or largest key; -1 where no key is there.
  ///
  /// - Parameters:
  ///   - keys: The keys, NaN where there is none.
  ///   - isLargest: Whether the largest is meant.
  ///   - takesLast: Whether of several rows with that key the last is meant, and not the first.
  /// - Returns: A row for each subject.
  func extreme(_ keys: [Double], isLargest: Bool, takesLast: Bool = false) -> [Int32] {
    values { rows in
      var best: Int32 = -1
      for row in rows where keys[Int(row)] == keys[Int(row)] {
        guard best >= 0 else {
          best = row
          continue
        }
        let (key, most) = (keys[Int(row)], keys[Int(best)])
        if (isLargest ? key > most : key < most) || (takesLast && key == most) { best = row }
      }
      return best
    }
  }

  /// The first row of each subject in which a value is present; -1 where there is none.
  func first(_ present: Validity) -> [Int32] { values { $0.first { present[Int($0)] } ?? -1 } }

  /// The last row of each subject in which a value is present; -1 where there is none.
  func last(_ present: Validity) -> [Int32] { values { $0.last { present[Int($0)] } ?? -1 } }

  /// The first row of each subject, whatever it holds; -1 where there is none.
  var heads: [Int32] { values { $0.first ?? -1 } }

  /// The first subject of several rows, with the first two of them, and how many more such subjects there are.
  var several: Several? {
    let subjects = (0..<count).lazy.filter { starts[$0 + 1] - starts[$0] > 1 }
    guard let subject = subjects.first else { return nil }
    let start = starts[subject]
    return Several(
      subject: subject, first: Int(rows[start]), second: Int(rows[start + 1]), others: subjects.count - 1)
  }

  /// A subject of several rows.
  struct Several {
    let subject: Int
    let first: Int
    let second: Int
    /// How many more subjects have several.
    let others: Int
  }

  /// A value for each subject, made of the subject's rows; the subjects are shared among the processors.
  private func values<T: BitwiseCopyable & Sendable>(
    _ value: @Sendable (Slice<UnsafeBufferPointer<Int32>>) -> T
  ) -> [T] {
    Rows.inBlocks(count) { subjects in
      rows.withUnsafeBufferPointer { rows in subjects.map { value(rows[starts[$0]..<starts[$0 + 1]]) } }
    }
  }

  /// The sum of the numbers of each subject; NaN where none is there.
  func sums(_ numbers: [Double]) -> [Double] {
    reduced(numbers) { total, _ in total }
  }

  /// The mean of the numbers of each subject; NaN where none is there.
  func means(_ numbers: [Double]) -> [Double] {
    reduced(numbers) { total, count in total / Double(count) }
  }

  private func reduced(_ numbers: [Double], _ value: @Sendable (Double, Int) -> Double) -> [Double] {
    values { rows in
      var sum = CarefulSum()
      for row in rows where numbers[Int(row)] == numbers[Int(row)] { sum.add(numbers[Int(row)]) }
      return sum.count > 0 ? value(sum.total, sum.count) : .nan
    }
  }

  /// The median of the numbers of each subject; NaN where none is there.
  func medians(_ numbers: [Double]) -> [Double] {
    ofSorted(numbers) { $0.isEmpty ? .nan : ($0[($0.count - 1) / 2] + $0[$0.count / 2]) / 2 }
  }

  /// The number of different keys of each subject.
  func distinct(_ keys: [Double]) -> [Int64] {
    ofSorted(keys) { keys in
      zip(keys, keys.dropFirst()).reduce(keys.isEmpty ? 0 : 1) { $0 + ($1.0 == $1.1 ? 0 : 1) }
    }
  }

  /// A value for each subject, made of the numbers that are there, ascending.
  private func ofSorted<T: BitwiseCopyable & Sendable>(
    _ numbers: [Double], _ value: @Sendable ([Double]) -> T
  ) -> [T] {
    Rows.inBlocks(count) { subjects in
      var sorted: [Double] = []
      return subjects.map { subject in
        sorted.removeAll(keepingCapacity: true)
        for row in rows[starts[subject]..<starts[subject + 1]] where numbers[Int(row)] == numbers[Int(row)] {
          sorted.append(numbers[Int(row)])
        }
        sorted.sort()
        return value(sorted)
      }
    }
  }
}

/// What functions over the rows of a subject compute: one value a row.
extension RowGroups {
  /// The place of each row among its subject's, from 1; 0 for a row that has none.
  func numbers(of rowCount: Int) -> [Int64] {
    var result = [Int64](repeating: 0, count: rowCount)
    forEach { _, rows in for (place, row) in rows.enumerated() { result[Int(row)] = Int64(place + 1) } }
    return result
  }

  /// The row before each, or after; -1 where there is none.
  func neighbours(of rowCount: Int, isNext: Bool) -> [Int32] {
    var result = [Int32](repeating: -1, count: rowCount)
    forEach { _, rows in
      for (row, follower) in zip(rows, rows.dropFirst()) {
        if isNext { result[Int(row)] = follower } else { result[Int(follower)] = row }
      }
    }
    return result
  }

  /// The row that holds the smallest or largest key up to each; -1 where no key is there yet.
  func runningExtreme(_ keys: [Double], isLargest: Bool) -> [Int32] {
    var result = [Int32](repeating: -1, count: keys.count)
    forEach { _, rows in
      var best: Int32 = -1
      for row in rows {
        let key = keys[Int(row)]
        if key == key, best < 0 || (isLargest ? key > keys[Int(best)] : key < keys[Int(best)]) { best = row }
        result[Int(row)] = best
      }
    }
    return result
  }

  /// The sum of the numbers up to each row; NaN where none is there yet.
  func runningSums(_ numbers: [Double]) -> [Double] {
    var result = [Double](repeating: .nan, count: numbers.count)
    forEach { _, rows in
      var sum = CarefulSum()
      for row in rows {
        if numbers[Int(row)] == numbers[Int(row)] { sum.add(numbers[Int(row)]) }
        if sum.count > 0 { result[Int(row)] = sum.total }
      }
    }
    return result
  }
}

/// A sum that keeps what each addition rounds away (Neumaier 1974).
private struct CarefulSum {
  private var sum = 0.0
  private var lost = 0.0

  /// How many numbers were added.
  private(set) var count = 0

  var total: Double { sum + lost }

  mutating func add(_ number: Double) {
    let next = sum + number
    lost += abs(sum) >= abs(number) ? (sum - next) + number : (number - next) + sum
    sum = next
    count += 1
  }
}
