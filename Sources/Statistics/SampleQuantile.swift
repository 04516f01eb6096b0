/// A quantile of a sample, by one of the nine definitions in use.
///
///     Q(p) = (1 − γ) x₍ⱼ₎ + γ x₍ⱼ₊₁₎
///
/// where the definition says how j and γ follow from n and p. R and NumPy use the seventh; SAS's default (PCTLDEF 5) is the
/// second. Undefined (nil) for an empty sample.
///
/// Hyndman & Fan (1996), *The American Statistician* 50, 361-365, doi:10.2307/2684934.
public enum QuantileDefinition: Int, Sendable, CaseIterable {
  /// The inverse of the empirical distribution function.
  case inverseDistribution = 1
  /// The same, averaged where it is flat: SAS's default, PCTLDEF 5.
  case averagedInverse = 2
  /// The nearest order statistic, even where halfway: SAS's PCTLDEF 2.
  case nearestEven = 3
  /// Linear in the empirical distribution function.
  case linearInverse = 4
  /// Linear through the middles of the steps.
  case hazen = 5
  /// Linear, p(k) = k/(n + 1): Minitab, SPSS.
  case weibull = 6
  /// Linear, p(k) = (k − 1)/(n − 1): R's default.
  case linear = 7
  /// Approximately unbiased for the median of each order statistic.
  case medianUnbiased = 8
  /// Approximately unbiased for normal samples.
  case normalUnbiased = 9

  /// What R does unless told otherwise.
  public static let r = QuantileDefinition.linear
  /// What SAS does unless told otherwise.
  public static let sas = QuantileDefinition.averagedInverse

  /// The quantile at `p` of values already in ascending order.
  ///
  /// - Parameters:
  ///   - p: the probability, between 0 and 1.
  ///   - sorted: the sample, ascending, without missing values.
  /// - Returns: nil where the sample is empty or `p` is outside 0...1.
  public func quantile(_ p: Double, ofSorted sorted: [Double]) -> Double? {
    guard !sorted.isEmpty, p >= 0, p <= 1 else { return nil }
    let n = Double(sorted.count)
    let (position, fraction) = place(n * p, n, p)
    let low = value(position, sorted)
    guard fraction > 0 else { return low }
    let high = value(position + 1, sorted)
    // An equal pair is not interpolated, so that infinities stay themselves.
    return low == high || fraction == 1 ? high : (1 - fraction) * low + fraction * high
  }

  /// The quantile at `p` of values in any order.
  ///
  /// - Parameters:
  ///   - p: the probability, between 0 and 1.
  ///   - values: the sample, without missing values.
  /// - Returns: nil where the sample is empty or `p` is outside 0...1.
  public func quantile(_ p: Double, of values: [Double]) -> Double? {
    quantile(p, ofSorted: values.sorted())
  }

  /// The order statistic to the left, and the share of its right neighbour.
  private func place(_ np: Double, _ n: Double, _ p: Double) -> (Int, Double) {
    switch self {
    case .inverseDistribution: stepped(np) { $0 > 0 ? 1 : 0 }
    case .averagedInverse: stepped(np) { $0 > 0 ? 1 : 0.5 }
    case .nearestEven: nearestEvenPlace(np)
    case .linearInverse: interpolated(np)
    case .hazen: interpolated(np + 0.5)
    case .weibull: interpolated((n + 1) * p)
    case .linear: interpolated(1 + (n - 1) * p)
    case .medianUnbiased: interpolated((n + 1.0 / 3) * p + 1.0 / 3)
    case .normalUnbiased: interpolated((n + 0.25) * p + 0.375)
    }
  }

  private func stepped(_ position: Double, _ share: (Double) -> Double) -> (Int, Double) {
    let whole = (position + Self.fuzz).rounded(.down)
    return (Int(whole), share(position - whole > Self.fuzz ? 1 : 0))
  }

  private func nearestEvenPlace(_ np: Double) -> (Int, Double) {
    let whole = (np - 0.5 + Self.fuzz).rounded(.down)
    let isHalfway = abs(np - 0.5 - whole) < Self.fuzz
    return (Int(whole), isHalfway && whole.truncatingRemainder(dividingBy: 2) == 0 ? 0 : 1)
  }

  private func interpolated(_ position: Double) -> (Int, Double) {
    let whole = (position + Self.fuzz).rounded(.down)
    let fraction = position - whole
    return (Int(whole), abs(fraction) < Self.fuzz ? 0 : fraction)
  }

  private func value(_ position: Int, _ sorted: [Double]) -> Double {
    sorted[min(max(position, 1), sorted.count) - 1]
  }

  /// Rounding in n·p must not move it across a whole number.
  private static let fuzz = 4 * 2.220446049250313e-16
}
