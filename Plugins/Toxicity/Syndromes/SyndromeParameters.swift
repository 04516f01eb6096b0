import Analyses

/// The parameters that analyses of syndromes share, declared once.
enum SyndromeParameters {
  static let terms = Parameter.texts(
    "terms",
    "The terms of the syndromes among the adverse events, such as { \"Cytokine release syndrome\", \"ICANS\" }; those of CRS and ICANS "
      + "that occur, without them.")

  static let derived = Parameter.texts(
    "derived",
    "Syndromes whose grades are variables of the subjects, by what the names of these begin with: \"crs\" for crs_grade, "
      + "crs_onset_day and crs_end_day, as toxicity.derive_crs gives them.")

  static let gap = Parameter.number(
    "gap",
    "Events of one syndrome that overlap, or of which one begins no more than so many days after the end of the other, are one "
      + "episode.", in: 0...1000, unit: "days", default: 1)

  static let scale = Parameter.optionalText(
    "scale",
    "The scale that all grades were given by: \"ASTCT\", \"Lee 2014\", \"Penn\" or \"CTCAE 5\". Without it, a column of the events "
      + "that holds the scale is found by its role in the dictionary.")

  static let scaleBySubject = Parameter.optionalColumn(
    "scale_by_subject", "The subjects' column that names the scale that their grades were given by.")

  /// What ``SyndromeQuestion`` reads, besides what ``EventParameters/questionOfAllTerms`` lists.
  static let question: [AnyParameter] =
    [terms.any, derived.any, gap.any, scale.any, scaleBySubject.any, EventParameters.end.any]
    + EventParameters.questionOfAllTerms
}
