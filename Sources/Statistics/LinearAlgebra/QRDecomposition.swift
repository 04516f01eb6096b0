// In order of priority: the accuracy of orthogonal transformations (cross products are never formed), the columns that R would drop
// where some depend on others, then speed.

/// The factors Q R of a matrix by Householder's reflections, and what follows from them: least squares, linear equations, inverses.
///
///     A = Q R, Q orthogonal, R upper triangular
///
/// A column of which, after reflection, less than the tolerance of its length is left depends on those before it: it is *dependent*
/// and takes no part, as in R's `lm`.
///
/// - Complexity: O(*n p*²).
///
/// Golub & Van Loan (2013), *Matrix Computations*, 5.2.
public struct QRDecomposition: Sendable {
  /// The number of rows.
  public let rows: Int
  /// The number of columns.
  public let columns: Int
  /// The columns that depend on those before them.
  public let dependent: [Int]
  /// The columns that take part, in order.
  public let kept: [Int]
  /// The product of the lengths that are left, with its sign: the determinant of a square matrix of full rank.
  public let determinant: Double

  /// Of each kept column, the reflection's vector from its row on.
  private let reflections: [[Double]]
  /// R over the kept columns, column by column, down to the diagonal.
  private let upper: [[Double]]

  /// What R's `lm` takes for dependence.
  public static let defaultTolerance = 1e-7

  /// Decomposes a matrix.
  ///
  /// - Parameters:
  ///   - columns: its columns, all of one length.
  ///   - rows: the number of rows, where there are no columns to tell it.
  ///   - tolerance: the part of a column's length that must be left.
  public init(_ columns: [[Double]], rows: Int? = nil, tolerance: Double = defaultTolerance) {
    let count = rows ?? columns.first?.count ?? 0
    var (kept, dependent): ([Int], [Int]) = ([], [])
    var (reflections, upper): ([[Double]], [[Double]]) = ([], [])
    var determinant = 1.0
    for (place, column) in columns.enumerated() {
      precondition(column.count == count, "\(column.count) numbers in a column of \(count)")
      var work = column
      for (row, reflection) in reflections.enumerated() { Self.reflect(&work, reflection, from: row) }
      let start = kept.count
      let length = Self.length(column, from: 0)
      let left = start < count ? Self.length(work, from: start) : 0
      guard left > tolerance * length, left.isFinite else {
        dependent.append(place)
        continue
      }
      // The sign that does not cancel.
      let diagonal = work[start] > 0 ? -left : left
      var vector = Array(work[start...])
      vector[0] -= diagonal
      let size = Self.length(vector, from: 0)
      for row in vector.indices { vector[row] /= size }
      reflections.append(vector)
      upper.append(Array(work[..<start]) + [diagonal])
      kept.append(place)
      determinant *= -diagonal
    }
    self.rows = count
    self.columns = columns.count
    self.kept = kept
    self.dependent = dependent
    self.determinant = dependent.isEmpty ? determinant : 0
    self.reflections = reflections
    self.upper = upper
  }

  /// The number of columns that are independent.
  public var rank: Int { kept.count }

  /// The coefficients that bring A x nearest to b: nil for dependent columns.
  public func solve(_ b: [Double]) -> [Double?] {
    let effects = effects(b)
    var x = [Double](repeating: 0, count: rank)
    for row in stride(from: rank - 1, through: 0, by: -1) {
      var sum = effects[row]
      for column in (row + 1)..<max(rank, row + 1) { sum -= upper[column][row] * x[column] }
      x[row] = sum / upper[row][row]
    }
    var result = [Double?](repeating: nil, count: columns)
    for (place, column) in kept.enumerated() { result[column] = x[place] }
    return result
  }

  /// b less what the columns account for.
  public func residuals(_ b: [Double]) -> [Double] {
    var work = effects(b)
    for row in 0..<min(rank, rows) { work[row] = 0 }
    for row in reflections.indices.reversed() { Self.reflect(&work, reflections[row], from: row) }
    return work
  }

  /// (AᵀA)⁻¹ over the kept columns, with zeros for the others.
  public var inverseCrossProduct: SymmetricMatrix {
    // R⁻¹ column by column; then R⁻¹ R⁻ᵀ.
    var inverse = [[Double]](repeating: [], count: rank)
    for column in 0..<rank {
      var x = [Double](repeating: 0, count: rank)
      for row in stride(from: column, through: 0, by: -1) {
        var sum = row == column ? 1.0 : 0.0
        for k in (row + 1)..<max(column + 1, row + 1) { sum -= upper[k][row] * x[k] }
        x[row] = sum / upper[row][row]
      }
      inverse[column] = x
    }
    var result = SymmetricMatrix(size: columns)
    for i in 0..<rank {
      for j in 0...i {
        var sum = 0.0
        for column in i..<rank { sum += inverse[column][i] * inverse[column][j] }
        result[kept[i], kept[j]] = sum
      }
    }
    return result
  }

  /// Qᵀ b.
  private func effects(_ b: [Double]) -> [Double] {
    precondition(b.count == rows, "\(b.count) numbers for \(rows) rows")
    var work = b
    for (row, reflection) in reflections.enumerated() { Self.reflect(&work, reflection, from: row) }
    return work
  }

  /// x ← x − 2 v vᵀ x, over the rows from one on.
  private static func reflect(_ x: inout [Double], _ v: [Double], from start: Int) {
    x.withUnsafeMutableBufferPointer { x in
      v.withUnsafeBufferPointer { v in
        // v has as many numbers as x from `start` on.
        var sum = 0.0
        for row in 0..<v.count { sum += v[row] * x[start &+ row] }
        sum *= 2
        for row in 0..<v.count { x[start &+ row] -= sum * v[row] }
      }
    }
  }

  /// √Σ x², scaled so that it neither overflows nor vanishes.
  private static func length(_ x: [Double], from start: Int) -> Double {
    var largest = 0.0
    for row in start..<x.count { largest = max(largest, abs(x[row])) }
    guard largest > 0, largest.isFinite else { return largest }
    var sum = 0.0
    for row in start..<x.count {
      let scaled = x[row] / largest
      sum += scaled * scaled
    }
    return largest * sum.squareRoot()
  }
}
