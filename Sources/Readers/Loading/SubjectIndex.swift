#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

import Cohorts

/// Finds the row of a subject by the id, and ids that stand twice.
///
/// Ids are whole numbers or texts; anything else is compared as the text that it is shown as.
struct SubjectIndex {
  private let ids: IDs
  private var slots: [Int32]
  private let mask: Int

  /// The ids of a column, in a form that is compared fast.
  private enum IDs {
    case integers([Int64])
    case texts(TextStorage)

    init(_ column: Column, asText: Bool) {
      switch column.storage {
      case .integer(let values) where !asText: self = .integers(values)
      case .text(let values): self = .texts(values)
      default: self = .texts(TextStorage((0..<column.count).map { column[$0].description }))
      }
    }

    func hash(_ row: Int) -> Int {
      switch self {
      case .integers(let values): return Self.mixed(UInt64(bitPattern: values[row]))
      case .texts(let values):
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        let range = values.range(row)
        values.bytes.withUnsafeBufferPointer { bytes in
          for index in range { hash = (hash ^ UInt64(bytes[index])) &* 0x0000_0100_0000_01B3 }
        }
        return Self.mixed(hash)
      }
    }

    /// Whether an id comes before (-1), is (0) or comes after (1) an id of other ids of the same form.
    func compare(_ row: Int, _ other: IDs, _ otherRow: Int) -> Int {
      switch (self, other) {
      case (.integers(let a), .integers(let b)): return a[row] < b[otherRow] ? -1 : a[row] == b[otherRow] ? 0 : 1
      case (.texts(let a), .texts(let b)):
        let (x, y) = (a.range(row), b.range(otherRow))
        let order = a.bytes.withUnsafeBufferPointer { left in
          b.bytes.withUnsafeBufferPointer { right in
            guard let left = left.baseAddress, let right = right.baseAddress else { return 0 as Int32 }
            return memcmp(left + x.lowerBound, right + y.lowerBound, min(x.count, y.count))
          }
        }
        return order != 0 ? (order < 0 ? -1 : 1) : x.count < y.count ? -1 : x.count == y.count ? 0 : 1
      default: return -1
      }
    }

    private static func mixed(_ bits: UInt64) -> Int {
      Int(truncatingIfNeeded: ((bits ^ bits >> 31) &* 0x9E37_79B9_7F4A_7C15) >> 20)
    }
  }

  /// Whether each id is present and there is none twice, told fast where they ascend.
  static func isUnique(_ column: Column) -> Bool {
    guard column.validity.isComplete else { return false }
    let ids = IDs(column, asText: false)
    let ascends = (1..<max(column.count, 1)).allSatisfy { ids.compare($0 - 1, ids, $0) < 0 }
    return ascends || SubjectIndex(column).duplicates.isEmpty
  }

  /// The rows whose id stands in an earlier row, and that row; at most as many as there are faults shown.
  private(set) var duplicates: [(row: Int, first: Int)] = []
  /// The number of rows whose id stands in an earlier row.
  private(set) var duplicateCount = 0

  /// An index of a column's ids; rows without one are left out.
  init(_ column: Column, asText: Bool = false) {
    ids = IDs(column, asText: asText)
    var size = 16
    while size < column.count * 2 { size *= 2 }
    slots = [Int32](repeating: -1, count: size)
    mask = size - 1
    for row in 0..<column.count where column.validity[row] {
      var slot = ids.hash(row) & mask
      while slots[slot] >= 0, ids.compare(Int(slots[slot]), ids, row) != 0 { slot = (slot + 1) & mask }
      if slots[slot] < 0 {
        slots[slot] = Int32(row)
      } else {
        duplicateCount += 1
        if duplicates.count < DataFaults.most { duplicates.append((row, Int(slots[slot]))) }
      }
    }
  }

  /// The row of each of another column's ids; -1 where there is none.
  func rows(of column: Column, asText: Bool) -> [Int32] {
    let others = IDs(column, asText: asText)
    return (0..<column.count).map { row in
      guard column.validity[row] else { return -1 }
      var slot = others.hash(row) & mask
      while slots[slot] >= 0, ids.compare(Int(slots[slot]), others, row) != 0 { slot = (slot + 1) & mask }
      return slots[slot]
    }
  }
}
