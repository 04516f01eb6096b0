import RealModule

/// Which variance a score statistic of two proportions takes.
public enum ScoreVariance: Sendable, Hashable {
  /// That of the most likely proportions times N / (N − 1).
  ///
  /// Miettinen & Nurminen (1985), *Statistics in Medicine* 4, 213-226, doi:10.1002/sim.4780040211.
  case miettinenNurminen
  /// That of the most likely proportions: Mee's for a difference, Koopman's for a ratio.
  ///
  /// Mee (1984), *Biometrics* 40, 1175-1176. Koopman (1984), *Biometrics* 40, 513-517, doi:10.2307/2531405.
  case plain

  func factor(_ total: Double) -> Double { self == .plain || total <= 1 ? 1 : total / (total - 1) }
}

extension ProportionPair {
  /// (p₁ − p₂ − δ) over its standard error at the most likely proportions that differ by δ; falls with δ.
  ///
  /// Infinite where that standard error is zero and the difference is not δ.
  ///
  /// - Parameters:
  ///   - delta: The difference δ, from −1 to 1.
  ///   - variance: Which variance.
  /// - Returns: The statistic; 0 where δ is the difference that was observed, or nobody is in one group.
  public func score(difference delta: Double, _ variance: ScoreVariance) -> Double {
    guard let difference else { return 0 }
    return Self.ratio(difference - delta, scoreVariance(difference: delta, variance))
  }

  /// The variance of the difference at the most likely proportions that differ by δ.
  func scoreVariance(difference delta: Double, _ variance: ScoreVariance) -> Double {
    let (p, q) = restricted(difference: delta)
    return (p * (1 - p) / first.size + q * (1 - q) / second.size) * variance.factor(total)
  }

  /// (p₁ − θ p₂) over its standard error at the most likely proportions of ratio θ; falls with θ.
  ///
  /// - Parameters:
  ///   - theta: The ratio θ, above 0.
  ///   - variance: Which variance.
  /// - Returns: The statistic; 0 where nobody is in one group.
  public func score(ratio theta: Double, _ variance: ScoreVariance) -> Double {
    guard let observed = first.estimate, let reference = second.estimate else { return 0 }
    let (p, q) = restricted(ratio: theta)
    let spread = p.yes * p.no / first.size + theta * theta * q.yes * q.no / second.size
    return Self.ratio(observed - theta * reference, spread * variance.factor(total))
  }

  /// (x₁ − n₁p̃₁) over its standard error at the most likely proportions of odds ratio ψ; falls with ψ.
  ///
  /// - Parameters:
  ///   - psi: The odds ratio ψ, above 0.
  ///   - variance: Which variance.
  /// - Returns: The statistic; 0 where nobody is in one group.
  public func score(oddsRatio psi: Double, _ variance: ScoreVariance) -> Double {
    guard isComparable else { return 0 }
    let (p, q) = restricted(oddsRatio: psi)
    let information = 1 / (first.size * p.yes * p.no) + 1 / (second.size * q.yes * q.no)
    // The excess of one group is what the other lacks: the smaller group has more of its digits.
    let distance = first.n <= second.n ? p.excess(first) : -q.excess(second)
    return distance == 0 ? 0 : distance * (information / variance.factor(total)).squareRoot()
  }

  private static func ratio(_ distance: Double, _ variance: Double) -> Double {
    distance == 0 ? 0 : distance / max(variance, 0).squareRoot()
  }
}

extension ProportionPair {
  /// The differences whose score statistic is at most z in size.
  func differenceLimits(_ z: Double, _ variance: ScoreVariance) -> (lower: Double, upper: Double)? {
    guard let difference else { return nil }
    return (
      difference <= -1
        ? -1 : Bisection.threshold(from: -1, to: difference) { score(difference: $0, variance) > z },
      difference >= 1 ? 1 : Bisection.threshold(from: difference, to: 1) { score(difference: $0, variance) > -z }
    )
  }

  /// The ratios whose score statistic is at most z in size; 0 below where nobody responded in the first, infinite above
  /// where nobody did in the second.
  func ratioLimits(_ z: Double, _ variance: ScoreVariance) -> (lower: Double, upper: Double)? {
    guard isComparable else { return nil }
    return (
      first.responders == 0 ? 0 : Self.positiveThreshold { score(ratio: $0, variance) > z },
      second.responders == 0 ? .infinity : Self.positiveThreshold { score(ratio: $0, variance) > -z }
    )
  }

  /// The odds ratios whose score statistic is at most z in size; 0 below and infinite above where a cell is empty.
  func oddsRatioLimits(_ z: Double, _ variance: ScoreVariance) -> (lower: Double, upper: Double)? {
    guard isComparable else { return nil }
    let isLeast = first.responders == 0 || second.y == 0
    let isMost = first.y == 0 || second.responders == 0
    return (
      isLeast ? 0 : Self.positiveThreshold { score(oddsRatio: $0, variance) > z },
      isMost ? .infinity : Self.positiveThreshold { score(oddsRatio: $0, variance) > -z }
    )
  }

  /// The threshold of a positive number, found on the scale of its logarithm.
  private static func positiveThreshold(while holds: (Double) -> Bool) -> Double {
    .exp(Bisection.threshold(from: -100, to: 100) { holds(.exp($0)) })
  }
}
