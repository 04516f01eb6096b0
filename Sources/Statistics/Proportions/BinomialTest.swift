import RealModule

/// The exact test that a proportion is some value.
///
/// Two-sided, the p-value adds the probabilities of all counts that are no more likely than the one observed, as R's
/// `binom.test` does, with the same tolerance of 1e-7 for ties by rounding. One-sided intervals are Clopper and Pearson's.
///
/// - Complexity: O(log *n*) tails.
public struct BinomialTest: Sendable {
  /// The side to which the proportion is thought to differ.
  public enum Alternative: Sendable, Hashable, CaseIterable {
    /// To either.
    case twoSided
    /// It is less.
    case less
    /// It is greater.
    case greater
  }

  /// What was observed.
  public let observed: Proportion
  /// The proportion under the null hypothesis.
  public let hypothesis: Double

  /// A test.
  ///
  /// - Parameters:
  ///   - observed: What was observed.
  ///   - hypothesis: The proportion under the null hypothesis, from 0 to 1.
  public init(_ observed: Proportion, against hypothesis: Double) {
    self.observed = observed
    self.hypothesis = hypothesis
  }

  /// The p-value.
  public func pValue(_ alternative: Alternative = .twoSided) -> Double {
    let binomial = Binomial(n: observed.n, p: hypothesis)
    switch alternative {
    case .less: return binomial.cumulative(observed.responders)
    case .greater: return binomial.upperTail(observed.responders - 1)
    case .twoSided: return twoSided(binomial)
    }
  }

  /// The interval that the test inverts: one-sided for a one-sided alternative.
  ///
  /// - Parameters:
  ///   - alternative: The side.
  ///   - level: The coverage, between 0 and 1.
  /// - Returns: The limits; nil of nobody.
  public func limits(_ alternative: Alternative = .twoSided, level: Double) -> (lower: Double, upper: Double)? {
    guard observed.n > 0 else { return nil }
    switch alternative {
    case .less: return (0, observed.clopperPearsonUpper(1 - level))
    case .greater: return (observed.clopperPearsonLower(1 - level), 1)
    case .twoSided: return observed.limits(.clopperPearson, level: level)
    }
  }

  private func twoSided(_ binomial: Binomial) -> Double {
    let (x, n) = (observed.responders, observed.n)
    if hypothesis <= 0 { return x == 0 ? 1 : 0 }
    if hypothesis >= 1 { return x == n ? 1 : 0 }
    let most = binomial.mass(x) * (1 + 1e-7)
    let mean = Double(n) * hypothesis
    if Double(x) == mean { return 1 }
    // On the other side of the mean the probabilities fall away from it: halving finds where they are small enough.
    if Double(x) < mean {
      let first = Self.first(from: Int(mean.rounded(.up)), through: n) { binomial.mass($0) <= most }
      return min(1, binomial.cumulative(x) + binomial.upperTail(first - 1))
    }
    let beyond = Self.first(from: 0, through: Int(mean.rounded(.down))) { binomial.mass($0) > most }
    return min(1, binomial.cumulative(beyond - 1) + binomial.upperTail(x - 1))
  }

  /// The first count from which on a condition holds; one past the last where it never does.
  private static func first(from low: Int, through high: Int, _ holds: (Int) -> Bool) -> Int {
    var (low, high) = (low, high + 1)
    while low < high {
      let middle = low + (high - low) / 2
      if holds(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
