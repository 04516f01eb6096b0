import RealModule

/// The asymptotic tests that the rows and columns of a table are independent.
///
///     Pearson:            χ² = Σ (O − E)² / E
///     Yates's correction: χ² = Σ (|O − E| − ½)² / E,   2 × 2 only
///     likelihood ratio:   G  = 2 Σ O log(O / E)
///
/// each with (rows − 1)(columns − 1) degrees of freedom, E the expected counts of ``ContingencyTable/expected``. The
/// correction is never larger than |O − E|, as in R's `chisq.test`. Empty rows and columns are left out first; where fewer
/// than two of either remain there is no test.
///
/// Pearson (1900), *Philosophical Magazine* 50, 157-175, doi:10.1080/14786440009463897. Yates (1934), *Supplement to JRSS*
/// 1, 217-235, doi:10.2307/2983604. Wilks (1938), *Annals of Mathematical Statistics* 9, 60-62,
/// doi:10.1214/aoms/1177732360.
public struct IndependenceTests: Sendable {
  /// The table without its empty rows and columns.
  public let table: ContingencyTable
  /// The counts to be expected under independence.
  public let expected: [[Double]]

  /// The tests of a table.
  public init(_ table: ContingencyTable) {
    self.table = table.withoutEmptyLines
    expected = self.table.expected
  }

  /// The degrees of freedom, (rows − 1)(columns − 1).
  public var degreesOfFreedom: Int { max(table.rows - 1, 0) * max(table.columns - 1, 0) }
  /// The smallest expected count; nil of an empty table.
  public var smallestExpected: Double? { expected.joined().min() }
  /// How many of the expected counts are below 5, where the chi-squared distribution begins to be a poor approximation.
  ///
  /// Cochran (1954), *Biometrics* 10, 417-451, doi:10.2307/3001616.
  public var fewExpected: Int { expected.joined().count { $0 < 5 } }

  /// Pearson's test, without correction for continuity.
  public var pearson: ChiSquaredTest? { pearson(correction: 0) }

  /// Pearson's test with Yates's correction, which a table larger than 2 × 2 does not take.
  public var yates: ChiSquaredTest? {
    guard table.rows == 2, table.columns == 2 else { return pearson }
    let farthest = cells.map { abs($0.observed - $0.expected) }.min() ?? 0
    return pearson(correction: min(0.5, farthest))
  }

  /// The likelihood-ratio test.
  public var likelihoodRatio: ChiSquaredTest? {
    var sum = CompensatedSum()
    for cell in cells where cell.observed > 0 { sum.add(cell.observed * .log(cell.observed / cell.expected)) }
    return ChiSquaredTest(2 * sum.value, degreesOfFreedom)
  }

  /// (O − E) / √E: what each count adds to Pearson's χ², with its sign.
  public var pearsonResiduals: [[Double]] {
    residuals { _, _, expected in expected.squareRoot() }
  }

  /// (O − E) over its standard error under independence: nearly standard normal.
  ///
  /// Agresti (2013), *Categorical Data Analysis*, 3.3.1.
  public var standardisedResiduals: [[Double]] {
    let n = Double(table.total)
    return residuals { row, column, expected in
      let rest = (1 - Double(table.rowTotals[row]) / n) * (1 - Double(table.columnTotals[column]) / n)
      return (expected * rest).squareRoot()
    }
  }

  private var cells: [(observed: Double, expected: Double)] {
    zip(table.counts, expected).flatMap { zip($0.map(Double.init), $1).map { (observed: $0, expected: $1) } }
  }

  private func pearson(correction: Double) -> ChiSquaredTest? {
    var sum = CompensatedSum()
    for cell in cells {
      let miss = abs(cell.observed - cell.expected) - correction
      sum.add(miss * miss / cell.expected)
    }
    return ChiSquaredTest(sum.value, degreesOfFreedom)
  }

  private func residuals(_ scale: (Int, Int, Double) -> Double) -> [[Double]] {
    table.counts.indices.map { row in
      table.counts[row].indices.map { column in
        let expected = expected[row][column]
        return (Double(table.counts[row][column]) - expected) / scale(row, column, expected)
      }
    }
  }
}
