/// A cumulative incidence at a chosen time; nil where not estimable.
public struct IncidenceMilestone: Sendable, Equatable {
  /// The time.
  public let time: Double
  /// Those at risk at that time: entry < t ≤ time.
  public let atRisk: Double
  /// The events of the outcome up to and including that time.
  public let events: Double
  /// The cumulative incidence.
  public let incidence: Double?
  /// Its standard error.
  public let standardError: Double?
  /// Its lower confidence limit; nil also where the scale has none at an incidence of zero.
  public let lower: Double?
  /// Its upper confidence limit.
  public let upper: Double?
}

extension AalenJohansen {
  /// Pointwise confidence limits of an outcome's cumulative incidence.
  ///
  /// The scale is that of the incidence itself: log F, and so on, as R's `survfit` and SAS take it. Where the incidence is zero
  /// all but the plain scale are undefined (NaN).
  ///
  /// - Parameters:
  ///   - outcome: the place of the outcome, from 0.
  ///   - transform: the scale on which they are symmetric.
  ///   - level: their coverage.
  /// - Returns: one pair of limits for each time of the table.
  public func band(_ outcome: Int, _ transform: IntervalTransform = .log, level: Double = 0.95) -> ConfidenceBand {
    Self.band(incidence[outcome], standardError[outcome], transform, level)
  }

  /// Pointwise confidence limits of the probability of being free of all outcomes.
  ///
  /// - Parameters:
  ///   - transform: the scale on which they are symmetric.
  ///   - level: their coverage.
  /// - Returns: one pair of limits for each time of the table.
  public func eventFreeBand(_ transform: IntervalTransform = .log, level: Double = 0.95) -> ConfidenceBand {
    Self.band(eventFree, eventFreeStandardError, transform, level)
  }

  private static func band(
    _ probabilities: [Double], _ errors: [Double], _ transform: IntervalTransform, _ level: Double
  ) -> ConfidenceBand {
    let relative = zip(probabilities, errors).map { probability, error in
      probability > 0 ? error / probability : transform == .plain ? 0 : Double.nan
    }
    return ConfidenceBand(survival: probabilities, errors: relative, transform: transform, level: level)
  }

  /// An outcome's cumulative incidence at a time, with its limits, and the number at risk counted there.
  ///
  /// Where nobody is left free of all outcomes the incidence stays what it is: that is an estimate, under either rule.
  ///
  /// - Parameters:
  ///   - outcome: the place of the outcome, from 0.
  ///   - time: the time.
  ///   - transform: the scale on which the limits are symmetric.
  ///   - level: their coverage.
  ///   - rule: what is said beyond the last observation.
  /// - Returns: the curve there.
  public func milestone(
    _ outcome: Int, at time: Double, _ transform: IntervalTransform = .log, level: Double = 0.95,
    beyond rule: BeyondLastObservation = .carried
  ) -> IncidenceMilestone {
    let atRisk = table.atRisk(at: time)
    let place = table.times.partitionPoint { $0 <= time } - 1
    let isBeyond = table.times.last.map { time > $0 && (eventFree.last ?? 1) > 0 } ?? true
    if rule == .notEstimable, isBeyond {
      return IncidenceMilestone(
        time: time, atRisk: atRisk, events: table.events(outcome, through: time), incidence: nil, standardError: nil,
        lower: nil, upper: nil)
    }
    guard place >= 0 else {
      return IncidenceMilestone(
        time: time, atRisk: atRisk, events: 0, incidence: 0, standardError: 0, lower: 0, upper: 0)
    }
    let band = Self.band([incidence[outcome][place]], [standardError[outcome][place]], transform, level)
    func defined(_ value: Double) -> Double? { value.isNaN ? nil : value }
    return IncidenceMilestone(
      time: time, atRisk: atRisk, events: table.events(outcome, through: time), incidence: incidence[outcome][place],
      standardError: defined(standardError[outcome][place]), lower: defined(band.lower[0]),
      upper: defined(band.upper[0]))
  }
}
