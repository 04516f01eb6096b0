/// The root of an increasing function of one variable.
///
/// Newton's steps, kept inside a bracket that halves whenever a step would leave it.
enum IncreasingRoot {
  /// Finds where a function is zero, starting from zero.
  ///
  /// - Parameter function: its value and slope at a point; increasing, and zero somewhere.
  /// - Returns: the root, to the last few digits that the function has.
  static func solve(_ function: (Double) -> (value: Double, slope: Double)) -> Double {
    var (low, high) = (-Double.infinity, Double.infinity)
    var x = 0.0
    var reach = 1.0
    for _ in 0..<400 {
      let (value, slope) = function(x)
      if value == 0 { return x }
      if value < 0 { low = x } else { high = x }
      var next = x - value / slope
      // Where no bracket is known yet, no step is longer than a reach that doubles.
      if low.isInfinite || high.isInfinite {
        if !next.isFinite || abs(next - x) > reach { next = x + (value < 0 ? reach : -reach) }
        reach *= 2
      } else if !(next > low && next < high) {
        next = low + (high - low) / 2
      }
      if abs(next - x) <= 1e-14 * max(abs(x), 1) || high - low <= 2e-16 * max(abs(x), 1e-300) { return next }
      x = next
    }
    return x
  }
}

extension Double {
  /// The nearest number within bounds.
  func clamped(to lower: Double, _ upper: Double) -> Double { Swift.min(Swift.max(self, lower), upper) }
}
