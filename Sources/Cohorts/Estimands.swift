/// Something that happens to subjects on the way to an endpoint, such as a transplant, and how the endpoint treats it.
///
/// ICH E9 (R1) addendum on estimands and sensitivity analysis in clinical trials (2019).
public struct IntercurrentEvent: Sendable, Hashable {
  /// How an intercurrent event enters an endpoint.
  public enum Strategy: String, Sendable, Hashable, CaseIterable {
    /// It is ignored: the endpoint counts whatever happened on the way (treatment policy).
    case policy
    /// Follow-up ends with it, as though it would not have happened (hypothetical).
    case censor
    /// It is itself the event, if it comes first.
    case composite
    /// It is an outcome of its own, after which the endpoint's event is no longer waited for.
    case competing
  }

  /// The column of the day on which it happened; missing for those to whom it did not.
  public let day: String

  /// How it is treated.
  public let strategy: Strategy

  /// An intercurrent event.
  public init(day: String, strategy: Strategy) {
    self.day = day
    self.strategy = strategy
  }

  /// What it is called in a sentence: `transplant_day` is about a transplant.
  public var name: String { Self.name(of: day) }

  /// What a column of days is about, in a sentence: `transplant_day` is about a transplant.
  public static func name(of day: String) -> String {
    var name = day
    for suffix in ["_days", "_day", "_dy"] where name.hasSuffix(suffix) && name.count > suffix.count {
      name.removeLast(suffix.count)
      break
    }
    return String(name.map { $0 == "_" ? " " : $0 })
  }
}

/// Which of several outcomes each subject had: the cause of an event, or an intercurrent event that competes with it.
public struct Outcomes: Sendable, Hashable {
  /// The outcomes, in the order of the column's levels; an intercurrent event comes last.
  public let names: [String]

  /// For each subject 0 where the time is censored, *k* for the *k*-th outcome, -1 where the event is not named.
  public let codes: [Int32]

  /// Outcomes of subjects.
  public init(names: [String], codes: [Int32]) {
    self.names = names
    self.codes = codes
  }

  /// The code of an outcome by its name.
  public func code(of name: String) -> Int32? { names.firstIndex(of: name).map { Int32($0 + 1) } }
}

/// How an intercurrent event changed the times of an endpoint.
public struct IntercurrentEffect: Sendable, Hashable {
  /// The event, and how it was treated.
  public let event: IntercurrentEvent

  /// The number of subjects to whom it happened within their follow-up for the endpoint.
  public let subjects: Int

  /// The number of subjects whose day lies before the origin, so that it is no event on the way; it is ignored.
  public let beforeOrigin: Int

  /// The number of subjects whose follow-up it ended before they came under observation, so that they are left out.
  public let beforeEntry: Int
}

extension IntercurrentEffect {
  /// What was done with the event and to how many it happened, as a sentence fit for a paper's methods.
  public var statement: String {
    let treated =
      switch event.strategy {
      case .policy: "is ignored (treatment policy)"
      case .censor:
        "ends follow-up as a censoring (hypothetical strategy: it is assumed that those to whom it happened would have "
          + "fared as the others who were then at risk)"
      case .composite: "is itself the event where it comes first (composite strategy)"
      case .competing: "is a competing event where it comes first"
      }
    let before = beforeOrigin > 0 ? "; for \(beforeOrigin) it lies before the origin and does not count" : ""
    let (who, are) = beforeEntry == 1 ? ("subject", "is") : ("subjects", "are")
    let entry =
      beforeEntry > 0
      ? "; \(beforeEntry) \(who) to whom it happened before they came under observation \(are) left out" : ""
    let happened = "it happened to \(subjects) of the subjects within their follow-up"
    return "Intercurrent event \(event.name): it \(treated); \(happened)\(before)\(entry)."
  }
}

extension EndpointTimes {
  /// The label of the endpoint with the intercurrent events that it does not ignore.
  static func label(_ label: String, _ events: [IntercurrentEvent]) -> String {
    let words = events.compactMap { event in
      switch event.strategy {
      case .policy: nil as String?
      case .censor: "censored at \(event.name)"
      case .composite: "or \(event.name)"
      case .competing: "\(event.name) competing"
      }
    }
    return ([label] + words).joined(separator: ", ")
  }
}

/// The course of subjects towards an endpoint, on which intercurrent events act.
struct EndpointCourse {
  /// The position of each subject in the cohort.
  var positions: [Int32]
  var time: [Double]
  var event: [Bool]
  var entry: [Double]?
  var outcomes: Outcomes?
  private(set) var effects: [IntercurrentEffect] = []

  init(positions: [Int32], time: [Double], event: [Bool], entry: [Double]?, outcomes: Outcomes?) {
    self.positions = positions
    self.time = time
    self.event = event
    self.entry = entry
    self.outcomes = outcomes
  }

  /// Ends each subject's course at the first of the intercurrent events that end one.
  ///
  /// The endpoint's own event holds on the day of an intercurrent one. Of several on one day the composite holds before
  /// the competing, and that before the censoring.
  ///
  /// - Parameters:
  ///   - events: The events, with the day of each subject of the cohort from the endpoint's origin; missing where it is
  ///     not known to have happened.
  ///   - label: What the endpoint's own event is called among outcomes, where the endpoint names none.
  mutating func apply(_ events: [(event: IntercurrentEvent, day: [Double], validity: Validity)], label: String) {
    guard !events.isEmpty else { return }
    // Where the endpoint's own events are told apart, a composite is one more of them.
    let named = events.map(\.event).filter {
      $0.strategy == .competing || ($0.strategy == .composite && outcomes != nil)
    }
    let own = outcomes?.names ?? [label]
    var codes = outcomes?.codes ?? event.map { $0 ? 1 : 0 }
    let (ends, subjects, beforeOrigin) = firstEnds(events)
    var beforeEntry = [Int](repeating: 0, count: events.count)
    var kept: [Int] = []
    for (row, end) in ends.enumerated() {
      guard let end else {
        kept.append(row)
        continue
      }
      if let entry, entry[row] >= end.day {
        beforeEntry[end.place] += 1
        continue
      }
      kept.append(row)
      time[row] = end.day
      let ending = events[end.place].event
      event[row] = ending.strategy == .composite
      codes[row] = named.firstIndex(of: ending).map { Int32(own.count + 1 + $0) } ?? (event[row] ? 1 : 0)
    }
    effects = events.indices.map {
      IntercurrentEffect(
        event: events[$0].event, subjects: subjects[$0], beforeOrigin: beforeOrigin[$0], beforeEntry: beforeEntry[$0])
    }
    if outcomes != nil || !named.isEmpty { outcomes = Outcomes(names: own + named.map(\.name), codes: codes) }
    if kept.count < ends.count { select(kept) }
  }

  /// The day and the event that end each subject's course, if one does; and of each event to how many it happened on the
  /// way, and to how many before the origin.
  private func firstEnds(_ events: [(event: IntercurrentEvent, day: [Double], validity: Validity)])
    -> (ends: [(day: Double, place: Int)?], subjects: [Int], beforeOrigin: [Int])
  {
    var ends = [(day: Double, place: Int)?](repeating: nil, count: time.count)
    var subjects = [Int](repeating: 0, count: events.count)
    var beforeOrigin = subjects
    let byRank = events.indices.sorted { events[$0].event.strategy.rank < events[$1].event.strategy.rank }
    for place in byRank {
      let (event, day, validity) = events[place]
      for (row, position) in positions.enumerated() where validity[Int(position)] {
        let day = day[Int(position)]
        guard day >= 0 else {
          beforeOrigin[place] += 1
          continue
        }
        guard day <= time[row] else { continue }
        subjects[place] += 1
        guard event.strategy != .policy, day < time[row] || (!self.event[row] && event.strategy != .censor) else {
          continue
        }
        if let end = ends[row], end.day <= day { continue }
        ends[row] = (day, place)
      }
    }
    return (ends, subjects, beforeOrigin)
  }

  private mutating func select(_ rows: [Int]) {
    positions = rows.map { positions[$0] }
    time = rows.map { time[$0] }
    event = rows.map { event[$0] }
    entry = entry.map { entry in rows.map { entry[$0] } }
    outcomes = outcomes.map { outcomes in
      Outcomes(names: outcomes.names, codes: rows.map { outcomes.codes[$0] })
    }
  }
}

extension IntercurrentEvent.Strategy {
  /// Which of several events on one day holds: the lowest.
  fileprivate var rank: Int {
    switch self {
    case .composite: 0
    case .competing: 1
    case .censor: 2
    case .policy: 3
    }
  }
}
