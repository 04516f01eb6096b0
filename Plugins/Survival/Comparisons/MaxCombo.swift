public import Statistics

/// The largest of several weighted log-rank tests of two groups, with a p-value that knows that it is the largest.
///
///     Z_w = Σ w (d₁ − d n₁/n) / √V_ww,   V_wv = Σ w v d (n − d)/(n − 1) · (n₁/n)(1 − n₁/n),   p = P(max |Z_w| > observed)
///
/// over the event times of each stratum, summed over strata; under equal hazards the Z are jointly normal with correlations
/// V_wv/√(V_ww V_vv). Weights of early, late and middle differences together keep power where hazards are not proportional
/// and the kind of departure is not known beforehand. The four weights of Fleming and Harrington with exponents 0 and 1 have
/// a matrix of rank three, since S + (1 − S) = 1.
///
/// A test whose variance is zero takes no part. With none left there is no statistic, and the p-value is nil.
///
/// - Complexity: O(*n* + *T* *w*²), for *T* event times and *w* weights.
///
/// Karrison (2016), *Stata Journal* 16, 678-690, doi:10.1177/1536867X1601600308. Lin et al. (2020), *Statistics in
/// Biopharmaceutical Research* 12, 187-198, doi:10.1080/19466315.2019.1697738.
public struct MaxCombo: Sendable {
  /// The weights.
  public let weights: [LogRankWeight]
  /// The standardised statistic of each weight: above zero where the second group has more events than expected; nil
  /// where its variance is zero.
  public let statistics: [Double?]
  /// The correlation of the statistics; rows and columns of those without variance hold zeros.
  public let correlation: SymmetricMatrix
  /// The largest of the statistics, regardless of sign.
  public let statistic: Double?
  /// The place of the weight that gave it.
  public let largest: Int?
  /// The probability of a larger one under equal hazards, two-sided.
  public let pValue: Double?

  /// The weights of Fleming and Harrington that are usual: (0, 0), (0, 1), (1, 1) and (1, 0).
  public static let usualWeights: [LogRankWeight] = [
    .survival(rho: 0, gamma: 0), .survival(rho: 0, gamma: 1), .survival(rho: 1, gamma: 1),
    .survival(rho: 1, gamma: 0),
  ]

  /// The test between two groups.
  ///
  /// - Parameters:
  ///   - followUp: the rows; frequency weights replicate them.
  ///   - groups: for each row 0 or 1; a negative number leaves the row out.
  ///   - strata: for each row the number of its stratum, from 0; a negative one leaves the row out. Nil for one stratum.
  ///   - stratumCount: the number of strata.
  ///   - weights: the weights, up to five.
  /// - Throws: ``FollowUpError``; case weights are refused.
  public init(
    _ followUp: FollowUp, groups: [Int32], strata: [Int32]? = nil, stratumCount: Int = 1,
    weights: [LogRankWeight] = usualWeights
  ) throws {
    self.init(
      try LogRank.tables(followUp, groups: groups, groupCount: 2, strata: strata, stratumCount: stratumCount),
      weights: weights)
  }

  /// The test between the tables of two groups, stratum by stratum.
  init(_ tables: [[EventTable]], weights: [LogRankWeight] = usualWeights) {
    var scores = [Double](repeating: 0, count: weights.count)
    var variance = SymmetricMatrix(size: weights.count)
    for pair in tables { Self.add(pair, weights, &scores, &variance) }
    self.weights = weights
    let deviations = variance.diagonal.map { $0.squareRoot() }
    statistics = weights.indices.map { deviations[$0] > 0 ? scores[$0] / deviations[$0] : nil }
    var correlation = SymmetricMatrix(size: weights.count)
    for i in weights.indices {
      for j in 0...i where deviations[i] > 0 && deviations[j] > 0 {
        correlation[i, j] = i == j ? 1 : variance[i, j] / (deviations[i] * deviations[j])
      }
    }
    self.correlation = correlation
    let place = weights.indices.filter { deviations[$0] > 0 }
      .max { [statistics] in abs(statistics[$0] ?? 0) < abs(statistics[$1] ?? 0) }
    largest = place
    statistic = place.flatMap { [statistics] in statistics[$0] }
    pValue = statistic.map { MultivariateNormal(covariance: correlation).probability(anyBeyond: abs($0)) }
  }

  /// What one stratum adds to the scores and their covariances.
  private static func add(
    _ tables: [EventTable], _ weights: [LogRankWeight], _ scores: inout [Double], _ variance: inout SymmetricMatrix
  ) {
    guard tables.count == 2 else { return }
    var walk = RiskWalk(tables)
    var factors = scores
    while walk.advance() {
      let share = walk.atRisk[1] / walk.total
      let excess = walk.events[1] - walk.died * share
      let spread =
        walk.total > 1 ? walk.died * (walk.total - walk.died) / (walk.total - 1) * share * (1 - share) : 0
      for i in weights.indices {
        factors[i] = weights[i].factor(walk)
        scores[i] += factors[i] * excess
        for j in 0...i { variance[i, j] += factors[i] * factors[j] * spread }
      }
    }
  }
}
