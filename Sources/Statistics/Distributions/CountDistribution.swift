// In order of priority: relative accuracy in both tails, then speed. Probabilities of single counts are Loader's; tails come from
// the incomplete beta and gamma functions, or from summing the smaller side.

import RealModule

/// A distribution of counts: 0, 1, 2 and so on.
public protocol CountDistribution: Distribution {
  /// The probability of exactly `k`; 0 outside of ``support``.
  func mass(_ k: Int) -> Double
  /// The probability of `k` or fewer, and that of more.
  func countTails(_ k: Int) -> (lower: Double, upper: Double)
  /// The counts that there can be.
  var support: ClosedRange<Int> { get }
  /// About where the middle lies.
  var centre: Double { get }
}

extension CountDistribution {
  /// The probability of exactly `x`; 0 where it is no whole number.
  public func density(_ x: Double) -> Double { Int(exactly: x).map(mass) ?? 0 }

  /// Those of the whole numbers at or below `x`.
  ///
  /// As in R, a number within 1e-7 below a whole one is taken as that.
  public func tails(_ x: Double) -> (lower: Double, upper: Double) {
    let floor = (x + 1e-7).rounded(.down)
    guard floor >= Double(support.lowerBound) else { return x.isNaN ? (.nan, .nan) : (0, 1) }
    guard floor < Double(support.upperBound) else { return (1, 0) }
    return countTails(Int(floor))
  }

  /// The smallest count whose lower tail is at least `p`, or whose upper tail is at most `p`; a difference of 64 roundings is none,
  /// as in R.
  public func quantile(_ p: Double, upper: Bool) -> Double {
    guard p >= 0, p <= 1 else { return .nan }
    if p == (upper ? 0 : 1) { return support.upperBound == .max ? .infinity : Double(support.upperBound) }
    if p == (upper ? 1 : 0) { return Double(support.lowerBound) }
    let fuzz = 64 * 2.220446049250313e-16
    func isEnough(_ k: Int) -> Bool {
      let tails = countTails(k)
      return upper ? tails.upper <= p * (1 + fuzz) : tails.lower >= p * (1 - fuzz)
    }
    var low = support.lowerBound
    if isEnough(low) { return Double(low) }
    var high = min(support.upperBound, max(low + 1, Int(min(centre, 1e15).rounded(.up))))
    while high < support.upperBound, high < 1 << 60, !isEnough(high) {
      (low, high) = (high, min(support.upperBound, 2 * high))
    }
    // Not enough at low, enough at high.
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if isEnough(middle) { high = middle } else { low = middle }
    }
    return Double(high)
  }
}

extension Binomial: CountDistribution {
  /// Both tails.
  public func countTails(_ k: Int) -> (lower: Double, upper: Double) { (cumulative(k), upperTail(k)) }
  /// 0 to n.
  public var support: ClosedRange<Int> { 0...n }
  /// n p.
  public var centre: Double { Double(n) * p }
}

extension PoissonDistribution: CountDistribution {
  /// The probability of exactly `k`.
  public func mass(_ k: Int) -> Double { probability(k) }
  /// Both tails.
  public func countTails(_ k: Int) -> (lower: Double, upper: Double) { (cumulative(k), atLeast(k + 1)) }
  /// 0 and up.
  public var support: ClosedRange<Int> { 0...Int.max }
  /// λ.
  public var centre: Double { mean }
}

/// The negative binomial distribution: how many fail before the *r*th succeeds.
///
///     P(X = k) = Γ(k + r)/(Γ(r) k!) pʳ (1 − p)ᵏ,   P(X ≤ k) = I(p; r, k + 1)
public struct NegativeBinomial: CountDistribution {
  let size: Double
  let p: Double

  /// A distribution.
  ///
  /// - Parameters:
  ///   - size: r, above 0, not necessarily whole.
  ///   - p: The probability of success, above 0 and at most 1.
  public init(size: Double, p: Double) {
    self.size = size
    self.p = p
  }

  /// The same by its mean, r(1 − p)/p.
  public init(size: Double, mean: Double) { self.init(size: size, p: size / (size + mean)) }

  /// r/(r + k) of Loader's binomial probability of r successes among k + r.
  public func mass(_ k: Int) -> Double {
    guard k >= 0 else { return 0 }
    guard p < 1 else { return k == 0 ? 1 : 0 }
    guard k > 0 else { return .exp(size * .log(p)) }
    let (failures, n) = (Double(k), size + Double(k))
    let stirling = Stirling.remainder(n) - Stirling.remainder(size) - Stirling.remainder(failures)
    let deviance = Stirling.deviance(size, n * p) + Stirling.deviance(failures, n * (1 - p))
    return size / n * .exp(stirling - deviance) * (n / (Stirling.twoPi * size * failures)).squareRoot()
  }

  /// I(p; r, k + 1), and what is left.
  public func countTails(_ k: Int) -> (lower: Double, upper: Double) {
    k < 0 ? (0, 1) : IncompleteBeta.both(p, 1 - p, size, Double(k) + 1)
  }

  /// 0 and up.
  public var support: ClosedRange<Int> { 0...Int.max }
  /// The mean.
  public var centre: Double { size * (1 - p) / p }
}

/// The hypergeometric distribution: how many of those drawn without putting back are of a kind.
public struct Hypergeometric: CountDistribution {
  let ofKind: Int
  let others: Int
  let drawn: Int

  /// A distribution.
  ///
  /// - Parameters:
  ///   - ofKind: How many there are of the kind, 0 or more.
  ///   - others: How many others there are, 0 or more.
  ///   - drawn: How many are drawn, at most as many as there are.
  public init(ofKind: Int, others: Int, drawn: Int) {
    self.ofKind = ofKind
    self.others = others
    self.drawn = drawn
  }

  /// b(k; m, p) b(n − k; N, p)/b(n; m + N, p), of binomial probabilities with p = n/(m + N).
  ///
  /// Loader (2000), Fast and accurate computation of binomial probabilities.
  public func mass(_ k: Int) -> Double {
    guard support.contains(k) else { return 0 }
    guard drawn > 0, drawn < ofKind + others else { return 1 }
    let p = Double(drawn) / Double(ofKind + others)
    return Binomial(n: ofKind, p: p).mass(k) * Binomial(n: others, p: p).mass(drawn - k)
      / Binomial(n: ofKind + others, p: p).mass(drawn)
  }

  /// The sum of the smaller side, from its largest term outward, and what is left.
  public func countTails(_ k: Int) -> (lower: Double, upper: Double) {
    guard k >= support.lowerBound else { return (0, 1) }
    guard k < support.upperBound else { return (1, 0) }
    if Double(k) < centre {
      let lower = sum(from: k, step: -1)
      return (lower, 1 - lower)
    }
    let upper = sum(from: k + 1, step: 1)
    return (1 - upper, upper)
  }

  private func sum(from start: Int, step: Int) -> Double {
    var term = 1.0
    var sum = 1.0
    var k = start
    while support.contains(k + step), term > sum * 1e-17 {
      // The ratio of the probability of k + 1 to that of k, or its inverse.
      let least = Double(min(k, k + step))
      let ratio =
        (Double(ofKind) - least) * (Double(drawn) - least)
        / ((least + 1) * (Double(others - drawn) + least + 1))
      term *= step > 0 ? ratio : 1 / ratio
      sum += term
      k += step
    }
    return mass(start) * sum
  }

  /// From those that must be of the kind to those that can be.
  public var support: ClosedRange<Int> { max(0, drawn - others)...min(ofKind, drawn) }
  /// The mean.
  public var centre: Double { Double(drawn) * Double(ofKind) / Double(max(ofKind + others, 1)) }
}
