/// The sums of numbers up to each of them.
///
/// Each is as if it had been summed with twice the digits: what rounding took away so far is added to every sum that is given.
///
/// - Complexity: O(*n*), one pass.
public enum RunningSum {
  /// The sums up to each row; a row without a value adds nothing.
  ///
  /// What is given in a row without a value is the sum so far.
  ///
  /// Bit `i % 64` of word `i / 64` is set where row `i` holds a value; there are no words where every row does.
  public static func sums(_ values: [Double], present words: [UInt64]? = nil) -> [Double] {
    guard let words else { return sums(values) { _ in true } }
    return words.withUnsafeBufferPointer { words in
      sums(values) { words[$0 >> 6] >> UInt64($0 & 63) & 1 == 1 }
    }
  }

  @inline(__always)
  private static func sums(_ values: [Double], _ isPresent: (Int) -> Bool) -> [Double] {
    [Double](unsafeUninitializedCapacity: values.count) { result, count in
      guard let place = result.baseAddress else { return }
      values.withUnsafeBufferPointer { values in
        // `result` has room for as many numbers as `values` has; each is written once, in order.
        var (sum, error) = (0.0, 0.0)
        for row in 0..<values.count {
          let x = isPresent(row) ? values[row] : 0
          let total = sum + x
          let part = total - sum
          error += (sum - (total - part)) + (x - part)
          sum = total
          (place + row).initialize(to: sum + error)
        }
        count = values.count
        // What rounding took away from an infinite sum is no number: from there on the plain sums are given.
        guard !(sum + error).isFinite else { return }
        var plain = 0.0
        for row in 0..<values.count {
          plain += isPresent(row) ? values[row] : 0
          if !plain.isFinite { place[row] = plain }
        }
      }
    }
  }
}
