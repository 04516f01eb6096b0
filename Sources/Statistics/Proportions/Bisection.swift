// Limits of intervals are roots of monotone functions that may be infinite at one end, or flat, or undefined where a variance
// is zero. Halving needs none of that to be smooth, cannot leave its bracket, and ends where no number lies between.

enum Bisection {
  /// Where a condition ceases to hold.
  ///
  /// - Parameters:
  ///   - low: Where it holds.
  ///   - high: Where it does not.
  ///   - holds: A condition that holds below a threshold and nowhere above it.
  /// - Returns: The threshold, to the last digit or to 1e-300.
  static func threshold(from low: Double, to high: Double, while holds: (Double) -> Bool) -> Double {
    var (low, high) = (low, high)
    while true {
      let middle = low + (high - low) / 2
      guard middle > low, middle < high, high - low > 1e-300 else { return middle }
      if holds(middle) { low = middle } else { high = middle }
    }
  }
}
