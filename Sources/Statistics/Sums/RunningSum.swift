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
    [Double](unsafeUninitializedCapacity: values.count) { result, count in
      values.withUnsafeBufferPointer { values in
        // `result` has room for as many numbers as `values` has; each is written once, in order.
        var (sum, error) = (0.0, 0.0)
        for row in 0..<values.count {
          let isPresent = words.map { $0[row >> 6] >> UInt64(row & 63) & 1 == 1 } ?? true
          let x = isPresent ? values[row] : 0
          let total = sum + x
          let part = total - sum
          error += (sum - (total - part)) + (x - part)
          sum = total
          let corrected = sum + error
          (result.baseAddress.unsafelyUnwrapped + row).initialize(to: sum.isFinite ? corrected : sum)
        }
      }
      count = values.count
    }
  }
}
