// In order of priority: relative accuracy in both tails, then speed. Probabilities of single counts are Loader's; tails come
// from the incomplete beta function.

import RealModule

/// The binomial distribution: how many of `n` respond where each does with probability `p`.
public struct Binomial: Sendable {
  /// The number of trials.
  public let n: Int
  /// The probability of each.
  public let p: Double

  /// A distribution.
  ///
  /// - Parameters:
  ///   - n: The number of trials, 0 or more.
  ///   - p: The probability of each, from 0 to 1.
  public init(n: Int, p: Double) {
    self.n = n
    self.p = p
  }

  /// The probability of exactly `count`.
  ///
  /// Loader (2000), Fast and accurate computation of binomial probabilities.
  public func mass(_ count: Int) -> Double {
    guard count >= 0, count <= n else { return 0 }
    guard p > 0, p < 1 else { return count == (p <= 0 ? 0 : n) ? 1 : 0 }
    let size = Double(n)
    if count == 0 { return .exp(size * .log(onePlus: -p)) }
    if count == n { return .exp(size * .log(p)) }
    let (x, y) = (Double(count), Double(n - count))
    let stirling = Stirling.remainder(size) - Stirling.remainder(x) - Stirling.remainder(y)
    let deviance = Stirling.deviance(x, size * p) + Stirling.deviance(y, size * (1 - p))
    return .exp(stirling - deviance) * (size / (Stirling.twoPi * x * y)).squareRoot()
  }

  /// The probability of `count` or fewer.
  public func cumulative(_ count: Int) -> Double {
    guard count >= 0 else { return 0 }
    guard count < n else { return 1 }
    return IncompleteBeta.both(p, 1 - p, Double(count + 1), Double(n - count)).upper
  }

  /// The probability of more than `count`.
  public func upperTail(_ count: Int) -> Double {
    guard count >= 0 else { return 1 }
    guard count < n else { return 0 }
    return IncompleteBeta.both(p, 1 - p, Double(count + 1), Double(n - count)).lower
  }
}
