/// The distinct times of a set of rows, and where each row's entry and end lie among them.
///
/// Times that differ by rounding alone (0.3 and 0.1 + 0.2) are one time, entries and ends together: neighbours among
/// the distinct times are merged into the first of them where their difference, or its ratio to the mean absolute time, is
/// at most √ε ≈ 1.5e-8. This is the rule of R's survival package (`aeqSurv`).
///
/// - Complexity: O(*n*): whole numbers in a reasonable range are counted, others sorted by radix.
struct TimeAxis: Sendable {
  /// The distinct times, ascending.
  let times: [Double]
  /// For each row, the place of its end among `times`.
  let exits: [Int32]
  /// For each row, the place of its entry among `times`.
  let entries: [Int32]?
  /// The rows in order of their ends; equal ends keep their order.
  let exitOrder: [Int32]
  /// The rows in order of their entries.
  let entryOrder: [Int32]?

  /// - Throws: ``FollowUpError`` for a time that is not finite, or an end not after its entry.
  init(_ followUp: FollowUp) throws {
    try Self.checkFinite(followUp)
    if let range = Self.countableRange(followUp) {
      self.init(counting: followUp, over: range)
    } else {
      self.init(sorting: followUp)
    }
    try checkIntervals(followUp)
  }

  static func checkFinite(_ followUp: FollowUp) throws {
    if let row = followUp.time.firstIndex(where: { !$0.isFinite }) {
      throw FollowUpError.badTime(row: row, value: followUp.time[row])
    }
    if let entry = followUp.entry, let row = entry.firstIndex(where: { !$0.isFinite }) {
      throw FollowUpError.badEntry(row: row, value: entry[row])
    }
  }

  private func checkIntervals(_ followUp: FollowUp) throws {
    guard let entries, let entry = followUp.entry else { return }
    if let row = entries.indices.first(where: { entries[$0] >= exits[$0] }) {
      throw FollowUpError.emptyInterval(row: row, entry: entry[row], time: followUp.time[row])
    }
  }

  /// The range of the times where counting pays.
  private static func countableRange(_ followUp: FollowUp) -> WholeNumberRange? {
    guard var range = WholeNumberRange(followUp.time) else { return nil }
    if let entry = followUp.entry {
      guard let entries = WholeNumberRange(entry) else { return nil }
      range = range.union(entries)
    }
    return range.count <= max(4 * followUp.count, 1 << 16) ? range : nil
  }

  private init(counting followUp: FollowUp, over range: WholeNumberRange) {
    let low = range.low
    func places(_ column: [Double]) -> [Int32] { column.map { Int32(truncatingIfNeeded: Int($0 - low)) } }
    let rawExits = places(followUp.time)
    let rawEntries = followUp.entry.map(places)
    var present = [Bool](repeating: false, count: range.count)
    for place in rawExits { present[Int(place)] = true }
    for place in rawEntries ?? [] { present[Int(place)] = true }
    var rank = [Int32](repeating: 0, count: range.count)
    var times: [Double] = []
    for place in 0..<range.count where present[place] {
      rank[place] = Int32(times.count)
      times.append(low + Double(place))
    }
    let exits = rawExits.map { rank[Int($0)] }
    let entries = rawEntries.map { $0.map { rank[Int($0)] } }
    self.times = times
    self.exits = exits
    self.entries = entries
    exitOrder = CountingSort.order(exits, below: times.count)
    entryOrder = entries.map { CountingSort.order($0, below: times.count) }
  }

  private init(sorting followUp: FollowUp) {
    let exit = SortedColumn(followUp.time)
    let entry = followUp.entry.map { SortedColumn($0) }
    let exitTimes = Self.distinct(exit)
    let times = Self.mergingNearTies(entry.map { Self.union(exitTimes, Self.distinct($0)) } ?? exitTimes)
    self.times = times
    exits = Self.places(exit, among: times)
    entries = entry.map { Self.places($0, among: times) }
    exitOrder = exit.items.map(\.row)
    entryOrder = entry.map { $0.items.map(\.row) }
  }

  private static func distinct(_ column: SortedColumn) -> [Double] {
    var result: [Double] = []
    result.reserveCapacity(column.items.count)
    var last = Double.nan
    for item in column.items where item.value != last {
      last = item.value
      result.append(last)
    }
    return result
  }

  /// The union of two ascending lists of distinct values.
  private static func union(_ first: [Double], _ second: [Double]) -> [Double] {
    var result: [Double] = []
    result.reserveCapacity(first.count + second.count)
    var i = 0
    var j = 0
    while i < first.count || j < second.count {
      let a = i < first.count ? first[i] : .infinity
      let b = j < second.count ? second[j] : .infinity
      result.append(min(a, b))
      if a <= b { i += 1 }
      if b <= a { j += 1 }
    }
    return result
  }

  /// Keeps the first of each run of neighbours that differ by rounding alone.
  private static func mergingNearTies(_ distinct: [Double]) -> [Double] {
    guard distinct.count > 1 else { return distinct }
    let tolerance = tolerance(distinct.reduce(0) { $0 + abs($1) } / Double(distinct.count))
    var result = [distinct[0]]
    result.reserveCapacity(distinct.count)
    for i in 1..<distinct.count where distinct[i] - distinct[i - 1] > tolerance { result.append(distinct[i]) }
    return result
  }

  /// How far apart neighbours are still one time, given the mean absolute distinct time.
  private static func tolerance(_ mean: Double) -> Double { 1.4901161193847656e-08 * max(1, mean) }

  /// The same, for times that were sorted.
  static func tolerance(_ column: SortedColumn) -> Double {
    var sum = 0.0
    var count = 0
    var last = Double.nan
    for item in column.items {
      let value = item.value
      guard value != last else { continue }
      last = value
      sum += abs(value)
      count += 1
    }
    return tolerance(count > 0 ? sum / Double(count) : 0)
  }

  private static func places(_ column: SortedColumn, among times: [Double]) -> [Int32] {
    var result = [Int32](repeating: 0, count: column.items.count)
    var place = 0
    for item in column.items {
      let value = item.value
      while place + 1 < times.count && times[place + 1] <= value { place += 1 }
      result[Int(item.row)] = Int32(truncatingIfNeeded: place)
    }
    return result
  }
}

/// Sorts small whole numbers by counting them.
enum CountingSort {
  /// The places of `keys` in ascending order; equal keys keep their order.
  ///
  /// - Parameters:
  ///   - keys: numbers from 0 up.
  ///   - limit: above every key.
  /// - Returns: a permutation of 0..<n.
  static func order(_ keys: [Int32], below limit: Int) -> [Int32] {
    var starts = [Int](repeating: 0, count: limit + 1)
    for key in keys { starts[Int(key) + 1] += 1 }
    for i in 0..<limit { starts[i + 1] += starts[i] }
    var order = [Int32](repeating: 0, count: keys.count)
    for (row, key) in keys.enumerated() {
      order[starts[Int(key)]] = Int32(truncatingIfNeeded: row)
      starts[Int(key)] += 1
    }
    return order
  }
}
