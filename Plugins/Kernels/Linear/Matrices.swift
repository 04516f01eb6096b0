import Analyses
import Cohorts
import Statistics

/// Kernels of matrices, which are lists of columns: `matrix[j][i]` stands in row i and column j.
enum Matrices {
  static let kernels = [crossProduct, matrixProduct, solve, inverse, determinant]

  private static let form = "A matrix is a list of columns: matrix[j][i] stands in row i and column j. "

  private static let left = Operand.matrix("matrix", "A matrix.", example: "{ { 4, 1 }, { 1, 3 } }")
  private static let right = Operand.optionalMatrix(
    "other", "Another matrix; without it, the matrix itself.", example: nil)

  static let crossProduct = Kernel(
    "numerics.cross_product", "The products of the columns of one matrix with those of another: AᵀB.",
    details: form + "Rows that miss a value in any column are left out of all. Sums are compensated.",
    operands: [left.any, right.any],
    gives: .init("workbench.Column[]", "A matrix with a row for each column of the one.")
  ) { call in
    let (a, b) = (call[left], call[right] ?? call[left])
    let count = a[0].count
    for column in a + b where column.count != count {
      throw call.wrong("the columns should have as many rows, found \(count) and \(column.count)")
    }
    let validity = (a + b).dropFirst().reduce(a[0].validity) { $0.intersection($1.validity) }
    return .list(
      b.map { other in
        .numbers(a.map { LaneSum.products($0.values, other.values, present: validity.words) })
      })
  }

  private static let second = Operand.matrix(
    "other", "A matrix with a row for each column of the first.", example: "{ { 1, 0 }, { 2, 1 } }")

  static let matrixProduct = Kernel(
    "numerics.matrix_product", "The product of two matrices.", details: form + "None of their values may be missing.",
    operands: [left.any, second.any], gives: .init("workbench.Column[]", "A matrix.")
  ) { call in
    let (a, b) = (try complete(call[left], call), try complete(call[second], call))
    guard b[0].count == a.count else {
      throw call.wrong("the second matrix should have \(a.count) rows, one a column of the first; it has \(b[0].count)")
    }
    let rows = a[0].count
    return .list(
      b.map { column in
        .numbers((0..<rows).map { row in LaneSum.products(a.map { $0[row] }, column) })
      })
  }

  private static let sides = Operand.numbers("values", "The right-hand side.", example: "{ 1, 2 }")

  static let solve = Kernel(
    "numerics.solve", "The solution x of the linear equations A x = b.",
    details: form
      + "By Householder's reflections. Missing where the matrix is singular: where less than 1e-13 of a column is left after "
      + "those before it.",
    operands: [left.any, sides.any],
    gives: .init("workbench.Column", "The solution; missing where there is no single one.")
  ) { call in
    let a = try square(call[left], call)
    let b = try complete([call[sides]], call)[0]
    guard b.count == a.count else {
      throw call.wrong("the right-hand side should have \(a.count) values, found \(b.count)")
    }
    let decomposition = QRDecomposition(a, tolerance: singular)
    guard decomposition.rank == a.count else { return .missing }
    return .numbers(decomposition.solve(b).map { $0 ?? .nan })
  }

  static let inverse = Kernel(
    "numerics.inverse", "The inverse of a square matrix.",
    details: form
      + "By Householder's reflections. Missing where the matrix is singular; for linear equations alone numerics.solve is more "
      + "exact.",
    operands: [left.any], gives: .init("workbench.Column[]", "A matrix; missing where there is none.")
  ) { call in
    let a = try square(call[left], call)
    let decomposition = QRDecomposition(a, tolerance: singular)
    guard decomposition.rank == a.count else { return .missing }
    return .list(
      a.indices.map { place in
        .numbers(decomposition.solve(a.indices.map { $0 == place ? 1 : 0 }).map { $0 ?? .nan })
      })
  }

  static let determinant = Kernel(
    "numerics.determinant", "The determinant of a square matrix.", details: form + "0 where the matrix is singular.",
    operands: [left.any], gives: .init("number", "The determinant.")
  ) { call in .known(QRDecomposition(try square(call[left], call), tolerance: singular).determinant) }

  /// The part of a column that must be left for a matrix to be regular.
  private static let singular = 1e-13

  /// The columns of a matrix without missing values, all of one length.
  private static func complete(_ columns: [Numbers], _ call: KernelCall) throws -> [[Double]] {
    try columns.map { column in
      guard column.count == columns[0].count else {
        throw call.wrong("the columns should have as many rows, found \(columns[0].count) and \(column.count)")
      }
      guard column.validity.isComplete else { throw call.wrong("a matrix should have no missing values") }
      guard let wrong = column.values.first(where: { !$0.isFinite }) else { return column.values }
      throw call.wrong("a matrix should hold finite numbers, found \(Argument.number(wrong).source)")
    }
  }

  private static func square(_ columns: [Numbers], _ call: KernelCall) throws -> [[Double]] {
    let matrix = try complete(columns, call)
    guard matrix[0].count == matrix.count else {
      throw call.wrong("the matrix should be square, found \(matrix[0].count) rows and \(matrix.count) columns")
    }
    return matrix
  }
}
