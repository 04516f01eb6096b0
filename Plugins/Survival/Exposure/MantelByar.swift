/// The test of Mantel and Byar: whether the event rate differs between states, such as before and after an exposure.
///
///     E₁ = Σ dᵢ n₁ᵢ/nᵢ,   V = Σ dᵢ (n₁ᵢ/nᵢ)(1 − n₁ᵢ/nᵢ)(nᵢ − dᵢ)/(nᵢ − 1),   χ² = (O₁ − E₁)²/V
///
/// the log-rank test on rows (start, stop], so that everybody counts as unexposed until exposed; no time before the exposure is
/// credited to it. With more states than two it is the log-rank test of several groups on such rows. A difference is no proof of an effect where the prognosis decides who is exposed.
///
/// - Complexity: O(*n* log *n*) at most.
///
/// Mantel & Byar (1974), *JASA* 69, 81-86, doi:10.2307/2285502.
public struct MantelByar: Sendable {
  /// The log-rank test of the states: before all exposures (group 0), after the *k*-th (group *k*).
  public let test: LogRank
  /// The time under observation in each state, of all subjects together.
  public let personTime: [Double]

  /// Tests the rows of subjects that were split at their switch.
  ///
  /// - Parameters:
  ///   - split: the rows.
  ///   - strata: for each *subject* the number of its stratum, from 0; nil for one stratum.
  ///   - stratumCount: the number of strata.
  /// - Throws: ``FollowUpError``.
  public init(_ split: ExposureSplit, strata: [Int32]? = nil, stratumCount: Int = 1) throws {
    test = try LogRank(
      split.followUp, groups: split.state, groupCount: split.stateCount,
      strata: strata.map { codes in split.subject.map { codes[$0] } },
      stratumCount: stratumCount)
    var times = [Double](repeating: 0, count: split.stateCount)
    let weights = split.followUp.weights.values
    for row in split.state.indices {
      let length = split.followUp.time[row] - (split.followUp.entry?[row] ?? 0)
      times[Int(split.state[row])] += length * (weights?[row] ?? 1)
    }
    personTime = times
  }
}
