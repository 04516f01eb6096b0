import Analyses

/// How a curve follows from the counts, by the names that are usual.
enum CurveEstimator: String, Choice {
  case kaplanMeier = "kaplan_meier"
  case flemingHarrington = "fleming_harrington"
  case breslow

  var summary: String {
    switch self {
    case .kaplanMeier: "the product of 1 - d/n"
    case .flemingHarrington: "exp(-H), with tied events taken one by one in H: R's stype = 2, ctype = 2"
    case .breslow: "exp(-H), with d/n at each time in H (Nelson and Aalen): R's stype = 2, ctype = 1"
    }
  }

  /// The name in a method.
  var name: String {
    switch self {
    case .kaplanMeier: "Kaplan-Meier"
    case .flemingHarrington: "Fleming-Harrington"
    case .breslow: "Breslow"
    }
  }

  /// What is estimated, as the beginning of a sentence.
  var method: String {
    switch self {
    case .kaplanMeier: "Kaplan-Meier estimate with"
    case .flemingHarrington:
      "Fleming-Harrington estimate of survival, exp(-H) of the cumulative hazard H with tied events taken one by one, with"
    case .breslow: "Breslow's estimate of survival, exp(-H) of the Nelson-Aalen cumulative hazard H, with"
    }
  }

  /// The variance, as it follows.
  var variance: String { self == .kaplanMeier ? "Greenwood's variance" : "the variance of H" }

  /// The curve of a table.
  func curve(_ table: EventTable) -> KaplanMeier {
    switch self {
    case .kaplanMeier: KaplanMeier(table)
    case .flemingHarrington: KaplanMeier(table, estimator: .exponential, hazard: .flemingHarrington)
    case .breslow: KaplanMeier(table, estimator: .exponential)
    }
  }
}
