/// The follow-up of subjects who can have one of several outcomes, and which of them each had.
///
/// An outcome is found by its name, never by its place: that the first code was relapse in one file and death in another has
/// put one outcome's numbers under the other's name more than once.
public struct CompetingOutcomes: Sendable {
  /// Until when each row was observed; its event is an outcome of any kind.
  public let followUp: FollowUp
  /// For each row 0 where it was censored, or the number of its outcome, from 1.
  public let codes: [Int32]
  /// The names of the outcomes, that of code 1 first.
  public let names: [String]

  /// Takes columns of one length.
  ///
  /// - Parameters:
  ///   - time: the end of observation.
  ///   - codes: 0 where observation was censored, or the number of the outcome, from 1.
  ///   - names: the outcomes, that of code 1 first; one of them may have happened to nobody.
  ///   - entry: where observation began, exclusive; nil where all began together.
  ///   - weights: what the rows count for.
  /// - Throws: ``FollowUpError`` for a column of another length, ``CompetingRisksError`` for a code without a name or a name
  ///   given twice.
  public init(
    time: [Double], codes: [Int32], names: [String], entry: [Double]? = nil, weights: Weights = .none
  ) throws {
    try self.init(
      try FollowUp(time: time, event: codes.map { $0 > 0 }, entry: entry, weights: weights), codes: codes, names: names)
  }

  /// Takes the name of each row's outcome.
  ///
  /// - Parameters:
  ///   - time: the end of observation.
  ///   - outcomes: the name of the outcome; nil where observation was censored.
  ///   - names: the outcomes in the order in which they are shown.
  ///   - entry: where observation began, exclusive; nil where all began together.
  ///   - weights: what the rows count for.
  /// - Throws: as above; ``CompetingRisksError/unknownOutcome(_:known:)`` for one that is not among the names.
  public init(
    time: [Double], outcomes: [String?], names: [String], entry: [Double]? = nil, weights: Weights = .none
  ) throws {
    let places = Dictionary(zip(names, Int32(1)...), uniquingKeysWith: { first, _ in first })
    let codes = try outcomes.map { outcome throws -> Int32 in
      guard let outcome else { return 0 }
      guard let code = places[outcome] else { throw CompetingRisksError.unknownOutcome(outcome, known: names) }
      return code
    }
    try self.init(time: time, codes: codes, names: names, entry: entry, weights: weights)
  }

  /// Takes follow-up whose events are outcomes of any kind, and says which.
  ///
  /// - Parameters:
  ///   - followUp: the rows; that a row has the event must agree with its code.
  ///   - codes: 0 where observation was censored, or the number of the outcome, from 1.
  ///   - names: the outcomes, that of code 1 first.
  /// - Throws: ``FollowUpError``, ``CompetingRisksError``.
  public init(_ followUp: FollowUp, codes: [Int32], names: [String]) throws {
    guard codes.count == followUp.count else {
      throw FollowUpError.lengths(column: "outcomes", expected: followUp.count, found: codes.count)
    }
    if let row = codes.firstIndex(where: { $0 < 0 || $0 > names.count }) {
      throw CompetingRisksError.badOutcome(row: row, code: Int(codes[row]), count: names.count)
    }
    if let twice = Dictionary(grouping: names, by: { $0 }).filter({ $0.value.count > 1 }).keys.min() {
      throw CompetingRisksError.outcomeNamedTwice(twice)
    }
    let agrees = codes.indices.allSatisfy { followUp.event[$0] == (codes[$0] > 0) }
    self.followUp =
      agrees
      ? followUp
      : FollowUp(
        agreeing: followUp.time, event: codes.map { $0 > 0 }, entry: followUp.entry, weights: followUp.weights,
        continues: followUp.continues)
    self.codes = codes
    self.names = names
  }

  /// The number of rows.
  public var count: Int { codes.count }

  /// The number of an outcome, from 1.
  ///
  /// - Throws: ``CompetingRisksError/unknownOutcome(_:known:)``.
  public func code(of name: String) throws -> Int32 {
    guard let place = names.firstIndex(of: name) else {
      throw CompetingRisksError.unknownOutcome(name, known: names)
    }
    return Int32(place + 1)
  }

  /// The follow-up to one outcome, in which every other ends observation like a censoring: what cause-specific hazards
  /// are estimated from.
  ///
  /// - Throws: ``CompetingRisksError/unknownOutcome(_:known:)``.
  public func causeSpecific(_ name: String) throws -> FollowUp {
    let code = try code(of: name)
    return FollowUp(
      agreeing: followUp.time, event: codes.map { $0 == code }, entry: followUp.entry, weights: followUp.weights,
      continues: followUp.continues)
  }

  /// These rows alone, in this order.
  public func selecting(_ rows: [Int]) -> CompetingOutcomes {
    CompetingOutcomes(checked: followUp.selecting(rows), codes: rows.map { codes[$0] }, names: names)
  }

  private init(checked followUp: FollowUp, codes: [Int32], names: [String]) {
    self.followUp = followUp
    self.codes = codes
    self.names = names
  }
}

/// What is wrong with outcomes handed to an estimator, or what it cannot take; rows count from 0.
public enum CompetingRisksError: Error, Equatable, Sendable {
  /// There is no outcome of that name.
  case unknownOutcome(String, known: [String])
  /// A row's outcome is none of those named.
  case badOutcome(row: Int, code: Int, count: Int)
  /// Two outcomes have one name.
  case outcomeNamedTwice(String)
  /// The method takes no late entries.
  case lateEntryUnsupported(method: String)
}

extension CompetingRisksError: CustomStringConvertible {
  /// What was expected, what was found, and where.
  public var description: String {
    switch self {
    case .unknownOutcome(let name, let known):
      "there is no outcome \"\(name)\"; the outcomes are \(known.map { "\"\($0)\"" }.joined(separator: ", "))"
    case .badOutcome(let row, let code, let count):
      "row \(row + 1): outcome code is \(code); expected 0 for censored, or 1 to \(count)"
    case .outcomeNamedTwice(let name):
      "two outcomes are named \"\(name)\""
    case .lateEntryUnsupported(let method):
      "\(method) takes no late entries: all subjects must be followed from the origin"
    }
  }
}
