import Cohorts

/// Why a row of a linked table cannot be a time spent in a state.
struct StateRowsError: Error, Hashable {
  let table: String
  /// The row's number in the stored table, from 1.
  let row: Int
  /// The subject's id.
  let subject: String
  let fault: Fault

  /// A value and the column that it stands in.
  struct Found: Hashable {
    let column: String
    let value: Double
  }

  /// What is wrong with it.
  enum Fault: Hashable {
    /// A value is missing without which the row says nothing.
    case missing(column: String)
    /// A time is not a finite number.
    case notFinite(Found)
    /// A time lies before the origin, which is 0 unless the endpoint's clock starts on a day of its own.
    case negative(Found, origin: Double)
    /// The row ends before it begins, or as it does.
    case notAfter(stop: Found, start: Found)
    /// The row begins before the subject's row before it has ended.
    case overlap(start: Found, before: Int, stop: Found)
    /// Nothing is known of the subject between two rows.
    case gap(start: Found, before: Int, stop: Found)
    /// The row is in another state than the one in which the row before it ended.
    case wrongState(column: String, found: String, before: Int, expected: String)
    /// The row is in a state that nobody leaves.
    case leavesAbsorbing(start: Found, state: String)
  }
}

extension StateRowsError.Found: CustomStringConvertible {
  var description: String { "\(column) \(Value.number(value))" }
}

extension StateRowsError: CustomStringConvertible {
  /// What was expected, what was found, and where.
  var description: String { "row \(row) of \"\(table)\", subject \"\(subject)\": \(words)" }

  private var words: String {
    switch fault {
    case .missing(let column):
      "\(column) is missing"
    case .notFinite(let found):
      "\(found.column) is \(Value.number(found.value)), but a time must be a finite number"
    case .negative(let found, let origin):
      "\(found.column) is \(Value.number(found.value)), but "
        + (origin == 0 ? "a time cannot be negative" : "the clock starts at \(Value.number(origin))")
    case .notAfter(let stop, let start):
      "it ends at \(stop), not after it begins at \(start)"
    case .overlap(let start, let before, let stop):
      "it begins at \(start), before row \(before) of the same subject ends at \(stop)"
    case .gap(let start, let before, let stop):
      "it begins at \(start), but row \(before) of the same subject ended at \(stop); rows must follow one another "
        + "without a gap"
    case .wrongState(let column, let found, let before, let expected):
      "\(column) is \"\(found)\", but row \(before) of the same subject ended in \"\(expected)\""
    case .leavesAbsorbing(let start, let state):
      "it begins at \(start) in \"\(state)\", but nobody is followed in an absorbing state"
    }
  }
}
