import Cohorts

extension ColumnRole {
  /// The parameter that names the column which plays the role.
  var argument: String { self == .emergent ? "emergent" : rawValue }

  /// What a column that plays the role holds, in words.
  var words: String {
    switch self {
    case .term: "the term"
    case .organClass: "the organ class"
    case .grade: "the grade"
    case .scale: "the grading scale"
    case .onset: "the day of onset"
    case .end: "the day of the end"
    case .serious: "whether it was serious"
    case .related: "whether it was related to the treatment"
    case .emergent: "whether it was treatment-emergent"
    case .fatal: "whether it led to death"
    case .day: "the day of an assessment"
    case .response: "the response"
    }
  }
}
