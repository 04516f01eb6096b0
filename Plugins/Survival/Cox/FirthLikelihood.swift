import RealModule
import Statistics

/// Firth's penalised partial likelihood of a Cox model, in standardised covariates.
///
///     ℓ*(β) = ℓ(β) + ½ log |I(β)|,   U*ᵣ = Uᵣ + ½ tr(I⁻¹ ∂I/∂βᵣ)
///
/// With A = I⁻¹ and q = xᵀAx, the trace needs each risk set's third moments only as the mean of (x − x̄)ᵀA(x − x̄)(x − x̄), which is
///
///     E[q x] − E[q] x̄ − 2 V A x̄,   V the covariance in the risk set
///
/// so that one more column, q, among the covariates gives it in the same sums. With Efron's ties each tied event has its own
/// means: those of the sums from which its share of the tied events was taken.
///
/// - Complexity: O(*n* *p*²) for each β.
struct FirthLikelihood {
  let data: CoxData
  private let likelihood: CoxLikelihood
  private let ties: CoxTies

  init(_ data: CoxData, ties: CoxTies) {
    self.data = data
    self.ties = ties
    likelihood = CoxLikelihood(data, ties: ties)
  }

  /// The penalised likelihood, its slope, and the information without the penalty; nil where that is singular.
  func evaluate(_ beta: [Double]) -> CoxPoint? {
    var point = likelihood.evaluate(beta)
    let decomposition = LDLDecomposition(point.information, tolerance: 1e-30)
    guard let logDeterminant = point.information.logDeterminant, decomposition.dependent.isEmpty else { return nil }
    point.logLikelihood += 0.5 * logDeterminant
    let penalty = slope(beta, decomposition.inverse())
    for i in penalty.indices { point.score[i] += 0.5 * penalty[i] }
    return point
  }

  /// tr(I⁻¹ ∂I/∂β).
  private func slope(_ beta: [Double], _ inverse: SymmetricMatrix) -> [Double] {
    let size = data.covariates
    let wide = CoxLikelihood(data.appendingColumn(quadratic(inverse)), ties: ties)
    var result = [Double](repeating: 0, count: size)
    wide.forEachRiskSet(likelihood.risks(beta)) { block, atRisk, died in
      let events = ties == .efron ? Int(block.tied) : 1
      let weight = ties == .efron ? block.eventWeight / block.tied : block.eventWeight
      for event in 0..<events {
        let moments = RiskMoments(atRisk, died, share: Double(event) / block.tied, size: size)
        moments.addThird(inverse, weight, to: &result)
      }
    }
    return result
  }

  /// q = xᵀAx of each row.
  private func quadratic(_ matrix: SymmetricMatrix) -> [Double] {
    let form = RepeatedQuadraticForm(matrix)
    var x = [Double](repeating: 0, count: data.covariates)
    return (0..<data.rowCount).map { row in
      for i in x.indices { x[i] = data.x[row * data.lanes + i / 4][i % 4] }
      return form(x)
    }
  }
}

/// Means over a risk set of x, x xᵀ, q and q x, where q is the last column.
private struct RiskMoments {
  private let size: Int
  private let sums: RiskSums
  private let died: RiskSums?
  private let share: Double
  private let total: Double

  init(_ sums: RiskSums, _ died: RiskSums?, share: Double, size: Int) {
    self.size = size
    self.sums = sums
    self.died = died
    self.share = share
    total = sums.zeroth - share * (died?.zeroth ?? 0)
  }

  private func first(_ i: Int) -> Double {
    (sums.first[i / 4][i % 4] - share * (died?.first[i / 4][i % 4] ?? 0)) / total
  }

  private func second(_ i: Int, _ j: Int) -> Double {
    let (row, column) = (max(i, j), min(i, j))
    let place = row * sums.lanes + column / 4
    return (sums.second[place][column % 4] - share * (died?.second[place][column % 4] ?? 0)) / total
  }

  /// Adds the mean of (x − x̄)ᵀA(x − x̄)(x − x̄), so many times.
  func addThird(_ matrix: SymmetricMatrix, _ weight: Double, to result: inout [Double]) {
    let means = (0..<size).map(first)
    let product = matrix.times(means)
    let quadratic = first(size)
    for i in 0..<size {
      var third = second(size, i) - quadratic * means[i]
      for j in 0..<size { third -= 2 * (second(i, j) - means[i] * means[j]) * product[j] }
      result[i] += weight * third
    }
  }
}

extension SymmetricMatrix {
  /// log |A|, by Cholesky; nil unless positive definite.
  fileprivate var logDeterminant: Double? {
    var work = values
    var result = 0.0
    for k in 0..<size {
      let pivot = work[k * size + k]
      guard pivot > 0, pivot.isFinite else { return nil }
      result += .log(pivot)
      for i in (k + 1)..<max(size, k + 1) {
        let multiplier = work[i * size + k] / pivot
        for j in (k + 1)..<(i + 1) { work[i * size + j] -= multiplier * work[j * size + k] }
      }
    }
    return result
  }
}
