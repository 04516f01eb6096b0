import Cohorts

/// The assessments of each subject in the order of their days, without those that do not count.
struct AssessmentOrder {
  /// The rows, subject by subject, by day; rows of one day in the order of the table.
  let rows: [Int32]
  /// Where the rows of each subject begin; one more than there are subjects.
  let starts: [Int]
  /// The number of rows without a day.
  let withoutDay: Int
  /// The number of rows before day 0.
  let beforeOrigin: Int

  /// Orders rows by subject and day.
  ///
  /// - Parameters:
  ///   - days: The day of each row; NaN where it is missing.
  ///   - subjects: The position of the subject of each row.
  ///   - count: The number of subjects.
  /// - Complexity: O(*n* log *n*) at most, O(*n*) where the rows of each subject are in order.
  init(days: [Double], subjects: [Int32], count: Int) {
    var sizes = [Int](repeating: 0, count: count + 1)
    var withoutDay = 0
    var beforeOrigin = 0
    for (row, subject) in subjects.enumerated() {
      if days[row].isNaN {
        withoutDay += 1
      } else if days[row] < 0 {
        beforeOrigin += 1
      } else {
        sizes[Int(subject) + 1] += 1
      }
    }
    for place in sizes.indices.dropFirst() { sizes[place] += sizes[place - 1] }
    var next = sizes
    var rows = [Int32](repeating: 0, count: sizes.last ?? 0)
    for (row, subject) in subjects.enumerated() where days[row] >= 0 {
      rows[next[Int(subject)]] = Int32(row)
      next[Int(subject)] += 1
    }
    for subject in 0..<count {
      let range = sizes[subject]..<sizes[subject + 1]
      let isOrdered = zip(rows[range], rows[range].dropFirst()).allSatisfy { days[Int($0)] <= days[Int($1)] }
      if !isOrdered { rows[range].sort { (days[Int($0)], $0) < (days[Int($1)], $1) } }
    }
    self.rows = rows
    starts = sizes
    self.withoutDay = withoutDay
    self.beforeOrigin = beforeOrigin
  }

  /// The rows of a subject, by day.
  func rows(of subject: Int) -> ArraySlice<Int32> { rows[starts[subject]..<starts[subject + 1]] }
}
