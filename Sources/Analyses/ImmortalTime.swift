public import Cohorts

/// The guard against immortal time.
///
/// Subjects grouped by something that they had to live to see cannot have the event before they see it: until then
/// their time is immortal, and it is credited to the wrong group. The dictionary says when each variable becomes known;
/// a survival analysis that groups by one that becomes known after the endpoint's origin is flagged, with what to do
/// instead: see ``LateKnowledge``.
public struct ImmortalTime: Sendable {
  /// The cohort.
  public let cohort: Cohort
  /// The endpoint whose origin counts.
  public let endpoint: EndpointDefinition
  /// Whether the question was asked knowingly.
  public let isAcknowledged: Bool
  /// What a group looks better in than it is.
  public var overstated: String

  /// The guard of a question about an endpoint.
  public init(cohort: Cohort, endpoint: EndpointDefinition, isAcknowledged: Bool, overstated: String = "survival") {
    self.cohort = cohort
    self.endpoint = endpoint
    self.isAcknowledged = isAcknowledged
    self.overstated = overstated
  }

  /// The cautions for strata formed by what becomes known later; nothing is said of those whose time is not declared.
  public func cautions(forStrata sources: [ResolvedGroups.Source]) throws(CohortError) -> [Caution] {
    try late.findings(among: sources).map {
      late.caution(
        $0, consequence: "Strata formed by it compare subjects by what happened to them later.",
        remedy: "Stratify by what is known at the origin.")
    }
  }

  /// The cautions for what an analysis is grouped by or adjusted for as though it had been known at the origin.
  public func cautions(for sources: [ResolvedGroups.Source]) throws(CohortError) -> [Caution] {
    try late.findings(among: sources).map {
      late.caution(
        $0,
        consequence:
          "Whoever has the event before cannot enter the group, so that its \(overstated) is overstated and the "
          + "comparison cannot be read as an effect.",
        accepted: "The comparison favours the group that had to survive to be in it.", remedy: remedy($0))
    } + late.undeclared(among: sources)
  }

  private var late: LateKnowledge { LateKnowledge(cohort, endpoint: endpoint, isAcknowledged: isAcknowledged) }

  private func remedy(_ finding: LateKnowledge.Finding) -> String {
    if cohort.tellsOutcome(finding.source, of: endpoint) {
      return "It is part of the outcome: group by what is known at the origin."
    }
    guard let day = finding.lateness.dayColumns.first else {
      return "Record the day on which it became known; then use survival.landmark, survival.mantel_byar, "
        + "survival.simon_makuch or survival.cox with time_dependent."
    }
    guard marksGroup(day, finding.source) else {
      return
        "\"\(day)\" is recorded in every group, so that it does not say who is exposed and from when: derive the day of those "
        + "who are, missing for the others, and use it as the exposure of survival.landmark, survival.mantel_byar or "
        + "survival.simon_makuch."
    }
    return "Use survival.landmark, survival.mantel_byar or survival.simon_makuch with exposure = \"\(day)\", or "
      + "survival.cox with time_dependent = { exposed = \"\(day)\" }."
  }

  /// Whether there is a group in which nobody has the day, so that having it tells the groups apart.
  private func marksGroup(_ day: String, _ source: String) -> Bool {
    guard let validity = try? cohort.column(day).validity,
      let grouping = try? cohort.groups(by: [ColumnRequest(source)]).grouping
    else { return true }
    var (size, with) = (
      [Int](repeating: 0, count: grouping.levels.count), [Int](repeating: 0, count: grouping.levels.count)
    )
    for (position, code) in grouping.codes.enumerated() where code >= 0 {
      size[Int(code)] += 1
      if validity[position] { with[Int(code)] += 1 }
    }
    return zip(size, with).contains { $0 > 0 && $1 == 0 }
  }
}
