import Analyses
import Cohorts

/// The words for a yes or no, which is not always a response: "Response rate" and "Responders", or what fits any outcome.
///
/// It is a response where the dictionary declares a response vocabulary for its column, or its name or label says so.
struct OutcomeWords {
  /// Whether it is a response.
  let isResponse: Bool
  /// The outcome in a few words.
  let label: String

  /// Whether an outcome is a response.
  static func isResponse(_ source: ResolvedGroups.Source, in cohort: Cohort) -> Bool {
    let names = [source.source, source.label].map { $0.lowercased() }
    return cohort.vocabulary(of: source.source) != nil || names.contains { $0.contains("respon") }
  }

  /// The rate, at the head of a table.
  var rate: String { isResponse ? "Response rate" : "Rate of \(label)" }

  /// The rate, at an axis.
  var axis: String { isResponse ? "Response rate" : "Rate" }

  /// A title of what is done with the rate, such as " by Diagnosis".
  func title(_ rest: String) -> String { isResponse ? "Response rate\(rest) (\(label))" : "Rate of \(label)\(rest)" }

  /// The head of a column of counts with their share.
  var share: String { isResponse ? "Responders" : "n/N (%)" }

  /// The head of a column of counts.
  var counted: String { isResponse ? "Responders" : "With the outcome" }

  /// What those count as of whom it cannot be told.
  var without: String { isResponse ? "without response" : "without the outcome" }
}
