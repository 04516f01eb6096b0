// For each difference the tables are ordered by their score; the probability of those at least as extreme as the one observed
// depends on the proportion of the second group, about which nothing is known, and the largest that it can be is taken. The
// region is described by one count for each count of the first group, since the score falls in the one and rises in the other,
// so that a probability costs two passes over binomial terms.

import RealModule

/// The exact unconditional confidence interval of the difference of two proportions: two one-sided exact tests inverted.
///
///     lower limit = inf { δ : sup over p₂ of P(Z(X₁, X₂; δ) ≥ Z(x₁, x₂; δ)) > (1 − level) / 2 }
///
/// with the score statistic Z. It never covers less than its level. The largest probability is looked for on a grid of p₂, and
/// around its best places to the last digit; the limit on a grid of δ, and between its points by halving.
///
/// - Complexity: O(*N*) for one p₂, some 200 of which give one δ, some 200 of which give a limit: a quarter of a second for 300
///   subjects. Above ``mostSubjects`` it is refused; the score interval hardly differs there.
///
/// Chan & Zhang (1999), *Biometrics* 55, 1202-1209, doi:10.1111/j.0006-341X.1999.01202.x.
public struct ExactDifference: Sendable {
  /// The most subjects, of both groups together, for which it is computed.
  public static let mostSubjects = 300

  /// The pair.
  public let pair: ProportionPair

  /// The interval of a pair; nil where there is nobody in one group, or more than ``mostSubjects`` in both.
  ///
  /// - Parameter pair: The two proportions.
  public init?(_ pair: ProportionPair) {
    guard pair.isComparable, pair.first.n + pair.second.n <= Self.mostSubjects else { return nil }
    self.pair = pair
  }

  /// The limits of the interval.
  ///
  /// - Parameter level: The least coverage, between 0 and 1.
  /// - Returns: The limits.
  public func limits(level: Double) -> (lower: Double, upper: Double) {
    let tail = (1 - level) / 2
    let mirrored = ProportionPair(pair.second, against: pair.first)
    return (Self.lower(pair, tail), -Self.lower(mirrored, tail))
  }

  /// Twice the smaller of the two one-sided p-values of no difference, at most 1: it is above 1 − level where the interval holds 0.
  public var pValue: Double {
    let mirrored = ProportionPair(pair.second, against: pair.first)
    return min(1, 2 * min(Self.probability(pair, 0), Self.probability(mirrored, 0)))
  }

  /// The largest probability, over all p₂, of a score at least as great as the one observed if the difference were δ.
  ///
  /// - Parameter delta: The difference, from −1 to 1.
  /// - Returns: The one-sided p-value against a greater difference.
  public func pValue(againstGreaterThan delta: Double) -> Double { Self.probability(pair, delta) }

  private static func lower(_ pair: ProportionPair, _ tail: Double) -> Double {
    guard let difference = pair.difference, difference > -1 else { return -1 }
    let steps = 128
    var below = -1.0
    for step in 1...steps {
      let delta = -1 + (difference + 1) * Double(step) / Double(steps)
      guard step == steps || probability(pair, delta) > tail else {
        below = delta
        continue
      }
      var (low, high) = (below, delta)
      while high - low > 1e-13 {
        let middle = (low + high) / 2
        if probability(pair, middle) > tail { high = middle } else { low = middle }
      }
      return low
    }
    return difference
  }

  private static func probability(_ pair: ProportionPair, _ delta: Double) -> Double {
    let region = RejectionRegion(pair, delta)
    let (low, high) = (max(0, -delta), min(1, 1 - delta))
    guard low < high else { return region.probability(low, delta) }
    let steps = 96
    let grid = (0...steps).map { step -> Double in
      // Denser towards the ends, where the probability turns fastest.
      low + (high - low) * (1 - .cos(.pi * Double(step) / Double(steps))) / 2
    }
    let heights = grid.map { region.probability($0, delta) }
    var best = heights.max() ?? 0
    let peaks = heights.indices.filter {
      ($0 == 0 || heights[$0] >= heights[$0 - 1]) && ($0 == steps || heights[$0] >= heights[$0 + 1])
        && heights[$0] > 0.9 * best
    }
    for peak in peaks {
      best = max(
        best, region.highest(from: grid[max(peak - 1, 0)], to: grid[min(peak + 1, steps)], delta))
    }
    return min(1, best)
  }
}

/// The tables whose score is at least that of an observed one, if the difference is δ.
private struct RejectionRegion {
  private let sizes: (first: Int, second: Int)
  /// For each count of the first group the largest count of the second that is in the region; -1 for none.
  private let most: [Int]

  init(_ pair: ProportionPair, _ delta: Double) {
    let (n, m) = (pair.first.n, pair.second.n)
    let observed = pair.score(difference: delta, .plain)
    let least = observed - 1e-10 * max(1, abs(observed))
    var most = [Int](repeating: -1, count: n + 1)
    var reach = -1
    for count in 0...n {
      while reach < m {
        let table = ProportionPair(Proportion(count, of: n), against: Proportion(reach + 1, of: m))
        guard table.score(difference: delta, .plain) >= least else { break }
        reach += 1
      }
      most[count] = reach
    }
    self.most = most
    sizes = (n, m)
  }

  /// The probability of the region where the second proportion is `p`.
  func probability(_ p: Double, _ delta: Double) -> Double {
    let first = Self.masses(sizes.first, min(max(p + delta, 0), 1))
    var cumulative = Self.masses(sizes.second, p)
    for count in 1..<cumulative.count { cumulative[count] += cumulative[count - 1] }
    var sum = 0.0
    for count in first.indices where most[count] >= 0 { sum += first[count] * cumulative[most[count]] }
    return sum
  }

  /// The highest probability between two places, by golden sections.
  func highest(from low: Double, to high: Double, _ delta: Double) -> Double {
    let share = 0.381966011250105
    var (low, high) = (low, high)
    var (left, right) = (low + share * (high - low), high - share * (high - low))
    var (atLeft, atRight) = (probability(left, delta), probability(right, delta))
    // A maximum is flat: half of the digits of its place give all of its height.
    while high - low > 1e-9 {
      if atLeft > atRight {
        (high, right, atRight) = (right, left, atLeft)
        left = low + share * (high - low)
        atLeft = probability(left, delta)
      } else {
        (low, left, atLeft) = (left, right, atRight)
        right = high - share * (high - low)
        atRight = probability(right, delta)
      }
    }
    return max(atLeft, atRight)
  }

  /// All binomial probabilities, from the most likely count outwards.
  private static func masses(_ n: Int, _ p: Double) -> [Double] {
    var masses = [Double](repeating: 0, count: n + 1)
    guard p > 0, p < 1 else {
      masses[p <= 0 ? 0 : n] = 1
      return masses
    }
    let mode = min(n, Int(Double(n + 1) * p))
    masses[mode] = Binomial(n: n, p: p).mass(mode)
    let odds = p / (1 - p)
    for count in stride(from: mode, to: n, by: 1) {
      masses[count + 1] = masses[count] * odds * Double(n - count) / Double(count + 1)
    }
    for count in stride(from: mode, to: 0, by: -1) {
      masses[count - 1] = masses[count] * Double(count) / (odds * Double(n - count + 1))
    }
    return masses
  }
}
