// Inverts the distribution function of a positive variable. Newton's method runs on log x against the logarithm of the
// smaller tail, where the curve is nearly straight however small the probability; a bracket keeps it from leaving.

import RealModule

enum PositiveQuantile {
  /// The x at which the tail (lower or upper) has probability `p`.
  ///
  /// - Parameters:
  ///   - p: the probability of the tail, strictly between 0 and 1.
  ///   - upper: whether the tail is the upper one.
  ///   - guess: where to begin, above 0.
  ///   - tails: the probabilities below and above x.
  ///   - density: the density at x.
  /// - Returns: x, to about 1e-15 relative.
  static func solve(
    _ p: Double, upper: Bool, from guess: Double, tails: (Double) -> (lower: Double, upper: Double),
    density: (Double) -> Double
  ) -> Double {
    var low = -Double.infinity
    var high = Double.infinity
    var u = Double.log(guess)
    let target = Double.log(p)
    for _ in 0..<200 {
      let x = Double.exp(u)
      let pair = tails(x)
      let tail = upper ? pair.upper : pair.lower
      let excess = Double.log(tail) - target
      if excess == 0 { break }
      if (excess > 0) != upper { high = u } else { low = u }
      let slope = density(x) * x / tail * (upper ? -1 : 1)
      let newton = u - excess / slope
      // Within rounding of the answer: to look at the bracket now would lead away again.
      if abs(newton - u) <= 1e-15 * max(1, abs(u)) {
        u = newton
        break
      }
      u = newton > low && newton < high ? newton : bisect(low, high, u)
    }
    return .exp(u)
  }

  private static func bisect(_ low: Double, _ high: Double, _ u: Double) -> Double {
    if low == -.infinity { return high - max(1, abs(u)) }
    if high == .infinity { return low + max(1, abs(u)) }
    return (low + high) / 2
  }
}
