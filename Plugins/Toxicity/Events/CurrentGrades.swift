import Statistics

/// The grade that each subject has at each of some times: the worst of the events that last then.
///
/// 1. A subject is under observation up to the last day of follow-up, that day included.
/// 2. An event lasts from its day of onset to its day of end, both included; one without an end lasts on.
/// 3. Of several events that last at a time the worst grade counts; a missing grade is less than any other.
///
/// - Complexity: O((*events* + *subjects*) × *times*), in the memory of the subjects.
struct CurrentGrades: Sendable {
  /// How many subjects of one group are under observation at a time, and how many have each grade.
  struct Cell: Sendable, Hashable {
    /// Subjects under observation.
    fileprivate(set) var observed = 0
    /// Subjects whose grade is missing, and then those at grades 1 to 5.
    fileprivate(set) var grades = [Int](repeating: 0, count: 6)

    /// Subjects with any event that lasts.
    var any: Int { grades.reduce(0, +) }

    fileprivate mutating func add(_ other: Cell) {
      observed += other.observed
      for grade in grades.indices { grades[grade] += other.grades[grade] }
    }
  }

  /// Events with their days; those without a day of onset are left out beforehand.
  struct Events: Sendable {
    var subjects: [Int32]
    var grades: [Int8]
    var onset: [Double]
    /// Infinite where an event lasts on.
    var end: [Double]
  }

  /// The cells of each time: one for each group, and one for all of them together.
  let cells: [[Cell]]

  /// Counts at some times.
  ///
  /// - Parameters:
  ///   - times: The times.
  ///   - events: The events.
  ///   - lastDay: The last day of follow-up of each subject; NaN where it is missing.
  ///   - groups: The group of each subject, from 0; a subject with a negative one is not counted.
  ///   - groupCount: The number of groups.
  init(at times: [Double], _ events: Events, lastDay: [Double], groups: [Int32], groupCount: Int) {
    cells = Parallel.map(times.count) { place in
      Self.cells(at: times[place], events, lastDay: lastDay, groups: groups, groupCount: groupCount)
    }
  }

  private static func cells(
    at time: Double, _ events: Events, lastDay: [Double], groups: [Int32], groupCount: Int
  ) -> [Cell] {
    var current = [Int8](repeating: -1, count: groups.count)
    for row in events.subjects.indices where events.onset[row] <= time && time <= events.end[row] {
      let subject = Int(events.subjects[row])
      current[subject] = max(current[subject], events.grades[row])
    }
    var cells = [Cell](repeating: Cell(), count: groupCount)
    for subject in groups.indices where groups[subject] >= 0 && time <= lastDay[subject] {
      cells[Int(groups[subject])].observed += 1
      if current[subject] >= 0 { cells[Int(groups[subject])].grades[Int(current[subject])] += 1 }
    }
    return cells + [cells.reduce(into: Cell()) { $0.add($1) }]
  }
}
