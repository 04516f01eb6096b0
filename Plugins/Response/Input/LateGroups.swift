import Analyses
import Cohorts

/// The guard against groups that are formed by what becomes known only after day 0.
///
/// A response rate is that of all who were treated. Whoever died or progressed early cannot come into a group that forms
/// later, such as the transplanted; most who do come into it have responded. The dictionary says when each variable
/// becomes known; a rate by one that becomes known after day 0 is flagged: see `LateKnowledge`.
struct LateGroups {
  private let question: ResponseQuestion
  private let late: LateKnowledge

  /// The guard of a question.
  init(question: ResponseQuestion, isAcknowledged: Bool) {
    self.question = question
    late = LateKnowledge(
      fromDayZero: question.cohort, outcome: question.outcome.source.source, isAcknowledged: isAcknowledged)
  }

  /// The cautions for the groups and the strata of the question, and whatever else it is adjusted for.
  func cautions(besides others: [ResolvedGroups.Source] = []) throws(CohortError) -> [Caution] {
    let sources = question.groups.sources + (question.strata?.sources ?? []) + others
    return try restrictions() + late.findings(among: sources).map(caution) + late.undeclared(among: sources)
  }

  /// The cautions for restrictions of the cohort; who is evaluable is a matter of the outcome.
  private func restrictions() throws(CohortError) -> [Caution] {
    try late.restrictions().filter { !tellsOutcome($0) }.map {
      late.caution(
        $0, named: "Restricted by the future",
        consequence: "The response rate is theirs, not that of all who were treated.",
        remedy: "Restrict by what is known at baseline.")
    }
  }

  private func caution(_ finding: LateKnowledge.Finding) -> Caution {
    late.caution(
      finding, named: "Grouped by the future",
      consequence:
        "Whoever does not respond, or dies early, is less likely to come into a group that forms later, so that its "
        + "response rate is overstated and the comparison cannot be read as an effect.",
      remedy: tellsOutcome(finding)
        ? "It is part of the outcome: group by what is known at baseline."
        : "Group by what is known at baseline; to ask what follows a response, use survival.landmark or survival.mantel_byar with "
          + "the day of response as the exposure.")
  }

  private func tellsOutcome(_ finding: LateKnowledge.Finding) -> Bool {
    question.cohort.tellsOutcome(finding.source, of: late.endpoint)
  }
}
