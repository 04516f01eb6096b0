import RealModule
import Statistics

/// A Cox model together with the rows that it was fitted to: what baseline hazards, predictions and residuals are made from.
///
/// All work that they share is done once, on being made. Where a coefficient is infinite, hazards and residuals are those
/// that the search had reached, which are their limits to some ten digits; standard errors of curves and predictions
/// are then undefined (NaN).
///
/// - Complexity: O(*n* *p*²) after sorting.
public struct FittedCox: Sendable {
  /// The model.
  public let model: CoxModel
  /// Where predictions count from: the mean of each covariate over the rows, but 0 for one that holds only −1, 0 and 1, as
  /// in R.
  public let centre: [Double]
  /// The number of strata.
  public let stratumCount: Int

  let data: CoxData
  /// Of each given row: its stratum, negative where it is left out.
  let strata: [Int32]
  let covariates: CovariateMatrix
  let followUp: FollowUp
  let offset: [Double]?
  let gathered: CoxScoreResiduals
  /// The times of each stratum, of events and censorings.
  let tables: [EventTable]
  private let blocksOfStrata: [Range<Int>]

  /// Brings a model and its rows together.
  ///
  /// - Parameters:
  ///   - model: fitted to these very rows.
  ///   - followUp: the rows.
  ///   - covariates: their covariates.
  ///   - strata: as the model was fitted with.
  ///   - stratumCount: the number of strata.
  ///   - offset: as the model was fitted with.
  /// - Throws: ``FollowUpError``.
  public init(
    _ model: CoxModel, _ followUp: FollowUp, _ covariates: CovariateMatrix, strata: [Int32]? = nil,
    stratumCount: Int = 1, offset: [Double]? = nil
  ) throws {
    guard covariates.columns == model.coefficients.count else {
      throw FollowUpError.lengths(
        column: "the model", expected: covariates.columns, found: model.coefficients.count)
    }
    guard covariates.rows == followUp.count || covariates.columns == 0 else {
      throw FollowUpError.lengths(column: "covariates", expected: followUp.count, found: covariates.rows)
    }
    self.model = model
    self.followUp = followUp
    self.covariates = covariates
    self.offset = offset
    self.stratumCount = stratumCount
    self.strata = strata ?? Array(repeating: 0, count: followUp.count)
    tables = try EventTable.tables(of: followUp, groups: strata, count: stratumCount)
    data = try CoxData(followUp, covariates, strata: strata, stratumCount: stratumCount, offset: offset)
    blocksOfStrata = Self.blocksOfStrata(data, self.strata, max(stratumCount, 1))
    gathered = CoxScoreResiduals(
      CoxLikelihood(data, ties: model.ties), zip(model.reached, data.scales).map { $0 * $1 })
    centre = model.means.indices.map { place in
      covariates.column(place).allSatisfy { abs($0) == 1 || $0 == 0 } ? 0 : model.means[place]
    }
  }

  /// The variance on which standard errors rest: the robust one where there is one.
  var variance: SymmetricMatrix { model.robustVariance ?? model.variance }

  /// Whether a coefficient has no finite value.
  var hasInfinite: Bool { model.coefficients.contains { $0.state == .infinite } }

  /// The event times of a stratum, as a range of the data's.
  func blocks(ofStratum stratum: Int) -> Range<Int> { blocksOfStrata[stratum] }

  /// Strata without events have no times.
  private static func blocksOfStrata(_ data: CoxData, _ strata: [Int32], _ count: Int) -> [Range<Int>] {
    var ranges = [Range<Int>](repeating: 0..<0, count: count)
    let starts = data.blocks.indices.filter { data.blocks[$0].opensStratum } + [data.blocks.count]
    for (start, end) in zip(starts, starts.dropFirst()) {
      ranges[Int(strata[Int(data.source[data.blocks[start].firstEvent])])] = start..<end
    }
    return ranges
  }
}

/// xᵀ V x for many x.
struct RepeatedQuadraticForm {
  private let size: Int
  private let values: [Double]

  init(_ matrix: SymmetricMatrix) {
    size = matrix.size
    values = matrix.values
  }

  func callAsFunction(_ x: [Double]) -> Double {
    var total = 0.0
    for i in 0..<size {
      var sum = 0.5 * values[i * size + i] * x[i]
      for j in 0..<i { sum += values[i * size + j] * x[j] }
      total += 2 * x[i] * sum
    }
    return total
  }
}
