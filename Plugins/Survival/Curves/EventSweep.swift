import Statistics

/// Walks the rows of one group in order of time and gathers its event table.
struct EventSweep {
  let followUp: FollowUp
  let axis: TimeAxis

  /// What ended at one time.
  private struct Ends {
    var place: Int32
    var events = 0.0
    var censored = 0.0
    var eventRows = 0
    var rows = 0
    var weight = 0.0
  }

  /// The table of the group.
  ///
  /// - Parameters:
  ///   - exits: the rows of the group in order of their ends.
  ///   - entries: the rows of the group in order of their entries, where there are entries.
  /// - Returns: the counts at each time at which a row ends.
  func table(exits: ArraySlice<Int32>, entries: ArraySlice<Int32>?) -> EventTable {
    let ends = gather(exits)
    let atRisk = countAtRisk(ends, entries)
    let hasCaseWeights = if case .cases = followUp.weights { true } else { false }
    return EventTable(
      times: ends.map { axis.times[Int($0.place)] }, events: ends.map(\.events), censored: ends.map(\.censored),
      atRisk: atRisk, rows: exits.count,
      count: followUp.weights.replicates ? ends.reduce(0) { $0 + $1.weight } : Double(exits.count),
      tiedEvents: hasCaseWeights ? ends.map { Double($0.eventRows) } : nil,
      movements: entries.map { movements(ends, $0) })
  }

  private func gather(_ exits: ArraySlice<Int32>) -> [Ends] {
    let weights = followUp.weights.values
    var result: [Ends] = []
    result.reserveCapacity(min(exits.count, axis.times.count))
    var current = Ends(place: -1)
    for row in exits {
      let row = Int(row)
      if axis.exits[row] != current.place {
        if current.rows > 0 { result.append(current) }
        current = Ends(place: axis.exits[row])
      }
      let weight = weights?[row] ?? 1
      current.rows += 1
      current.weight += weight
      if followUp.event[row] {
        current.events += weight
        current.eventRows += 1
      } else if !(followUp.continues?[row] ?? false) {
        current.censored += weight
      }
    }
    if current.rows > 0 { result.append(current) }
    return result
  }

  /// Summed from the last time to the first: rows come in at their ends and go out at their entries.
  private func countAtRisk(_ ends: [Ends], _ entries: ArraySlice<Int32>?) -> [Double] {
    let weights = followUp.weights.values
    var result = [Double](repeating: 0, count: ends.count)
    var total = CompensatedSum()
    var rows = 0
    var remaining = entries ?? []
    for i in ends.indices.reversed() {
      while let row = remaining.last, let entry = axis.entries?[Int(row)], entry >= ends[i].place {
        total.add(-(weights?[Int(row)] ?? 1))
        rows -= 1
        remaining.removeLast()
      }
      if rows == 0 { total = CompensatedSum() }
      total.add(ends[i].weight)
      rows += ends[i].rows
      // Where all those at risk have the event the curve must reach zero, not a rounding error.
      result[i] = rows == ends[i].eventRows ? ends[i].events : total.value
    }
    return result
  }

  private func movements(_ ends: [Ends], _ entries: ArraySlice<Int32>) -> Movements {
    let weights = followUp.weights.values
    var entered = Movements.Steps()
    var left = Movements.Steps()
    for row in entries {
      guard let place = axis.entries?[Int(row)] else { continue }
      entered.add(weights?[Int(row)] ?? 1, at: axis.times[Int(place)])
    }
    for end in ends { left.add(end.weight, at: axis.times[Int(end.place)]) }
    return Movements(entries: entered, exits: left)
  }
}
