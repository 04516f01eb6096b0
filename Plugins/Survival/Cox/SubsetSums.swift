// In order of priority: no overflow and no cancellation, however many subsets there are; then speed.

import RealModule

/// Sums over all subsets of a risk set that have a given number of members, for the exact partial likelihood.
///
/// With e_k = Σ over subsets of k members ∏ exp(xβ), a row of risk r that comes in gives
///
///     e_k ← e_k + r e_{k−1}
///
/// (Gail, Lubin & Rubinstein). The number of subsets outgrows any floating-point number, so what is kept is the ratio
/// ρ_k = e_k / e_{k−1}, and the mean and covariance of Σ x over subsets weighed by their products, which are the first two
/// derivatives of log e_k. With α = r / (ρ_k + r), the share of subsets of k members that hold the new row,
///
///     mean_k ← (1 − α) mean_k + α (mean_{k−1} + x)
///     cov_k  ← (1 − α) cov_k + α cov_{k−1} + α (1 − α) δδᵀ,   δ = mean_k − mean_{k−1} − x
///
/// in which nothing cancels.
///
/// - Complexity: O(*k* *p*²) for each row.
///
/// Gail, Lubin & Rubinstein (1981), *Biometrika* 68, 703-707, doi:10.1093/biomet/68.3.703.
struct SubsetSums {
  private let lanes: Int
  /// The rows that have come in.
  private var count = 0
  /// ρ_k from k = 0, of which the first is never used.
  private var ratios: [Double]
  /// The mean of Σ x: that for k begins at vector `k · lanes`.
  private var means: [SIMD4<Double>]
  /// The covariance of Σ x: row i of that for k begins at vector `(4 · lanes · k + i) · lanes`.
  private var covariances: [SIMD4<Double>]

  /// No rows.
  ///
  /// - Parameters:
  ///   - degree: the most members that will be asked about.
  ///   - lanes: vectors of four for each row's covariates.
  init(degree: Int, lanes: Int) {
    self.lanes = lanes
    ratios = Array(repeating: 0, count: degree + 1)
    means = Array(repeating: .zero, count: (degree + 1) * lanes)
    covariances = Array(repeating: .zero, count: (degree + 1) * 4 * lanes * lanes)
  }

  /// Takes in a row so many times, for subsets of up to so many members.
  ///
  /// `x` holds `lanes` vectors for each row.
  mutating func add(_ row: Int, times: Int, _ x: UnsafeBufferPointer<SIMD4<Double>>, risk: Double, degree: Int) {
    // A risk that underflows is still one: the ratios are never 0/0.
    let risk = max(risk, .leastNormalMagnitude)
    for _ in 0..<times {
      for k in stride(from: min(degree, count + 1), through: 1, by: -1) { grow(k, row * lanes, x, risk) }
      count += 1
    }
  }

  private mutating func grow(_ k: Int, _ first: Int, _ x: UnsafeBufferPointer<SIMD4<Double>>, _ risk: Double) {
    let grown = ratios[k] + risk
    let share = risk / grown
    let spread = share * (1 - share)
    ratios[k] = k == 1 ? grown : grown / (1 + risk / ratios[k - 1])
    let (mean, fewer) = (k * lanes, (k - 1) * lanes)
    for row in 0..<(4 * lanes) {
      let lane = row / 4
      let difference = means[mean + lane][row % 4] - means[fewer + lane][row % 4] - x[first + lane][row % 4]
      let (place, other) = ((4 * mean + row) * lanes, (4 * fewer + row) * lanes)
      for column in 0...lane {
        let here = covariances[place + column]
        let across = means[mean + column] - means[fewer + column] - x[first + column]
        covariances[place + column] =
          here + share * (covariances[other + column] - here) + (spread * difference) * across
      }
    }
    for lane in 0..<lanes {
      means[mean + lane] += share * (means[fewer + lane] + x[first + lane] - means[mean + lane])
    }
  }

  /// log e_k: −∞ where there are not so many rows.
  func logSum(_ k: Int) -> Double {
    (1..<(k + 1)).reduce(0) { $0 + .log(ratios[$1]) }
  }

  /// The mean of Σ x over subsets of k members, in this covariate.
  func mean(_ k: Int, _ i: Int) -> Double { means[k * lanes + i / 4][i % 4] }

  /// The covariance of Σ x over subsets of k members; j is at most i.
  func covariance(_ k: Int, _ i: Int, _ j: Int) -> Double { covariances[(4 * k * lanes + i) * lanes + j / 4][j % 4] }
}
