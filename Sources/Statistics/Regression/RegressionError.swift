/// What is wrong with the columns handed to a regression; rows and columns count from 0.
public enum RegressionError: Error, Equatable, Sendable {
  /// A column has another length than the others.
  case lengths(column: String, expected: Int, found: Int)
  /// A covariate is not a finite number.
  case badCovariate(row: Int, column: Int, value: Double)
  /// A weight is negative or not finite.
  case badWeight(row: Int, value: Double)
  /// An offset is not a finite number.
  case badOffset(row: Int, value: Double)
  /// An outcome's code is negative, or not below the number of outcomes.
  case badOutcome(row: Int, code: Int, count: Int)
}

extension RegressionError: CustomStringConvertible {
  /// What was expected, what was found, and where.
  public var description: String {
    switch self {
    case .lengths(let column, let expected, let found):
      "\(column) has \(found) values; expected \(expected), one for each row"
    case .badCovariate(let row, let column, let value):
      "row \(row + 1), covariate \(column + 1): value is \(value); expected a finite number"
    case .badWeight(let row, let value):
      "row \(row + 1): weight is \(value); expected a finite number, zero or more"
    case .badOffset(let row, let value):
      "row \(row + 1): offset is \(value); expected a finite number"
    case .badOutcome(let row, let code, let count):
      "row \(row + 1): outcome code is \(code); expected one from 0 to \(count - 1)"
    }
  }
}

extension RegressionError {
  /// Checks the weights and offsets of so many rows.
  static func check(weights: [Double]?, offset: [Double]?, rows: Int) throws(RegressionError) {
    if let weights {
      guard weights.count == rows else { throw .lengths(column: "weights", expected: rows, found: weights.count) }
      if let row = weights.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) {
        throw .badWeight(row: row, value: weights[row])
      }
    }
    if let offset {
      guard offset.count == rows else { throw .lengths(column: "offset", expected: rows, found: offset.count) }
      if let row = offset.firstIndex(where: { !$0.isFinite }) { throw .badOffset(row: row, value: offset[row]) }
    }
  }
}
