// Days are whole numbers. Where all times are, they can be counted in a table instead of sorted.

/// The span of a column of whole numbers.
struct WholeNumberRange {
  private(set) var low: Double
  private(set) var high: Double

  /// The span of the values, or nil where one of them is not a whole number (or not a number).
  init?(_ values: [Double]) {
    var low = Double.infinity
    var high = -Double.infinity
    var isWhole = true
    values.withUnsafeBufferPointer { values in
      for value in values {
        // Adding and taking away 1.5·2⁵² rounds to a whole number, without a call.
        let rounded = (value + 6755399441055744.0) - 6755399441055744.0
        isWhole = isWhole && rounded == value
        low = value < low ? value : low
        high = value > high ? value : high
      }
    }
    guard isWhole, low <= high, low > -5e7, high < 5e7 else { return nil }
    self.low = low
    self.high = high
  }

  /// The span of both.
  func union(_ other: WholeNumberRange) -> WholeNumberRange {
    var both = self
    both.low = min(low, other.low)
    both.high = max(high, other.high)
    return both
  }

  /// How many whole numbers lie within.
  var count: Int { Int(high - low) + 1 }
}
