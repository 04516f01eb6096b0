// In order of priority: limits to 1e-12 at 0 and at n as anywhere else, then the conventions that R, SAS and StatXact share.

import RealModule

/// A proportion: how many of a number of subjects responded.
///
///     p = x / n,   se(p) = √(p (1 − p) / n),   se(logit p) = √(1/x + 1/(n − x))
///
/// Of nobody there is no proportion, and with none or all there is no logit.
public struct Proportion: Sendable, Hashable {
  /// How many responded.
  public let responders: Int
  /// Of how many.
  public let n: Int

  /// A proportion.
  ///
  /// - Precondition: `responders` is from 0 to `n`.
  /// - Parameters:
  ///   - responders: How many responded.
  ///   - n: Of how many.
  public init(_ responders: Int, of n: Int) {
    precondition(responders >= 0 && responders <= n, "\(responders) responders of \(n)")
    self.responders = responders
    self.n = n
  }

  /// x / n; nil of nobody.
  public var estimate: Double? { n > 0 ? x / size : nil }

  /// √(p (1 − p) / n); nil of nobody, and 0 where none or all responded.
  public var standardError: Double? { n > 0 ? (x * y / size).squareRoot() / size : nil }

  /// √(1/x + 1/(n − x)), of log(p / (1 − p)); nil where none or all responded.
  public var logitStandardError: Double? { x > 0 && y > 0 ? (1 / x + 1 / y).squareRoot() : nil }

  var x: Double { Double(responders) }
  var y: Double { Double(n - responders) }
  var size: Double { Double(n) }
}

extension Proportion {
  /// The limits of a two-sided confidence interval.
  ///
  /// - Parameters:
  ///   - method: How they are found.
  ///   - level: The coverage that is aimed at, between 0 and 1.
  /// - Returns: The limits; nil of nobody.
  public func limits(_ method: ProportionMethod, level: Double) -> (lower: Double, upper: Double)? {
    guard n > 0 else { return nil }
    let tail = (1 - level) / 2
    let z = Normal.upperQuantile(tail)
    switch method {
    case .clopperPearson: return (clopperPearsonLower(tail), clopperPearsonUpper(tail))
    case .wilson: return wilson(z, correction: 0)
    case .wilsonCorrected: return wilson(z, correction: min(0.5, abs(x - size / 2)))
    case .jeffreys:
      let raw = jeffreysQuantiles(tail)
      return (responders == 0 ? 0 : raw.lower, responders == n ? 1 : raw.upper)
    case .jeffreysQuantiles: return jeffreysQuantiles(tail)
    case .agrestiCoull: return agrestiCoull(z)
    case .wald: return wald(z, correction: 0)
    case .waldCorrected: return wald(z, correction: 0.5 / size)
    case .midP: return midP(tail)
    }
  }

  /// The value that the proportion is at least, with probability 1 − `tail`: P(X ≥ x) = tail; 0 where none responded.
  func clopperPearsonLower(_ tail: Double) -> Double {
    responders == 0 ? 0 : BetaQuantile.lower(tail, x, y + 1)
  }

  /// The value that the proportion is at most, with probability 1 − `tail`: P(X ≤ x) = tail; 1 where all responded.
  func clopperPearsonUpper(_ tail: Double) -> Double {
    responders == n ? 1 : BetaQuantile.upper(tail, x + 1, y)
  }

  /// The two roots p of |x − np| − c = z √(np(1 − p)), of a normal quantile z and a correction for continuity c of the count.
  func wilson(_ z: Double, correction c: Double) -> (lower: Double, upper: Double) {
    func root(_ x: Double, _ sign: Double) -> Double {
      let (n, square) = (size, z * z)
      let half = z * (x * (n - x) / n + square / 4).squareRoot()
      let middle = x + square / 2
      // The product of the roots is x² / (n (n + z²)): the lower one by it, without cancellation.
      return sign > 0 ? (middle + half) / (n + square) : x * x / n / (middle + half)
    }
    let lower = responders == 0 ? 0 : root(x - c, -1)
    let upper = responders == n ? 1 : root(x + c, 1)
    return (max(0, lower), min(1, upper))
  }

  private func jeffreysQuantiles(_ tail: Double) -> (lower: Double, upper: Double) {
    (BetaQuantile.lower(tail, x + 0.5, y + 0.5), BetaQuantile.upper(tail, x + 0.5, y + 0.5))
  }

  private func agrestiCoull(_ z: Double) -> (lower: Double, upper: Double) {
    let total = size + z * z
    let centre = (x + z * z / 2) / total
    let half = z * (centre * (1 - centre) / total).squareRoot()
    return (max(0, centre - half), min(1, centre + half))
  }

  private func wald(_ z: Double, correction: Double) -> (lower: Double, upper: Double) {
    let half = z * (x * y / size).squareRoot() / size + correction
    return (max(0, x / size - half), min(1, x / size + half))
  }

  /// P(X > x) + ½ P(X = x) = tail at the lower limit, P(X < x) + ½ P(X = x) = tail at the upper one.
  private func midP(_ tail: Double) -> (lower: Double, upper: Double) {
    func atLeast(_ p: Double) -> Double {
      let binomial = Binomial(n: n, p: p)
      return binomial.upperTail(responders) + binomial.mass(responders) / 2
    }
    func atMost(_ p: Double) -> Double {
      let binomial = Binomial(n: n, p: p)
      return binomial.cumulative(responders - 1) + binomial.mass(responders) / 2
    }
    return (
      responders == 0 ? 0 : Bisection.threshold(from: 0, to: 1) { atLeast($0) < tail },
      responders == n ? 1 : Bisection.threshold(from: 0, to: 1) { atMost($0) > tail }
    )
  }
}
