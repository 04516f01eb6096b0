import Statistics

/// For whom an adjusted comparison is to hold.
public enum TreatmentEstimand: String, Sendable, CaseIterable {
  /// Everybody: the average effect of treatment in the whole population.
  case everyone = "ate"
  /// Those of one group: the average effect of treatment in the treated.
  case treated = "att"
  /// Those who might as well have been in any group.
  ///
  /// Li, Morgan & Zaslavsky (2018), *JASA* 113, 390-400, doi:10.1080/01621459.2016.1260466.
  case overlap
}

/// Weights that make groups alike in their covariates: inverse probabilities of being in the group that one is in.
///
///     everyone:  w = P(G = g) / e_g(x)      (stabilised; 1 / e_g(x) without)
///     treated:   w = e_t(x) / e_g(x)        (t: the group whose subjects the others are made like)
///     overlap:   w = (1 / e_g(x)) / Σ_k 1 / e_k(x)
///
/// for a subject of group g with covariates x, e_k(x) being the probability of group k: the propensity. Weights beyond a
/// quantile may be set to it, which trades some bias for steadiness.
///
/// - Complexity: O(*n* *k*), and O(*n* log *n*) with truncation.
///
/// Cole & Hernán (2004), *Computer Methods and Programs in Biomedicine* 75, 45-49, doi:10.1016/j.cmpb.2003.10.004; (2008),
/// *American Journal of Epidemiology* 168, 656-664, doi:10.1093/aje/kwn164.
public struct TreatmentWeights: Sendable {
  /// One for each subject.
  public let values: [Double]
  /// How many weights were set to a quantile.
  public let truncated: Int
  /// The limits that they were set to; nil where none were asked for.
  public let limits: (lower: Double, upper: Double)?

  /// Makes weights.
  ///
  /// - Parameters:
  ///   - propensities: for each group the probability of every subject to be in it.
  ///   - groups: the group of each subject, from 0.
  ///   - estimand: for whom the comparison is to hold.
  ///   - target: the group whose subjects the others are made like, under ``TreatmentEstimand/treated``.
  ///   - isStabilised: whether weights for everyone are multiplied by the share of the group.
  ///   - truncation: weights below this quantile, or above one less this, are set to it; 0 for none.
  public init(
    propensities: [[Double]], groups: [Int32], estimand: TreatmentEstimand, target: Int = 0, isStabilised: Bool = true,
    truncation: Double = 0
  ) {
    var shares = [Double](repeating: 1, count: propensities.count)
    if isStabilised, estimand == .everyone {
      shares = Array(repeating: 0, count: propensities.count)
      for group in groups { shares[Int(group)] += 1 / Double(groups.count) }
    }
    var values = groups.indices.map { row in
      let group = Int(groups[row])
      let own = propensities[group][row]
      switch estimand {
      case .everyone: return shares[group] / own
      case .treated: return group == target ? 1 : propensities[target][row] / own
      case .overlap: return 1 / (own * propensities.reduce(0) { $0 + 1 / $1[row] })
      }
    }
    guard truncation > 0, !values.isEmpty else {
      self.values = values
      truncated = 0
      limits = nil
      return
    }
    let sorted = values.sorted()
    let lower = QuantileDefinition.r.quantile(truncation, ofSorted: sorted) ?? 0
    let upper = QuantileDefinition.r.quantile(1 - truncation, ofSorted: sorted) ?? .infinity
    truncated = values.count { $0 < lower || $0 > upper }
    for row in values.indices { values[row] = min(max(values[row], lower), upper) }
    self.values = values
    limits = (lower, upper)
  }
}

/// How evenly weights are spread in a group.
///
///     effective size = (Σ w)² / Σ w²
///
/// Kish (1965), *Survey Sampling*, 11.7.
public struct WeightSpread: Sendable, Equatable {
  /// The number of subjects.
  public let count: Int
  /// The sum of their weights.
  public let total: Double
  /// The least weight.
  public let minimum: Double
  /// The largest weight.
  public let maximum: Double
  /// As many unweighted subjects would give as steady a mean.
  public let effectiveSize: Double
  /// The fewest subjects who carry half of the weight.
  public let carryingHalf: Int

  /// The spread of weights; nil of none.
  public init?(_ weights: [Double]) {
    guard let minimum = weights.min(), let maximum = weights.max() else { return nil }
    count = weights.count
    let total = weights.reduce(0, +)
    let squares = weights.reduce(0) { $0 + $1 * $1 }
    self.total = total
    self.minimum = minimum
    self.maximum = maximum
    effectiveSize = squares > 0 ? total * total / squares : 0
    var left = total / 2
    var heaviest = 0
    for weight in weights.sorted(by: >) where left > 0 {
      left -= weight
      heaviest += 1
    }
    carryingHalf = heaviest
  }
}
