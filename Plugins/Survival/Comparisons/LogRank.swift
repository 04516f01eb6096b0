public import Statistics

/// How much each event time counts in a test of the log-rank family.
public enum LogRankWeight: Sendable, Equatable {
  /// All alike: the log-rank test.
  case equal
  /// S(t−)^ρ (1 − S(t−))^γ, with the Kaplan-Meier curve of all groups of the stratum: ρ for early differences, γ for late ones.
  ///
  /// Harrington & Fleming (1982), *Biometrika* 69, 553-566, doi:10.1093/biomet/69.3.553.
  case survival(rho: Double, gamma: Double = 0)
  /// ∏ (1 − d/(n + 1)) up to and including each time: the test of Peto, Peto and Prentice.
  ///
  /// Prentice (1978), *Biometrika* 65, 167-179, doi:10.1093/biomet/65.1.167.
  case peto
  /// The number at risk: the test of Gehan and Breslow.
  ///
  /// Gehan (1965), *Biometrika* 52, 203-223, doi:10.1093/biomet/52.1-2.203.
  case atRisk
  /// The square root of the number at risk.
  ///
  /// Tarone & Ware (1977), *Biometrika* 64, 156-160, doi:10.1093/biomet/64.1.156.
  case rootAtRisk
}

/// The log-rank test of k groups, possibly within strata.
///
///     E_g = Σ dᵢ n_gᵢ/nᵢ,   V_gh = Σ dᵢ (nᵢ − dᵢ)/(nᵢ − 1) · n_gᵢ/nᵢ (δ_gh − n_hᵢ/nᵢ),   χ² = (O − E)ᵀ V⁻ (O − E)
///
/// over the event times of each stratum; O, E and V are summed over strata before the square is taken. The factor
/// (n − d)/(n − 1) is the hypergeometric variance with ties; a time with one subject at risk adds no variance. Who is censored
/// at an event time is at risk at it. With late entries, at risk are those with entry < t ≤ time, so that on (start, stop]
/// rows whose group changes with time this is the test of Mantel and Byar. The degrees of freedom are the groups with
/// E > 0, less one; with none left there is no test, and `pValue` is nil.
///
/// - Complexity: O(*n* + *T* *k*²), for *T* event times.
///
/// Mantel (1966), *Cancer Chemotherapy Reports* 50, 163-170. Peto & Peto (1972), *JRSS A* 135, 185-206,
/// doi:10.2307/2344317.
public struct LogRank: Sendable {
  /// The number of subjects (or rows) in each group.
  public let counts: [Double]
  /// The observed events of each group, weighted as the test is.
  public let observed: [Double]
  /// The events that each group would have, did all share one hazard.
  public let expected: [Double]
  /// The variance of observed less expected.
  public let variance: SymmetricMatrix
  /// Each stratum by itself: counts, observed and expected.
  public let strata: [Stratum]
  /// The groups with expected events, less one.
  public let degreesOfFreedom: Int
  /// χ².
  public let statistic: Double
  /// The probability of a larger χ² if all groups share one hazard; nil without degrees of freedom.
  public let pValue: Double?

  /// What one stratum contributes.
  public struct Stratum: Sendable {
    /// The number of subjects (or rows) in each group.
    public let counts: [Double]
    /// The observed events of each group.
    public let observed: [Double]
    /// The expected events of each group.
    public let expected: [Double]
  }

  /// The test between groups.
  ///
  /// - Parameters:
  ///   - followUp: the rows; frequency weights replicate them.
  ///   - groups: for each row the number of its group, from 0; a negative one leaves the row out.
  ///   - groupCount: the number of groups.
  ///   - strata: for each row the number of its stratum, from 0; a negative one leaves the row out. Nil for one stratum.
  ///   - stratumCount: the number of strata.
  ///   - weight: how much each event time counts.
  /// - Throws: ``FollowUpError``; case weights are refused, the variance would not hold.
  public init(
    _ followUp: FollowUp, groups: [Int32], groupCount: Int, strata: [Int32]? = nil, stratumCount: Int = 1,
    weight: LogRankWeight = .equal
  ) throws {
    self.init(
      try Self.tables(
        followUp, groups: groups, groupCount: groupCount, strata: strata, stratumCount: stratumCount), weight: weight)
  }

  /// The table of each group in each stratum, stratum by stratum.
  static func tables(
    _ followUp: FollowUp, groups: [Int32], groupCount: Int, strata: [Int32]? = nil, stratumCount: Int = 1
  ) throws -> [[EventTable]] {
    if case .cases = followUp.weights { throw FollowUpError.caseWeightsUnsupported(method: "the log-rank test") }
    try EventTable.check(groups, of: followUp, below: groupCount, column: "groups")
    try EventTable.check(strata, of: followUp, below: stratumCount, column: "strata")
    let cells = strata.map { Self.cells(groups, $0, Int32(groupCount)) } ?? groups
    let tables = try EventTable.tables(ofChecked: followUp, groups: cells, count: groupCount * stratumCount)
    return (0..<stratumCount).map { Array(tables[($0 * groupCount)..<(($0 + 1) * groupCount)]) }
  }

  /// One number for each pair of stratum and group; negative where either is.
  private static func cells(_ groups: [Int32], _ strata: [Int32], _ width: Int32) -> [Int32] {
    [Int32](unsafeUninitializedCapacity: groups.count) { cells, count in
      groups.withUnsafeBufferPointer { groups in
        strata.withUnsafeBufferPointer { strata in
          // The columns have the length of the rows: it was checked.
          for row in 0..<groups.count {
            cells[row] = (strata[row] | groups[row]) < 0 ? -1 : strata[row] &* width &+ groups[row]
          }
        }
      }
      count = groups.count
    }
  }

  /// The test between the tables of groups, stratum by stratum, built together so that near ties were merged.
  init(_ tables: [[EventTable]], weight: LogRankWeight = .equal) {
    let groupCount = tables.first?.count ?? 0
    var variance = SymmetricMatrix(size: groupCount)
    let strata = tables.map { groups in
      var tally = LogRankTally(groups, weight: weight)
      tally.run(adding: &variance)
      return Stratum(counts: groups.map(\.count), observed: tally.observed, expected: tally.expected)
    }
    func total(_ part: (Stratum) -> [Double]) -> [Double] {
      (0..<groupCount).map { group in strata.reduce(0) { $0 + part($1)[group] } }
    }
    counts = total(\.counts)
    observed = total(\.observed)
    expected = total(\.expected)
    self.variance = variance
    self.strata = strata
    // Any one group follows from the others: the first is left out.
    let kept = Array(expected.indices.filter { [expected] in expected[$0] > 0 }.dropFirst())
    let difference = kept.map { [observed, expected] in observed[$0] - expected[$0] }
    degreesOfFreedom = kept.count
    statistic = LDLDecomposition(variance.restricted(to: kept)).inverseQuadraticForm(difference)
    pValue = kept.isEmpty ? nil : ChiSquared(degreesOfFreedom: Double(kept.count)).upperTail(statistic)
  }
}

extension LogRank {
  /// The test for trend over groups that have scores.
  ///
  ///     χ² = (Σ s_g (O_g − E_g))² / Σ s_g V_gh s_h,   1 degree of freedom
  ///
  /// Undefined (nil) where the variance is zero.
  ///
  /// - Parameter scores: one for each group, in the order of the groups.
  /// - Returns: χ² and its p-value.
  ///
  /// Tarone (1975), *Biometrika* 62, 679-682, doi:10.1093/biomet/62.3.679.
  public func trend(scores: [Double]) -> (statistic: Double, pValue: Double)? {
    let variance = variance.quadraticForm(scores)
    guard variance > 0 else { return nil }
    let sum = scores.indices.reduce(0) { $0 + scores[$1] * (observed[$1] - expected[$1]) }
    let statistic = sum * sum / variance
    return (statistic, ChiSquared(degreesOfFreedom: 1).upperTail(statistic))
  }
}
