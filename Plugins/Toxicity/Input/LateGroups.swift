import Analyses
import Cohorts

/// The guard against comparing toxicity between groups that subjects enter only later.
///
/// Whoever is in a group by what happened on day 90 has lived until then, and all that they went through before is credited to
/// the group. The dictionary says when each variable becomes known.
///
/// Suissa (2008), *American Journal of Epidemiology* 167, 492-499, doi:10.1093/aje/kwm324.
struct LateGroups {
  private let cohort: Cohort
  private let isAcknowledged: Bool

  init(_ cohort: Cohort, isAcknowledged: Bool) {
    self.cohort = cohort
    self.isAcknowledged = isAcknowledged
  }

  /// The cautions for groups, and for restrictions of the cohort, by what becomes known after day 0.
  func cautions(for sources: [ResolvedGroups.Source]) throws(CohortError) -> [Caution] {
    var cautions: [Caution] = []
    for source in sources {
      guard let knownAt = source.knownAt, let lateness = try lateness(knownAt) else { continue }
      cautions.append(
        caution(
          "\"\(source.label)\" becomes known only after day 0: \(extent(lateness)). Subjects had to live to be in their group, and what "
            + "befell them before is counted in it.",
          remedy: "Group by what is known at baseline, or count the events from that day on, in those who reached it."))
    }
    for step in cohort.flow {
      guard let knownAt = step.knownAt, let lateness = try lateness(knownAt) else { continue }
      cautions.append(
        caution(
          "The cohort was restricted to those where \(step.condition), which becomes known only after day 0: \(extent(lateness)). "
            + "Whoever died before could not be among them.",
          remedy: "Restrict by what is known at baseline."))
    }
    return cautions + undeclared(sources)
  }

  /// By how much something is known later than day 0.
  private func lateness(_ knownAt: KnownAt) throws(CohortError) -> Lateness? {
    let dayZero = EndpointDefinition(name: "", time: "", event: .condition(""))
    return try cohort.lateness(of: knownAt, for: dayZero)
  }

  private func extent(_ lateness: Lateness) -> String {
    "for \(lateness.subjects) of \(lateness.of) subjects later than it"
      + (lateness.medianDay.map { " (median day \(Argument.number($0).source))" } ?? "")
  }

  private func caution(_ fact: String, remedy: String) -> Caution {
    Caution(
      isAcknowledged ? .asBaseline : .immortalTime,
      (isAcknowledged ? "Immortal time, accepted knowingly (as_baseline = true). " : "Immortal time. ") + fact,
      remedy: isAcknowledged ? nil : remedy)
  }

  /// One caution for all variables of which the dictionary does not say when they become known.
  private func undeclared(_ sources: [ResolvedGroups.Source]) -> [Caution] {
    let names = sources.filter { $0.knownAt == nil }.map { "\"\($0.label)\"" }
    guard !names.isEmpty else { return [] }
    let (become, are, them) = names.count == 1 ? ("becomes", "it is", "it") : ("become", "they are", "them")
    return [
      Caution(
        .timingNotDeclared,
        "The dictionary does not say when \(names.joined(separator: ", ")) \(become) known; \(are) taken as known on day 0.",
        remedy: "Declare known_at for \(them), \"baseline\" or the column of the day, so that immortal time is noticed."
      )
    ]
  }
}
