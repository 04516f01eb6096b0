import Analyses
import Designs

/// The parameters that several analyses of the baseline share, declared once.
enum BaselineParameters {
  static let by = Parameter.groups()

  static let variables = Parameter.columns(
    "variables",
    "The variables, in the order given: columns or expressions such as \"marrow_blasts >= 20\". Without it, all that the "
      + "dictionary says are known at baseline, but ids and dates.")

  static let overall = Parameter<OverallPlace>.choice(
    "overall", "Where the column of all subjects stands beside those of the groups.", default: .last)

  static let quantiles = Parameter<QuantileType>.choice(
    "quantile_type", "How medians and quartiles are defined, by the numbers of Hyndman and Fan.", default: .type7,
    sas: .type2)

  static let labels = Parameter.textsByVariable(
    "labels", "Words under which variables are shown, in the place of those of the dictionary.",
    such: "{ age = \"Age at infusion\" }")
}

/// Where the column of all subjects stands.
enum OverallPlace: String, Choice {
  case first, last, none

  var summary: String {
    switch self {
    case .first: "before the groups"
    case .last: "after the groups"
    case .none: "nowhere"
    }
  }
}
