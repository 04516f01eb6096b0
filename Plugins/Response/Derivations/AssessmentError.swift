import Analyses
import Cohorts

/// What can be wrong with a question about assessments, or with the assessments themselves.
enum AssessmentError: Error, Hashable {
  /// No table was named, and none of the linked tables looks like one of assessments.
  case noTable(known: [String])
  /// No column was named, and none of the table's plays the role.
  case noColumn(ColumnRole, table: String, columns: [String])
  /// Nobody says in which vocabulary the responses are written.
  case noVocabulary(column: String, fitting: [String])
  /// Assessments of a subject on one day differ, where they must agree.
  case contradiction(subject: String, day: Double, first: String, second: String)
  /// A variable of the name is there already.
  case nameTaken(String, cohort: String)
  /// A variable that another derivation gives is not there, and no other was named in its place.
  case notDerived(String, argument: String, cohort: String)
  /// A category that is none of the vocabulary's.
  case unknownCategory(String, argument: String, vocabulary: String, codes: [String])
}

extension AssessmentError: CustomStringConvertible {
  /// What was expected, what was found, where, and the nearest right thing.
  var description: String {
    switch self {
    case .noTable(let known):
      "no table of assessments: name it (table = \"…\"); "
        + (known.isEmpty ? "the cohort has no linked tables" : "linked tables: \(Self.list(known))")
    case .noColumn(let role, let table, let columns):
      "no column of \"\(table)\" is known to hold the \(role.rawValue) of an assessment: name it (\(role.rawValue) = \"…\"); its "
        + "columns: \(Self.list(columns))"
    case .noVocabulary(let column, let fitting):
      "the dictionary does not say in which vocabulary \"\(column)\" is written: declare it, or name it (vocabulary = \"…\"); "
        + (fitting.isEmpty ? "none that there is knows all of its values" : "its values fit \(Self.list(fitting))")
    case .contradiction(let subject, let day, let first, let second):
      "subject \"\(subject)\" has both \(first) and \(second) on day \(Argument.number(day).source); correct one, or choose which "
        + "counts (same_day = \"worst\" or \"best\")"
    case .nameTaken(let name, let cohort):
      "cohort \"\(cohort)\" already has a variable \"\(name)\"; give the new ones names of their own (prefix = \"…\")"
    case .notDerived(let name, let argument, let cohort):
      "cohort \"\(cohort)\" has no variable \"\(name)\": derive it first (response.derive_best_overall), or name another "
        + "(\(argument) = \"…\")"
    case .unknownCategory(let text, let argument, let vocabulary, let codes):
      "\(argument) = \"\(text)\": the vocabulary \"\(vocabulary)\" has no such category; it has \(Self.list(codes))"
    }
  }

  private static func list(_ names: [String]) -> String { names.map { "\"\($0)\"" }.joined(separator: ", ") }
}
