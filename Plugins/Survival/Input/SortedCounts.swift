// The general way to an event table of rows that count once and began together: sorted with what is counted beside each
// time, then counted in one walk along the times.

/// Events and censorings of every group at every distinct time, near ties merged.
struct SortedCounts {
  private let rowCount: [Int]
  /// Where each group's part of the columns begins.
  private let starts: [Int]
  /// How many distinct times each group has.
  private var lengths: [Int]
  private var times: [Double]
  private var events: [Double]
  private var censored: [Double]

  /// - Throws: ``FollowUpError/badTime(row:value:)``.
  init(_ followUp: FollowUp, groups: [Int32]?, count: Int) throws {
    try TimeAxis.checkFinite(followUp)
    let sorted = SortedColumn(followUp.time, tags: Self.tags(followUp.event, groups))
    rowCount = Self.count(groups, count, rows: followUp.count)
    var starts = [0]
    for rows in rowCount { starts.append(starts[starts.count - 1] + rows) }
    self.starts = starts
    lengths = Array(repeating: 0, count: count)
    times = Array(repeating: 0, count: starts[count])
    events = times
    censored = times
    walk(sorted)
  }

  /// The group of a row and whether it has the event, in one number; negative for a row that is left out.
  private static func tags(_ event: [Bool], _ groups: [Int32]?) -> [Int32] {
    guard let groups else { return event.map { $0 ? 1 : 0 } }
    return [Int32](unsafeUninitializedCapacity: groups.count) { tags, count in
      // Both columns have one value for each row.
      event.withUnsafeBufferPointer { event in
        groups.withUnsafeBufferPointer { groups in
          for row in 0..<groups.count { tags[row] = groups[row] &* 2 &+ (event[row] ? 1 : 0) }
        }
      }
      count = groups.count
    }
  }

  private static func count(_ groups: [Int32]?, _ count: Int, rows: Int) -> [Int] {
    guard let groups else { return [rows] }
    var result = [Int](repeating: 0, count: count)
    for group in groups where group >= 0 { result[Int(group)] += 1 }
    return result
  }

  private mutating func walk(_ sorted: SortedColumn) {
    let tolerance = TimeAxis.tolerance(sorted)
    var last = [Double](repeating: .nan, count: lengths.count)
    var previous = -Double.infinity
    var time = -Double.infinity
    // A group has at most as many distinct times as rows, so that no place lies beyond its part of the columns.
    times.withUnsafeMutableBufferPointer { times in
      events.withUnsafeMutableBufferPointer { events in
        censored.withUnsafeMutableBufferPointer { censored in
          for item in sorted.items {
            let value = item.value
            if value - previous > tolerance { time = value }
            previous = value
            guard item.tag >= 0 else { continue }
            let group = Int(item.tag >> 1)
            if last[group] != time {
              last[group] = time
              times[starts[group] + lengths[group]] = time
              lengths[group] += 1
            }
            let place = starts[group] + lengths[group] - 1
            if item.tag & 1 == 1 { events[place] += 1 } else { censored[place] += 1 }
          }
        }
      }
    }
  }

  /// The table of one group.
  func table(ofGroup group: Int) -> EventTable {
    let part = starts[group]..<(starts[group] + lengths[group])
    let events = Array(events[part])
    let censored = Array(censored[part])
    return EventTable(
      times: Array(times[part]), events: events, censored: censored, atRisk: DayCounts.atRisk(events, censored),
      rows: rowCount[group], count: Double(rowCount[group]), tiedEvents: nil, movements: nil)
  }
}
