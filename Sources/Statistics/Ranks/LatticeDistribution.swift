/// The exact distribution of a statistic that takes whole values from zero up.
///
/// What the exact tests on ranks read their p-values from; the values are multiples of ½ kept doubled where there are ties.
struct LatticeDistribution: Sendable {
  /// The probability of each value.
  let probabilities: [Double]

  /// P(T ≤ t).
  func lower(_ t: Int) -> Double {
    t < 0 ? 0 : min(probabilities.prefix(t + 1).reduce(0, +), 1)
  }

  /// P(T ≥ t).
  func upper(_ t: Int) -> Double {
    min(probabilities.dropFirst(max(t, 0)).reversed().reduce(0, +), 1)
  }

  /// The p-value of an observed value.
  ///
  /// Two-sided, all values at least as far from the mean as the observed one count; where the distribution is symmetric
  /// this is twice the smaller tail.
  func pValue(_ t: Int, mean: Double, _ alternative: LocationAlternative) -> Double {
    switch alternative {
    case .less: return lower(t)
    case .greater: return upper(t)
    case .twoSided:
      let distance = abs(Double(t) - mean)
      let below = (mean - distance).rounded(.down)
      let above = (mean + distance).rounded(.up)
      return distance == 0 ? 1 : min(lower(Int(below)) + upper(Int(above)), 1)
    }
  }

  /// The smallest t with P(T ≤ t) ≥ p.
  func quantile(_ p: Double) -> Int {
    var sum = 0.0
    for (value, probability) in probabilities.enumerated() {
      sum += probability
      // Rounding in a long sum must not move a quantile.
      if sum >= p * (1 - 64 * 2.220446049250313e-16) { return value }
    }
    return max(probabilities.count - 1, 0)
  }
}
