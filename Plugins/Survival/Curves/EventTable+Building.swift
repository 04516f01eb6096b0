extension EventTable {
  /// The table of all rows together.
  ///
  /// - Throws: ``FollowUpError`` for a time that is not finite, or observation that ends before it begins.
  public init(_ followUp: FollowUp) throws {
    self = try Self.tables(of: followUp, groups: nil, count: 1)[0]
  }

  /// One table a group, in one go; near ties are merged over all groups together.
  ///
  /// - Parameters:
  ///   - followUp: the rows.
  ///   - groups: for each row the number of its group, from 0; a negative one leaves the row out. Nil for one group.
  ///   - count: the number of groups.
  /// - Returns: as many tables as groups; that of a group without rows is empty.
  /// - Throws: ``FollowUpError`` for a time that is not finite, observation that ends before it begins, or a group number
  ///   that is too large.
  public static func tables(of followUp: FollowUp, groups: [Int32]?, count: Int) throws -> [EventTable] {
    try check(groups, of: followUp, below: count, column: "groups")
    return try tables(ofChecked: followUp, groups: groups, count: count)
  }

  /// The same, where the groups are known to be below their count.
  static func tables(ofChecked followUp: FollowUp, groups: [Int32]?, count: Int) throws -> [EventTable] {
    if let counted = DayCounts(followUp, groups: groups, count: count) {
      return (0..<count).map { counted.table(ofGroup: $0, weights: followUp.weights) }
    }
    if followUp.entry == nil, followUp.continues == nil, case .none = followUp.weights {
      let sorted = try SortedCounts(followUp, groups: groups, count: count)
      return (0..<count).map(sorted.table)
    }
    let axis = try TimeAxis(followUp)
    let exits = Partition(axis.exitOrder, by: groups, count: count)
    let entries = axis.entryOrder.map { Partition($0, by: groups, count: count) }
    return (0..<count).map { group in
      let sweep = EventSweep(followUp: followUp, axis: axis)
      return sweep.table(exits: exits[group], entries: entries?[group])
    }
  }

  static func check(_ codes: [Int32]?, of followUp: FollowUp, below count: Int, column: String) throws {
    guard let codes else { return }
    guard codes.count == followUp.count else {
      throw FollowUpError.lengths(column: column, expected: followUp.count, found: codes.count)
    }
    var largest: Int32 = -1
    codes.withUnsafeBufferPointer { codes in
      for code in codes { largest = code > largest ? code : largest }
    }
    if Int(largest) >= count, let row = codes.firstIndex(of: largest) {
      throw FollowUpError.badCode(row: row, code: Int(largest), count: count)
    }
  }
}

/// Rows in a given order, dealt out by group; each group keeps the order.
struct Partition {
  private let rows: [Int32]
  private let bounds: [Int]

  init(_ order: [Int32], by groups: [Int32]?, count: Int) {
    guard let groups else {
      rows = order
      bounds = [0, order.count]
      return
    }
    var starts = [Int](repeating: 0, count: count + 1)
    for group in groups where group >= 0 { starts[Int(group) + 1] += 1 }
    for group in 0..<count { starts[group + 1] += starts[group] }
    bounds = starts
    var rows = [Int32](repeating: 0, count: starts[count])
    for row in order {
      let group = Int(groups[Int(row)])
      guard group >= 0 else { continue }
      rows[starts[group]] = row
      starts[group] += 1
    }
    self.rows = rows
  }

  subscript(group: Int) -> ArraySlice<Int32> { rows[bounds[group]..<bounds[group + 1]] }
}
