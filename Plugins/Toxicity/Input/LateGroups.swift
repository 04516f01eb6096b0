import Analyses
import Cohorts

/// The guard against comparing toxicity between groups that subjects enter only later.
///
/// Whoever is in a group by what happened on day 90 has lived until then, and all that they went through before is credited to
/// the group. The dictionary says when each variable becomes known: see `LateKnowledge`.
struct LateGroups {
  private let late: LateKnowledge

  init(_ cohort: Cohort, isAcknowledged: Bool) {
    late = LateKnowledge(fromDayZero: cohort, isAcknowledged: isAcknowledged)
  }

  /// The cautions for groups, and for restrictions of the cohort, by what becomes known after day 0.
  func cautions(for sources: [ResolvedGroups.Source]) throws(CohortError) -> [Caution] {
    let groups = try late.findings(among: sources).map {
      late.caution(
        $0, consequence: "Subjects had to live to be in their group, and what befell them before is counted in it.",
        remedy: "Group by what is known at baseline, or count the events from that day on, in those who reached it.")
    }
    let restrictions = try late.restrictions().map {
      late.caution(
        $0, consequence: "Whoever died before could not be among them.",
        remedy: "Restrict by what is known at baseline.")
    }
    return groups + restrictions + late.undeclared(among: sources)
  }
}
