// In order of priority: the sum to the last digit or nearly so, the same on every machine, then speed. Eight lanes of doubles are
// summed side by side, each with what rounding took away, and joined at the end: the order is fixed by the places of the values,
// whatever number of threads there are.

/// Sums of many numbers, some of which may be missing.
///
///     s, e ← s + x, e + (what the sum could not hold)
///
/// by the sum of two numbers without error (Knuth), in eight lanes: the result is as if it had been summed with twice the digits, and
/// then rounded. Infinities give what adding them gives.
///
/// - Complexity: O(*n*), one pass.
///
/// Ogita, Rump & Oishi (2005), *SIAM Journal on Scientific Computing* 26, 1955-1988, doi:10.1137/030601818.
public enum LaneSum {
  /// Σ xᵢ over the rows that hold a value.
  ///
  /// Bit `i % 64` of word `i / 64` is set where row `i` holds a value; there are no words where every row does.
  public static func sum(_ values: [Double], present words: [UInt64]? = nil) -> Double {
    total(values, words) { $0 }
  }

  /// Σ (xᵢ − c)², and Σ (xᵢ − c), over the rows that hold a value.
  public static func squares(
    _ values: [Double], about centre: Double, present words: [UInt64]? = nil
  ) -> (squares: Double, deviations: Double) {
    let squares = total(values, words) { x in
      let deviation = x - centre
      return deviation * deviation
    }
    return (squares, total(values, words) { $0 - centre })
  }

  /// Σ (xᵢ − a)(yᵢ − b) over the rows that hold both.
  public static func products(
    _ first: [Double], about a: Double = 0, _ second: [Double], about b: Double = 0, present words: [UInt64]? = nil
  ) -> Double {
    second.withUnsafeBufferPointer { second in
      precondition(first.count == second.count, "\(first.count) numbers with \(second.count)")
      return first.withUnsafeBufferPointer { first in
        total(count: first.count, words) { place, count in
          (lanes(first, place, count) - a) * (lanes(second, place, count) - b)
        }
      }
    }
  }

  /// Σ f(xᵢ) over the rows that hold a value.
  @inline(__always)
  private static func total(
    _ values: [Double], _ words: [UInt64]?, _ term: (SIMD8<Double>) -> SIMD8<Double>
  ) -> Double {
    values.withUnsafeBufferPointer { values in
      total(count: values.count, words) { place, count in term(lanes(values, place, count)) }
    }
  }

  /// Eight values from a place on, of which `count` are there; zeros for the others.
  ///
  /// Invariant: `place + count` is at most the number of values.
  @inline(__always)
  private static func lanes(_ values: UnsafeBufferPointer<Double>, _ place: Int, _ count: Int) -> SIMD8<Double> {
    guard count < 8 else {
      return UnsafeRawPointer(values.baseAddress.unsafelyUnwrapped + place).loadUnaligned(as: SIMD8<Double>.self)
    }
    var lanes = SIMD8<Double>.zero
    for lane in 0..<count { lanes[lane] = values[place + lane] }
    return lanes
  }

  @inline(__always)
  private static func total(
    count: Int, _ words: [UInt64]?, _ terms: (_ place: Int, _ count: Int) -> SIMD8<Double>
  ) -> Double {
    var sum = Lanes()
    let whole = count & ~7
    guard let words else {
      var place = 0
      while place < whole {
        sum.add(terms(place, 8))
        place &+= 8
      }
      if whole < count {
        sum.add(terms(whole, count - whole), where: UInt8(truncatingIfNeeded: (1 << (count - whole)) - 1))
      }
      return sum.value
    }
    words.withUnsafeBufferPointer { words in
      var place = 0
      while place < count {
        let bits = UInt8(truncatingIfNeeded: words[place >> 6] >> UInt64(place & 63))
        if bits == 0xFF {
          sum.add(terms(place, 8))
        } else if bits != 0 {
          sum.add(terms(place, min(8, count &- place)), where: bits)
        }
        place &+= 8
      }
    }
    return sum.value
  }

  /// Eight sums, each with what rounding took away.
  private struct Lanes {
    private var sums = SIMD8<Double>.zero
    private var errors = SIMD8<Double>.zero

    @inline(__always)
    mutating func add(_ x: SIMD8<Double>) {
      let total = sums + x
      let part = total - sums
      errors += (sums - (total - part)) + (x - part)
      sums = total
    }

    /// Adds those whose bit is set.
    @inline(__always)
    mutating func add(_ x: SIMD8<Double>, where bits: UInt8) {
      let places = SIMD8<UInt64>(1, 2, 4, 8, 16, 32, 64, 128)
      let absent = SIMD8<UInt64>(repeating: UInt64(bits)) & places .== SIMD8<UInt64>.zero
      add(x.replacing(with: SIMD8<Double>.zero, where: absent))
    }

    /// The sum of all; the plain one where some are infinite, since what rounding took away of them is no number.
    var value: Double {
      var plain = 0.0
      for lane in 0..<8 { plain += sums[lane] }
      guard plain.isFinite else { return plain }
      var joined = CompensatedSum()
      for lane in 0..<8 { joined.add(sums[lane]) }
      for lane in 0..<8 { joined.add(errors[lane]) }
      return joined.value
    }
  }
}
