import CByteKernels

/// 64 bytes at once, as masks of 64 bits: bit `i` tells of byte `i`.
///
/// Invariant: the bytes at `base` outlive the block, which is made and used up inside one kernel call.
struct ByteBlock {
  private let base: UnsafePointer<UInt8>
  /// Which of the bytes count.
  private let within: UInt64

  /// The 64 bytes that begin at `base`, all of which must be readable.
  @inline(__always)
  init(_ base: UnsafePointer<UInt8>) {
    self.base = base
    within = .max
  }

  /// The first `count` bytes at `base`, fewer than 64, after which as many must be readable as make them 64.
  @inline(__always)
  init(_ base: UnsafePointer<UInt8>, count: Int) {
    self.base = base
    within = (1 << UInt64(count)) &- 1
  }

  /// Where a byte stands.
  @inline(__always)
  func positions(of byte: UInt8) -> UInt64 { byte_mask(base, byte) & within }

  /// Whether a byte has its highest bit set, as all have that are not ASCII; what follows the bytes may make it so too.
  @inline(__always)
  var hasHighBytes: Bool { has_high_bytes(base) != 0 }
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
