import Foundation
import Statistics

/// The worst grade of each subject for each key that occurs in them, such as a term.
///
/// A subject with several events of one key counts once, at the worst grade. A missing grade is less than any other: it is the
/// worst where no grade of that subject and key is recorded. The order of the events does not matter to any grade or count.
///
/// The events are dealt to blocks of subjects, and in each block to its subjects, by counting; each subject's are gathered in one
/// list of the keys, so that neither a matrix of subjects and keys nor a search is needed. Every pass is shared out among the
/// processors.
///
/// - Complexity: O(*events* + *subjects* + *keys*), in time and memory.
public struct WorstGrades: Sendable {
  /// Where the pairs of each subject begin; the next subject's beginning is the end.
  public let starts: [Int32]
  /// The key of each pair; the keys of a subject stand in no particular order, each once.
  public private(set) var keys: [Int32] = []
  /// The worst grade of each pair.
  public private(set) var grades: [Int8] = []
  /// The number of events behind each pair.
  public private(set) var events: [Int32] = []

  /// The number of subjects, with and without events.
  public var subjectCount: Int { starts.count - 1 }

  /// Below this many events, sharing the work out costs more than it saves.
  private static let fewestForSharing = 100_000

  /// Gathers events.
  ///
  /// - Precondition: Subjects, keys and parents are within their numbers; grades are as many as events, or none.
  /// - Parameters:
  ///   - subjects: The subject of each event, from 0 to `subjectCount - 1`.
  ///   - keys: The key of each event, from 0 to `keyCount - 1`; events with a negative one are left out.
  ///   - grades: The grade of each event; none at all where grades are not recorded.
  ///   - subjectCount: The number of subjects.
  ///   - keyCount: The number of keys.
  public init(subjects: [Int32], keys: [Int32], grades: [Int8], subjectCount: Int, keyCount: Int) {
    let shares = Self.shares(subjects.count)
    let blocks = EventBlocks(
      subjects: subjects, keys: keys, grades: grades, subjectCount: subjectCount, shares: shares)
    self.init(
      Parallel.map(shares) { share in
        let range = blocks.count * share / shares..<blocks.count * (share + 1) / shares
        var list = PairList(keyCount: keyCount, capacity: blocks.events(in: range))
        blocks.gather(range, into: &list)
        return list
      })
  }

  /// Into how many pieces the work on so many events is cut.
  private static func shares(_ events: Int) -> Int {
    events < fewestForSharing ? 1 : min(ProcessInfo.processInfo.activeProcessorCount, 8)
  }

  private init(_ parts: [PairList]) {
    var starts: [Int32] = [0]
    starts.reserveCapacity(parts.reduce(1) { $0 + $1.ends.count })
    let pairs = parts.reduce(0) { $0 + $1.keys.count }
    keys.reserveCapacity(pairs)
    grades.reserveCapacity(pairs)
    events.reserveCapacity(pairs)
    for part in parts {
      let base = Int32(keys.count)
      starts += part.ends.map { $0 + base }
      keys += part.keys
      grades += part.grades
      events += part.events
    }
    self.starts = starts
  }

  /// The same, with keys put together: the worst grade of each subject for each parent of keys, such as the class of a term.
  ///
  /// - Parameters:
  ///   - parents: The parent of each key, from 0 to `count - 1`.
  ///   - count: The number of parents.
  /// - Returns: The pairs of subject and parent.
  public func gathered(by parents: [Int32], count: Int) -> WorstGrades {
    let shares = Self.shares(keys.count)
    return WorstGrades(
      Parallel.map(shares) { share in
        let range = subjectCount * share / shares..<subjectCount * (share + 1) / shares
        let pairs = Int(starts[range.upperBound] - starts[range.lowerBound])
        var list = PairList(keyCount: count, capacity: min(pairs, range.count * count))
        for subject in range {
          for pair in Int(starts[subject])..<Int(starts[subject + 1]) {
            list.add(parents[Int(keys[pair])], grades[pair], events: events[pair])
          }
          list.endSubject()
        }
        return list
      })
  }
}

/// Pairs of subject and key, one subject after the other.
struct PairList: Sendable {
  /// Where the pairs of each subject end.
  private(set) var ends: [Int32] = []
  private(set) var keys: [Int32] = []
  private(set) var grades: [Int8] = []
  private(set) var events: [Int32] = []
  /// For each key the place of its pair of the current subject; a place before the subject's first means that there is none.
  private var place: [Int32]
  private var first: Int32 = 0

  init(keyCount: Int, capacity: Int) {
    place = [Int32](repeating: -1, count: keyCount)
    keys.reserveCapacity(capacity)
    grades.reserveCapacity(capacity)
    events.reserveCapacity(capacity)
  }

  /// Adds events of the current subject.
  @inline(__always)
  mutating func add(_ key: Int32, _ grade: Int8, events count: Int32) {
    let known = place[Int(key)]
    guard known < first else {
      grades[Int(known)] = max(grades[Int(known)], grade)
      events[Int(known)] += count
      return
    }
    place[Int(key)] = Int32(keys.count)
    keys.append(key)
    grades.append(grade)
    events.append(count)
  }

  /// Goes on to the next subject.
  @inline(__always)
  mutating func endSubject() {
    first = Int32(keys.count)
    ends.append(first)
  }
}
