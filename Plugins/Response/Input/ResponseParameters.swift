import Analyses
import Cohorts

/// The parameters by which analyses of a yes or no of each subject are asked, declared once.
enum ResponseParameters {
  static let outcome = Parameter.condition(
    "outcome",
    "Who responded: a flag or a column of 0 and 1, a condition such as \"response_day <= 28\", or a category of which counts_as "
      + "names the levels that count.")

  static let countsAs = Parameter.texts(
    "counts_as",
    "The levels of a category that count as a response, such as { \"CR\", \"CRi\" }; or \"response\" or \"complete\", by the "
      + "vocabulary that the dictionary declares for the column.", levelsOf: "outcome")

  static let missing = Parameter<MissingOutcome>.choice(
    "missing", "What becomes of subjects who are not evaluable or whose outcome is missing.", default: .exclude)

  static let by = Parameter.groups()

  static let strata = Parameter.strata()

  static let level = Parameter.level()

  static let asBaseline = Parameter.asBaseline(after: "day 0")
}

/// What becomes of the subjects of whom it cannot be told whether they responded.
enum MissingOutcome: String, Choice {
  /// They are in no denominator.
  case exclude
  /// They count as not having responded.
  case failure

  /// The rule in a few words.
  var summary: String {
    switch self {
    case .exclude: "left out: rates are those of the evaluable subjects"
    case .failure: "counted as without response: rates are those of all subjects"
    }
  }
}
