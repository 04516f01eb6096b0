import Analyses
import Cohorts

/// What can be wrong with a question about adverse events, or with the events themselves.
enum EventError: Error, Hashable {
  /// No table was named, and none of the linked tables looks like one of adverse events.
  case noTable(known: [String])
  /// The table has no column of that name.
  case unknownColumn(String, argument: String, table: String, nearest: String?, columns: [String])
  /// No column was named, and none of the table's plays the role.
  case noColumn(ColumnRole, table: String, columns: [String])
  /// A grade is not a whole number within its range.
  case badGrade(String, column: String, table: String, subject: String, row: Int, range: ClosedRange<Int>)
  /// A column that should say yes or no holds something else.
  case notYesOrNo(String, column: String)
  /// No event has a term that was asked for.
  case unknownTerm(String, column: String, table: String, nearest: String?)
  /// No event has a value that was named.
  case unknownValue(String, argument: String, column: String, table: String, nearest: String?, values: [String])
  /// An event ends before it begins.
  case endBeforeOnset(onset: Double, end: Double, table: String, subject: String, row: Int)
}

extension EventError: CustomStringConvertible {
  /// What was expected, what was found, where, and the nearest right thing.
  var description: String {
    switch self {
    case .noTable(let known):
      "no linked table is known to hold adverse events, which one with a column of terms would: name it (events = \"…\"), or give its "
        + "columns their roles in cohort.toml (role = \"term\", role = \"grade\"); "
        + (known.isEmpty ? "the cohort has no linked tables" : "linked tables: \(Self.list(known))")
    case .unknownColumn(let name, let argument, let table, let nearest, let columns):
      "\(argument) = \"\(name)\": there is no such column in \"\(table)\""
        + (nearest.map { "; did you mean \"\($0)\"?" } ?? ".") + " Its columns: \(Self.list(columns))"
    case .noColumn(let role, let table, let columns):
      "no column of \"\(table)\" is known to hold \(role.words): name it (\(role.argument) = \"…\"); "
        + "its columns: \(Self.list(columns))"
    case .badGrade(let value, let column, let table, let subject, let row, let range):
      "\"\(column)\" of \"\(table)\" should be a whole number from \(range.lowerBound) to \(range.upperBound), or missing; "
        + "subject \"\(subject)\" has \"\(value)\" in row \(row)"
    case .notYesOrNo(let value, let column):
      "column \"\(column)\" should say yes or no (yes, Y, true or 1; no, N, false or 0), found \"\(value)\"; derive one that does, or "
        + "narrow the events by where = \"…\""
    case .unknownTerm(let name, let column, let table, let nearest):
      "no event of \"\(table)\" has the term \"\(name)\" (column \"\(column)\")"
        + (nearest.map { "; did you mean \"\($0)\"?" } ?? "")
    case .unknownValue(let value, let argument, let column, let table, let nearest, let values):
      "\(argument): no event of \"\(table)\" has \"\(value)\" in column \"\(column)\""
        + (nearest.map { "; did you mean \"\($0)\"?" } ?? ".") + " Its values: \(Self.list(Array(values.prefix(20))))"
    case .endBeforeOnset(let onset, let end, let table, let subject, let row):
      "row \(row) of \"\(table)\", of subject \"\(subject)\", ends on day \(Argument.number(end).source), before it begins on day "
        + Argument.number(onset).source
    }
  }

  private static func list(_ names: [String]) -> String { names.map { "\"\($0)\"" }.joined(separator: ", ") }
}
