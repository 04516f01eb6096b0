import RealModule

/// Mantel and Haenszel's estimates of an effect that strata have in common.
///
///     odds ratio       Σ a d / n  over  Σ b c / n
///     risk ratio       Σ a n₂ / n  over  Σ c n₁ / n
///     risk difference  Σ (a n₂ − c n₁) / n  over  Σ n₁ n₂ / n
///
/// with n₁ = a + b and n₂ = c + d. They hold for few large strata and for many small ones; strata without subjects in one of the
/// groups take no part. The variances hold in both cases too.
///
/// Mantel & Haenszel (1959), *JNCI* 22, 719-748, doi:10.1093/jnci/22.4.719. Greenland & Robins (1985), *Biometrics* 41,
/// 55-68, doi:10.2307/2530643.
public struct MantelHaenszelEstimates: Sendable {
  /// The strata with subjects in both groups.
  public let strata: [FourfoldTable]

  /// The estimates from strata.
  public init(_ strata: [FourfoldTable]) { self.strata = strata.filter { $0.first > 0 && $0.second > 0 } }

  /// The common odds ratio; 0 or infinite where one of its sums is zero, nil where both are.
  public var oddsRatioValue: Double? { Self.quotient(sum { $0.a * $0.d / $0.n }, sum { $0.b * $0.c / $0.n }) }

  /// The common odds ratio with the standard error of its logarithm by Robins, Breslow and Greenland.
  ///
  /// Robins, Breslow & Greenland (1986), *Biometrics* 42, 311-323, doi:10.2307/2531052.
  ///
  /// - Returns: nil where the odds ratio is 0, infinite or undefined.
  public var oddsRatio: ScaledEstimate? {
    let (r, s) = (sum { $0.a * $0.d / $0.n }, sum { $0.b * $0.c / $0.n })
    let agreeing = sum { ($0.a + $0.d) * $0.a * $0.d / ($0.n * $0.n) }
    let mixed = sum { (($0.a + $0.d) * $0.b * $0.c + ($0.b + $0.c) * $0.a * $0.d) / ($0.n * $0.n) }
    let opposing = sum { ($0.b + $0.c) * $0.b * $0.c / ($0.n * $0.n) }
    guard r > 0, s > 0 else { return nil }
    return .ratio(r / s, logVariance: agreeing / (2 * r * r) + mixed / (2 * r * s) + opposing / (2 * s * s))
  }

  /// The common risk ratio with the standard error of its logarithm by Greenland and Robins.
  ///
  /// - Returns: nil where it is 0, infinite or undefined.
  public var riskRatio: ScaledEstimate? {
    let (r, s) = (sum { $0.a * $0.second / $0.n }, sum { $0.c * $0.first / $0.n })
    guard r > 0, s > 0 else { return nil }
    let spread = sum { ($0.first * $0.second * ($0.a + $0.c) - $0.a * $0.c * $0.n) / ($0.n * $0.n) }
    return .ratio(r / s, logVariance: spread / (r * s))
  }

  /// The common risk difference with Sato's standard error.
  ///
  /// Sato (1989), *Biometrics* 45, 1323-1324.
  ///
  /// - Returns: nil without a stratum that has both groups.
  public var riskDifference: ScaledEstimate? {
    let weight = sum { $0.first * $0.second / $0.n }
    guard weight > 0 else { return nil }
    let value = sum { ($0.a * $0.second - $0.c * $0.first) / $0.n } / weight
    let p = sum { cell in
      let product = cell.first * cell.second * (cell.second - cell.first) / 2
      return (cell.first * cell.first * cell.c - cell.second * cell.second * cell.a + product) / (cell.n * cell.n)
    }
    let q = sum { ($0.a * ($0.second - $0.c) + $0.c * ($0.first - $0.a)) / (2 * $0.n) }
    return .difference(value, variance: max(value * p + q, 0) / (weight * weight))
  }

  /// The variance of the common risk difference by Greenland and Robins, which needs large strata.
  ///
  /// - Returns: nil without a stratum that has both groups.
  public var riskDifferenceLargeStrataVariance: Double? {
    let weight = sum { $0.first * $0.second / $0.n }
    guard weight > 0 else { return nil }
    let spread = sum { cell in
      let first = cell.a * cell.b * cell.second * cell.second * cell.second
      let second = cell.c * cell.d * cell.first * cell.first * cell.first
      return (first + second) / (cell.first * cell.second * cell.n * cell.n)
    }
    return spread / (weight * weight)
  }

  private struct Cells {
    let a, b, c, d: Double
    var first: Double { a + b }
    var second: Double { c + d }
    var n: Double { a + b + c + d }
  }

  private func sum(_ part: (Cells) -> Double) -> Double {
    var sum = CompensatedSum()
    for table in strata {
      sum.add(part(Cells(a: Double(table.a), b: Double(table.b), c: Double(table.c), d: Double(table.d))))
    }
    return sum.value
  }

  private static func quotient(_ numerator: Double, _ denominator: Double) -> Double? {
    denominator > 0 ? numerator / denominator : numerator > 0 ? .infinity : nil
  }
}
