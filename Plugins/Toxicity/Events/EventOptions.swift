import Analyses

/// In which order terms stand.
enum EventOrder: String, Choice {
  case frequency
  case alphabetical

  var summary: String {
    switch self {
    case .frequency:
      "the term of most subjects first; of as many, that of more with grade 3 or more, and then by the alphabet"
    case .alphabetical: "by the alphabet"
    }
  }
}

/// Of what a table of events has lines.
enum EventLevels: String, Choice {
  case classAndTerm = "class_and_term"
  case organClass = "organ_class"
  case term

  var summary: String {
    switch self {
    case .classAndTerm: "organ classes, and under each its terms"
    case .organClass: "organ classes alone"
    case .term: "terms alone"
    }
  }
}

/// Of what a table of events has columns.
enum GradeColumns: String, Choice {
  case anyAndSevere = "any_and_severe"
  case each = "each_grade"
  case any = "any_grade"

  var summary: String {
    switch self {
    case .anyAndSevere: "any grade, and grade 3 or more"
    case .each: "each worst grade, 1 to 5"
    case .any: "any grade"
    }
  }
}

/// The parameters of analyses that show terms.
enum EventShowing {
  static let order = Parameter<EventOrder>.choice(
    "sort", "The order of organ classes, and of the terms within each.", default: .frequency)

  static let minimum = Parameter.number(
    "minimum_incidence",
    "Terms are shown that occur in at least so many percent of any group, or of all subjects.", in: 0...100, unit: "%",
    default: 0)

  static let absent = Parameter.flag(
    "absent_terms", "Show the terms that the events' dictionary of levels knows and nobody has, as zeros.",
    default: false)

  static let overall = Parameter.flag("overall", "Show all subjects together beside the groups.", default: true)

  static let most = Parameter.wholeNumber(
    "most", "How many terms the figure shows at most, the most frequent first.", in: 1...100, default: 25)
}
