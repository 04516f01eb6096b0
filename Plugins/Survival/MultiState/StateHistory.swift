/// The states that subjects were in, as (start, stop] rows: from when to when, in which state, and into which they went.
///
/// States are found by their names. Each subject's rows follow one another without overlap or gap, each in the state into which
/// the row before led; a row that leads nowhere ends in the same state, and if it is the last, in a censoring.
public struct StateHistory: Sendable {
  /// The states, in the order in which they are shown.
  public let states: [String]
  /// For each row the number of its subject, from 0.
  public let subject: [Int32]
  /// Where each row begins, exclusive.
  public let start: [Double]
  /// Where each row ends.
  public let stop: [Double]
  /// For each row the place of its state.
  public let state: [Int32]
  /// For each row the place of the state into which it leads; -1 where it leads nowhere.
  public let next: [Int32]
  /// What the rows count for.
  public let weights: Weights

  /// Takes (start, stop] rows with their states by name, and checks that they can be.
  ///
  /// - Parameters:
  ///   - states: the states, in the order in which they are shown.
  ///   - subject: for each row the number of its subject, from 0.
  ///   - start: where each row begins, exclusive.
  ///   - stop: where each row ends.
  ///   - from: the state of each row.
  ///   - to: the state into which it leads; nil, or the same, where it leads nowhere.
  ///   - absorbing: states that nobody leaves.
  ///   - weights: what the rows count for.
  /// - Throws: ``FollowUpError`` for columns of unequal length and times that are not finite; ``StateHistoryError`` for rows that
  ///   cannot be.
  public init(
    states: [String], subject: [Int32], start: [Double], stop: [Double], from: [String], to: [String?],
    absorbing: Set<String> = [], weights: Weights = .none
  ) throws {
    if let twice = Dictionary(grouping: states, by: { $0 }).filter({ $0.value.count > 1 }).keys.min() {
      throw StateHistoryError.stateNamedTwice(twice)
    }
    let places = Dictionary(zip(states, Int32(0)...), uniquingKeysWith: { first, _ in first })
    func place(_ name: String) throws -> Int32 {
      guard let place = places[name] else { throw StateHistoryError.unknownState(name, known: states) }
      return place
    }
    for name in absorbing.sorted() { _ = try place(name) }
    for (name, count) in [("subject", subject.count), ("start", start.count), ("from", from.count), ("to", to.count)]
    where count != stop.count {
      throw FollowUpError.lengths(column: name, expected: stop.count, found: count)
    }
    let state = try from.map(place)
    try self.init(
      states: states, subject: subject, start: start, stop: stop, state: state,
      next: zip(state, try to.map { try $0.map(place) ?? -1 }).map { $0 == $1 ? -1 : $1 },
      absorbing: Set(try absorbing.map(place)), weights: weights)
  }

  /// Rows with their states by place.
  init(
    states: [String], subject: [Int32], start: [Double], stop: [Double], state: [Int32], next: [Int32],
    absorbing: Set<Int32>, weights: Weights
  ) throws {
    self.states = states
    self.subject = subject
    self.start = start
    self.stop = stop
    self.state = state
    self.next = next
    self.weights = weights
    if let row = subject.firstIndex(where: { $0 < 0 }) {
      throw FollowUpError.badCluster(row: row, code: Int(subject[row]))
    }
    try check(absorbing)
  }

  /// The number of rows.
  public var count: Int { stop.count }

  /// The number of subjects.
  public var subjectCount: Int { Set(subject).count }

  /// The rows as follow-up: that a row leads into another state is its event.
  var followUp: FollowUp {
    FollowUp(agreeing: stop, event: next.map { $0 >= 0 }, entry: start, weights: weights, continues: nil)
  }

  private func check(_ absorbing: Set<Int32>) throws {
    let axis = try TimeAxis(followUp)
    guard let entries = axis.entries else { return }
    var last = [Int](repeating: -1, count: Int(subject.max() ?? -1) + 1)
    for row in axis.entryOrder ?? [] {
      let row = Int(row)
      let who = Int(subject[row])
      if absorbing.contains(state[row]) {
        throw StateHistoryError.leavesAbsorbing(
          subject: who, row: row, state: states[Int(state[row])], at: start[row])
      }
      defer { last[who] = row }
      let before = last[who]
      guard before >= 0 else { continue }
      if entries[row] < axis.exits[before] {
        throw StateHistoryError.overlap(
          subject: who, row: row, before: before, start: start[row], earlierStop: stop[before])
      }
      if entries[row] > axis.exits[before] {
        throw StateHistoryError.gap(subject: who, row: row, before: before, from: stop[before], to: start[row])
      }
      let expected = next[before] >= 0 ? next[before] : state[before]
      if state[row] != expected {
        throw StateHistoryError.wrongState(
          subject: who, row: row, before: before, at: start[row], expected: states[Int(expected)],
          found: states[Int(state[row])])
      }
    }
  }
}

/// Why rows of states cannot be; subjects and rows count from 0, `before` is the subject's row before the row.
public enum StateHistoryError: Error, Equatable, Sendable {
  /// There is no state of that name.
  case unknownState(String, known: [String])
  /// Two states have one name.
  case stateNamedTwice(String)
  /// A row begins before the subject's row before it has ended.
  case overlap(subject: Int, row: Int, before: Int, start: Double, earlierStop: Double)
  /// Nothing is known of a subject between two rows.
  case gap(subject: Int, row: Int, before: Int, from: Double, to: Double)
  /// A row begins in another state than the one into which the row before it led.
  case wrongState(subject: Int, row: Int, before: Int, at: Double, expected: String, found: String)
  /// A row begins in a state that nobody leaves.
  case leavesAbsorbing(subject: Int, row: Int, state: String, at: Double)
}

extension StateHistoryError: CustomStringConvertible {
  /// What was expected, what was found, and of whom.
  public var description: String {
    switch self {
    case .unknownState(let name, let known):
      "there is no state \"\(name)\"; the states are \(known.map { "\"\($0)\"" }.joined(separator: ", "))"
    case .stateNamedTwice(let name):
      "two states are named \"\(name)\""
    case .overlap(let subject, _, _, let start, let stop):
      "subject \(subject + 1): a row begins at \(start), before the one before it ends at \(stop)"
    case .gap(let subject, _, _, let from, let to):
      "subject \(subject + 1): no row between \(from) and \(to); rows must follow one another without a gap"
    case .wrongState(let subject, _, _, let time, let expected, let found):
      "subject \(subject + 1): the row from \(time) is in state \"\(found)\", but the one before it led to \"\(expected)\""
    case .leavesAbsorbing(let subject, _, let state, let time):
      "subject \(subject + 1): a row from \(time) is in state \"\(state)\", which is absorbing: nobody is followed in it"
    }
  }
}
