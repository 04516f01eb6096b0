/// How many subjects of each group have each worst grade, by key, and how many events they had.
struct GradeTally: Sendable, Hashable {
  /// The number of subjects of one group and key at each worst grade, and of their events.
  struct Cell: Sendable, Hashable {
    /// Subjects whose grade is missing, and then those at grades 1 to 5.
    private(set) var subjects: SIMD8<Int32> = .zero
    /// The number of events.
    private(set) var events = 0

    /// Nobody.
    init() {}

    /// Adds a subject.
    mutating func add(_ grade: Int8, events count: Int32) {
      subjects[Int(grade)] += 1
      events += Int(count)
    }

    /// Adds the subjects of others.
    mutating func add(_ other: Cell) {
      subjects &+= other.subjects
      events += other.events
    }

    /// Subjects with any grade, known or missing.
    var any: Int { Int(subjects.wrappedSum()) }

    /// Subjects whose worst grade is at least this.
    func atLeast(_ grade: Int) -> Int { (grade...5).reduce(0) { $0 + Int(subjects[$1]) } }

    /// Subjects with events of at least this grade; of any, known or not, for 0.
    func count(from grade: Int) -> Int { grade == 0 ? any : atLeast(grade) }

    /// Subjects whose worst grade is this.
    func at(_ grade: Int) -> Int { Int(subjects[grade]) }

    /// Subjects of whose events no grade is recorded.
    var missing: Int { Int(subjects[0]) }
  }

  /// The cells of each key: one for each group, in order, and one for all groups together.
  let cells: [[Cell]]

  /// Counts subjects.
  ///
  /// - Parameters:
  ///   - worst: The worst grades, 0 where missing and 1 to 5.
  ///   - keyCount: The number of keys.
  ///   - groups: The group of each subject, from 0; a subject with a negative one is not counted.
  ///   - groupCount: The number of groups.
  init(_ worst: WorstGrades, keyCount: Int, groups: [Int32], groupCount: Int) {
    var flat = [Cell](repeating: Cell(), count: keyCount * groupCount)
    for (subject, group) in groups.enumerated() where group >= 0 {
      for pair in Int(worst.starts[subject])..<Int(worst.starts[subject + 1]) {
        flat[Int(worst.keys[pair]) * groupCount + Int(group)].add(worst.grades[pair], events: worst.events[pair])
      }
    }
    cells = (0..<keyCount).map { key in
      let groups = Array(flat[key * groupCount..<(key + 1) * groupCount])
      return groups + [groups.reduce(into: Cell()) { $0.add($1) }]
    }
  }

  /// The subjects of all groups together with a key.
  func all(_ key: Int) -> Cell { cells[key].last ?? Cell() }
}
