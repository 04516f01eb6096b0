/// Whether bytes are UTF-8, as the Unicode Standard defines it (version 15, table 3-7): no surrogates, no overlong
/// forms, nothing past U+10FFFF.
enum UTF8Check {
  /// The offset of the first byte in the range that does not begin or continue a well-formed sequence, or `nil`.
  static func firstFault(in bytes: FileBytes, _ range: Range<Int>) -> Int? {
    firstFault(bytes.start(of: range), range.count).map { range.lowerBound + $0 }
  }

  /// The same for as many readable bytes.
  static func firstFault(_ base: UnsafePointer<UInt8>, _ count: Int) -> Int? {
    var position = 0
    while position < count {
      if count - position >= 8 {
        let word = UnsafeRawPointer(base + position).loadUnaligned(as: UInt64.self)
        if word & 0x8080_8080_8080_8080 == 0 {
          position += 8
          continue
        }
      }
      guard let length = sequenceLength(base, position, count) else { return position }
      position += length
    }
    return nil
  }

  private static func sequenceLength(_ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Int? {
    let first = base[start]
    let (length, second): (Int, ClosedRange<UInt8>)
    switch first {
    case 0x00...0x7F: return 1
    case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return nil
    }
    guard start + length <= end, second.contains(base[start + 1]) else { return nil }
    for offset in 2..<max(length, 2) where base[start + offset] & 0xC0 != 0x80 { return nil }
    return length
  }
}
