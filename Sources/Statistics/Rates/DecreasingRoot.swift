/// Where a decreasing function crosses zero.
enum DecreasingRoot {
  /// The crossing, to the last digits of a `Double`, by Ridders' method kept within a bracket.
  ///
  /// Ridders (1979), *IEEE Transactions on Circuits and Systems* 26, 979-980, doi:10.1109/TCS.1979.1084580.
  ///
  /// - Parameters:
  ///   - low: where the function is above zero.
  ///   - high: where it is below.
  ///   - function: decreasing in between.
  /// - Returns: the crossing; one end of the bracket where the function does not change its sign.
  static func find(between low: Double, and high: Double, _ function: (Double) -> Double) -> Double {
    var (low, high) = (low, high)
    var (above, below) = (function(low), function(high))
    guard above > 0 else { return low }
    guard below < 0 else { return high }
    for _ in 0..<200 {
      let middle = low + (high - low) / 2
      guard middle > low, middle < high else { break }
      let value = function(middle)
      guard value != 0 else { return middle }
      var next = middle + (middle - low) * value / (value * value - above * below).squareRoot()
      if !(next > low && next < high) { next = middle }
      let found = function(next)
      if value > 0 { (low, above) = (middle, value) } else { (high, below) = (middle, value) }
      guard found != 0 else { return next }
      if next > low && next < high {
        if found > 0 { (low, above) = (next, found) } else { (high, below) = (next, found) }
      }
      if high - low <= 2e-16 * max(abs(low), abs(high)) { break }
    }
    return abs(above) < abs(below) ? low : high
  }
}
