/// Which subjects of a cohort's stored rows are in it: all of them, or some, in their stored order; in a resample some of
/// them several times.
public struct Selection: Sendable, Hashable {
  /// The number of rows stored.
  public let storedCount: Int

  /// The stored rows that are in, ascending, the copies of one next to each other; `nil` where each is in once.
  public let rows: [Int32]?

  /// Whether rows may be in several times.
  public let isResample: Bool

  /// All of `count` rows.
  public init(all count: Int) {
    storedCount = count
    rows = nil
    isResample = false
  }

  /// Some of `storedCount` rows, each once.
  public init(rows: [Int32], of storedCount: Int) {
    self.storedCount = storedCount
    self.rows = rows.count == storedCount ? nil : rows
    isResample = false
  }

  /// Some of `storedCount` rows, ascending, of which some may be in several times.
  init(resampled rows: [Int32], of storedCount: Int) {
    self.storedCount = storedCount
    self.rows = rows
    isResample = true
  }

  /// The rows at some positions of this selection.
  func picking(_ positions: [Int32]) -> Selection {
    let picked = rows.map { rows in positions.map { rows[Int($0)] } } ?? positions
    return isResample ? Selection(resampled: picked, of: storedCount) : Selection(rows: picked, of: storedCount)
  }

  /// The selection in which the row at each position is in so many times.
  func repeating(_ counts: [Int32]) -> Selection {
    precondition(counts.count == count, "\(counts.count) counts for a selection of \(count) rows")
    var repeated: [Int32] = []
    repeated.reserveCapacity(counts.reduce(0) { $0 + Int(max($1, 0)) })
    for (position, times) in counts.enumerated() where times > 0 {
      repeated.append(contentsOf: repeatElement(Int32(storedRow(position)), count: Int(times)))
    }
    return Selection(resampled: repeated, of: storedCount)
  }

  /// Which copy of its row stands at a position, counted from 0.
  func copy(at position: Int) -> Int {
    guard isResample, let rows else { return 0 }
    var first = position
    while first > 0, rows[first - 1] == rows[position] { first -= 1 }
    return position - first
  }

  /// The number of rows that are in.
  public var count: Int { rows?.count ?? storedCount }

  /// The stored row at a position of the selection.
  @inlinable
  public func storedRow(_ position: Int) -> Int { rows.map { Int($0[position]) } ?? position }

  /// The rows of this selection for which the condition is true, and the counts of those for which it was not.
  func keeping(_ truth: Truth) -> (selection: Selection, excluded: Int, unknown: Int) {
    precondition(truth.values.count == count, "a condition over \(truth.values.count) rows for a selection of \(count)")
    let (yes, unknown) = truth.counts
    guard yes < count else { return (self, 0, 0) }
    return (picking(truth.positions(yes: yes)), count - yes - unknown, unknown)
  }
}

extension Truth {
  /// How many rows are ``yes``, and how many ``unknown``.
  fileprivate var counts: (yes: Int, unknown: Int) {
    var yes = 0
    var unknown = 0
    // Sums of a few rows fit a byte, and so are added many at a time.
    for start in stride(from: 0, to: values.count, by: 128) {
      var (some, others) = (UInt8(0), UInt8(0))
      for value in values[start..<min(start + 128, values.count)] {
        some &+= value & 1
        others &+= value >> 1
      }
      yes += Int(some)
      unknown += Int(others)
    }
    return (yes, unknown)
  }

  /// The positions that are ``yes``, of which there are as many as given.
  ///
  /// Invariant: eight positions are written at a time where the next of them belongs, of which those that are not `yes`
  /// are overwritten by the next; so there is room for eight more than there are.
  fileprivate func positions(yes count: Int) -> [Int32] {
    [Int32](unsafeUninitializedCapacity: count + 8) { buffer, filled in
      guard let start = buffer.baseAddress else { return }
      var next = 0
      values.withUnsafeBytes { values in
        let whole = values.count & ~7
        for position in stride(from: 0, to: whole, by: 8) {
          let eight = UInt64(littleEndian: values.loadUnaligned(fromByteOffset: position, as: UInt64.self))
          // The lowest bits of eight bytes, gathered into one by a product in which no two of them meet.
          let bits = Int(((eight & 0x0101_0101_0101_0101) &* 0x0102_0408_1020_4080) >> 56)
          let positions =
            SIMD8(repeating: Int32(truncatingIfNeeded: position)) &+ SIMD8(truncatingIfNeeded: Self.places[bits])
          UnsafeMutableRawPointer(start + next).storeBytes(of: positions, as: SIMD8<Int32>.self)
          next += bits.nonzeroBitCount
        }
        for position in whole..<values.count where values[position] == Truth.yes {
          (start + next).initialize(to: Int32(truncatingIfNeeded: position))
          next += 1
        }
      }
      filled = next
    }
  }

  /// For each byte, the places of the bits that are set in it, in order, and then zeros.
  private static let places: [SIMD8<UInt8>] = (0..<256).map { bits in
    var places = SIMD8<UInt8>()
    for (index, place) in (0..<8).filter({ bits >> $0 & 1 == 1 }).enumerated() { places[index] = UInt8(place) }
    return places
  }
}
