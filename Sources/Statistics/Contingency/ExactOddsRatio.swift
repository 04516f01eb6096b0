import RealModule

/// Exact inference on the odds ratio that 2 × 2 tables have in common, given all their margins.
///
///     T = Σ a over the tables,   P(T = t; ψ) ∝ wₜ ψᵗ
///
/// where wₜ counts the ways to fill all tables with Σ a = t. Of one table this is Fisher's exact test, whose odds ratio is
/// the conditional maximum likelihood estimate (not ad/bc); of several it is the exact form of the
/// Cochran-Mantel-Haenszel test. The two-sided p-value is the probability of all T no likelier than what was seen (within
/// 1e-7, as in R); the interval inverts the two one-sided tests.
///
/// - Complexity: O(S) for one table, O(S²) for several, S being the number of possible T.
///
/// Fisher (1935), *JRSS* 98, 39-82, doi:10.2307/2342435. Gart (1970), *Biometrika* 57, 471-475,
/// doi:10.1093/biomet/57.3.471. Mehta, Patel & Gray (1985), *JASA* 80, 969-973, doi:10.1080/01621459.1985.10478212.
public struct ExactOddsRatio: Sendable {
  /// Against what the odds ratio of one is tested.
  public enum Alternative: String, Sendable, CaseIterable {
    /// It is not one.
    case twoSided = "two_sided"
    /// It is less than one.
    case less
    /// It is greater than one.
    case greater
  }

  /// Σ a, as seen.
  public let observed: Int
  /// The smallest Σ a that the margins allow.
  public let low: Int
  /// The largest Σ a that the margins allow.
  public let high: Int
  private let tables: [NoncentralHypergeometric]

  /// For one table.
  public init(_ table: FourfoldTable) { self.init([table]) }

  /// For tables, one for each stratum.
  public init(_ strata: [FourfoldTable]) {
    tables = strata.map(NoncentralHypergeometric.init)
    observed = strata.reduce(0) { $0 + $1.a }
    low = tables.reduce(0) { $0 + $1.low }
    high = tables.reduce(0) { $0 + $1.high }
  }

  /// Whether the margins leave anything open: else all is certain and nothing estimable.
  public var isInformative: Bool { low < high }

  /// The p-value of the test that the odds ratio is one.
  public func pValue(_ alternative: Alternative = .twoSided) -> Double {
    let probabilities = probabilities(0)
    let place = observed - low
    let sum =
      switch alternative {
      case .less: total(probabilities[...place])
      case .greater: total(probabilities[place...])
      case .twoSided: total(probabilities.filter { $0 <= probabilities[place] * (1 + 1e-7) }[...])
      }
    return min(sum, 1)
  }

  /// The mid-p value: half the probability of what was seen counts, two-sided twice the smaller side.
  ///
  /// Lancaster (1961), *JASA* 56, 223-234, doi:10.1080/01621459.1961.10482105.
  public var midP: Double {
    let probabilities = probabilities(0)
    let place = observed - low
    let half = probabilities[place] / 2
    return min(2 * min(total(probabilities[..<place]), total(probabilities[(place + 1)...])) + 2 * half, 1)
  }

  /// The conditional maximum likelihood estimate of the odds ratio.
  ///
  /// - Returns: 0 or infinity where Σ a is at the end of what the margins allow; nil where they leave nothing open.
  public var oddsRatio: Double? {
    guard isInformative else { return nil }
    if observed == low { return 0 }
    if observed == high { return .infinity }
    return .exp(logOddsRatio(ofMean: Double(observed)))
  }

  /// The standard error of the log odds ratio at the conditional estimate: one over the root of the information.
  ///
  /// - Returns: nil where the estimate is 0, infinite or undefined.
  public var logStandardError: Double? {
    guard observed > low, observed < high else { return nil }
    let variance = moments(logOddsRatio(ofMean: Double(observed))).variance
    return variance > 0 ? 1 / variance.squareRoot() : nil
  }

  /// The exact interval of the odds ratio.
  ///
  /// - Parameters:
  ///   - level: the least coverage.
  ///   - alternative: one-sided intervals reach to 0 (`less`) or to infinity (`greater`).
  /// - Returns: 0 and infinity where a side is open, or the margins leave nothing open.
  public func interval(
    level: Double = 0.95, _ alternative: Alternative = .twoSided
  ) -> (lower: Double, upper: Double) {
    guard isInformative else { return (0, .infinity) }
    let alpha = alternative == .twoSided ? (1 - level) / 2 : 1 - level
    let inner = Double(observed).clamped(to: Double(low) + 0.5, Double(high) - 0.5)
    let center = logOddsRatio(ofMean: inner)
    let tail = ConditionalTail(logWeights: logWeights(around: center), place: observed - low)
    let hasLower = alternative != .less && observed > low
    let hasUpper = alternative != .greater && observed < high
    return (
      hasLower ? .exp(center + tail.tilt(upper: true, probability: alpha)) : 0,
      hasUpper ? .exp(center + tail.tilt(upper: false, probability: alpha)) : .infinity
    )
  }

  /// The probabilities of Σ a from `low` on, under a log odds ratio.
  func probabilities(_ logOdds: Double) -> [Double] {
    tables.dropFirst().reduce(tables.first?.probabilities(logOdds) ?? [1]) { product, table in
      Self.convolved(product, table.probabilities(logOdds))
    }
  }

  /// The log weights of Σ a, tilted to a log odds ratio so that what matters around it is not lost.
  private func logWeights(around logOdds: Double) -> [Double] {
    guard tables.count > 1 else {
      let weights = tables.first?.logWeights ?? [0]
      return weights.indices.map { weights[$0] + logOdds * Double($0) }
    }
    return probabilities(logOdds).map { .log($0) }
  }

  private func moments(_ logOdds: Double) -> (mean: Double, variance: Double) {
    tables.reduce((0, 0)) { sum, table in
      let part = table.moments(logOdds)
      return (sum.mean + part.mean, sum.variance + part.variance)
    }
  }

  /// The log odds ratio under which Σ a has this mean, strictly between `low` and `high`.
  private func logOddsRatio(ofMean mean: Double) -> Double {
    IncreasingRoot.solve { logOdds in
      let moments = moments(logOdds)
      return (moments.mean - mean, moments.variance)
    }
  }

  private func total(_ values: ArraySlice<Double>) -> Double {
    var sum = CompensatedSum()
    for value in values { sum.add(value) }
    return sum.value
  }

  private static func convolved(_ left: [Double], _ right: [Double]) -> [Double] {
    var product = Array(repeating: 0.0, count: left.count + right.count - 1)
    for (i, x) in left.enumerated() where x > 0 {
      for (j, y) in right.enumerated() { product[i + j] += x * y }
    }
    return product
  }
}

/// The tail of a discrete distribution as a function of its exponential tilt.
private struct ConditionalTail {
  let logWeights: [Double]
  let place: Int

  /// The tilt under which the tail from `place` on (`upper`), or up to it, has this probability.
  ///
  /// The logarithm of the tail is monotone and concave in the tilt; its slope is the tail's mean less the whole's.
  func tilt(upper: Bool, probability: Double) -> Double {
    let sign = upper ? 1.0 : -1.0
    let root = IncreasingRoot.solve { x in
      let probabilities = NoncentralHypergeometric.normalised(logWeights, tilt: sign * x)
      var (tail, tailMean, mean) = (CompensatedSum(), 0.0, 0.0)
      for (k, p) in probabilities.enumerated() {
        let distance = Double(k - place)
        mean += p * distance
        if upper ? k >= place : k <= place {
          tail.add(p)
          tailMean += p * distance
        }
      }
      let sum = max(tail.value, .leastNormalMagnitude)
      return (.log(sum) - .log(probability), sign * (tailMean / sum - mean))
    }
    return sign * root
  }
}
