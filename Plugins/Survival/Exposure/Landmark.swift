/// Whether a subject whose observation ends exactly at a landmark is still among those who reached it.
public enum LandmarkRule: String, Sendable, CaseIterable {
  /// No: only those with T > L.
  case after
  /// Yes: those with T ≥ L; one who has the event at L has it at time 0 of the analysis.
  case atOrAfter = "at_or_after"

  func includes(_ time: Double, _ landmark: Double) -> Bool {
    switch self {
    case .after: time > landmark
    case .atOrAfter: time >= landmark
    }
  }
}

/// Those still under observation at a landmark, grouped by what had happened to them by then.
///
/// At risk are subjects with T > L (or T ≥ L); exposed are those among them with w ≤ L, whatever happens to them later; their
/// time counts from L. A subject who is exposed after L stays unexposed: nothing learned after L is used.
///
/// Anderson, Cain & Gelber (1983), *Journal of Clinical Oncology* 1, 710-719, doi:10.1200/JCO.1983.1.11.710.
public struct Landmark: Sendable {
  /// L.
  public let time: Double
  /// Who is still at risk at L.
  public let rule: LandmarkRule
  /// The subjects that reached L, as places in the data.
  public let subjects: [Int]
  /// The subjects that did not, by an event before (or at) it.
  public let earlierEvents: [Int]
  /// The subjects that did not, by a censoring before (or at) it.
  public let earlierCensorings: [Int]
  /// For each that reached L, 1 where exposed by then and 0 otherwise.
  public let exposed: [Int32]
  /// Their follow-up, from L on.
  public let followUp: FollowUp

  /// Selects and regroups subjects at a landmark.
  ///
  /// - Parameters:
  ///   - landmark: L, in the unit of the times.
  ///   - followUp: the subjects, one row each; who enters after L joins then.
  ///   - switchTime: when each became exposed; nil for never.
  ///   - rule: who is still at risk at L.
  /// - Throws: ``FollowUpError`` where the columns differ in length.
  public init(
    at landmark: Double, _ followUp: FollowUp, switchTime: [Double?], rule: LandmarkRule = .after
  ) throws {
    guard switchTime.count == followUp.count else {
      throw FollowUpError.lengths(column: "switch times", expected: followUp.count, found: switchTime.count)
    }
    time = landmark
    self.rule = rule
    let reached = followUp.time.indices.filter { rule.includes(followUp.time[$0], landmark) }
    let missed = followUp.time.indices.filter { !rule.includes(followUp.time[$0], landmark) }
    subjects = reached
    earlierEvents = missed.filter { followUp.event[$0] }
    earlierCensorings = missed.filter { !followUp.event[$0] }
    exposed = reached.map { subject in
      guard let when = switchTime[subject] else { return 0 }
      return when <= landmark ? 1 : 0
    }
    self.followUp = FollowUp(
      agreeing: reached.map { followUp.time[$0] - landmark }, event: reached.map { followUp.event[$0] },
      entry: followUp.entry.map { entry in reached.map { entry[$0] - landmark } },
      weights: followUp.weights.selecting(reached), continues: nil)
  }
}
