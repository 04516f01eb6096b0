// Sorts doubles as whole numbers: their bits, with the sign turned, are in the order of their values. Eleven bits at a time,
// from the lowest; a digit that is the same everywhere costs nothing.

enum RadixSort {
  /// The places of `values` in ascending order; equal values keep their order.
  ///
  /// - Complexity: O(*n*), six passes at most.
  static func order(_ values: [Double]) -> [Int32] {
    let n = values.count
    var keys = values.map(key)
    var places = (0..<Int32(n)).map { $0 }
    guard n > 1 else { return places }
    var otherKeys = [UInt64](repeating: 0, count: n)
    var otherPlaces = [Int32](repeating: 0, count: n)
    let counts = histograms(keys)
    for digit in 0..<digits {
      let histogram = counts[(digit * radix)..<((digit + 1) * radix)]
      if histogram.contains(n) { continue }
      var starts = exclusiveSums(histogram)
      scatter(keys, places, into: &otherKeys, &otherPlaces, starts: &starts, shift: UInt64(digit * bits))
      swap(&keys, &otherKeys)
      swap(&places, &otherPlaces)
    }
    return places
  }

  private static let bits = 11
  private static let digits = 6
  private static let radix = 1 << bits

  private static func key(_ value: Double) -> UInt64 {
    let pattern = (value + 0).bitPattern
    return pattern >> 63 == 1 ? ~pattern : pattern | (1 << 63)
  }

  /// How often each digit has each value, all digits in one pass.
  private static func histograms(_ keys: [UInt64]) -> [Int] {
    var counts = [Int](repeating: 0, count: digits * radix)
    counts.withUnsafeMutableBufferPointer { counts in
      // A digit is below the radix, so every place is within the table.
      for key in keys {
        for digit in 0..<digits {
          counts[digit * radix + Int(truncatingIfNeeded: (key >> UInt64(digit * bits)) & UInt64(radix - 1))] &+= 1
        }
      }
    }
    return counts
  }

  private static func exclusiveSums(_ counts: ArraySlice<Int>) -> [Int] {
    var total = 0
    return counts.map { count in
      defer { total += count }
      return total
    }
  }

  private static func scatter(
    _ keys: [UInt64], _ places: [Int32], into otherKeys: inout [UInt64], _ otherPlaces: inout [Int32],
    starts: inout [Int], shift: UInt64
  ) {
    // The starts are sums of the counts of these very keys: every target lies within the arrays, and is written once.
    keys.withUnsafeBufferPointer { keys in
      places.withUnsafeBufferPointer { places in
        otherKeys.withUnsafeMutableBufferPointer { otherKeys in
          otherPlaces.withUnsafeMutableBufferPointer { otherPlaces in
            starts.withUnsafeMutableBufferPointer { starts in
              for i in 0..<keys.count {
                let key = keys[i]
                let digit = Int(truncatingIfNeeded: (key >> shift) & UInt64(radix - 1))
                let target = starts[digit]
                starts[digit] = target &+ 1
                otherKeys[target] = key
                otherPlaces[target] = places[i]
              }
            }
          }
        }
      }
    }
  }
}
