/// Two syndromes in the same subjects: who had neither, one or both, and which came first.
struct SyndromeOverlap {
  /// How the onset of the second syndrome lies to the first.
  enum Order: CaseIterable {
    /// The second began before the first.
    case before
    /// Both began on one day.
    case sameDay
    /// The second began while the first lasted, both days counted.
    case during
    /// The second began after the first had ended.
    case after
    /// A day that would tell is missing.
    case unknown
  }

  /// The courses of the first and of the second syndrome, subject by subject.
  let first: [SyndromeCourse]
  let second: [SyndromeCourse]

  /// The number of members with each combination of happening; subjects of whom one is not known are counted apart.
  func counts(_ members: [Int]) -> (neither: Int, firstOnly: Int, secondOnly: Int, both: Int, unknown: Int) {
    var counts = (neither: 0, firstOnly: 0, secondOnly: 0, both: 0, unknown: 0)
    for member in members {
      switch (first[member].happened, second[member].happened) {
      case (true?, true?): counts.both += 1
      case (true?, false?): counts.firstOnly += 1
      case (false?, true?): counts.secondOnly += 1
      case (false?, false?): counts.neither += 1
      default: counts.unknown += 1
      }
    }
    return counts
  }

  /// The members with both.
  func both(_ members: [Int]) -> [Int] {
    members.filter { first[$0].happened == true && second[$0].happened == true }
  }

  /// How the onsets of a subject with both lie to each other, by the first episode of the first syndrome.
  func order(of member: Int) -> Order {
    guard let start = first[member].onset, let other = second[member].onset else { return .unknown }
    if other < start { return .before }
    if other == start { return .sameDay }
    guard let end = first[member].end else { return first[member].isOngoing ? .during : .unknown }
    return other <= end ? .during : .after
  }

  /// The days from the onset of the first to that of the second.
  func lag(of member: Int) -> Double? {
    first[member].onset.flatMap { start in second[member].onset.map { $0 - start } }
  }

  /// The number of members by worst grades: in the first place 0 to 5 and, last, missing; so within.
  func grades(_ members: [Int]) -> [[Int]] {
    var table = [[Int]](repeating: [Int](repeating: 0, count: 7), count: 7)
    for member in members {
      guard first[member].happened != nil, second[member].happened != nil else { continue }
      table[first[member].grade ?? 6][second[member].grade ?? 6] += 1
    }
    return table
  }
}
