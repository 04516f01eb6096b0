import RealModule

/// How the events of two groups together fall on the first, where each does so with the same odds: the binomial distribution.
struct EventSplit {
  private let total: Int
  private let p: Double
  private let q: Double

  /// The split of so many events.
  ///
  /// - Parameters:
  ///   - total: the number of events.
  ///   - odds: of falling on the first.
  init(_ total: Int, odds: Double) {
    self.total = total
    p = odds > 1 ? 1 / (1 + 1 / odds) : odds / (1 + odds)
    q = 1 / (1 + odds)
  }

  /// The probability of exactly `k` on the first.
  func probability(_ k: Int) -> Double {
    guard k >= 0, k <= total else { return 0 }
    if k == 0 { return .pow(q, Double(total)) }
    if k == total { return .pow(p, Double(total)) }
    // pᵏ qⁿ⁻ᵏ / B(k, n − k) carries k(n − k)/n more than the binomial coefficient.
    let (a, b) = (Double(k), Double(total - k))
    return IncompleteBeta.power(p, q, a, b) * (a + b) / (a * b)
  }

  /// The probability of `k` or more.
  func atLeast(_ k: Int) -> Double {
    if k <= 0 { return 1 }
    if k > total { return 0 }
    return IncompleteBeta.both(p, q, Double(k), Double(total - k + 1)).lower
  }

  /// The probability of `k` or fewer.
  func atMost(_ k: Int) -> Double {
    if k < 0 { return 0 }
    if k >= total { return 1 }
    return IncompleteBeta.both(p, q, Double(k + 1), Double(total - k)).upper
  }

  /// The probability of all splits that are no more probable than the observed one, to 1e-7 of it, as R has it.
  func twoSided(_ k: Int) -> Double {
    let mean = Double(total) * p
    guard Double(k) != mean else { return 1 }
    let bound = probability(k) * (1 + 1e-7)
    if Double(k) < mean {
      var (low, high) = (Int(mean.rounded(.up)), total + 1)
      while low < high {
        let middle = low + (high - low) / 2
        if probability(middle) <= bound { high = middle } else { low = middle + 1 }
      }
      return min(atMost(k) + atLeast(low), 1)
    }
    var (low, high) = (-1, Int(mean.rounded(.down)))
    while low < high {
      let middle = low + (high - low + 1) / 2
      if probability(middle) <= bound { low = middle } else { high = middle - 1 }
    }
    return min(atLeast(k) + atMost(low), 1)
  }
}
