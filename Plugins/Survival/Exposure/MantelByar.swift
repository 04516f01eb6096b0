/// The test of Mantel and Byar: whether the event rate differs between those exposed and those not (yet) exposed.
///
///     E₁ = Σ dᵢ n₁ᵢ/nᵢ,   V = Σ dᵢ (n₁ᵢ/nᵢ)(1 − n₁ᵢ/nᵢ)(nᵢ − dᵢ)/(nᵢ − 1),   χ² = (O₁ − E₁)²/V
///
/// the log-rank test on rows (start, stop], so that everybody counts as unexposed until exposed; no time before the exposure is
/// credited to it. A difference is no proof of an effect where the prognosis decides who is exposed.
///
/// - Complexity: O(*n* log *n*) at most.
///
/// Mantel & Byar (1974), *JASA* 69, 81-86, doi:10.2307/2285502.
public struct MantelByar: Sendable {
  /// The log-rank test of unexposed (group 0) and exposed (group 1).
  public let test: LogRank
  /// The time under observation before exposure, of all subjects together.
  public let unexposedTime: Double
  /// The time under observation after exposure.
  public let exposedTime: Double

  /// Tests the rows of subjects that were split at their switch.
  ///
  /// - Parameters:
  ///   - split: the rows.
  ///   - strata: for each *subject* the number of its stratum, from 0; nil for one stratum.
  ///   - stratumCount: the number of strata.
  /// - Throws: ``FollowUpError``.
  public init(_ split: ExposureSplit, strata: [Int32]? = nil, stratumCount: Int = 1) throws {
    test = try LogRank(
      split.followUp, groups: split.exposed, groupCount: 2,
      strata: strata.map { codes in split.subject.map { codes[$0] } },
      stratumCount: stratumCount)
    var times = [0.0, 0.0]
    let weights = split.followUp.weights.values
    for row in split.exposed.indices {
      let length = split.followUp.time[row] - (split.followUp.entry?[row] ?? 0)
      times[Int(split.exposed[row])] += length * (weights?[row] ?? 1)
    }
    unexposedTime = times[0]
    exposedTime = times[1]
  }
}
