import RealModule

/// The Cochran-Armitage test that the probability of an outcome rises or falls with a score of the groups.
///
///     z = Σ sᵢ (xᵢ − nᵢ p) / √V,   V = p (1 − p) Σ nᵢ (sᵢ − s̄)²
///
/// with xᵢ of nᵢ subjects having the outcome and p = Σx / Σn. This is R's `prop.trend.test`, whose variance has the divisor
/// N. The test that is conditional on the margins (Mantel's extension, and the linear-by-linear association) has N − 1 in
/// its place: ``conditional``. Groups without subjects take no part.
///
/// Cochran (1954), *Biometrics* 10, 417-451, doi:10.2307/3001616. Armitage (1955), *Biometrics* 11, 375-386,
/// doi:10.2307/3001775. Mantel (1963), *JASA* 58, 690-700, doi:10.1080/01621459.1963.10500879.
public struct CochranArmitage: Sendable {
  /// The subjects with the outcome, group by group, empty groups left out.
  public let responders: [Int]
  /// The subjects of the groups.
  public let sizes: [Int]
  /// The scores of the groups.
  public let scores: [Double]

  /// Takes the groups.
  ///
  /// - Parameters:
  ///   - responders: the subjects with the outcome in each group.
  ///   - sizes: the subjects of each group.
  ///   - scores: the score of each group; only their relative distances matter.
  /// - Throws: ``ContingencyError``.
  public init(responders: [Int], sizes: [Int], scores: [Double]) throws(ContingencyError) {
    guard responders.count == sizes.count else {
      throw .lengths(row: 1, expected: responders.count, found: sizes.count)
    }
    guard scores.count == sizes.count else { throw .scores(expected: sizes.count, found: scores.count) }
    for (place, (x, n)) in zip(responders, sizes).enumerated() where x < 0 || n < x {
      throw .negative(row: x < 0 ? 0 : 1, column: place, count: x < 0 ? x : n - x)
    }
    let kept = sizes.indices.filter { sizes[$0] > 0 }
    self.responders = kept.map { responders[$0] }
    self.sizes = kept.map { sizes[$0] }
    self.scores = kept.map { scores[$0] }
  }

  /// The standard normal statistic, above zero where the probability rises with the score.
  ///
  /// - Returns: nil where all scores are the same, or all subjects have the same outcome.
  public var z: Double? {
    let (n, x) = (Double(sizes.reduce(0, +)), Double(responders.reduce(0, +)))
    let p = x / n
    let variance = p * (1 - p) * scoreSquares
    guard variance > 0 else { return nil }
    return slopeSum / variance.squareRoot()
  }

  /// The test with the divisor N, as in R's `prop.trend.test`.
  public var test: ChiSquaredTest? { z.flatMap { ChiSquaredTest($0 * $0, 1) } }

  /// The test with the divisor N − 1: Mantel's test for trend.
  public var conditional: ChiSquaredTest? {
    let n = Double(sizes.reduce(0, +))
    return z.flatMap { ChiSquaredTest($0 * $0 * (n - 1) / n, 1) }
  }

  /// The two-sided exact p-value given the margins: the probability of Σ s x no nearer to its mean than what was seen.
  ///
  /// - Parameter bound: how many steps may be taken.
  /// - Returns: nil where the test is undefined, or beyond the bound.
  /// - Complexity: O(*n*² × groups) where scores are equally spaced, more where they are not; memory is bounded as the steps are.
  ///
  /// Agresti, Mehta & Patel (1990), *JASA* 85, 453-458, doi:10.1080/01621459.1990.10476220.
  public func exactPValue(bound: Int = 5_000_000) -> Double? {
    guard z != nil else { return nil }
    var sums = TrendSums(distances: distances, most: responders.reduce(0, +), bound: bound)
    for (group, size) in sizes.enumerated() where !sums.add(group, size) { return nil }
    return sums.pValue(responders: responders)
  }

  /// The scores less their mean, found from the least of them: years such as 2019 would take the digits of their distances.
  private var distances: [Double] {
    let least = scores.min() ?? 0
    let offsets = scores.map { $0 - least }
    let mean = zip(sizes, offsets).reduce(0) { $0 + Double($1.0) * $1.1 } / Double(sizes.reduce(0, +))
    return offsets.map { $0 - mean }
  }

  private var scoreSquares: Double {
    zip(sizes, distances).reduce(0) { $0 + Double($1.0) * $1.1 * $1.1 }
  }

  private var slopeSum: Double {
    zip(responders, distances).reduce(0) { $0 + Double($1.0) * $1.1 }
  }
}

/// How many ways lead to each number with the outcome and each sum of their scores.
private struct TrendSums {
  private struct Key: Hashable {
    let count: Int
    /// The sum of scores in billionths of their range.
    let sum: Int64
  }

  /// More of them than this are given up, some 60 bytes each.
  private static let mostWays = 200_000

  /// The scores less their mean.
  private let distances: [Double]
  /// How many have the outcome.
  private let most: Int
  private let unit: Double
  private let origin: Double
  /// Log weights would be needed beyond; weights are probabilities of choosing with probability ½, which stay in range.
  private var ways: [Key: Double] = [Key(count: 0, sum: 0): 1]
  private var left: Int

  init(distances: [Double], most: Int, bound: Int) {
    self.distances = distances
    self.most = most
    origin = distances.min() ?? 0
    unit = ((distances.max() ?? 1) - origin) / 1e9
    left = bound
  }

  /// Adds a group; false where the bound is reached.
  mutating func add(_ group: Int, _ size: Int) -> Bool {
    left -= ways.count * (min(size, most) + 1)
    guard left > 0 else { return false }
    let step = Int64(((distances[group] - origin) / unit).rounded())
    let binomial = NoncentralHypergeometric.normalised(NoncentralHypergeometric.binomialLogWeights(size), tilt: 0)
    var next: [Key: Double] = [:]
    // In one order whatever the dictionary's: sums must not depend on it.
    for (key, weight) in ways.sorted(by: { ($0.key.count, $0.key.sum) < ($1.key.count, $1.key.sum) }) {
      guard next.count <= Self.mostWays else { return false }
      for count in 0...min(size, most - key.count) {
        next[Key(count: key.count + count, sum: key.sum + Int64(count) * step), default: 0] += weight * binomial[count]
      }
    }
    ways = next
    return true
  }

  func pValue(responders: [Int]) -> Double? {
    let seen = zip(responders, distances).reduce(0) { $0 + Double($1.0) * $1.1 }
    let bar = abs(seen) * (1 - 1e-7)
    var (all, extreme) = (CompensatedSum(), CompensatedSum())
    for (key, weight) in ways.filter({ $0.key.count == most }).sorted(by: { $0.key.sum < $1.key.sum }) {
      all.add(weight)
      let sum = Double(key.sum) * unit + origin * Double(most)
      if abs(sum) >= bar { extreme.add(weight) }
    }
    return all.value > 0 ? min(extreme.value / all.value, 1) : nil
  }
}
