// The two pieces from which Loader builds accurate gamma and beta densities. Computed naively, x^a e^(−x) / Γ(a) loses
// as many digits as its logarithms are large; here the large parts are cancelled by hand first.
//
// Loader (2000), Fast and accurate computation of binomial probabilities.

import RealModule

enum Stirling {
  /// What Stirling's formula misses: log Γ(n+1) − (n + ½) log n + n − log √(2π).
  static func remainder(_ n: Double) -> Double {
    guard n > 15 else {
      return .logGamma(n + 1) - (n + 0.5) * .log(n) + n - logRootTwoPi
    }
    let inverse = 1 / n
    let square = inverse * inverse
    var sum = 0.0
    for coefficient in coefficients.reversed() { sum = sum * square + coefficient }
    return sum * inverse
  }

  /// The deviance part n log(n/x) + x − n, without cancellation where x is near n.
  static func deviance(_ n: Double, _ x: Double) -> Double {
    let difference = n - x
    guard abs(difference) < 0.1 * (n + x) else { return n * .log(n / x) + x - n }
    let v = difference / (n + x)
    var sum = difference * v
    var term = 2 * n * v
    for j in 1..<1000 {
      term *= v * v
      let next = sum + term / Double(2 * j + 1)
      if next == sum { break }
      sum = next
    }
    return sum
  }

  static let twoPi = 6.283185307179586476925286766559006
  private static let logRootTwoPi = 0.918938533204672741780329736405618
  /// Bernoulli numbers over 2k(2k−1), from k = 1 on.
  private static let coefficients: [Double] = [
    1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360360, 1.0 / 156, -3617.0 / 122400,
  ]
}
