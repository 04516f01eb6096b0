import RealModule

/// A rate of events that one subject can have several of, with a variance that allows for it.
///
///     r = X / T,   X = Σ xᵢ,   T = Σ tᵢ,   V(log r) = Σ (xᵢ − r tᵢ)² / X²
///
/// The variance is the sandwich with the subject as cluster: it holds whatever the dependence among the events of one subject, as
/// long as subjects are independent and many. Where no subject is more prone than another it comes near Poisson's 1/X.
///
/// Liang & Zeger (1986), *Biometrika* 73, 13-22, doi:10.1093/biomet/73.1.13; Glynn & Buring (1996), *BMJ* 312, 364-367,
/// doi:10.1136/bmj.312.7027.364.
public struct RecurrentRate: Sendable, Equatable {
  /// The number of subjects.
  public let subjects: Int
  /// The number of events.
  public let events: Int
  /// The person-time.
  public let time: Double
  /// The standard error of the logarithm of the rate; nil without events.
  public let standardErrorOfLog: Double?
  /// How much more the counts vary than Poisson counts would: Σ (xᵢ − r tᵢ)²/(r tᵢ) / (n − 1).
  ///
  /// About 1 where no subject is more prone than another; nil for fewer than two subjects, or without events.
  public let dispersion: Double?

  /// A rate over subjects; nil where there is no person-time.
  ///
  /// - Parameters:
  ///   - counts: the number of events of each subject.
  ///   - times: the person-time of each; a subject without any is left out.
  /// - Complexity: O(*n*).
  public init?(counts: [Int], times: [Double]) {
    var sums = Sums()
    for (count, time) in zip(counts, times) { sums.add(count: count, time: time) }
    self.init(sums)
  }

  /// A rate from sums over subjects; nil where there is no person-time.
  ///
  ///     Σ (xᵢ − r tᵢ)² = Σ xᵢ² − 2r Σ xᵢtᵢ + r² Σ tᵢ²,   Σ (xᵢ − r tᵢ)²/(r tᵢ) = Σ xᵢ²/tᵢ / r − X
  public init?(_ sums: Sums) {
    let total = sums.time.value
    guard total > 0, total.isFinite else { return nil }
    let (events, rate) = (Double(sums.events), Double(sums.events) / total)
    let squares =
      sums.squaredCounts.value - 2 * rate * sums.countsByTime.value + rate * (rate * sums.squaredTimes.value)
    subjects = sums.subjects
    self.events = sums.events
    time = total
    standardErrorOfLog = events > 0 ? max(squares, 0).squareRoot() / events : nil
    dispersion =
      events > 0 && sums.subjects > 1
      ? max(sums.squaredCountsOverTime.value / rate - events, 0) / Double(sums.subjects - 1) : nil
  }

  /// Events by person-time.
  public var rate: Double { Double(events) / time }

  /// The standard error of the rate; nil without events.
  public var standardError: Double? { standardErrorOfLog.map { $0 * rate } }

  /// The confidence limits of the rate, symmetric on the log scale.
  ///
  /// - Parameter level: the coverage.
  /// - Returns: nil without events.
  public func limits(level: Double = 0.95) -> (lower: Double, upper: Double)? {
    standardErrorOfLog.map { deviation in
      let factor = Double.exp(Normal.reach(ofLevel: level) * deviation)
      return (rate / factor, rate * factor)
    }
  }

  /// The sums over subjects that the rate and its variance follow from.
  ///
  /// So that the rates of many kinds of events over the same person-time need no pass over all subjects each.
  public struct Sums: Sendable {
    /// How many subjects have person-time.
    public private(set) var subjects = 0
    /// How many events they have.
    public private(set) var events = 0
    var time = CompensatedSum()
    var squaredCounts = CompensatedSum()
    var countsByTime = CompensatedSum()
    var squaredTimes = CompensatedSum()
    var squaredCountsOverTime = CompensatedSum()

    /// The sums over nobody.
    public init() {}

    /// Adds a subject; one without person-time is left out.
    public mutating func add(count: Int, time: Double) {
      guard time > 0, time.isFinite, count >= 0 else { return }
      subjects += 1
      self.time.add(time)
      squaredTimes.add(time * time)
      replace(count: 0, by: count, time: time)
    }

    /// Gives a subject who was added another count.
    ///
    /// - Parameters:
    ///   - old: the count with which the subject was added.
    ///   - new: the count in its place.
    ///   - time: the subject's person-time.
    public mutating func replace(count old: Int, by new: Int, time: Double) {
      guard time > 0, time.isFinite, new >= 0 else { return }
      let squares = Double(new) * Double(new) - Double(old) * Double(old)
      events += new - old
      squaredCounts.add(squares)
      countsByTime.add(Double(new - old) * time)
      squaredCountsOverTime.add(squares / time)
    }
  }
}
