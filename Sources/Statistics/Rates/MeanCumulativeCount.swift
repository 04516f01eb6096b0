import RealModule

/// The mean number of events that a subject has had by each time, nobody having any more after death.
///
///     μ(t) = Σ S(u−) dN(u)/Y(u)   over event times u ≤ t
///
/// with dN events among the Y under observation, and S the Kaplan-Meier estimate of being alive. Without deaths S is 1, and this is
/// Nelson's mean cumulative function. It takes no account of how events of one subject depend on each other, nor does its
/// variance, the sum of squares of what each subject contributes (the infinitesimal jackknife):
///
///     Ψᵢ(t) = Σ S(u−)/Y(u) (dNᵢ − Yᵢ dN/Y) − Σ (μ(t) − μ(v)) (dDᵢ − Yᵢ dD/Y)(v) / (Y(v) − dD(v)),   V(t) = Σ Ψᵢ(t)²
///
/// A right-continuous step function, 0 before the first event. Undefined after the last follow-up.
///
/// - Complexity: O(*n* log *n*) for subjects and events together.
///
/// Nelson (1988), *Journal of Quality Technology* 20, 24-35, doi:10.1080/00224065.1988.11979080; Lawless & Nadeau (1995),
/// *Technometrics* 37, 158-168, doi:10.1080/00401706.1995.10484300; with death: Cook & Lawless (1997), *Statistics in Medicine* 16,
/// 911-924; Ghosh & Lin (2000), *Biometrics* 56, 554-562, doi:10.1111/j.0006-341X.2000.00554.x; Dong et al. (2015), *American
/// Journal of Epidemiology* 181, 532-540, doi:10.1093/aje/kwu289.
public struct MeanCumulativeCount: Sendable {
  /// The distinct times of events, ascending.
  public let times: [Double]
  /// How many are under observation at each.
  public let atRisk: [Int]
  /// How many events there are at each.
  public let events: [Int]
  /// The mean count from each on.
  public let means: [Double]
  /// Its variance.
  public let variances: [Double]
  /// When the last follow-up ends; nil without subjects.
  public let end: Double?
  /// The ends of follow-up, ascending.
  private let ends: [Double]

  /// Estimates the mean.
  public init(_ history: RecurrentHistory) {
    var walk = MeanCountWalk(history)
    walk.run()
    times = walk.times
    atRisk = walk.atRisk
    events = walk.events
    means = walk.means
    variances = walk.variances
    ends = history.ends.sorted()
    end = ends.last
  }

  /// How many events there are in all.
  public var eventCount: Int { events.reduce(0, +) }

  /// The mean at a time, with its standard error.
  ///
  /// - Parameter time: any time.
  /// - Returns: nil after the last follow-up, or without subjects.
  public func value(at time: Double) -> (mean: Double, standardError: Double)? {
    guard let end, time <= end else { return nil }
    let place = count(of: times, upTo: time) - 1
    return place < 0 ? (0, 0) : (means[place], variances[place].squareRoot())
  }

  /// How many are under observation at a time: those whose follow-up does not end before it.
  public func atRisk(at time: Double) -> Int { ends.count - count(of: ends, below: time) }

  /// How many events there are up to and including a time.
  public func events(upTo time: Double) -> Int { events.prefix(count(of: times, upTo: time)).reduce(0, +) }

  /// Confidence limits of a mean, symmetric on the log scale.
  ///
  /// - Parameters:
  ///   - mean: the mean.
  ///   - standardError: its standard error.
  ///   - level: the coverage.
  /// - Returns: nil where the mean is zero.
  public static func limits(
    of mean: Double, standardError: Double, level: Double
  ) -> (lower: Double, upper: Double)? {
    guard mean > 0 else { return nil }
    let factor = Double.exp(Normal.reach(ofLevel: level) * standardError / mean)
    return (mean / factor, mean * factor)
  }

  private func count(of values: [Double], upTo time: Double) -> Int { partition(values) { $0 <= time } }

  private func count(of values: [Double], below time: Double) -> Int { partition(values) { $0 < time } }

  /// How many of the values come before the first that does not fit.
  private func partition(_ values: [Double], _ fits: (Double) -> Bool) -> Int {
    var (low, high) = (0, values.count)
    while low < high {
      let middle = low + (high - low) / 2
      if fits(values[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
