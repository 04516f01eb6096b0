/// What is said of a time after the last observation, where that was a censoring.
public enum BeyondLastObservation: String, Sendable, CaseIterable {
  /// The last estimate is carried forward: R with `extend = TRUE`.
  case carried
  /// Not estimable: SAS.
  case notEstimable = "not_estimable"
}

/// The curve at a chosen time; nil where not estimable.
public struct Milestone: Sendable, Equatable {
  /// The time.
  public let time: Double
  /// Those at risk at that time: entry < t ≤ time.
  public let atRisk: Double
  /// The events up to and including that time.
  public let events: Double
  /// S.
  public let survival: Double?
  /// The standard error of S; nil also where S is zero.
  public let standardError: Double?
  /// The cumulative hazard.
  public let cumulativeHazard: Double?
  /// The lower confidence limit of S.
  public let lower: Double?
  /// The upper confidence limit of S.
  public let upper: Double?
}

extension KaplanMeier {
  /// S at a time, with its limits, and the number at risk counted there.
  ///
  /// Where S has reached zero it is zero for ever after: that is an estimate, under either rule.
  ///
  /// - Parameters:
  ///   - time: the time.
  ///   - transform: the scale on which the limits are symmetric.
  ///   - level: their coverage.
  ///   - rule: what is said beyond the last observation.
  /// - Returns: the curve there.
  public func milestone(
    at time: Double, _ transform: IntervalTransform = .log, level: Double = 0.95,
    beyond rule: BeyondLastObservation = .carried
  ) -> Milestone {
    let atRisk = table.atRisk(at: time)
    let events = table.events(through: time)
    let index = table.times.partitionPoint { $0 <= time } - 1
    if rule == .notEstimable, isBeyondLastCensoring(time) {
      return Milestone(
        time: time, atRisk: atRisk, events: events, survival: nil, standardError: nil, cumulativeHazard: nil,
        lower: nil,
        upper: nil)
    }
    guard index >= 0 else {
      return Milestone(
        time: time, atRisk: atRisk, events: 0, survival: 1, standardError: 0, cumulativeHazard: 0, lower: 1, upper: 1)
    }
    let point = ConfidenceBand(
      survival: [survival[index]], errors: [standardErrorOfLog[index]], transform: transform, level: level)
    return Milestone(
      time: time, atRisk: atRisk, events: events, survival: survival[index],
      standardError: defined(survival[index] * standardErrorOfLog[index]), cumulativeHazard: cumulativeHazard[index],
      lower: defined(point.lower[0]), upper: defined(point.upper[0]))
  }

  private func isBeyondLastCensoring(_ time: Double) -> Bool {
    guard let last = table.times.last, let lowest = survival.last else { return true }
    return time > last && lowest > 0
  }

  private func defined(_ value: Double) -> Double? { value.isNaN ? nil : value }
}
