import RealModule

/// The Cochran-Mantel-Haenszel test that group and outcome are independent within every stratum.
///
///     χ² = (|Σ (aₖ − Eₖ)| − ½)² / Σ Vₖ,   Vₖ = r₁ r₂ c₁ c₂ / (n² (n − 1))
///
/// with one degree of freedom; the ½ only with correction, and not where |Σ (a − E)| is smaller. Strata of fewer than two
/// subjects say nothing and are left out. The exact form is ``ExactOddsRatio``.
///
/// Mantel & Haenszel (1959), *JNCI* 22, 719-748, doi:10.1093/jnci/22.4.719. Cochran (1954), *Biometrics* 10, 417-451,
/// doi:10.2307/3001616.
public struct CochranMantelHaenszel: Sendable {
  /// The strata that say something: both groups and both outcomes have subjects.
  public let strata: [FourfoldTable]
  /// Σ (a − E).
  public let difference: Double
  /// Σ V.
  public let variance: Double

  /// The test of strata.
  public init(_ strata: [FourfoldTable]) {
    self.strata = strata.filter(\.isInformative)
    var (difference, variance) = (CompensatedSum(), CompensatedSum())
    for table in self.strata {
      difference.add(Double(table.a) - table.expected)
      variance.add(table.variance)
    }
    self.difference = difference.value
    self.variance = variance.value
  }

  /// The test without correction for continuity; nil where no stratum says anything.
  public var uncorrected: ChiSquaredTest? {
    ChiSquaredTest(difference * difference / variance, 1)
  }

  /// The test with correction for continuity, as in R's `mantelhaen.test`.
  public var corrected: ChiSquaredTest? {
    let miss = abs(difference) - (abs(difference) >= 0.5 ? 0.5 : 0)
    return ChiSquaredTest(miss * miss / variance, 1)
  }
}

/// The generalised Cochran-Mantel-Haenszel test of general association: rows and columns of any number, neither ordered.
///
///     χ² = dᵀ V⁻¹ d,   d = Σ (nₖ − Eₖ),   V = Σ n² / (n − 1) (diag p₊ⱼ − p₊ⱼ p₊ⱼᵀ) ⊗ (diag pᵢ₊ − pᵢ₊ pᵢ₊ᵀ)
///
/// over all rows and columns but the last, with (rows − 1)(columns − 1) degrees of freedom.
///
/// Landis, Heyman & Koch (1978), *International Statistical Review* 46, 237-254, doi:10.2307/1402373.
public struct GeneralAssociation: Sendable {
  /// The test; nil where nothing can be said.
  public let test: ChiSquaredTest?

  /// The test of strata, all with the same rows and columns.
  public init(_ strata: [ContingencyTable]) {
    let informative = strata.filter { $0.total > 1 }
    let rows = Self.kept(informative.map(\.rowTotals))
    let columns = Self.kept(informative.map(\.columnTotals))
    guard rows.count > 1, columns.count > 1 else {
      test = nil
      return
    }
    let (height, width) = (rows.count - 1, columns.count - 1)
    var difference = Array(repeating: 0.0, count: height * width)
    var variance = SymmetricMatrix(size: height * width)
    for table in informative {
      let n = Double(table.total)
      let p = rows.dropLast().map { Double(table.rowTotals[$0]) / n }
      let q = columns.dropLast().map { Double(table.columnTotals[$0]) / n }
      for i in 0..<(height * width) {
        let (row, column) = (i % height, i / height)
        difference[i] += Double(table.counts[rows[row]][columns[column]]) - n * p[row] * q[column]
        for j in 0...i {
          let (other, beside) = (j % height, j / height)
          let byRow = (row == other ? p[row] : 0) - p[row] * p[other]
          let byColumn = (column == beside ? q[column] : 0) - q[column] * q[beside]
          variance[i, j] += n * n / (n - 1) * byRow * byColumn
        }
      }
    }
    let decomposition = LDLDecomposition(variance)
    test = ChiSquaredTest(decomposition.inverseQuadraticForm(difference), decomposition.rank)
  }

  /// The lines that have a subject in any stratum.
  private static func kept(_ totals: [[Int]]) -> [Int] {
    (totals.first ?? []).indices.filter { line in totals.contains { $0[line] > 0 } }
  }
}
