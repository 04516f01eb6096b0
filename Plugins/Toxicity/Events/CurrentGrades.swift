/// The grade that each subject has at each of some times: the worst of the events that last then.
///
/// 1. A subject is under observation up to the last day of follow-up, that day included.
/// 2. An event lasts from its day of onset to its day of end, both included; one without an end lasts on.
/// 3. Of several events that last at a time the worst grade counts; a missing grade is less than any other.
///
/// The events are dealt to their subjects by counting; each subject's fill the times that they last, one row of times being used
/// for all subjects in turn.
///
/// - Complexity: O(*events* + *subjects*) and the number of times that all events together last.
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
  private(set) var cells: [[Cell]]

  /// Counts at some times.
  ///
  /// - Parameters:
  ///   - times: The times, ascending.
  ///   - events: The events.
  ///   - lastDay: The last day of follow-up of each subject; NaN where it is missing.
  ///   - groups: The group of each subject, from 0; a subject with a negative one is not counted.
  ///   - groupCount: The number of groups.
  init(at times: [Double], _ events: Events, lastDay: [Double], groups: [Int32], groupCount: Int) {
    let nobody = [Cell](repeating: Cell(), count: groupCount)
    cells = [[Cell]](repeating: nobody, count: times.count)
    let (order, starts) = events.dealt(to: groups.count)
    var current = [Int8](repeating: -1, count: times.count)
    // Subjects by the number of times at which they are under observation.
    var observed = [[Int]](repeating: [Int](repeating: 0, count: groupCount), count: times.count + 1)
    for subject in groups.indices where groups[subject] >= 0 {
      let group = Int(groups[subject])
      let seen = lastDay[subject].isNaN ? 0 : Self.count(times, through: lastDay[subject])
      observed[seen][group] += 1
      var touched = 0..<0
      for place in Int(starts[subject])..<Int(starts[subject + 1]) {
        let row = Int(order[place])
        let first = Self.count(times, before: events.onset[row])
        let end = min(Self.count(times, through: events.end[row]), seen)
        guard first < end else { continue }
        for time in first..<end { current[time] = max(current[time], events.grades[row]) }
        touched = touched.isEmpty ? first..<end : min(touched.lowerBound, first)..<max(touched.upperBound, end)
      }
      for time in touched where current[time] >= 0 {
        cells[time][group].grades[Int(current[time])] += 1
        current[time] = -1
      }
    }
    for group in 0..<groupCount {
      var still = 0
      for time in times.indices.reversed() {
        still += observed[time + 1][group]
        cells[time][group].observed = still
      }
    }
    for time in cells.indices { cells[time].append(cells[time].reduce(into: Cell()) { $0.add($1) }) }
  }

  /// How many of ascending times come before a day.
  private static func count(_ times: [Double], before day: Double) -> Int { count(times) { $0 < day } }

  /// How many of ascending times come up to a day, that day included.
  private static func count(_ times: [Double], through day: Double) -> Int { count(times) { $0 <= day } }

  private static func count(_ times: [Double], _ isIn: (Double) -> Bool) -> Int {
    var (low, high) = (0, times.count)
    while low < high {
      let middle = (low + high) / 2
      if isIn(times[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension CurrentGrades.Events {
  /// The rows of the events subject by subject, and where those of each begin.
  fileprivate func dealt(to subjectCount: Int) -> (order: [Int32], starts: [Int32]) {
    var next = [Int32](repeating: 0, count: subjectCount + 1)
    for subject in subjects { next[Int(subject) + 1] += 1 }
    for subject in 0..<subjectCount { next[subject + 1] += next[subject] }
    let starts = next
    var order = [Int32](repeating: 0, count: subjects.count)
    for (row, subject) in subjects.enumerated() {
      order[Int(next[Int(subject)])] = Int32(row)
      next[Int(subject)] += 1
    }
    return (order, starts)
  }
}
