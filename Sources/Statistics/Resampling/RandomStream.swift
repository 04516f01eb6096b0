/// Random bits that depend on a seed, on the number of the stream and on nothing else: Philox 4×32-10.
///
/// A generator by counting: the bits of a block are a function of seed, stream and the block's number. So the thousandth
/// resample draws the same whichever processor does it, and whether or not the others were done.
///
/// Salmon, Moraes, Dror & Shaw (2011), "Parallel random numbers: as easy as 1, 2, 3", doi:10.1145/2063384.2063405.
public struct RandomStream: Sendable {
  private let key: SIMD2<UInt32>
  private let stream: UInt64
  private var next: UInt64 = 0
  private var block = SIMD4<UInt32>()
  private var used = 4

  /// The stream of a number under a seed.
  public init(seed: UInt64, stream: UInt64) {
    key = SIMD2(UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32))
    self.stream = stream
  }

  /// The next 32 bits.
  @inline(__always)
  public mutating func bits() -> UInt32 {
    if used == 4 {
      let counter = SIMD4(
        UInt32(truncatingIfNeeded: next), UInt32(truncatingIfNeeded: next >> 32), UInt32(truncatingIfNeeded: stream),
        UInt32(truncatingIfNeeded: stream >> 32))
      block = Self.block(counter: counter, key: key)
      next &+= 1
      used = 0
    }
    defer { used += 1 }
    return block[used]
  }

  /// A whole number from 0 up to, but not, `bound`, each with the same chance.
  ///
  /// - Parameter bound: from 1 to 2³².
  /// - Returns: the number.
  ///
  /// Lemire (2019), *ACM Transactions on Modeling and Computer Simulation* 29, 3, doi:10.1145/3230636.
  @inline(__always)
  public mutating func below(_ bound: Int) -> Int {
    let bound = UInt64(bound)
    var product = UInt64(bits()) * bound
    if product & 0xFFFF_FFFF < bound {
      let least = (1 << 32) % bound
      while product & 0xFFFF_FFFF < least { product = UInt64(bits()) * bound }
    }
    return Int(product >> 32)
  }

  /// The block of a counter under a key, after ten rounds.
  @inline(__always)
  public static func block(counter: SIMD4<UInt32>, key: SIMD2<UInt32>) -> SIMD4<UInt32> {
    var (a, b, c, d) = (counter.x, counter.y, counter.z, counter.w)
    var (first, second) = (key.x, key.y)
    for _ in 0..<10 {
      let low = UInt64(a) &* 0xD251_1F53
      let high = UInt64(c) &* 0xCD9E_8D57
      (a, b, c, d) = (
        UInt32(truncatingIfNeeded: high >> 32) ^ b ^ first, UInt32(truncatingIfNeeded: high),
        UInt32(truncatingIfNeeded: low >> 32) ^ d ^ second, UInt32(truncatingIfNeeded: low)
      )
      first &+= 0x9E37_79B9
      second &+= 0xBB67_AE85
    }
    return SIMD4(a, b, c, d)
  }
}
