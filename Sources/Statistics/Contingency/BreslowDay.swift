import RealModule

/// Breslow and Day's test that strata have one odds ratio, that of Mantel and Haenszel.
///
///     χ² = Σ (aₖ − Aₖ)² / Vₖ,   Vₖ = 1 / (1/Aₖ + 1/Bₖ + 1/Cₖ + 1/Dₖ)
///     Tarone: χ² − (Σ aₖ − Σ Aₖ)² / Σ Vₖ
///
/// where Aₖ … Dₖ are the counts with the margins of the stratum and the common odds ratio. The degrees of freedom are the
/// strata less one, those without both groups and both outcomes not counted. Tarone's correction makes up for the
/// Mantel-Haenszel estimate not being the best one, and should be preferred.
///
/// Breslow & Day (1980), *Statistical Methods in Cancer Research I*, 4.4. Tarone (1985), *Biometrika* 72, 91-95,
/// doi:10.1093/biomet/72.1.91.
public struct BreslowDay: Sendable {
  /// The test without Tarone's correction; nil where the common odds ratio is 0, infinite or undefined, or one stratum is left.
  public let uncorrected: ChiSquaredTest?
  /// The test with Tarone's correction.
  public let tarone: ChiSquaredTest?

  /// The test of strata.
  public init(_ strata: [FourfoldTable]) {
    let informative = strata.filter(\.isInformative)
    guard let oddsRatio = MantelHaenszelEstimates(informative).oddsRatio?.value else {
      (uncorrected, tarone) = (nil, nil)
      return
    }
    var (sum, difference, variance) = (CompensatedSum(), CompensatedSum(), CompensatedSum())
    for table in informative {
      let fitted = Self.fitted(table, oddsRatio)
      let miss = Double(table.a) - fitted.count
      sum.add(miss * miss / fitted.variance)
      difference.add(miss)
      variance.add(fitted.variance)
    }
    let freedom = informative.count - 1
    uncorrected = ChiSquaredTest(sum.value, freedom)
    tarone = ChiSquaredTest(sum.value - difference.value * difference.value / variance.value, freedom)
  }

  /// The count `a` with the margins of a table and an odds ratio, and the variance that goes with it.
  private static func fitted(_ table: FourfoldTable, _ oddsRatio: Double) -> (count: Double, variance: Double) {
    let (first, yes, second) = (Double(table.first), Double(table.yes), Double(table.second))
    // A (D) = ψ B C:  (1 − ψ) A² + (r₂ − c₁ + ψ (r₁ + c₁)) A − ψ r₁ c₁ = 0, in the form that does not cancel near ψ = 1.
    let square = 1 - oddsRatio
    let linear = second - yes + oddsRatio * (first + yes)
    let constant = oddsRatio * first * yes
    let root = (linear * linear + 4 * square * constant).squareRoot()
    let count = linear >= 0 ? 2 * constant / (linear + root) : (root - linear) / (2 * square)
    let rest = 1 / count + 1 / (first - count) + 1 / (yes - count) + 1 / (second - yes + count)
    return (count, 1 / rest)
  }
}
