// The differences xᵢ − yⱼ, or the means (xᵢ + xⱼ)/2, are as many as the square of the sample, and are never written
// down. Of sorted samples the number of them at or below a bound is counted by walking along the border; the k-th is then
// found by halving the range of all doubles, at most 64 times. The answer is the exact double, not near it.

/// Order statistics of all pairwise differences, or means, of samples.
struct PairedOrder {
  /// How many pairs there are.
  let count: Int
  private let atMost: (Double) -> Int

  /// All differences x − y.
  init(differencesOf x: [Double], and y: [Double]) {
    let (x, y) = (x.sorted(), y.sorted())
    count = x.count * y.count
    atMost = { bound in
      // The larger x is, the larger y must be for the difference to stay within the bound.
      var total = 0
      var j = 0
      for value in x {
        while j < y.count, value - y[j] > bound { j += 1 }
        total += y.count - j
      }
      return total
    }
  }

  /// All means (xᵢ + xⱼ)/2 of i ≤ j: Walsh's averages.
  init(averagesOf x: [Double]) {
    let x = x.sorted()
    count = x.count * (x.count + 1) / 2
    atMost = { bound in
      var total = 0
      var end = x.count
      for i in x.indices {
        while end > i, (x[i] + x[end - 1]) / 2 > bound { end -= 1 }
        guard end > i else { break }
        total += end - i
      }
      return total
    }
  }

  /// The k-th smallest, from 1.
  ///
  /// - Complexity: O(*n*) for each of at most 64 halvings.
  func value(_ k: Int) -> Double {
    var low = Self.key(-.infinity)
    var high = Self.key(.infinity)
    while low < high {
      let middle = low + (high - low) / 2
      if atMost(Self.number(middle)) >= k { high = middle } else { low = middle + 1 }
    }
    return Self.number(low)
  }

  /// The middle one, or the mean of the two in the middle.
  var median: Double? {
    guard count > 0 else { return nil }
    let upper = value(count / 2 + 1)
    return count % 2 == 1 ? upper : (value(count / 2) + upper) / 2
  }

  /// Numbers in order of their size: the bits, those of negative numbers turned around.
  private static func key(_ x: Double) -> UInt64 {
    let bits = x.bitPattern
    return bits >> 63 == 1 ? ~bits : bits | 1 << 63
  }

  private static func number(_ key: UInt64) -> Double {
    let x = Double(bitPattern: key >> 63 == 1 ? key & ~(1 << 63) : ~key)
    return x == 0 ? 0 : x
  }
}
