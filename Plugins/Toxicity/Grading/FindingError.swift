import Analyses

/// What can be wrong with a table of findings.
enum FindingError: Error, Hashable {
  /// There is no such table.
  case noTable(String, known: [String])
  /// The table has no such column.
  case noColumn(String, table: String, known: [String], nearest: String?)
  /// A finding is in words that the rule does not know.
  case unknownWords(String, Place, choices: [String], nearest: String?)
  /// A number is none that the finding can have.
  case outOfRange(Double, Place, expected: String)

  /// Where a value stands.
  struct Place: Hashable {
    let column: String
    let table: String
    let subject: String
    let row: Int
  }
}

extension FindingError: CustomStringConvertible {
  /// What was expected, what was found, where, and the nearest right thing.
  var description: String {
    switch self {
    case .noTable(let name, let known):
      "there is no linked table \"\(name)\" of findings; name it (table = \"…\"); "
        + (known.isEmpty ? "the cohort has no linked tables" : "linked tables: \(Self.list(known))")
    case .noColumn(let name, let table, let known, let nearest):
      "column \"\(name)\" is not in \"\(table)\""
        + (nearest.map { "; did you mean \"\($0)\"?" } ?? "; its columns: \(Self.list(known))")
    case .unknownWords(let words, let place, let choices, let nearest):
      "\(place.words) is \"\(words)\", which the rule does not know"
        + (nearest.map { "; did you mean \"\($0)\"?" } ?? "") + (nearest == nil ? "; " : " ")
        + "It knows: \(Self.list(choices))"
    case .outOfRange(let value, let place, let expected):
      "\(place.words) is \(Argument.number(value).source), but should be \(expected)"
    }
  }

  private static func list(_ names: [String]) -> String { names.map { "\"\($0)\"" }.joined(separator: ", ") }
}

extension FindingError.Place {
  fileprivate var words: String { "\"\(column)\" in row \(row) of \"\(table)\", of subject \"\(subject)\"," }
}
