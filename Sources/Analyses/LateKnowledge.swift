public import Cohorts

/// The guard against the future: what a question is grouped by, adjusted for or restricted to although it becomes known only
/// after the clock has started.
///
/// Whoever had the event before could not come into a group that forms later, whatever is counted. That it is so, for how many
/// subjects and by how much, is found here; what follows for survival, response or toxicity, and what to do instead, each says
/// in its own words.
///
/// Suissa (2008), *American Journal of Epidemiology* 167, 492-499, doi:10.1093/aje/kwm324. Anderson, Cain & Gelber (1983),
/// *Journal of Clinical Oncology* 1, 710-719, doi:10.1200/JCO.1983.1.11.710.
public struct LateKnowledge: Sendable {
  /// Something that becomes known late.
  public struct Finding: Sendable {
    /// The column, expression or condition, as it was written.
    public let source: String
    /// By how much it is late.
    public let lateness: Lateness
    /// Both in a sentence.
    public let fact: String
  }

  /// The subjects.
  public let cohort: Cohort
  /// The endpoint whose clock it is; what tells its outcome is known late, whatever is declared.
  public let endpoint: EndpointDefinition
  /// When the clock starts, in words.
  public let start: String
  /// Whether the question was asked knowingly.
  public let isAcknowledged: Bool

  /// The guard of a question about an endpoint.
  public init(_ cohort: Cohort, endpoint: EndpointDefinition, isAcknowledged: Bool) {
    self.cohort = cohort
    self.endpoint = endpoint
    self.isAcknowledged = isAcknowledged
    start = "the origin (\(endpoint.origin))"
  }

  /// The guard of a question whose clock starts on day 0.
  ///
  /// - Parameters:
  ///   - cohort: The subjects.
  ///   - outcome: The column or condition that the question is about, where it is one.
  ///   - isAcknowledged: Whether it was asked knowingly.
  public init(fromDayZero cohort: Cohort, outcome: String = "", isAcknowledged: Bool) {
    self.cohort = cohort
    self.isAcknowledged = isAcknowledged
    start = "day 0"
    endpoint = EndpointDefinition(
      name: "outcome", time: outcome,
      event: cohort.columnNames.contains(outcome) ? .indicator(column: outcome) : .condition(outcome))
  }

  /// What of a question's groups, strata or covariates becomes known late, each once, in order.
  public func findings(among sources: [ResolvedGroups.Source]) throws(CohortError) -> [Finding] {
    var findings: [Finding] = []
    for source in distinct(sources) {
      guard let knownAt = knownAt(source), let lateness = try cohort.lateness(of: knownAt, for: endpoint) else {
        continue
      }
      findings.append(
        Finding(
          source: source.source, lateness: lateness,
          fact: "\"\(source.label)\" becomes known only after \(start): \(extent(lateness))."))
    }
    return findings
  }

  /// The restrictions of the cohort by what becomes known late, in the order in which they were made.
  public func restrictions() throws(CohortError) -> [Finding] {
    var findings: [Finding] = []
    for step in cohort.flow {
      guard let knownAt = step.knownAt, let lateness = try cohort.lateness(of: knownAt, for: endpoint) else { continue }
      findings.append(
        Finding(
          source: step.condition, lateness: lateness,
          fact: "The cohort was restricted to those where \(step.condition), which becomes known only after \(start): "
            + "\(extent(lateness))."))
    }
    return findings
  }

  /// The caution for a finding: what it is called, the fact, what follows from it and what to do instead.
  ///
  /// - Parameters:
  ///   - finding: What was found.
  ///   - name: What it is called, such as "Immortal time".
  ///   - consequence: What follows, as a sentence.
  ///   - accepted: The same where the question was asked knowingly; as else without it.
  ///   - remedy: What to do instead; not said where it was asked knowingly.
  /// - Returns: A caution of immortal time, or of what was accepted as though known at baseline.
  public func caution(
    _ finding: Finding, named name: String = "Immortal time", consequence: String, accepted: String? = nil,
    remedy: String
  ) -> Caution {
    isAcknowledged
      ? Caution(
        .asBaseline,
        "\(name), accepted knowingly (as_baseline = true). \(finding.fact) \(accepted ?? consequence)")
      : Caution(.immortalTime, "\(name). \(finding.fact) \(consequence)", remedy: remedy)
  }

  /// One caution for all variables of which the dictionary does not say when they become known.
  public func undeclared(among sources: [ResolvedGroups.Source]) -> [Caution] {
    let names = distinct(sources).filter { knownAt($0) == nil }.map { "\"\($0.label)\"" }
    guard !names.isEmpty else { return [] }
    let (become, are, them) = names.count == 1 ? ("becomes", "it is", "it") : ("become", "they are", "them")
    return [
      Caution(
        .timingNotDeclared,
        "The dictionary does not say when \(names.joined(separator: ", ")) \(become) known; \(are) taken as known at "
          + "\(start).",
        remedy: "Declare known_at for \(them), \"baseline\" or the column of the day, so that immortal time is noticed."
      )
    ]
  }

  /// When a source becomes known; what tells the outcome is known after the start, declared or not.
  private func knownAt(_ source: ResolvedGroups.Source) -> KnownAt? {
    if case .onDay = source.knownAt { return source.knownAt }
    return cohort.tellsOutcome(source.source, of: endpoint) ? .afterOrigin : source.knownAt
  }

  private func extent(_ lateness: Lateness) -> String {
    "for \(lateness.subjects) of \(lateness.of) subjects later than it"
      + (lateness.medianDay.map { " (median day \(Argument.rounded($0).source))" } ?? "")
  }

  private func distinct(_ sources: [ResolvedGroups.Source]) -> [ResolvedGroups.Source] {
    var seen: Set<ResolvedGroups.Source> = []
    return sources.filter { seen.insert($0).inserted }
  }
}

extension LateKnowledge {
  /// The cautions for restrictions of a cohort, which every analysis of an endpoint gets.
  func cautionsForRestrictions() throws(CohortError) -> [Caution] {
    try restrictions().map {
      caution(
        $0, consequence: "Whoever had the event before could not be among them.",
        remedy:
          "Count the time from the day on which it becomes known (an endpoint with origin_day), or restrict by what is "
          + "known at the origin.")
    }
  }
}
