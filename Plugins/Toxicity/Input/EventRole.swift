/// What a column of a table of adverse events tells.
enum EventRole: String, CaseIterable, Sendable {
  /// The term of the event.
  case term
  /// The class of organs that the term belongs to.
  case organClass = "organ_class"
  /// The grade, 1 to 5.
  case grade
  /// The day on which it began.
  case onset
  /// The day on which it ended.
  case end
  /// Whether it was serious.
  case serious
  /// Whether it was related to the treatment.
  case related
  /// Whether it began, or grew worse, under treatment.
  case emergent
  /// Whether it led to death.
  case fatal

  /// The role in words.
  var words: String {
    switch self {
    case .term: "the term"
    case .organClass: "the organ class"
    case .grade: "the grade"
    case .onset: "the day of onset"
    case .end: "the day of the end"
    case .serious: "whether it was serious"
    case .related: "whether it was related to the treatment"
    case .emergent: "whether it was treatment-emergent"
    case .fatal: "whether it led to death"
    }
  }

  /// The names that such columns usually have, in lower case, ADaM's among them; the first that there is counts.
  var usualNames: [String] {
    switch self {
    case .term: ["term", "preferred_term", "aedecod", "aeterm"]
    case .organClass: ["soc", "organ_class", "system_organ_class", "aebodsys", "aesoc"]
    case .grade: ["grade", "atoxgrn", "aetoxgrn", "atoxgr", "aetoxgr", "ctcae_grade"]
    case .onset: ["onset_day", "onset", "start_day", "astdy", "aestdy"]
    case .end: ["end_day", "end", "stop_day", "aendy", "aeendy"]
    case .serious: ["serious", "aeser"]
    case .related: ["related", "arel", "aerel", "relation"]
    case .emergent: ["treatment_emergent", "emergent", "trtemfl"]
    case .fatal: ["fatal", "led_to_death", "aesdth"]
    }
  }
}
