/// The states of subjects from the day on which each entered each state, one column a state.
///
/// 1. Each subject begins in the initial state and goes from state to state in the order of the days.
/// 2. Of several states entered on one day the last in the order of the states holds, and absorbing ones come last; the others were
///    passed through in no time, and are not counted as visits.
/// 3. A day before the origin, after the end of follow-up, or after an absorbing state, is not followed.
/// 4. Follow-up ends with an absorbing state, or else at its end.
public struct StateDays: Sendable {
  /// The rows, one for each stay in a state.
  public let history: StateHistory
  /// How many subjects passed through a state in no time.
  public let passedThrough: Int
  /// How many days lie before the origin.
  public let beforeOrigin: Int
  /// How many days lie after the end of follow-up.
  public let afterEnd: Int
  /// How many days lie after an absorbing state.
  public let afterAbsorbing: Int
  /// For each subject, whether an absorbing state was reached.
  public let isAbsorbed: [Bool]

  /// Reads states from days.
  ///
  /// - Parameters:
  ///   - initial: the name of the state in which everybody begins.
  ///   - states: the other states, in their order, each with the day on which each subject entered it; nil for who never did.
  ///   - absorbing: states that nobody leaves.
  ///   - end: the end of each subject's follow-up.
  ///   - entry: when each came under observation; nil where all did at the origin.
  ///   - weights: what the subjects count for.
  /// - Throws: ``FollowUpError``, ``StateHistoryError``.
  public init(
    initial: String, states: [(name: String, day: [Double?])], absorbing: Set<String>, end: [Double],
    entry: [Double]? = nil, weights: Weights = .none
  ) throws {
    for state in states where state.day.count != end.count {
      throw FollowUpError.lengths(column: state.name, expected: end.count, found: state.day.count)
    }
    if let row = end.firstIndex(where: { !$0.isFinite }) { throw FollowUpError.badTime(row: row, value: end[row]) }
    let names = [initial] + states.map(\.name)
    if let unknown = absorbing.sorted().first(where: { !names.contains($0) }) {
      throw StateHistoryError.unknownState(unknown, known: names)
    }
    var walk = StateWalk(states.map { absorbing.contains($0.name) }, tolerance: Self.tolerance(end))
    for subject in end.indices {
      // Who dies on day 0 was under observation before it.
      let first = entry?[subject] ?? min(0, end[subject]) - 1
      walk.add(subject, days: states.map { $0.day[subject] }, from: first, to: end[subject], hasEntry: entry != nil)
    }
    passedThrough = walk.passedThrough
    beforeOrigin = walk.beforeOrigin
    afterEnd = walk.afterEnd
    afterAbsorbing = walk.afterAbsorbing
    isAbsorbed = walk.isAbsorbed
    history = try StateHistory(
      states: names, subject: walk.subject, start: walk.start, stop: walk.stop, state: walk.state, next: walk.next,
      absorbing: Set(names.indices.filter { absorbing.contains(names[$0]) }.map { Int32($0) }),
      weights: weights.selecting(walk.subject.map { Int($0) }))
  }
}

extension StateDays {
  /// How far apart days are still one, as in ``TimeAxis``.
  private static func tolerance(_ end: [Double]) -> Double {
    let mean = end.reduce(0) { $0 + abs($1) } / Double(max(end.count, 1))
    return 1.4901161193847656e-08 * max(1, mean)
  }
}

/// Goes along the days of one subject after the other and lays down their rows.
private struct StateWalk {
  var subject: [Int32] = []
  var start: [Double] = []
  var stop: [Double] = []
  var state: [Int32] = []
  var next: [Int32] = []
  var passedThrough = 0
  var beforeOrigin = 0
  var afterEnd = 0
  var afterAbsorbing = 0
  var isAbsorbed: [Bool] = []
  private let isAbsorbing: [Bool]
  private let tolerance: Double

  init(_ isAbsorbing: [Bool], tolerance: Double) {
    self.isAbsorbing = isAbsorbing
    self.tolerance = tolerance
  }

  mutating func add(_ who: Int, days: [Double?], from first: Double, to end: Double, hasEntry: Bool) {
    let moves = moves(days, from: hasEntry ? first : 0, to: end)
    var from = first
    var current: Int32 = 0
    var absorbed = false
    for (index, move) in moves.enumerated() {
      if absorbed {
        afterAbsorbing += 1
        continue
      }
      if index + 1 < moves.count, moves[index + 1].day == move.day, !isAbsorbing[move.place] {
        passedThrough += 1
        continue
      }
      if move.day > from + tolerance {
        lay(who, from, move.day, current, Int32(move.place + 1))
        from = move.day
      }
      current = Int32(move.place + 1)
      absorbed = isAbsorbing[move.place]
    }
    if !absorbed, end > from + tolerance { lay(who, from, end, current, -1) }
    isAbsorbed.append(absorbed)
  }

  /// The days within follow-up in order, those that differ by rounding alone made one.
  private mutating func moves(_ days: [Double?], from first: Double, to end: Double) -> [(day: Double, place: Int)] {
    var moves: [(day: Double, place: Int)] = []
    for (place, day) in days.enumerated() {
      guard let day else { continue }
      if day < first {
        beforeOrigin += 1
      } else if day > end + tolerance {
        afterEnd += 1
      } else {
        moves.append((abs(day - end) <= tolerance ? end : day, place))
      }
    }
    moves.sort { ($0.day, $0.place) < ($1.day, $1.place) }
    for index in moves.indices.dropFirst() where moves[index].day - moves[index - 1].day <= tolerance {
      moves[index].day = moves[index - 1].day
    }
    moves.sort {
      ($0.day, isAbsorbing[$0.place] ? 1 : 0, $0.place) < ($1.day, isAbsorbing[$1.place] ? 1 : 0, $1.place)
    }
    return moves
  }

  private mutating func lay(_ who: Int, _ from: Double, _ to: Double, _ state: Int32, _ next: Int32) {
    subject.append(Int32(who))
    start.append(from)
    stop.append(to)
    self.state.append(state)
    self.next.append(next)
  }
}
