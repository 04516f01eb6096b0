import Analyses
import Cohorts
import Survival
import TestSupport
import Testing

extension Cohort {
  /// Asks an analysis of the plugin as a script would.
  func ask(
    _ function: String, _ arguments: KeyValuePairs<String, Argument>, profile: Profile = .r
  ) throws -> AnalysisResult {
    try ask(function, of: SurvivalPlugin(), arguments, profile: profile)
  }

  /// What is said against a question.
  func complaint(_ function: String, _ arguments: KeyValuePairs<String, Argument>) throws -> String? {
    complaint(function, of: SurvivalPlugin(), arguments)
  }
}

extension AnalysisResult {
  /// Expects a row to hold a reference value, or a reason where the reference has none.
  func expect(
    _ statistic: String, _ expected: JSONValue?, group: String? = nil, variable: String? = nil, time: Double? = nil,
    relative: Double = 1e-9, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    guard let value = value(statistic, group: group, variable: variable, time: time, sourceLocation: sourceLocation)
    else { return }
    guard let expected else {
      Issue.record("the reference has no \(statistic)", sourceLocation: sourceLocation)
      return
    }
    let what = [statistic, group, variable, time.map { "\($0)" }].compactMap { $0 }.joined(separator: ", ")
    if let number = expected.number {
      expectClose(
        value.double, number, relative: relative, absolute: 1e-10, because: what, sourceLocation: sourceLocation)
    } else if case .notEstimable = value {
      // Neither has it.
    } else {
      Issue.record("\(what) is \(value), but the reference has none", sourceLocation: sourceLocation)
    }
  }
}
