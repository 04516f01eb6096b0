// In order of priority: the same numbers on every machine (only operations that IEEE 754 defines to the last bit, no library's
// logarithm), then independence of streams, then speed.

/// A stream of random numbers that is told by a seed and a name.
///
/// Streams of different names are independent: their numbers are blocks of Philox 4×32-10 under counters that never meet, unless two
/// names have the same FNV-1a hash of 64 bits. The name's number has its highest bit set, so that it meets no numbered stream of a
/// resampling plan.
public struct NamedStream: Sendable {
  private var bits: RandomStream

  /// The stream of a name under a seed, from its beginning.
  public init(seed: UInt64, name: String) {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    bits = RandomStream(seed: seed, stream: hash | 1 << 63)
  }

  /// A number between 0 and 1, neither of them: the middle of one of 2⁵³ pieces.
  public mutating func uniform() -> Double {
    let high = UInt64(bits.bits()) << 21
    let whole = high | UInt64(bits.bits() >> 11)
    // The topmost middle would round to 1.
    return min((Double(whole) + 0.5) * 0x1p-53, 1 - 0x1p-53)
  }

  /// A standard normal number: the quantile of a uniform one.
  public mutating func normal() -> Double { Normal.quantile(uniform(), logarithm: PortableLogarithm.log) }

  /// An exponential number of mean 1.
  public mutating func exponential() -> Double { -PortableLogarithm.log(uniform()) }

  /// A whole number from 0 up to, but not, `bound`, each with the same chance.
  ///
  /// - Parameter bound: From 1 to 2⁶³ − 1.
  /// - Returns: The number.
  public mutating func below(_ bound: Int) -> Int {
    if bound <= 1 << 32 { return bits.below(bound) }
    // Rejection from the smallest power of two that holds it.
    let mask = UInt64.max >> UInt64((bound - 1).leadingZeroBitCount)
    while true {
      let drawn = (UInt64(bits.bits()) << 32 | UInt64(bits.bits())) & mask
      if drawn < UInt64(bound) { return Int(drawn) }
    }
  }

  /// So many of the whole numbers from 0 to `count` - 1 without putting back, in random order.
  ///
  /// Fisher and Yates' shuffle, from the front, as far as is needed.
  ///
  /// - Parameters:
  ///   - size: How many, at most `count`.
  ///   - count: Of how many.
  /// - Returns: The numbers drawn.
  public mutating func sample(_ size: Int, of count: Int) -> [Int] {
    var places = Array(0..<count)
    for place in 0..<size { places.swapAt(place, place + below(count - place)) }
    return Array(places.prefix(size))
  }
}

/// The natural logarithm by additions, multiplications and divisions alone, which are the same on every machine.
enum PortableLogarithm {
  /// log x, for x above 0, to about a rounding.
  ///
  ///     log(2ᵉ m) = e log 2 + 2 (s + s³/3 + s⁵/5 + …),   s = (m − 1)/(m + 1),   m within √½ and √2
  static func log(_ x: Double) -> Double {
    var m = x.significand
    var e = Double(x.exponent)
    if m > 1.4142135623730951 {
      m /= 2
      e += 1
    }
    let s = (m - 1) / (m + 1)
    let square = s * s
    // |s| < 0.172: terms beyond s²³ are below rounding.
    var sum = 0.0
    for odd in stride(from: 23.0, through: 3, by: -2) { sum = (sum + 1 / odd) * square }
    // log 2 in two parts, the first of which e times is exact.
    return e * 0.693147180369123816490 + (2 * s + (2 * s * sum + e * 1.90821492927058770002e-10))
  }
}
