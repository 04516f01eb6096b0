import Statistics

// The fast way to an event table: where times are whole numbers in a range not much larger than the rows are many, events
// and censorings are counted day by day in one pass.

/// Events and censorings of every group on every day.
struct DayCounts {
  private let first: Double
  private let days: Int
  /// Censorings and events, in turn, of each day, of each group.
  private var counts: [Double]
  /// Rows of each group.
  private var rows: [Int]
  /// The same with each row counted once, where rows have case weights.
  private var tied: [Double]?

  /// Counts, or nil where times are not whole numbers, their range is too wide, or rows enter late.
  init?(_ followUp: FollowUp, groups: [Int32]?, count: Int) {
    guard followUp.entry == nil, followUp.continues == nil, let range = WholeNumberRange(followUp.time) else {
      return nil
    }
    guard range.count * count * 2 <= max(4 * followUp.count, 1 << 17) else { return nil }
    first = range.low
    days = range.count
    rows = Array(repeating: 0, count: count)
    guard let weights = followUp.weights.values else {
      let once = Self.count(followUp, groups: groups, first: range.low, days: range.count, groupCount: count)
      counts = once.map(Double.init)
      sumRows(once)
      return
    }
    counts = Self.sum(followUp, weights, groups: groups, first: range.low, days: range.count, groupCount: count)
    let once = Self.count(followUp, groups: groups, first: range.low, days: range.count, groupCount: count)
    sumRows(once)
    if !followUp.weights.replicates { tied = once.map(Double.init) }
  }

  private mutating func sumRows(_ once: [UInt32]) {
    for group in rows.indices {
      rows[group] = once[(group * days * 2)..<((group + 1) * days * 2)].reduce(0) { $0 + Int($1) }
    }
  }

  private static func count(
    _ followUp: FollowUp, groups: [Int32]?, first: Double, days: Int, groupCount: Int
  ) -> [UInt32] {
    var counts = [UInt32](repeating: 0, count: days * groupCount * 2)
    forEachCell(followUp, groups: groups, first: first, days: days) { cells in
      counts.withUnsafeMutableBufferPointer { counts in
        cells { _, cell in counts[cell] &+= 1 }
      }
    }
    return counts
  }

  private static func sum(
    _ followUp: FollowUp, _ weights: [Double], groups: [Int32]?, first: Double, days: Int, groupCount: Int
  ) -> [Double] {
    var sums = [Double](repeating: 0, count: days * groupCount * 2)
    forEachCell(followUp, groups: groups, first: first, days: days) { cells in
      sums.withUnsafeMutableBufferPointer { sums in
        cells { row, cell in sums[cell] += weights[row] }
      }
    }
    return sums
  }

  /// Hands over a loop that visits each row with the cell in which it is counted.
  ///
  /// Cells are within a table of days × groups × 2: times lie in the range that was measured, groups below their count.
  @inline(__always)
  private static func forEachCell(
    _ followUp: FollowUp, groups: [Int32]?, first: Double, days: Int,
    _ body: ((_ visit: (_ row: Int, _ cell: Int) -> Void) -> Void) -> Void
  ) {
    followUp.time.withUnsafeBufferPointer { time in
      followUp.event.withUnsafeBufferPointer { event in
        if let groups {
          groups.withUnsafeBufferPointer { groups in
            body { visit in
              for row in 0..<time.count where groups[row] >= 0 {
                let day = Int(Int32(truncatingIfNeeded: Int(time[row] - first)))
                visit(row, (Int(groups[row]) * days + day) * 2 + (event[row] ? 1 : 0))
              }
            }
          }
        } else {
          body { visit in
            for row in 0..<time.count {
              visit(row, Int(time[row] - first) * 2 + (event[row] ? 1 : 0))
            }
          }
        }
      }
    }
  }

  /// The table of one group: its days on which something happened.
  func table(ofGroup group: Int, weights: Weights) -> EventTable {
    let base = group * days
    var times: [Double] = []
    var events: [Double] = []
    var censored: [Double] = []
    var tiedEvents: [Double] = []
    for day in 0..<days {
      let cell = (base + day) * 2
      guard counts[cell] > 0 || counts[cell + 1] > 0 else { continue }
      times.append(first + Double(day))
      censored.append(counts[cell])
      events.append(counts[cell + 1])
      if let tied { tiedEvents.append(tied[cell + 1]) }
    }
    let atRisk = Self.atRisk(events, censored)
    return EventTable(
      times: times, events: events, censored: censored, atRisk: atRisk, rows: rows[group],
      count: weights.replicates ? atRisk.first ?? 0 : Double(rows[group]), tiedEvents: tied == nil ? nil : tiedEvents,
      movements: nil)
  }

  /// Summed from the end, so that the last number at risk is exactly the last events and censorings.
  static func atRisk(_ events: [Double], _ censored: [Double]) -> [Double] {
    var result = events
    var sum = CompensatedSum()
    for i in events.indices.reversed() {
      sum.add(events[i])
      sum.add(censored[i])
      result[i] = sum.value
    }
    return result
  }
}
