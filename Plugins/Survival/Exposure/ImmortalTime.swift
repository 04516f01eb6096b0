import Analyses
import Cohorts

/// The guard against immortal time.
///
/// Subjects grouped by something that they had to live to see cannot have the event before they see it: until then
/// their time is immortal, and it is credited to the wrong group. The dictionary says when each variable becomes known;
/// a survival analysis that groups by one that becomes known after the endpoint's origin is flagged, with what to do
/// instead.
///
/// Suissa (2008), *American Journal of Epidemiology* 167, 492-499, doi:10.1093/aje/kwm324. Anderson, Cain & Gelber (1983),
/// *Journal of Clinical Oncology* 1, 710-719, doi:10.1200/JCO.1983.1.11.710.
struct ImmortalTime {
  /// The cohort.
  let cohort: Cohort
  /// The endpoint whose origin counts.
  let endpoint: EndpointDefinition
  /// Whether the question was asked knowingly.
  let isAcknowledged: Bool
  /// What a group looks better in than it is.
  var overstated = "survival"

  /// The cautions for the groups and the strata of a question.
  func cautions(for question: SurvivalQuestion) throws(CohortError) -> [Caution] {
    try cautions(for: question.groups.sources) + cautions(forStrata: question.strata?.sources ?? [])
  }

  /// The cautions for strata formed by what becomes known later; nothing is said of those whose time is not declared.
  func cautions(forStrata sources: [ResolvedGroups.Source]) throws(CohortError) -> [Caution] {
    var cautions: [Caution] = []
    for source in sources {
      guard let knownAt = knownAt(source), let lateness = try cohort.lateness(of: knownAt, for: endpoint) else {
        continue
      }
      cautions.append(
        Caution(
          isAcknowledged ? .asBaseline : .immortalTime,
          (isAcknowledged ? "Immortal time, accepted knowingly (as_baseline = true). " : "Immortal time. ")
            + fact(source, lateness)
            + " Strata formed by it compare subjects by what happened to them later.",
          remedy: isAcknowledged ? nil : "Stratify by what is known at the origin."))
    }
    return cautions
  }

  /// The cautions for what an analysis is grouped by or adjusted for as though it had been known at the origin.
  func cautions(for sources: [ResolvedGroups.Source]) throws(CohortError) -> [Caution] {
    var cautions: [Caution] = []
    for source in sources {
      if let knownAt = knownAt(source), let caution = try caution(for: source, knownAt) { cautions.append(caution) }
    }
    return cautions + undeclared(sources.filter { knownAt($0) == nil })
  }

  /// When a source becomes known; what reads the endpoint's own columns is known after its origin, declared or not.
  private func knownAt(_ source: ResolvedGroups.Source) -> KnownAt? {
    if case .onDay = source.knownAt { return source.knownAt }
    return cohort.tellsOutcome(source.source, of: endpoint) ? .afterOrigin : source.knownAt
  }

  /// One caution for all variables of which the dictionary does not say when they become known.
  private func undeclared(_ sources: [ResolvedGroups.Source]) -> [Caution] {
    guard !sources.isEmpty else { return [] }
    let names = sources.map { "\"\($0.label)\"" }.joined(separator: ", ")
    let (become, are, them) = sources.count == 1 ? ("becomes", "it is", "it") : ("become", "they are", "them")
    return [
      Caution(
        .timingNotDeclared,
        "The dictionary does not say when \(names) \(become) known; \(are) taken as known at the origin "
          + "(\(endpoint.origin)).",
        remedy: "Declare known_at for \(them), \"baseline\" or the column of the day, so that immortal time is noticed."
      )
    ]
  }

  private func caution(for source: ResolvedGroups.Source, _ knownAt: KnownAt) throws(CohortError) -> Caution? {
    guard let lateness = try cohort.lateness(of: knownAt, for: endpoint) else { return nil }
    let fact = fact(source, lateness)
    guard !isAcknowledged else {
      return Caution(
        .asBaseline,
        "Immortal time, accepted knowingly (as_baseline = true). \(fact) "
          + "The comparison favours the group that had to survive to be in it.")
    }
    return Caution(
      .immortalTime,
      "Immortal time. \(fact) Whoever has the event before cannot enter the group, so that its "
        + "\(overstated) is overstated and the comparison cannot be read as an effect.",
      remedy: remedy(source, lateness.dayColumns))
  }

  private func fact(_ source: ResolvedGroups.Source, _ lateness: Lateness) -> String {
    let when = lateness.medianDay.map { " (median day \(Argument.number($0).source))" } ?? ""
    return "\"\(source.label)\" becomes known only after the origin (\(endpoint.origin)): for \(lateness.subjects) of "
      + "\(lateness.of) subjects later than it\(when)."
  }

  private func remedy(_ source: ResolvedGroups.Source, _ days: [String]) -> String {
    if cohort.tellsOutcome(source.source, of: endpoint) {
      return "It is part of the outcome: group by what is known at the origin."
    }
    guard let day = days.first else {
      return "Record the day on which it became known; then use survival.landmark, survival.mantel_byar, "
        + "survival.simon_makuch or survival.cox with time_dependent."
    }
    guard marksGroup(day, source) else {
      return
        "\"\(day)\" is recorded in every group, so that it does not say who is exposed and from when: derive the day of those "
        + "who are, missing for the others, and use it as the exposure of survival.landmark, survival.mantel_byar or "
        + "survival.simon_makuch."
    }
    return "Use survival.landmark, survival.mantel_byar or survival.simon_makuch with exposure = \"\(day)\", or "
      + "survival.cox with time_dependent = { exposed = \"\(day)\" }."
  }

  /// Whether there is a group in which nobody has the day, so that having it tells the groups apart.
  private func marksGroup(_ day: String, _ source: ResolvedGroups.Source) -> Bool {
    guard let validity = try? cohort.column(day).validity,
      let grouping = try? cohort.groups(by: [ColumnRequest(source.source)]).grouping
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
