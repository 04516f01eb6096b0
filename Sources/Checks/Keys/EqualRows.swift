/// Remembers rows by their hashes, to find the first that is the same as another.
///
/// Open addressing in at least twice as many slots as rows; half of a hash stands beside each row, so that rows are hardly
/// ever compared that are not the same.
struct EqualRows {
  private struct Slot {
    var hash: UInt32 = 0
    var row: Int32 = -1
  }

  private var slots: [Slot]
  private let shift: UInt64

  /// Room for as many rows.
  init(count: Int) {
    let bits = UInt64.bitWidth - (max(count, 8) * 2 - 1).leadingZeroBitCount
    slots = [Slot](repeating: Slot(), count: 1 << bits)
    shift = UInt64(64 - bits)
  }

  /// The first row with the same hash that is the same, or `nil`, and then the row is remembered.
  mutating func first(_ row: Int, hash: UInt64, isSame: (Int) -> Bool) -> Int? {
    let short = UInt32(truncatingIfNeeded: hash)
    var slot = Int(hash >> shift)
    while slots[slot].row >= 0 {
      if slots[slot].hash == short, isSame(Int(slots[slot].row)) { return Int(slots[slot].row) }
      slot = (slot + 1) & (slots.count - 1)
    }
    slots[slot] = Slot(hash: short, row: Int32(row))
    return nil
  }
}
