/// What is wrong with times, weights or groups handed to an estimator; rows count from 0.
public enum FollowUpError: Error, Equatable, Sendable {
  /// A column has another length than the times.
  case lengths(column: String, expected: Int, found: Int)
  /// A time is not a finite number.
  case badTime(row: Int, value: Double)
  /// An entry is not a finite number.
  case badEntry(row: Int, value: Double)
  /// Observation ends at or before its beginning (near ties merged), so that the row is at risk at no time.
  case emptyInterval(row: Int, entry: Double, time: Double)
  /// A frequency weight is negative or not whole.
  case badFrequency(row: Int, value: Double)
  /// A case weight is negative or not finite.
  case badCaseWeight(row: Int, value: Double)
  /// A group or stratum code is not below the number of groups.
  case badCode(row: Int, code: Int, count: Int)
  /// A cluster number is negative.
  case badCluster(row: Int, code: Int)
  /// A covariate is not a finite number.
  case badCovariate(row: Int, column: Int, value: Double)
  /// An offset is not a finite number.
  case badOffset(row: Int, value: Double)
  /// The method does not take case weights.
  case caseWeightsUnsupported(method: String)
  /// The method does not take late entries.
  case lateEntriesUnsupported(method: String)
  /// The method works on the logarithm of times, and this one has none.
  case timeNotPositive(row: Int, value: Double)
  /// What is asked for is not defined where ties are treated exactly.
  case exactTiesUnsupported(method: String)
  /// To treat so many ties exactly would take hours.
  case exactTiesTooMany(time: Double, tied: Int, rows: Double)
}

extension FollowUpError: CustomStringConvertible {
  /// What was expected, what was found, and where.
  public var description: String {
    switch self {
    case .lengths(let column, let expected, let found):
      "\(column) has \(found) values; expected \(expected), one for each time"
    case .badTime(let row, let value):
      "row \(row + 1): time is \(value); expected a finite number"
    case .badEntry(let row, let value):
      "row \(row + 1): entry is \(value); expected a finite number"
    case .emptyInterval(let row, let entry, let time):
      "row \(row + 1): observation ends at \(time), not after its entry at \(entry)"
    case .badFrequency(let row, let value):
      "row \(row + 1): frequency weight is \(value); expected a whole number, zero or more"
    case .badCaseWeight(let row, let value):
      "row \(row + 1): case weight is \(value); expected a finite number, zero or more"
    case .badCode(let row, let code, let count):
      "row \(row + 1): group code is \(code); expected below \(count)"
    case .badCluster(let row, let code):
      "row \(row + 1): cluster number is \(code); expected zero or more"
    case .badCovariate(let row, let column, let value):
      "row \(row + 1), covariate \(column + 1): value is \(value); expected a finite number"
    case .badOffset(let row, let value):
      "row \(row + 1): offset is \(value); expected a finite number"
    case .caseWeightsUnsupported(let method):
      "\(method) takes frequency weights, not case weights"
    case .lateEntriesUnsupported(let method):
      "\(method) takes follow-up from time zero, not late entries or (start, stop] rows"
    case .timeNotPositive(let row, let value):
      "row \(row + 1): time is \(value); expected a time above zero, since the model is of its logarithm"
    case .exactTiesUnsupported(let method):
      "\(method) is not defined with exact ties; use Efron's method (ties \"efron\")"
    case .exactTiesTooMany(let time, let tied, let rows):
      "\(tied) events are tied at time \(time), among \(Int(rows)) rows: too many to be treated exactly; use Efron's "
        + "method (ties \"efron\")"
    }
  }
}
