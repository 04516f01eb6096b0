import Analyses
import Cohorts

/// The parameters that analyses of adverse events share, declared once.
enum EventParameters {
  static let events = Parameter.optionalText(
    "events", "The linked table of adverse events; \"adverse_events\" or \"ADAE\" where there is such a table.",
    names: .table)

  static let term = role("term", "the term of each event")
  static let organClass = role("organ_class", "the organ class of each event")
  static let grade = role("grade", "the grade of each event, 1 to 5 or mild to fatal")
  static let onset = role("onset", "the day on which each event began")
  static let end = role("end", "the day on which each event ended")
  static let serious = role("serious", "whether each event was serious, yes or no")
  static let related = role("related", "whether each event was related to the treatment")
  static let fatal = role("fatal", "whether each event led to death, yes or no, or its outcome")
  static let emergent = role("emergent", "whether each event was treatment-emergent, yes or no")

  static let relatedLevels = Parameter.texts(
    "related_levels",
    "The values of the column of relatedness that count as related, such as { \"PROBABLE\", \"DEFINITE\" }; all others do not. Without it "
      + "what is at least possible is related (yes, related, possible, probable, likely, suspected, definite, certain), and what is at "
      + "most unlikely is not (no, none, not related, unrelated, unlikely, remote, doubtful); what could not be assessed is unknown."
  )

  static let terms = Parameter.texts(
    "terms",
    "Count only the events of these terms, such as \"ICANS\"; a term that no event of the table has is an error.")

  static let condition = Parameter.optionalText(
    "where",
    "A condition over the columns of the events, such as \"related and grade >= 3\"; events for which it does not hold, or is "
      + "unknown, are not counted.", names: .rowCondition)

  static let treatmentEmergent = Parameter.flag(
    "treatment_emergent", "Count only the events that are flagged as treatment-emergent.", default: false)

  static let window = Parameter.numbers(
    "window",
    "The first and the last day of onset of the events that count, such as { 0, 90 }; events without a day of onset are left out "
      + "and said.", in: -1e9...1e9, unit: "days")

  static let by = Parameter.groups(
    "The groups of subjects: a column, an expression such as \"age >= 18\", or a list of them, crossed. Percentages are of the "
      + "subjects in each group, whether or not they had an event.")

  static let asBaseline = Parameter.asBaseline(after: "day 0")

  /// What ``EventQuestion`` reads: an analysis that asks one lists them all, and what it needs further.
  static let question: [AnyParameter] = [events.any, terms.any] + selection

  /// The same, for analyses that tell terms apart in a way of their own.
  static let questionOfAllTerms: [AnyParameter] = [events.any] + selection

  private static let selection: [AnyParameter] = [
    condition.any, treatmentEmergent.any, window.any, by.any, term.any, organClass.any, grade.any,
    onset.any,
    emergent.any, asBaseline.any,
  ]

  private static func role(_ name: String, _ what: String) -> Parameter<String?> {
    Parameter<String?>.optionalColumn(
      name, "The column of the events that holds \(what); found by its role in the dictionary, or its usual name.")
  }
}
