import Statistics

/// The times at which something happened in a group, and what, outcome by outcome: an ``EventTable`` of several kinds of
/// events.
///
/// At each distinct time, in ascending order: the events of each outcome, the censorings, and those at risk just before it,
/// entry < t ≤ time, each counted with its weight. Near ties are merged over all groups and outcomes together.
///
/// - Complexity: built in O(*n*): counted where the times are whole numbers and sorted by radix otherwise.
public struct OutcomeTable: Sendable {
  /// The distinct times at which rows end.
  public let times: [Double]
  /// For each outcome, its events at each time.
  public let events: [[Double]]
  /// The events at each time, whatever the outcome.
  public let allEvents: [Double]
  /// The censorings at each time.
  public let censored: [Double]
  /// Those at risk just before each time.
  public let atRisk: [Double]
  /// The number of rows counted.
  public let rows: Int
  /// The number of subjects that these stand for: the sum of frequency weights, or the rows.
  public let count: Double
  /// One table for the censored and one for each outcome, which answer for times between those listed.
  private let parts: [EventTable]

  /// One table a group, in one go.
  ///
  /// - Parameters:
  ///   - outcomes: the rows.
  ///   - groups: for each row the number of its group, from 0; a negative one leaves the row out. Nil for one group.
  ///   - count: the number of groups.
  /// - Returns: as many tables as groups; that of a group without rows is empty.
  /// - Throws: ``FollowUpError``.
  public static func tables(of outcomes: CompetingOutcomes, groups: [Int32]? = nil, count: Int = 1) throws
    -> [OutcomeTable]
  {
    try EventTable.check(groups, of: outcomes.followUp, below: count, column: "groups")
    let width = outcomes.names.count + 1
    let tables = try EventTable.tables(
      ofChecked: outcomes.followUp, groups: cells(outcomes.codes, groups, Int32(width)), count: count * width)
    return (0..<count).map { group in
      OutcomeTable(Array(tables[(group * width)..<((group + 1) * width)]))
    }
  }

  /// One number for each pair of group and outcome; negative where the group is.
  private static func cells(_ codes: [Int32], _ groups: [Int32]?, _ width: Int32) -> [Int32] {
    guard let groups else { return codes }
    return [Int32](unsafeUninitializedCapacity: codes.count) { cells, count in
      groups.withUnsafeBufferPointer { groups in
        codes.withUnsafeBufferPointer { codes in
          // The columns have the length of the rows: it was checked.
          for row in 0..<codes.count { cells[row] = groups[row] < 0 ? -1 : groups[row] &* width &+ codes[row] }
        }
      }
      count = codes.count
    }
  }

  /// Merges the tables of the censored and of each outcome.
  private init(_ parts: [EventTable]) {
    self.parts = parts
    var times: [Double] = []
    var censored: [Double] = []
    var events = [[Double]](repeating: [], count: parts.count - 1)
    var all: [Double] = []
    var next = [Int](repeating: 0, count: parts.count)
    while true {
      var time = Double.infinity
      for (part, table) in parts.enumerated() where next[part] < table.times.count {
        time = min(time, table.times[next[part]])
      }
      guard time < .infinity else { break }
      times.append(time)
      var total = 0.0
      for (part, table) in parts.enumerated() {
        let isNow = next[part] < table.times.count && table.times[next[part]] == time
        let here = isNow ? (part == 0 ? table.censored : table.events)[next[part]] : 0
        if part == 0 { censored.append(here) } else { events[part - 1].append(here) }
        if part > 0 { total += here }
        if isNow { next[part] += 1 }
      }
      all.append(total)
    }
    self.times = times
    self.events = events
    self.censored = censored
    allEvents = all
    rows = parts.reduce(0) { $0 + $1.rows }
    count = parts.reduce(0) { $0 + $1.count }
    atRisk =
      parts.contains { $0.movements != nil }
      ? Self.countLate(times, all, parts) : Self.countTogether(all, censored)
  }

  /// Summed from the end; where all those at risk have an event, exactly as many as these.
  private static func countTogether(_ events: [Double], _ censored: [Double]) -> [Double] {
    var result = events
    var sum = CompensatedSum()
    for i in events.indices.reversed() {
      sum.add(events[i])
      sum.add(censored[i])
      result[i] = sum.value
    }
    return result
  }

  private static func countLate(_ times: [Double], _ events: [Double], _ parts: [EventTable]) -> [Double] {
    times.indices.map { place in
      let count = parts.reduce(0) { $0 + $1.atRisk(at: times[place]) }
      // Where all those at risk have an event the curve must reach zero, not a rounding error.
      return abs(count - events[place]) <= 1e-12 * count ? events[place] : count
    }
  }

  /// The number of those at risk at a time, counted directly: entry < t ≤ time.
  ///
  /// - Complexity: O(log *k*).
  public func atRisk(at time: Double) -> Double { parts.reduce(0) { $0 + $1.atRisk(at: time) } }

  /// The events of an outcome up to and including a time.
  public func events(_ outcome: Int, through time: Double) -> Double {
    events[outcome][..<times.partitionPoint { $0 <= time }].reduce(0, +)
  }

  /// The censorings up to and including a time.
  public func censored(through time: Double) -> Double {
    censored[..<times.partitionPoint { $0 <= time }].reduce(0, +)
  }

  /// The number of events of an outcome.
  public func eventCount(_ outcome: Int) -> Double { events[outcome].reduce(0, +) }
}
