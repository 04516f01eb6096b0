// In order of priority: probabilities to 1e-12 relative in both tails, whatever the odds ratio; then speed. Weights are
// kept as logarithms, summed with what rounding took away, from the mode outward.

import RealModule

/// The distribution of the count `a` of a 2 × 2 table with fixed margins, under any odds ratio.
///
///     P(a = k; ψ) ∝ C(r₁, k) C(r₂, c₁ − k) ψᵏ
///
/// - Complexity: O(support) to make and for each question.
///
/// Fisher (1935), *JRSS* 98, 39-82, doi:10.2307/2342435. McCullagh & Nelder (1989), 7.3.2.
struct NoncentralHypergeometric: Sendable {
  /// The smallest possible count.
  let low: Int
  /// log C(r₁, k) C(r₂, c₁ − k), less its largest value, from k = `low` on.
  let logWeights: [Double]

  /// The distribution for the margins of a table.
  init(_ table: FourfoldTable) {
    self.init(first: table.first, second: table.second, yes: table.yes)
  }

  /// The distribution for margins.
  init(first: Int, second: Int, yes: Int) {
    let low = max(0, yes - second)
    let high = min(first, yes)
    self.low = low
    let mode = min(max((first + 1) * (yes + 1) / (first + second + 2), low), high)
    var weights = Array(repeating: 0.0, count: high - low + 1)
    func ratio(above k: Int) -> Double {
      let up = Double(first - k) * Double(yes - k)
      return up / (Double(k + 1) * Double(second - yes + k + 1))
    }
    var sum = CompensatedSum()
    for k in mode..<max(high, mode) {
      sum.add(.log(ratio(above: k)))
      weights[k + 1 - low] = sum.value
    }
    sum = CompensatedSum()
    for k in stride(from: mode - 1, through: low, by: -1) {
      sum.add(-.log(ratio(above: k)))
      weights[k - low] = sum.value
    }
    logWeights = weights
  }

  /// The largest possible count.
  var high: Int { low + logWeights.count - 1 }

  /// The probabilities from `low` on, under a log odds ratio.
  func probabilities(_ logOdds: Double) -> [Double] { Self.normalised(logWeights, tilt: logOdds) }

  /// The mean of the count under a log odds ratio, and its variance.
  func moments(_ logOdds: Double) -> (mean: Double, variance: Double) {
    let probabilities = probabilities(logOdds)
    // About the likeliest count, so that the variance of a steep distribution does not cancel.
    let likeliest = probabilities.indices.max { probabilities[$0] < probabilities[$1] } ?? 0
    var (sum, squares) = (0.0, 0.0)
    for (k, p) in probabilities.enumerated() {
      let distance = Double(k - likeliest)
      sum += p * distance
      squares += p * distance * distance
    }
    return (Double(low + likeliest) + sum, squares - sum * sum)
  }

  /// exp(w + tilt·k), scaled to sum to one.
  static func normalised(_ logWeights: [Double], tilt: Double) -> [Double] {
    var values = logWeights
    var top = -Double.infinity
    for k in values.indices {
      values[k] += tilt * Double(k)
      top = max(top, values[k])
    }
    var total = CompensatedSum()
    for k in values.indices {
      values[k] = .exp(values[k] - top)
      total.add(values[k])
    }
    let sum = total.value
    for k in values.indices { values[k] /= sum }
    return values
  }
}
