/// The covariates of a model, column by column in one piece of memory.
public struct CovariateMatrix: Sendable {
  /// The number of rows.
  public let rows: Int
  /// The number of columns.
  public let columns: Int
  /// The values, all of the first column, then all of the second, and so on.
  public let values: [Double]

  /// Takes columns of one length.
  ///
  /// - Parameter columns: the values of each covariate; categories as indicators of all levels but the reference.
  /// - Throws: ``FollowUpError/lengths(column:expected:found:)``, ``FollowUpError/badCovariate(row:column:value:)``.
  public init(columns: [[Double]]) throws {
    rows = columns.first?.count ?? 0
    self.columns = columns.count
    for (place, column) in columns.enumerated() {
      guard column.count == rows else {
        throw FollowUpError.lengths(column: "covariate \(place + 1)", expected: rows, found: column.count)
      }
      if let row = column.firstIndex(where: { !$0.isFinite }) {
        throw FollowUpError.badCovariate(row: row, column: place, value: column[row])
      }
    }
    values = Array(columns.joined())
  }

  /// The values of one covariate.
  public func column(_ place: Int) -> ArraySlice<Double> {
    values[(place * rows)..<((place + 1) * rows)]
  }
}
