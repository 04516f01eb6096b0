import Analyses
import Cohorts

/// What can be wrong with a question about assessments, or with the assessments themselves.
enum AssessmentError: Error, Hashable {
  /// The vocabulary that knows most of the values of a column, and the values that it does not know.
  struct Nearest: Hashable {
    let vocabulary: String
    let unknown: [String]
    let levels: [String]
  }

  /// No table was named, and none of the linked tables looks like one of assessments.
  case noTable(known: [String])
  /// No column was named, and none of the table's plays the role.
  case noColumn(ColumnRole, table: String, columns: [String])
  /// Nobody says in which vocabulary the responses are written.
  case noVocabulary(column: String, fitting: [String], nearest: Nearest? = nil)
  /// Assessments of a subject on one day differ, where they must agree.
  case contradiction(subject: String, day: Double, first: String, second: String)
  /// A variable of the name is there already.
  case nameTaken(String, cohort: String)
  /// A variable that another derivation gives is not there, and no other was named in its place.
  case notDerived(String, argument: String, cohort: String)
  /// A category that is none of the vocabulary's.
  case unknownCategory(String, argument: String, vocabulary: String, codes: [String])
}

extension AssessmentError.Nearest {
  /// `nil` where no vocabulary knows any of the values.
  init?(to column: Column, in cohort: Cohort) {
    let values = Set((0..<column.count).lazy.filter { column.validity[$0] }.map { column[$0].description }).sorted()
    let looks = cohort.dictionary.vocabularyNames.compactMap { name -> Self? in
      guard let vocabulary = cohort.dictionary.vocabulary(named: name) else { return nil }
      return Self(
        vocabulary: name, unknown: values.filter { vocabulary.position(of: $0) == nil }, levels: vocabulary.codes)
    }
    guard let best = looks.min(by: { $0.unknown.count < $1.unknown.count }), best.unknown.count < values.count else {
      return nil
    }
    self = best
  }
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
    case .noVocabulary(let column, let fitting, let nearest):
      "the dictionary does not say in which vocabulary \"\(column)\" is written: declare it, or name it (vocabulary = \"…\"); "
        + (fitting.isEmpty ? "none that there is knows all of its values" : "its values fit \(Self.list(fitting))")
        + (nearest.map {
          "; the nearest, \"\($0.vocabulary)\" (\($0.levels.joined(separator: ", "))), does not know \(Self.few($0.unknown))"
        } ?? "")
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

  /// Some names, not more than six.
  private static func few(_ names: [String]) -> String {
    list(Array(names.prefix(6))) + (names.count > 6 ? " and \(names.count - 6) more" : "")
  }

  private static func list(_ names: [String]) -> String { names.map { "\"\($0)\"" }.joined(separator: ", ") }
}
