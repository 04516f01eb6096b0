/// How many subjects of each group went from which grade at baseline to which worst grade after it.
struct GradeShift: Sendable, Hashable {
  /// The number of grades that there are: 0 to 5, and missing.
  static let gradeCount = 7
  /// The place of a missing grade after those of grades 0 to 5.
  static let missing = 6

  /// The names of the grades, in the order of their places.
  static let names = (0...5).map { "Grade \($0)" } + ["Missing"]

  /// For each group, and last for all of them together: the subjects by grade at baseline, and by worst grade after it.
  let counts: [[[Int]]]

  /// Counts subjects.
  ///
  /// - Parameters:
  ///   - baseline: The grade of each subject at baseline, 0 to 5; negative where it is missing.
  ///   - worst: The worst grade of each subject after it, likewise.
  ///   - groups: The group of each subject, from 0; a subject with a negative one is not counted.
  ///   - groupCount: The number of groups.
  init(baseline: [Int8], worst: [Int8], groups: [Int32], groupCount: Int) {
    let nobody = [[Int]](repeating: [Int](repeating: 0, count: Self.gradeCount), count: Self.gradeCount)
    var counts = [[[Int]]](repeating: nobody, count: groupCount + 1)
    for (subject, group) in groups.enumerated() where group >= 0 {
      let (from, to) = (Self.place(baseline[subject]), Self.place(worst[subject]))
      counts[Int(group)][from][to] += 1
      counts[groupCount][from][to] += 1
    }
    self.counts = counts
  }

  private static func place(_ grade: Int8) -> Int { grade < 0 ? missing : Int(grade) }

  /// The subjects of a group for whom something holds of both grades, which are both known.
  func count(group: Int, where holds: (Int, Int) -> Bool) -> Int {
    (0..<Self.missing).reduce(0) { sum, from in
      sum + (0..<Self.missing).reduce(0) { holds(from, $1) ? $0 + counts[group][from][$1] : $0 }
    }
  }
}
