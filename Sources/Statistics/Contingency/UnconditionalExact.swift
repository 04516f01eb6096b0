import RealModule

/// Exact tests that two groups have the same probability of an outcome, with the groups' sizes alone given.
///
///     p = max over π of  Σ C(n₁, x) C(n₂, y) π^(x + y) (1 − π)^(n − x − y)
///
/// the sum over all pairs (x, y) at least as extreme as the pair seen. What is extreme is told by Wald's statistic
/// (Barnard's test) or by Fisher's p-value (Boschloo's). More powerful than Fisher's test, which gives the margin too.
/// The maximum over π is taken on a grid that is finer than the sum can change, then refined.
///
/// - Complexity: O(n₁ n₂), which is bounded: see ``Fault``.
///
/// Barnard (1947), *Biometrika* 34, 123-138, doi:10.1093/biomet/34.1-2.123. Boschloo (1970), *Statistica Neerlandica* 24,
/// 1-9, doi:10.1111/j.1467-9574.1970.tb00104.x. Mehta & Senchaudhuri (2003), *Conditional versus unconditional exact tests*.
public struct UnconditionalExact: Sendable {
  /// Which tables are extreme.
  public enum Order: String, Sendable, CaseIterable {
    /// Wald's statistic with the pooled variance: Barnard's test, as a rule.
    case barnardPooled = "barnard_pooled"
    /// Wald's statistic with each group's own variance.
    case barnardUnpooled = "barnard_unpooled"
    /// The one-sided p-value of Fisher's test, two-sided twice the smaller side.
    case boschloo
  }

  /// Why there is no p-value.
  public enum Fault: Sendable, Equatable {
    /// A group or an outcome has nobody.
    case uninformative
    /// The product of the groups' sizes is beyond what is computed.
    case tooLarge(bound: Int)
  }

  /// The largest product of the groups' sizes, both plus one.
  public static let bound = 4_000_000

  /// The table.
  public let table: FourfoldTable

  /// The tests of a table.
  public init(_ table: FourfoldTable) { self.table = table }

  /// What stands in the way, or nil.
  public var fault: Fault? {
    guard table.isInformative else { return .uninformative }
    let (pairs, overflows) = (table.first + 1).multipliedReportingOverflow(by: table.second + 1)
    return overflows || pairs > Self.bound ? .tooLarge(bound: Self.bound) : nil
  }

  /// The two-sided p-value; nil where there is a ``fault``.
  public func pValue(_ order: Order) -> Double? {
    guard fault == nil else { return nil }
    switch order {
    case .barnardPooled: return maximum(shares { wald($0, $1, pooled: true) })
    case .barnardUnpooled: return maximum(shares { wald($0, $1, pooled: false) })
    case .boschloo: return min(2 * min(boschloo(upper: false), boschloo(upper: true)), 1)
    }
  }

  /// For each number with the outcome, the conditional probability of what is extreme by a statistic.
  private func shares(_ statistic: (Int, Int) -> Double) -> [Double] {
    let bar = statistic(table.a, table.c) * (1 - 1e-10)
    return (0...table.total).map { yes in
      let margin = CentralHypergeometric(first: table.first, second: table.second, yes: yes)
      var sum = CompensatedSum()
      for (place, p) in margin.probabilities.enumerated()
      where statistic(margin.low + place, yes - margin.low - place) >= bar { sum.add(p) }
      return sum.value
    }
  }

  /// |p₁ − p₂| over its standard error: infinite where that is zero and the groups differ.
  private func wald(_ x: Int, _ y: Int, pooled: Bool) -> Double {
    let (n, m) = (Double(table.first), Double(table.second))
    // x/n = y/m, but in whole numbers.
    if x * table.second == y * table.first { return 0 }
    let (p, q) = (Double(x) / n, Double(y) / m)
    let shared = Double(x + y) / (n + m)
    let variance = pooled ? shared * (1 - shared) * (1 / n + 1 / m) : p * (1 - p) / n + q * (1 - q) / m
    return abs(p - q) / variance.squareRoot()
  }

  /// The one-sided p-value: extreme is what has a one-sided p-value of Fisher's no larger than the one seen.
  private func boschloo(upper: Bool) -> Double {
    func tails(_ yes: Int) -> (low: Int, values: [Double]) {
      let margin = CentralHypergeometric(first: table.first, second: table.second, yes: yes)
      return (margin.low, Self.tails(margin.probabilities, upper: upper))
    }
    let own = tails(table.yes)
    let bar = own.values[table.a - own.low] * (1 + 1e-10)
    // Tails are monotone in the count: the largest one that is not above the bar holds all the others.
    return maximum((0...table.total).map { tails($0).values.reduce(0) { $1 <= bar ? max($0, $1) : $0 } })
  }

  private static func tails(_ probabilities: [Double], upper: Bool) -> [Double] {
    var sum = CompensatedSum()
    var tails = probabilities
    func add(_ place: Int) {
      sum.add(probabilities[place])
      tails[place] = min(sum.value, 1)
    }
    if upper {
      for place in probabilities.indices.reversed() { add(place) }
    } else {
      for place in probabilities.indices { add(place) }
    }
    return tails
  }

  /// The largest, over the common probability π, of Σ binomial(n, π)(s) · share(s).
  private func maximum(_ shares: [Double]) -> Double {
    // On the scale of arcsin √π all binomials are equally wide, about 1 / (2 √n).
    let steps = 64 + 16 * Int(Double(table.total).squareRoot())
    func extreme(_ place: Double) -> Double {
      let angle = Double.pi / 2 * place / Double(steps)
      return Self.mean(shares, tangent: .tan(angle))
    }
    let grid = (0...steps).map { extreme(Double($0)) }
    let top = grid.max() ?? 0
    var best = top
    for place in 1..<steps
    where grid[place] >= grid[place - 1] && grid[place] >= grid[place + 1] && grid[place] > 0.9 * top {
      best = max(best, Self.peak(Double(place - 1), Double(place + 1), extreme))
    }
    return min(best, 1)
  }

  /// The mean of the shares over the binomial distribution of odds t², from its mode outwards.
  ///
  /// What is less likely than 1e-20 of the mode is left out: where the mean is largest, it is at least the largest share
  /// times the probability of a mode.
  private static func mean(_ shares: [Double], tangent: Double) -> Double {
    let n = shares.count - 1
    let odds = tangent * tangent
    guard odds > 1e-300 else { return shares[0] }
    guard odds < 1e30 else { return shares[n] }
    let mode = min(n, Int(Double(n + 1) * odds / (1 + odds)))
    var (weights, sum) = (1.0, shares[mode])
    var (weight, count) = (1.0, mode)
    while count < n, weight > 1e-20 {
      weight *= odds * Double(n - count) / Double(count + 1)
      count += 1
      weights += weight
      sum += weight * shares[count]
    }
    (weight, count) = (1, mode)
    while count > 0, weight > 1e-20 {
      weight *= Double(count) / (odds * Double(n - count + 1))
      count -= 1
      weights += weight
      sum += weight * shares[count]
    }
    return sum / weights
  }

  /// The largest value of a function with one peak, by the golden section.
  private static func peak(_ low: Double, _ high: Double, _ function: (Double) -> Double) -> Double {
    let share = (5.0.squareRoot() - 1) / 2
    var (low, high) = (low, high)
    var (left, right) = (high - share * (high - low), low + share * (high - low))
    var (atLeft, atRight) = (function(left), function(right))
    for _ in 0..<50 {
      if atLeft > atRight {
        (high, right, atRight) = (right, left, atLeft)
        left = high - share * (high - low)
        atLeft = function(left)
      } else {
        (low, left, atLeft) = (left, right, atRight)
        right = low + share * (high - low)
        atRight = function(right)
      }
    }
    return max(atLeft, atRight)
  }
}

/// The hypergeometric distribution, quicker than ``NoncentralHypergeometric`` and without its reach below 1e-308.
private struct CentralHypergeometric {
  /// The smallest possible count.
  let low: Int
  /// The probabilities from `low` on.
  let probabilities: [Double]

  init(first: Int, second: Int, yes: Int) {
    let low = max(0, yes - second)
    let high = min(first, yes)
    let mode = min(max((first + 1) * (yes + 1) / (first + second + 2), low), high)
    var weights = [Double](repeating: 0, count: high - low + 1)
    var (weight, sum) = (1.0, 1.0)
    weights[mode - low] = 1
    for k in mode..<high {
      weight *= Double(first - k) * Double(yes - k) / (Double(k + 1) * Double(second - yes + k + 1))
      weights[k + 1 - low] = weight
      sum += weight
    }
    weight = 1
    for k in stride(from: mode, to: low, by: -1) {
      weight *= Double(k) * Double(second - yes + k) / (Double(first - k + 1) * Double(yes - k + 1))
      weights[k - 1 - low] = weight
      sum += weight
    }
    for place in weights.indices { weights[place] /= sum }
    self.low = low
    probabilities = weights
  }
}

extension NoncentralHypergeometric {
  /// log C(n, k), less its largest value, for k from 0 to n.
  static func binomialLogWeights(_ n: Int) -> [Double] {
    var sum = CompensatedSum()
    var weights = [0.0]
    for k in stride(from: 0, to: n, by: 1) {
      sum.add(.log(Double(n - k) / Double(k + 1)))
      weights.append(sum.value)
    }
    return weights
  }
}
