import RealModule

/// Cohen's kappa: the agreement of two classifications beyond what chance would bring.
///
///     κ = (p₀ − pₑ) / (1 − pₑ),   p₀ = Σ wᵢⱼ pᵢⱼ,   pₑ = Σ wᵢⱼ pᵢ₊ p₊ⱼ
///
/// with weights w of 1 on the diagonal, and off it 0, 1 − |i − j|/(k − 1) or 1 − (i − j)²/(k − 1)². The standard error is the
/// asymptotic one for an interval, not that of the test of κ = 0.
///
/// Cohen (1960), *Educational and Psychological Measurement* 20, 37-46, doi:10.1177/001316446002000104. Fleiss, Cohen &
/// Everitt (1969), *Psychological Bulletin* 72, 323-327, doi:10.1037/h0028106.
public struct CohenKappa: Sendable {
  /// How far apart two categories are.
  public enum Weights: String, Sendable, CaseIterable {
    /// All that differ are equally far apart.
    case unweighted
    /// By the categories between them.
    case linear
    /// By the square of that.
    case quadratic
  }

  /// κ.
  public let estimate: Double
  /// Its asymptotic standard error.
  public let standardError: Double
  /// The agreement that was seen.
  public let observedAgreement: Double
  /// The agreement to be expected by chance.
  public let expectedAgreement: Double

  /// The agreement in a square table; nil where there is nobody, or where chance alone makes agreement certain.
  ///
  /// - Parameters:
  ///   - table: the same categories in the same order as rows and as columns.
  ///   - weights: how far apart two categories are.
  /// - Throws: ``ContingencyError/notSquare(rows:columns:)``.
  public init?(_ table: ContingencyTable, weights: Weights = .unweighted) throws(ContingencyError) {
    guard table.rows == table.columns else { throw .notSquare(rows: table.rows, columns: table.columns) }
    guard table.total > 0, table.rows > 1 else { return nil }
    let (n, k) = (Double(table.total), table.rows)
    let p = table.counts.map { $0.map { Double($0) / n } }
    let rows = table.rowTotals.map { Double($0) / n }
    let columns = table.columnTotals.map { Double($0) / n }
    let w = (0..<k).map { i in (0..<k).map { weights.agreement(i, $0, of: k) } }
    var (seen, chance) = (CompensatedSum(), CompensatedSum())
    for i in 0..<k {
      for j in 0..<k {
        seen.add(w[i][j] * p[i][j])
        chance.add(w[i][j] * rows[i] * columns[j])
      }
    }
    let (p0, pe) = (seen.value, chance.value)
    guard 1 - pe > 1e-12 else { return nil }
    let kappa = (p0 - pe) / (1 - pe)
    let byRow = (0..<k).map { i in (0..<k).reduce(0) { $0 + w[i][$1] * columns[$1] } }
    let byColumn = (0..<k).map { j in (0..<k).reduce(0) { $0 + w[$1][j] * rows[$1] } }
    var spread = CompensatedSum()
    for i in 0..<k {
      for j in 0..<k {
        let part = w[i][j] - (byRow[i] + byColumn[j]) * (1 - kappa)
        spread.add(p[i][j] * part * part)
      }
    }
    let mean = kappa - pe * (1 - kappa)
    estimate = kappa
    standardError = (max(spread.value - mean * mean, 0) / n).squareRoot() / (1 - pe)
    observedAgreement = p0
    expectedAgreement = pe
  }

  /// The limits, κ ± z·se.
  ///
  /// - Parameter level: their coverage.
  /// - Returns: the limits, none above 1.
  public func limits(level: Double = 0.95) -> (lower: Double, upper: Double) {
    let half = Normal.reach(ofLevel: level) * standardError
    return (max(estimate - half, -1), min(estimate + half, 1))
  }
}

extension CohenKappa.Weights {
  /// The weight of a pair of categories out of so many.
  func agreement(_ i: Int, _ j: Int, of count: Int) -> Double {
    let distance = Double(abs(i - j)) / Double(count - 1)
    switch self {
    case .unweighted: return i == j ? 1 : 0
    case .linear: return 1 - distance
    case .quadratic: return 1 - distance * distance
    }
  }
}
