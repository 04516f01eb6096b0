/// Survival curves by a state that changes with time, after Simon and Makuch.
///
///     S_g(t | L) = ∏ (1 − d_gᵢ / n_gᵢ)   over event times L < tᵢ ≤ t
///
/// where n_gᵢ are at risk just before tᵢ and in state g then; whoever changes state leaves one risk set and enters the other.
/// Greenwood's variance with the same counts. The curve is *not* the survival of a fixed group of subjects: it is that of
/// somebody who stays in state g from L on, if the changes of state tell nothing about the prognosis. Early risk sets of the exposed
/// are small; beginning at a landmark L, by when some are exposed, steadies the curve.
///
/// - Complexity: O(*n*).
///
/// Simon & Makuch (1984), *Statistics in Medicine* 3, 35-44, doi:10.1002/sim.4780030106.
public struct SimonMakuch: Sendable {
  /// L: where the curves begin.
  public let landmark: Double
  /// The curve of the unexposed.
  public let unexposed: KaplanMeier
  /// The curve of the exposed.
  public let exposed: KaplanMeier

  /// Estimates both curves.
  ///
  /// - Parameters:
  ///   - split: subjects split at their switch.
  ///   - landmark: where the curves begin; 0 for the beginning of observation.
  ///   - rule: whether those whose observation ends exactly at the landmark still count, and their events with them.
  /// - Throws: ``FollowUpError``.
  public init(_ split: ExposureSplit, landmark: Double = 0, rule: LandmarkRule = .after) throws {
    let rows = split.followUp.time.indices.filter { rule.includes(split.followUp.time[$0], landmark) }
    let kept = rows.count == split.followUp.count ? split.followUp : split.followUp.selecting(rows)
    let tables = try EventTable.tables(of: kept, groups: rows.map { split.state[$0] }, count: 2)
    self.landmark = landmark
    unexposed = KaplanMeier(tables[0], origin: landmark)
    exposed = KaplanMeier(tables[1], origin: landmark)
  }
}
