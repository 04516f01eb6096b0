import Analyses
import Cohorts

extension ImmortalTime {
  /// The cautions for the groups and the strata of a question.
  func cautions(for question: SurvivalQuestion) throws(CohortError) -> [Caution] {
    try cautions(for: question.groups.sources) + cautions(forStrata: question.strata?.sources ?? [])
  }
}
