import RealModule

/// The Poisson distribution.
///
///     P(X = k) = λᵏ e^(−λ) / k!,   P(X ≤ k) = Q(k + 1, λ)
///
/// in terms of the regularised ``IncompleteGamma``.
public struct PoissonDistribution: Sendable {
  /// The mean λ, zero or more.
  public let mean: Double

  /// The distribution with this mean.
  public init(mean: Double) { self.mean = mean }

  /// The probability of exactly `k`.
  public func probability(_ k: Int) -> Double {
    guard k >= 0 else { return 0 }
    guard mean > 0 else { return k == 0 ? 1 : 0 }
    return k == 0 ? .exp(-mean) : IncompleteGamma.poissonTerm(Double(k), mean)
  }

  /// The probability of `k` or fewer.
  public func cumulative(_ k: Int) -> Double { k < 0 ? 0 : IncompleteGamma.upper(Double(k + 1), mean) }

  /// The probability of `k` or more.
  public func atLeast(_ k: Int) -> Double { k <= 0 ? 1 : IncompleteGamma.lower(Double(k), mean) }

  /// The two-sided p-value of an observed count: the probability of all counts that are no more probable.
  ///
  /// Counts whose probability exceeds that of the observed one by less than 1e-7 of it are taken as no more probable, as R does.
  /// A mean beyond 1e15, where counts are no longer told apart, is compared by the normal approximation.
  public func twoSided(_ k: Int) -> Double {
    guard Double(k) != mean else { return 1 }
    guard mean < 1e15 else { return Normal.twoSided((Double(k) - mean) / mean.squareRoot()) }
    let bound = probability(k) * (1 + 1e-7)
    if Double(k) < mean {
      // The first count above the mean that is as improbable: probabilities fall from there on.
      var low = Int(mean.rounded(.up))
      var high = max(2 * low, low + 1)
      while probability(high) > bound { (low, high) = (high, 2 * high) }
      while low < high {
        let middle = low + (high - low) / 2
        if probability(middle) <= bound { high = middle } else { low = middle + 1 }
      }
      return min(cumulative(k) + atLeast(low), 1)
    }
    // The last count below the mean that is as improbable.
    var (low, high) = (-1, Int(mean.rounded(.down)))
    while low < high {
      let middle = low + (high - low + 1) / 2
      if probability(middle) <= bound { low = middle } else { high = middle - 1 }
    }
    return min(atLeast(k) + cumulative(low), 1)
  }
}
