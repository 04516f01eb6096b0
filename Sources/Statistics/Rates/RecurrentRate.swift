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
    let pairs = zip(counts, times).filter { $0.1 > 0 && $0.1.isFinite && $0.0 >= 0 }
    let events = pairs.reduce(0) { $0 + $1.0 }
    var total = CompensatedSum()
    for (_, time) in pairs { total.add(time) }
    guard total.value > 0 else { return nil }
    let rate = Double(events) / total.value
    var squares = CompensatedSum()
    var pearson = CompensatedSum()
    for (count, time) in pairs {
      let excess = Double(count) - rate * time
      squares.add(excess * excess)
      if rate > 0 { pearson.add(excess * excess / (rate * time)) }
    }
    subjects = pairs.count
    self.events = events
    time = total.value
    standardErrorOfLog = events > 0 ? squares.value.squareRoot() / Double(events) : nil
    dispersion = events > 0 && pairs.count > 1 ? pearson.value / Double(pairs.count - 1) : nil
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
}
