/// A small generator of pseudo-random numbers whose sequence is fixed by its seed, on every machine and in every release.
///
/// The standard library promises no particular outcome of `shuffled(using:)` or `random(in:using:)`, so what the
/// demonstration cohort draws is drawn here. Only additions and multiplications are used, which give the same bits everywhere.
///
/// Steele, Lea & Flood (2014), "Fast splittable pseudorandom number generators", doi:10.1145/2660193.2660195.
struct SplitMix64 {
  private var state: UInt64

  /// The sequence of a seed.
  init(seed: UInt64) { state = seed }

  /// The next 64 bits.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A number from 0 up to, but not, 1.
  mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// A whole number from 0 up to, but not, `bound`.
  mutating func below(_ bound: Int) -> Int { Int(next().multipliedFullWidth(by: UInt64(bound)).high) }

  /// The values in another order.
  mutating func shuffled<Value>(_ values: [Value]) -> [Value] {
    var values = values
    for last in stride(from: values.count - 1, to: 0, by: -1) { values.swapAt(last, below(last + 1)) }
    return values
  }

  /// One of some indices, each with a chance in proportion to its weight; `nil` where there is none.
  mutating func pick(_ candidates: [(index: Int, weight: Double)]) -> Int? {
    var rest = unit() * candidates.reduce(0) { $0 + $1.weight }
    for candidate in candidates {
      rest -= candidate.weight
      if rest < 0 { return candidate.index }
    }
    return candidates.last?.index
  }
}
