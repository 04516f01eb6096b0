import Analyses
import Cohorts
import Baseline
import TestSupport

extension Cohort {
  /// Asks an analysis of the plugin as a script would.
  func ask(
    _ function: String, _ arguments: KeyValuePairs<String, Argument>, profile: Profile = .r
  ) throws -> AnalysisResult {
    try ask(function, of: BaselinePlugin(), arguments, profile: profile)
  }

  /// What is said against a question.
  func complaint(_ function: String, _ arguments: KeyValuePairs<String, Argument>) throws -> String? {
    complaint(function, of: BaselinePlugin(), arguments)
  }
}
