/// 64 bytes at once, as masks of 64 bits: bit `i` tells of byte `i`.
///
/// They are held as four vectors of 16, for which the compiler finds good instructions on every processor; for one of
/// 64 it compares byte by byte.
struct ByteBlock {
  private let bytes: (SIMD16<UInt8>, SIMD16<UInt8>, SIMD16<UInt8>, SIMD16<UInt8>)

  /// The 64 bytes that begin at `base`, all of which must be readable.
  @inline(__always)
  init(_ base: UnsafePointer<UInt8>) {
    let base = UnsafeRawPointer(base)
    bytes = (
      base.loadUnaligned(as: SIMD16<UInt8>.self), base.loadUnaligned(fromByteOffset: 16, as: SIMD16<UInt8>.self),
      base.loadUnaligned(fromByteOffset: 32, as: SIMD16<UInt8>.self),
      base.loadUnaligned(fromByteOffset: 48, as: SIMD16<UInt8>.self)
    )
  }

  /// The first `count` bytes at `base`, fewer than 64, followed by spaces.
  @inline(never)
  init(_ base: UnsafePointer<UInt8>, count: Int) {
    self = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { buffer in
      buffer.initialize(repeating: 32)
      for index in 0..<count { buffer[index] = base[index] }
      guard let copy = buffer.baseAddress else { preconditionFailure("no room for 64 bytes") }
      return ByteBlock(copy)
    }
  }

  /// Where a byte stands.
  @inline(__always)
  func positions(of byte: UInt8) -> UInt64 {
    let pattern = SIMD16<UInt8>(repeating: byte)
    let low = Self.bits(bytes.0, pattern) | Self.bits(bytes.1, pattern) << 16
    return low | Self.bits(bytes.2, pattern) << 32 | Self.bits(bytes.3, pattern) << 48
  }

  /// Whether a byte has its highest bit set, as all have that are not ASCII.
  @inline(__always)
  var hasHighBytes: Bool {
    let words = unsafeBitCast((bytes.0 | bytes.1) | (bytes.2 | bytes.3), to: SIMD2<UInt64>.self)
    return (words[0] | words[1]) & 0x8080_8080_8080_8080 != 0
  }

  /// One bit a byte, set where a byte equals the pattern's.
  ///
  /// The comparison makes bytes of 0 or 255; in each half bit `i` is kept of byte `i`, and a multiplication adds the
  /// eight bytes up in the highest.
  @inline(__always)
  private static func bits(_ bytes: SIMD16<UInt8>, _ pattern: SIMD16<UInt8>) -> UInt64 {
    let equal = unsafeBitCast(bytes .== pattern, to: SIMD2<UInt64>.self)
    let select: UInt64 = 0x8040_2010_0804_0201
    let add: UInt64 = 0x0101_0101_0101_0101
    return (((equal[0] & select) &* add) >> 56) | ((((equal[1] & select) &* add) >> 56) << 8)
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
