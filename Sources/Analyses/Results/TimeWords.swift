public import Cohorts

/// How the times of milestones and the unit of durations are written in the tables of an analysis: in the unit that was asked for,
/// with the recorded time in brackets, or as recorded.
public struct TimeWords: Sendable, Hashable {
  /// The unit of the rows.
  public let recorded: TimeUnit
  /// The unit that was asked for; `nil` for the recorded one.
  public let shown: TimeUnit?

  /// The words for times in a unit.
  ///
  /// - Parameters:
  ///   - recorded: The unit of the rows.
  ///   - shown: The unit that was asked for; `nil` for the recorded one.
  public init(_ recorded: TimeUnit, shown: TimeUnit? = nil) {
    self.recorded = recorded
    self.shown = shown == recorded ? nil : shown
  }

  /// The unit in which durations stand, such as "months".
  public var unit: String { (shown ?? recorded).rawValue }

  /// What stands over times: "time (days)", or "time in months (days)" where both are written.
  ///
  /// - Parameter word: What the times are.
  /// - Returns: The words.
  public func header(_ word: String = "time") -> String {
    shown == nil ? "\(word) (\(unit))" : "\(word) in \(unit) (\(recorded.rawValue))"
  }

  /// A time as it stands in a line: "180", or "5.9 (180)" where another unit was asked for.
  public func callAsFunction(_ time: Double) -> String {
    let asRecorded = Argument.number(time).source
    return converted(time).map { "\($0) (\(asRecorded))" } ?? asRecorded
  }

  /// A time with its unit: "180 days", or "5.9 months (180 days)".
  public func withUnit(_ time: Double) -> String {
    let asRecorded = "\(Argument.number(time).source) \(recorded.rawValue)"
    return converted(time).map { "\($0) \(unit) (\(asRecorded))" } ?? asRecorded
  }

  /// The time in the unit that was asked for, to one decimal, or to two of years; the recorded time stands beside it.
  private func converted(_ time: Double) -> String? {
    guard let shown, time.isFinite else { return nil }
    let scale = shown == .years ? 100.0 : 10
    return Argument.number((recorded.convert(time, to: shown) * scale).rounded() / scale).source
  }
}
