/// Assessments of response, each subject's together and in the order of their days.
///
/// Stored side by side: the assessments of subject s are those from `starts[s]` up to `starts[s + 1]`.
struct Assessments: Sendable, Hashable {
  /// The day of each assessment.
  let days: [Double]
  /// The category of each assessment, as a position among the levels of its vocabulary.
  let levels: [Int32]
  /// Where each subject's assessments begin, and after the last subject where they all end.
  let starts: [Int]
  /// The number of rows without a day or a category, which are in none of the above.
  let incomplete: Int

  /// Sorts rows by subject and day; rows of one day stay in their order.
  ///
  /// - Parameters:
  ///   - subjects: The subject of each row, from 0.
  ///   - days: The day of each row; NaN where it is missing.
  ///   - levels: The category of each row; negative where it is missing.
  ///   - count: The number of subjects.
  /// - Complexity: O(*n* log *k*), for *n* rows of which a subject has *k*.
  init(subjects: [Int32], days: [Double], levels: [Int32], count: Int) {
    var starts = [Int](repeating: 0, count: count + 1)
    for row in subjects.indices where !days[row].isNaN && levels[row] >= 0 { starts[Int(subjects[row]) + 1] += 1 }
    for subject in 0..<count { starts[subject + 1] += starts[subject] }
    var rows = [Int](repeating: 0, count: starts[count])
    var next = starts
    for row in subjects.indices where !days[row].isNaN && levels[row] >= 0 {
      let subject = Int(subjects[row])
      rows[next[subject]] = row
      next[subject] += 1
    }
    for subject in 0..<count {
      let range = starts[subject]..<starts[subject + 1]
      // Most data come in the order of their days already.
      if range.dropFirst().contains(where: { days[rows[$0]] < days[rows[$0 - 1]] }) {
        rows[range].sort { (days[$0], $0) < (days[$1], $1) }
      }
    }
    self.days = rows.map { days[$0] }
    self.levels = rows.map { levels[$0] }
    self.starts = starts
    incomplete = subjects.count - rows.count
  }

  /// The number of subjects.
  var count: Int { starts.count - 1 }
}
