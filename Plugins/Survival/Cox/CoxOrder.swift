/// Puts the rows of a Cox model in order, and marks its event times.
struct CoxOrder {
  /// The rows by stratum, then from the last time to the first; at a time, events last.
  private(set) var rows: [Int32] = []
  /// Places among `rows`, by stratum, then from the last entry to the first.
  private(set) var leavers: [Int32] = []
  /// The event times, in the same order.
  private(set) var blocks: [CoxData.Block] = []

  private let followUp: FollowUp
  private let axis: TimeAxis

  init(_ followUp: FollowUp, _ axis: TimeAxis, strata: [Int32]?, stratumCount: Int) {
    self.followUp = followUp
    self.axis = axis
    // A row of weight zero is not there.
    let weights = followUp.weights.values
    let codes: [Int32]? =
      if let weights, weights.contains(0) {
        weights.indices.map { weights[$0] > 0 ? strata?[$0] ?? 0 : -1 }
      } else {
        strata
      }
    let count = strata == nil ? 1 : stratumCount
    let exits = Partition(axis.exitOrder, by: codes, count: count)
    let entries = axis.entryOrder.map { Partition($0, by: codes, count: count) }
    var place = [Int32](repeating: 0, count: entries == nil ? 0 : followUp.count)
    rows.reserveCapacity(followUp.count)
    for stratum in 0..<count { add(exits[stratum], entries?[stratum], &place) }
  }

  private mutating func add(_ exits: ArraySlice<Int32>, _ entries: ArraySlice<Int32>?, _ place: inout [Int32]) {
    let start = rows.count
    let firstBlock = blocks.count
    var pending = rows.count
    var end = exits.endIndex
    while end > exits.startIndex {
      let time = axis.exits[Int(exits[end - 1])]
      var begin = end - 1
      while begin > exits.startIndex && axis.exits[Int(exits[begin - 1])] == time { begin -= 1 }
      for row in exits[begin..<end] where !followUp.event[Int(row)] { rows.append(row) }
      let firstEvent = rows.count
      for row in exits[begin..<end] where followUp.event[Int(row)] { rows.append(row) }
      if rows.count > firstEvent {
        let first = firstAtRisk(pending..<firstEvent, entries == nil ? nil : time)
        blocks.append(
          CoxData.Block(
            time: axis.times[Int(time)], first: first, firstEvent: firstEvent, end: rows.count,
            leavers: leavers.count..<leavers.count,
            opensStratum: blocks.count == firstBlock, tied: 0, eventWeight: 0))
        pending = rows.count
      }
      end = begin
    }
    guard let entries else { return }
    for i in start..<rows.count { place[Int(rows[i])] = Int32(truncatingIfNeeded: i) }
    addLeavers(entries, firstBlock, from: start, place)
  }

  /// Puts rows that are at risk at no event time before the others, where no block begins; returns the first of the others.
  ///
  /// They came and went between two event times. To add and subtract them would cost accuracy for nothing.
  private mutating func firstAtRisk(_ range: Range<Int>, _ time: Int32?) -> Int {
    guard let time, let entries = axis.entries else { return range.lowerBound }
    let inside = rows[range].filter { entries[Int($0)] < time }
    guard inside.count < range.count else { return range.lowerBound }
    let outside = rows[range].filter { entries[Int($0)] >= time }
    rows.replaceSubrange(range, with: outside + inside)
    return range.lowerBound + outside.count
  }

  /// Who entered at or after an event time was not at risk at it, though the row ends later.
  private mutating func addLeavers(
    _ entries: ArraySlice<Int32>, _ firstBlock: Int, from start: Int, _ place: [Int32]
  ) {
    var remaining = entries
    for index in firstBlock..<blocks.count {
      let time = axis.exits[Int(rows[blocks[index].firstEvent])]
      let first = leavers.count
      let previousEnd = index > firstBlock ? blocks[index - 1].end : start
      while let row = remaining.last, let entry = axis.entries?[Int(row)], entry >= time {
        remaining.removeLast()
        let sorted = place[Int(row)]
        let cameIn = sorted < previousEnd || sorted >= blocks[index].first
        if cameIn { leavers.append(sorted) }
      }
      blocks[index].leavers = first..<leavers.count
    }
  }
}
