/// The mean survival time up to a horizon.
public struct RestrictedMean: Sendable, Equatable {
  /// The horizon τ.
  public let horizon: Double
  /// The area under the curve from its origin to τ.
  public let mean: Double
  /// Its standard error.
  public let standardError: Double
  /// Whether τ lies beyond the last observation, with the curve above zero and carried forward there.
  public let isCarriedForward: Bool
}

extension KaplanMeier {
  /// The mean survival time restricted to a horizon τ.
  ///
  ///     μ(τ) = ∫ S(u) du,   var = Σ (∫ from tᵢ to τ of S(u) du)² dᵢ / (nᵢ (nᵢ − dᵢ))   over event times tᵢ ≤ τ
  ///
  /// The integral runs from the origin of the curve. An event time at which all those at risk have the event adds nothing
  /// to the variance: no area is left beyond it.
  ///
  /// - Parameter horizon: τ, in the unit of the times.
  /// - Returns: the mean and its standard error.
  /// - Complexity: O(*k*).
  ///
  /// Irwin (1949), *Journal of Hygiene* 47, 188-189, doi:10.1017/S0022172400014443.
  public func restrictedMean(to horizon: Double) -> RestrictedMean {
    let count = table.times.partitionPoint { $0 <= horizon }
    var area = 0.0
    var variance = 0.0
    var right = horizon
    for i in stride(from: count - 1, through: 0, by: -1) {
      area += survival[i] * (right - table.times[i])
      let left = table.atRisk[i] - table.events[i]
      if left > 0 { variance += area * area * table.events[i] / (table.atRisk[i] * left) }
      right = table.times[i]
    }
    area += right - origin
    let isBeyond = horizon > (table.times.last ?? origin) && (survival.last ?? 1) > 0
    return RestrictedMean(
      horizon: horizon, mean: area, standardError: variance.squareRoot(), isCarriedForward: isBeyond)
  }
}
