import Analyses
import Cohorts

/// The guard against groups that are formed by what becomes known only after day 0.
///
/// A response rate is that of all who were treated. Whoever died or progressed early cannot come into a group that forms
/// later, such as the transplanted; most who do come into it have responded. The dictionary says when each variable
/// becomes known; a rate by one that becomes known after day 0 is flagged.
///
/// Anderson, Cain & Gelber (1983), *Journal of Clinical Oncology* 1, 710-719, doi:10.1200/JCO.1983.1.11.710.
struct LateGroups {
  /// The question.
  let question: ResponseQuestion
  /// Whether it was asked knowingly.
  let isAcknowledged: Bool

  /// The cautions for the groups and the strata of the question, and whatever else it is adjusted for.
  func cautions(besides others: [ResolvedGroups.Source] = []) throws(CohortError) -> [Caution] {
    var seen: Set<ResolvedGroups.Source> = []
    let sources = (question.groups.sources + (question.strata?.sources ?? []) + others).filter {
      seen.insert($0).inserted
    }
    var cautions = try restrictions()
    for source in sources {
      if let caution = try caution(for: source) { cautions.append(caution) }
    }
    return cautions + undeclared(sources.filter { knownAt($0) == nil })
  }

  /// The outcome as an event whose clock starts on day 0.
  private var event: EndpointDefinition {
    let source = question.outcome.source.source
    return EndpointDefinition(
      name: "outcome", time: source,
      event: !question.cohort.columnNames.contains(source) ? .condition(source) : .indicator(column: source))
  }

  private func knownAt(_ source: ResolvedGroups.Source) -> KnownAt? {
    if case .onDay = source.knownAt { return source.knownAt }
    return question.cohort.tellsOutcome(source.source, of: event) ? .afterOrigin : source.knownAt
  }

  /// The cautions for restrictions of the cohort by what becomes known only after day 0; who is evaluable is a matter of the outcome.
  private func restrictions() throws(CohortError) -> [Caution] {
    var cautions: [Caution] = []
    let cohort = question.cohort
    for step in cohort.flow where !cohort.tellsOutcome(step.condition, of: event) {
      guard let knownAt = step.knownAt, let lateness = try cohort.lateness(of: knownAt, for: event) else { continue }
      let when = lateness.medianDay.map { " (median day \(Argument.number($0).source))" } ?? ""
      cautions.append(
        Caution(
          isAcknowledged ? .asBaseline : .immortalTime,
          "The cohort was restricted to those where \(step.condition), which becomes known only after day 0: for "
            + "\(lateness.subjects) of \(lateness.of) subjects later than it\(when). The response rate is theirs, not that of all who "
            + "were treated.",
          remedy: isAcknowledged ? nil : "Restrict by what is known at baseline."))
    }
    return cautions
  }

  private func caution(for source: ResolvedGroups.Source) throws(CohortError) -> Caution? {
    guard let knownAt = knownAt(source), let lateness = try question.cohort.lateness(of: knownAt, for: event) else {
      return nil
    }
    let when = lateness.medianDay.map { " (median day \(Argument.number($0).source))" } ?? ""
    let fact =
      "\"\(source.label)\" becomes known only after day 0: for \(lateness.subjects) of \(lateness.of) subjects later than "
      + "it\(when)."
    guard !isAcknowledged else {
      return Caution(.asBaseline, "Grouped by the future, accepted knowingly (as_baseline = true). \(fact)")
    }
    let tellsOutcome = question.cohort.tellsOutcome(source.source, of: event)
    return Caution(
      .immortalTime,
      "Grouped by the future. \(fact) Whoever does not respond, or dies early, is less likely to come into a group that forms "
        + "later, so that its response rate is overstated and the comparison cannot be read as an effect.",
      remedy: tellsOutcome
        ? "It is part of the outcome: group by what is known at baseline."
        : "Group by what is known at baseline; to ask what follows a response, use survival.landmark or survival.mantel_byar with "
          + "the day of response as the exposure.")
  }

  /// One caution for all variables of which the dictionary does not say when they become known.
  private func undeclared(_ sources: [ResolvedGroups.Source]) -> [Caution] {
    guard !sources.isEmpty else { return [] }
    let names = sources.map { "\"\($0.label)\"" }.joined(separator: ", ")
    let (become, are, them) = sources.count == 1 ? ("becomes", "it is", "it") : ("become", "they are", "them")
    return [
      Caution(
        .timingNotDeclared,
        "The dictionary does not say when \(names) \(become) known; \(are) taken as known at baseline.",
        remedy:
          "Declare known_at for \(them), \"baseline\" or the column of the day, so that a group formed later is noticed."
      )
    ]
  }
}
