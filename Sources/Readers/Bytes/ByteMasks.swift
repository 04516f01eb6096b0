/// 64 bytes at once, as masks of 64 bits: bit `i` tells of byte `i`.
struct ByteBlock {
  private let bytes: SIMD64<UInt8>

  /// The 64 bytes that begin at `base`, all of which must be readable.
  @inline(__always)
  init(_ base: UnsafePointer<UInt8>) {
    bytes = UnsafeRawPointer(base).loadUnaligned(as: SIMD64<UInt8>.self)
  }

  /// The first `count` bytes at `base`, fewer than 64, followed by spaces.
  init(_ base: UnsafePointer<UInt8>, count: Int) {
    var bytes = SIMD64<UInt8>(repeating: 32)
    for index in 0..<count { bytes[index] = base[index] }
    self.bytes = bytes
  }

  /// Where a byte stands.
  @inline(__always)
  func positions(of byte: UInt8) -> UInt64 {
    let equal = bytes .== SIMD64(repeating: byte)
    return Self.bits(unsafeBitCast(equal, to: SIMD8<UInt64>.self))
  }

  /// Whether a byte has its highest bit set, as all have that are not ASCII.
  @inline(__always)
  var hasHighBytes: Bool {
    let words = unsafeBitCast(bytes, to: SIMD8<UInt64>.self)
    let low = words.lowHalf | words.highHalf
    let folded = low.lowHalf | low.highHalf
    return (folded[0] | folded[1]) & 0x8080_8080_8080_8080 != 0
  }

  /// One bit a byte from bytes that are 0 or 255: in each word bit `i` is kept of byte `i`, and a multiplication adds
  /// the eight bytes up in the highest.
  @inline(__always)
  private static func bits(_ words: SIMD8<UInt64>) -> UInt64 {
    let select: UInt64 = 0x8040_2010_0804_0201
    let add: UInt64 = 0x0101_0101_0101_0101
    var bits: UInt64 = 0
    for index in 0..<8 { bits |= (((words[index] & select) &* add) >> 56) << UInt64(index * 8) }
    return bits
  }
}

extension UInt64 {
  /// Bit `i` is set where an odd number of the bits 0 to `i` are: inside quotes, for a mask of quotes.
  @inline(__always)
  var prefixParity: UInt64 {
    var bits = self
    bits ^= bits << 1
    bits ^= bits << 2
    bits ^= bits << 4
    bits ^= bits << 8
    bits ^= bits << 16
    bits ^= bits << 32
    return bits
  }
}
