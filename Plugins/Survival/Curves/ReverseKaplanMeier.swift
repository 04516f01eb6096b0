/// Who leaves first where deaths and censorings fall on one time, in an estimate of follow-up.
public enum FollowUpTies: String, Sendable, CaseIterable {
  /// Those who die at a time are still at risk of being censored at it: R's `survfit` with the status reversed.
  case together
  /// Those who die at a time have left before others are censored at it: R's package prodlim.
  case eventsFirst = "events_first"
}

extension EventTable {
  /// The table with the parts of event and censoring exchanged.
  ///
  /// Its Kaplan-Meier curve is that of the time under observation, had nobody died; its median is the median
  /// follow-up, which the median of the observed times is not.
  ///
  /// - Parameter ties: who leaves first at a tied time.
  /// - Returns: censorings as events and events as censorings.
  ///
  /// Schemper & Smith (1996), *Controlled Clinical Trials* 17, 343-346, doi:10.1016/0197-2456(96)00075-X.
  public func reversed(ties: FollowUpTies = .together) -> EventTable {
    let atRisk =
      switch ties {
      case .together: atRisk
      case .eventsFirst: zip(atRisk, events).map { $0 - $1 }
      }
    return EventTable(
      times: times, events: censored, censored: events, atRisk: atRisk, rows: rows, count: count, tiedEvents: nil,
      movements: movements)
  }
}
