/// The times at which something happened in a group, and what: the one table from which all estimators work.
///
/// At each distinct time tᵢ, in ascending order: dᵢ events, cᵢ censorings, and nᵢ at risk just before it,
///
///     nᵢ = #{rows with entry < tᵢ ≤ time}
///
/// each counted with its weight. Who is censored at tᵢ is still at risk at tᵢ; who enters at tᵢ is not. Listed are the times
/// at which some row ends, be it that its subject merely passes into another row; not those of entries alone.
///
/// - Complexity: built in O(*n*), counted where the times are whole numbers and sorted by radix otherwise.
public struct EventTable: Sendable {
  /// The distinct times at which rows end.
  public let times: [Double]
  /// The events at each time.
  public let events: [Double]
  /// The censorings at each time.
  public let censored: [Double]
  /// Those at risk just before each time.
  public let atRisk: [Double]
  /// The number of rows counted.
  public let rows: Int
  /// The number of subjects or rows that these stand for: the sum of frequency weights, or the rows.
  public let count: Double
  /// How many events at each time count as tied, where that differs from ``events``: under case weights.
  let tiedEvents: [Double]?
  /// Entries and ends by time, for late entries: between the listed times the number at risk may rise and fall.
  let movements: Movements?

  /// The number of events.
  public var eventCount: Double { events.reduce(0, +) }

  /// The number of those at risk at a time, counted directly: entry < t ≤ time.
  ///
  /// - Complexity: O(log *k*).
  public func atRisk(at time: Double) -> Double {
    if let movements { return movements.atRisk(at: time) }
    let next = times.partitionPoint { $0 < time }
    return next < times.count ? atRisk[next] : 0
  }

  /// The events up to and including a time.
  public func events(through time: Double) -> Double {
    events[..<times.partitionPoint { $0 <= time }].reduce(0, +)
  }

  /// The censorings up to and including a time.
  public func censored(through time: Double) -> Double {
    censored[..<times.partitionPoint { $0 <= time }].reduce(0, +)
  }
}

/// How many came and went, by time: cumulative counts.
struct Movements: Sendable {
  /// The distinct times of entry, and how many had entered by then.
  let entries: Steps
  /// The distinct times at which rows end, and how many had ended by then.
  let exits: Steps

  struct Steps: Sendable {
    var times: [Double] = []
    var cumulative: [Double] = []

    mutating func add(_ weight: Double, at time: Double) {
      let total = (cumulative.last ?? 0) + weight
      if times.last == time {
        cumulative[cumulative.count - 1] = total
      } else {
        times.append(time)
        cumulative.append(total)
      }
    }

    func before(_ time: Double) -> Double {
      let index = times.partitionPoint { $0 < time }
      return index > 0 ? cumulative[index - 1] : 0
    }
  }

  func atRisk(at time: Double) -> Double { entries.before(time) - exits.before(time) }
}

extension Array {
  /// The first place at which a condition fails that holds for a leading part of the array only.
  func partitionPoint(_ holds: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
