import Cohorts

/// The ids of a column as kernels see them.
///
/// Invariant: values of these types are made and used up inside ``SubjectIDs/withIDs(_:_:)``, while the arrays to which
/// they point are open; rows are below the column's count.
protocol IDs: Sendable {
  /// Bits that are the same for equal ids.
  func hash(_ row: Int) -> UInt64
  /// Whether an id comes before (-1), is (0) or comes after (1) another.
  func compare(_ row: Int, _ other: Self, _ otherRow: Int) -> Int
}

/// Whole numbers as ids.
struct IntegerIDs: IDs, @unchecked Sendable {
  let values: UnsafeBufferPointer<Int64>

  @inline(__always)
  func hash(_ row: Int) -> UInt64 { UInt64(bitPattern: values[row]).mixed }

  @inline(__always)
  func compare(_ row: Int, _ other: IntegerIDs, _ otherRow: Int) -> Int {
    values[row] < other.values[otherRow] ? -1 : values[row] == other.values[otherRow] ? 0 : 1
  }
}

/// Texts as ids.
struct TextIDs: IDs, @unchecked Sendable {
  let bytes: UnsafeRawBufferPointer
  let ends: UnsafeBufferPointer<Int>

  @inline(__always)
  private func range(_ row: Int) -> (start: Int, end: Int) { (row == 0 ? 0 : ends[row &- 1], ends[row]) }

  @inline(__always)
  func hash(_ row: Int) -> UInt64 {
    let (start, end) = range(row)
    var hash = UInt64(truncatingIfNeeded: end &- start)
    var position = start
    while end &- position >= 8 {
      hash = (hash ^ bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self)).mixed
      position &+= 8
    }
    return position < end ? (hash ^ rest(position, end)).mixed : hash
  }

  /// The last bytes of a text, fewer than eight, those past it as 0.
  @inline(__always)
  private func rest(_ start: Int, _ end: Int) -> UInt64 {
    if start &+ 8 <= bytes.count {
      let word = bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self).littleEndian
      return word & ((1 << UInt64(truncatingIfNeeded: 8 &* (end &- start))) &- 1)
    }
    return (start..<end).reduce(0) { $0 | UInt64(bytes[$1]) << UInt64(8 * ($1 - start)) }
  }

  @inline(__always)
  func compare(_ row: Int, _ other: TextIDs, _ otherRow: Int) -> Int {
    let (start, end) = range(row)
    let (otherStart, otherEnd) = other.range(otherRow)
    let shared = min(end &- start, otherEnd &- otherStart)
    var offset = 0
    while shared &- offset >= 8 {
      let a = bytes.loadUnaligned(fromByteOffset: start &+ offset, as: UInt64.self)
      let b = other.bytes.loadUnaligned(fromByteOffset: otherStart &+ offset, as: UInt64.self)
      if a != b { return a.bigEndian < b.bigEndian ? -1 : 1 }
      offset &+= 8
    }
    while offset < shared {
      let (a, b) = (bytes[start &+ offset], other.bytes[otherStart &+ offset])
      if a != b { return a < b ? -1 : 1 }
      offset &+= 1
    }
    let (count, otherCount) = (end &- start, otherEnd &- otherStart)
    return count < otherCount ? -1 : count == otherCount ? 0 : 1
  }
}

extension UInt64 {
  /// The bits, each of which depends on all (Steele, Lea & Flood 2014, doi:10.1145/2660193.2660195).
  @inline(__always)
  fileprivate var mixed: UInt64 {
    var bits = (self ^ self >> 30) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
    return bits ^ bits >> 31
  }
}

/// The ids of a column: whole numbers or texts; anything else is compared as the text that it is shown as.
enum SubjectIDs: Sendable {
  case integers([Int64])
  case texts(TextStorage)

  /// The ids of a column, as texts where they are to be compared with texts.
  init(_ column: Column, asText: Bool) {
    switch column.storage {
    case .integer(let values) where !asText: self = .integers(values)
    case .text(let values): self = .texts(values)
    default: self = .texts(TextStorage((0..<column.count).map { column[$0].description }))
    }
  }

  /// Opens whole numbers.
  static func withIDs<Result>(_ values: [Int64], _ use: (IntegerIDs) -> Result) -> Result {
    values.withUnsafeBufferPointer { use(IntegerIDs(values: $0)) }
  }

  /// Opens texts.
  static func withIDs<Result>(_ texts: TextStorage, _ use: (TextIDs) -> Result) -> Result {
    texts.bytes.withUnsafeBytes { bytes in
      texts.ends.withUnsafeBufferPointer { use(TextIDs(bytes: bytes, ends: $0)) }
    }
  }
}
