extension CoxData {
  /// For each sorted row the event times at which it is at risk, as a range of ``blocks``, going back in time; empty for none.
  func stays() -> [Range<Int>] {
    var result = [Range<Int>](repeating: 0..<0, count: rowCount)
    var stratumEnd = blocks.count
    for (index, block) in blocks.enumerated().reversed() {
      for row in block.first..<block.end { result[row] = index..<stratumEnd }
      if block.opensStratum { stratumEnd = index }
    }
    for (index, block) in blocks.enumerated() {
      for row in leavers[block.leavers] { result[Int(row)] = result[Int(row)].lowerBound..<index }
    }
    return result
  }
}
