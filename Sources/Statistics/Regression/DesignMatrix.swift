/// The covariates of a regression, column by column in one piece of memory.
public struct DesignMatrix: Sendable {
  /// The number of rows.
  public let rows: Int
  /// The number of columns, an intercept not counted.
  public let columns: Int
  /// The values, all of the first column, then all of the second, and so on.
  public let values: [Double]

  /// Takes columns of one length.
  ///
  /// - Parameters:
  ///   - columns: the values of each covariate; categories as indicators of all levels but the reference.
  ///   - rows: the number of rows, where there are no columns to tell it.
  /// - Throws: ``RegressionError/lengths(column:expected:found:)``,
  ///   ``RegressionError/badCovariate(row:column:value:)``.
  public init(columns: [[Double]], rows: Int? = nil) throws(RegressionError) {
    let count = rows ?? columns.first?.count ?? 0
    for (place, column) in columns.enumerated() {
      guard column.count == count else {
        throw .lengths(column: "covariate \(place + 1)", expected: count, found: column.count)
      }
      if let row = column.firstIndex(where: { !$0.isFinite }) {
        throw .badCovariate(row: row, column: place, value: column[row])
      }
    }
    self.rows = count
    self.columns = columns.count
    values = Array(columns.joined())
  }

  /// The values of one covariate.
  public func column(_ place: Int) -> ArraySlice<Double> {
    values[(place * rows)..<((place + 1) * rows)]
  }
}
