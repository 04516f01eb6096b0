public import Statistics

/// Gray's test that an outcome's cumulative incidence is the same in several groups, possibly within strata.
///
///     z_g = Σ (1 − F(tᵢ−))^ρ (d_gᵢ − dᵢ R_gᵢ / Σ R_hᵢ),   R_gᵢ = n_gᵢ (1 − F_g(tᵢ−)) / S_g(tᵢ−),   χ² = zᵀ V⁻¹ z
///
/// over the times of the outcome, with F the incidence in all groups together and S_g the probability of being free of all
/// outcomes. Unlike the log-rank test of cause-specific hazards it compares the incidences themselves: R_g counts those who
/// could still be seen to have the outcome were there no other. z and V are summed over strata before the square is taken.
/// The degrees of freedom are the groups with subjects, less one. Undefined (nil) without a second group, or where V is
/// singular, as without any events of the outcome.
///
/// - Complexity: O(*n* + *T* *G*³) for *T* times at which something happened and *G* groups.
///
/// Gray (1988), *Annals of Statistics* 16, 1141-1154, doi:10.1214/aos/1176350951; at tied times as in his R package cmprsk.
public struct GrayTest: Sendable {
  /// The number of subjects in each group.
  public let counts: [Double]
  /// The events of the outcome in each group.
  public let events: [Double]
  /// z, for each group; their sum need not be zero.
  public let scores: [Double]
  /// The variance of z.
  public let variance: SymmetricMatrix
  /// The groups with subjects, less one.
  public let degreesOfFreedom: Int
  /// χ²; nil where it is undefined.
  public let statistic: Double?
  /// The probability of a larger χ² if the incidences are the same; nil where it is undefined.
  public let pValue: Double?

  /// The test between groups.
  ///
  /// - Parameters:
  ///   - outcomes: the rows; frequency weights replicate them.
  ///   - name: the outcome.
  ///   - groups: for each row the number of its group, from 0; a negative one leaves the row out.
  ///   - groupCount: the number of groups.
  ///   - strata: for each row the number of its stratum, from 0; a negative one leaves the row out. Nil for one stratum.
  ///   - stratumCount: the number of strata.
  ///   - rho: the power of 1 − F by which each time counts; 0 for all alike.
  /// - Throws: ``FollowUpError``, ``CompetingRisksError``; case weights and late entries are refused, the variance would not
  ///   hold.
  public init(
    _ outcomes: CompetingOutcomes, of name: String, groups: [Int32], groupCount: Int, strata: [Int32]? = nil,
    stratumCount: Int = 1, rho: Double = 0
  ) throws {
    let outcome = Int(try outcomes.code(of: name)) - 1
    let tables = try Self.tables(outcomes, groups, groupCount, strata, stratumCount)
    self.init(tables, outcome: outcome, groupCount: groupCount, rho: rho)
  }

  /// The tests of all outcomes, in the order of their names, counted once.
  ///
  /// - Parameters:
  ///   - outcomes: the rows; frequency weights replicate them.
  ///   - groups: for each row the number of its group, from 0; a negative one leaves the row out.
  ///   - groupCount: the number of groups.
  ///   - strata: for each row the number of its stratum, from 0; a negative one leaves the row out. Nil for one stratum.
  ///   - stratumCount: the number of strata.
  ///   - rho: the power of 1 − F by which each time counts; 0 for all alike.
  /// - Returns: one test for each outcome.
  /// - Throws: as ``init(_:of:groups:groupCount:strata:stratumCount:rho:)``.
  public static func tests(
    _ outcomes: CompetingOutcomes, groups: [Int32], groupCount: Int, strata: [Int32]? = nil, stratumCount: Int = 1,
    rho: Double = 0
  ) throws -> [GrayTest] {
    let tables = try tables(outcomes, groups, groupCount, strata, stratumCount)
    return outcomes.names.indices.map { GrayTest(tables, outcome: $0, groupCount: groupCount, rho: rho) }
  }

  /// The table of each group of each stratum.
  private static func tables(
    _ outcomes: CompetingOutcomes, _ groups: [Int32], _ groupCount: Int, _ strata: [Int32]?, _ stratumCount: Int
  ) throws -> [[OutcomeTable]] {
    let followUp = outcomes.followUp
    if case .cases = followUp.weights { throw FollowUpError.caseWeightsUnsupported(method: "Gray's test") }
    guard followUp.entry == nil else { throw CompetingRisksError.lateEntryUnsupported(method: "Gray's test") }
    try EventTable.check(groups, of: followUp, below: groupCount, column: "groups")
    try EventTable.check(strata, of: followUp, below: stratumCount, column: "strata")
    let cells =
      strata.map { strata in
        zip(groups, strata).map { group, stratum in (group | stratum) < 0 ? -1 : stratum * Int32(groupCount) + group }
      } ?? groups
    let tables = try OutcomeTable.tables(of: outcomes, groups: cells, count: groupCount * stratumCount)
    return (0..<stratumCount).map { Array(tables[($0 * groupCount)..<(($0 + 1) * groupCount)]) }
  }

  private init(_ strata: [[OutcomeTable]], outcome: Int, groupCount: Int, rho: Double) {
    func total(_ part: (OutcomeTable) -> Double) -> [Double] {
      (0..<groupCount).map { group in strata.reduce(0) { $0 + part($1[group]) } }
    }
    counts = total(\.count)
    events = total { $0.eventCount(outcome) }
    let present = counts.indices.filter { [counts] in counts[$0] > 0 }
    var scores = [Double](repeating: 0, count: groupCount)
    var variance = SymmetricMatrix(size: groupCount)
    for tables in strata {
      var tally = GrayTally(tables.filter { $0.count > 0 }, outcome: outcome, rho: rho)
      let places = tables.indices.filter { tables[$0].count > 0 }
      let part = tally.run()
      for (i, group) in places.enumerated() {
        scores[group] += tally.scores[i]
        for (j, other) in places.enumerated() where j <= i { variance[group, other] += part[i, j] }
      }
    }
    self.scores = scores
    self.variance = variance
    degreesOfFreedom = max(present.count - 1, 0)
    // Any one group follows from the others: the last is left out.
    let kept = Array(present.dropLast())
    let decomposition = LDLDecomposition(variance.restricted(to: kept))
    let isDefined = !kept.isEmpty && decomposition.dependent.isEmpty
    statistic = isDefined ? decomposition.inverseQuadraticForm(kept.map { scores[$0] }) : nil
    pValue = statistic.map { [degreesOfFreedom] in
      ChiSquared(degreesOfFreedom: Double(degreesOfFreedom)).upperTail($0)
    }
  }
}
