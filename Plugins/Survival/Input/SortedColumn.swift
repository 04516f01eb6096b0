// Sorts doubles as whole numbers: their bits, with the sign turned, are in the order of their values. Of these the 33 bits
// that can differ most are sorted, eleven at a time from the lowest; what then still ties, which is little unless the values
// themselves are equal, is put right run by run.

/// Values in ascending order, and where each came from.
struct SortedColumn {
  /// A value, its row, and what travels with it.
  struct Item {
    fileprivate var key: UInt64
    let row: Int32
    let tag: Int32

    var value: Double { Double(bitPattern: key >> 63 == 1 ? key & ~(1 << 63) : ~key) }
  }

  /// The values, ascending; equal values keep the order of their rows.
  private(set) var items: [Item]

  /// Sorts a column of finite values.
  ///
  /// - Parameters:
  ///   - column: the values.
  ///   - tags: what travels with each; nil for nothing.
  /// - Complexity: O(*n*) for three passes; O(*k* log *k*) for a run of *k* values that agree in 33 bits.
  init(_ column: [Double], tags: [Int32]? = nil) {
    items = [Item](unsafeUninitializedCapacity: column.count) { items, count in
      // Every place is written once.
      for row in 0..<column.count {
        let item = Item(key: Self.key(column[row]), row: Int32(truncatingIfNeeded: row), tag: tags?[row] ?? 0)
        items.initializeElement(at: row, to: item)
      }
      count = column.count
    }
    Self.sort(&items)
  }

  private static let bits = 11
  private static let radix = 1 << bits
  private static let passes = 3

  private static func key(_ value: Double) -> UInt64 {
    // Adding zero makes -0 and 0 the same.
    let pattern = (value + 0).bitPattern
    return pattern >> 63 == 1 ? ~pattern : pattern | (1 << 63)
  }

  private static func sort(_ items: inout [Item]) {
    guard let first = items.first else { return }
    var low = first.key
    var high = first.key
    for item in items {
      low = min(low, item.key)
      high = max(high, item.key)
    }
    let width = UInt64.bitWidth - (high - low).leadingZeroBitCount
    let dropped = UInt64(max(0, width - bits * passes))
    var other = items
    for pass in 0..<passes where pass * bits < width {
      scatter(items, into: &other, low: low, shift: dropped + UInt64(pass * bits))
      swap(&items, &other)
    }
    if dropped > 0 { settleRuns(&items, low: low, shift: dropped) }
  }

  /// One pass: items in the order of eleven bits, stably.
  private static func scatter(_ items: [Item], into other: inout [Item], low: UInt64, shift: UInt64) {
    var starts = [Int](repeating: 0, count: radix)
    items.withUnsafeBufferPointer { items in
      other.withUnsafeMutableBufferPointer { other in
        starts.withUnsafeMutableBufferPointer { starts in
          // A digit is below the radix. The starts are sums of the counts of these very items, so that every target lies
          // within the array and is written once.
          for item in items { starts[digit(item.key, low, shift)] &+= 1 }
          var total = 0
          for place in 0..<radix {
            let count = starts[place]
            starts[place] = total
            total &+= count
          }
          for item in items {
            let place = digit(item.key, low, shift)
            other[starts[place]] = item
            starts[place] &+= 1
          }
        }
      }
    }
  }

  @inline(__always)
  private static func digit(_ key: UInt64, _ low: UInt64, _ shift: UInt64) -> Int {
    Int(truncatingIfNeeded: ((key &- low) >> shift) & UInt64(radix - 1))
  }

  /// Puts in order what agrees in the bits that were sorted.
  private static func settleRuns(_ items: inout [Item], low: UInt64, shift: UInt64) {
    var start = 0
    while start < items.count {
      var end = start + 1
      var isSorted = true
      while end < items.count && (items[end].key &- low) >> shift == (items[start].key &- low) >> shift {
        isSorted = isSorted && items[end - 1].key <= items[end].key
        end += 1
      }
      if !isSorted { items[start..<end].sort { ($0.key, $0.row) < ($1.key, $1.row) } }
      start = end
    }
  }
}
