/// Random numbers that follow from a seed, the same on every run: SplitMix64 (Steele, Lea and Flood 2014,
/// doi:10.1145/2660193.2660195).
public struct Seeded: RandomNumberGenerator {
  private var state: UInt64

  /// Numbers that follow from a seed.
  public init(_ seed: UInt64) { state = seed }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }

  /// A whole number from 0 to one less than a bound; which of them comes is all but equally likely.
  public mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}
