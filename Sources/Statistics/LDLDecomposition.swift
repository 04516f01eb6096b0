import RealModule

/// The factors L D Lᵀ of a symmetric matrix that should be positive definite.
///
///     A = L D Lᵀ, L unit lower triangular, D diagonal
///
/// A pivot below `tolerance` times the largest diagonal element of A marks a column that depends on those before it: it is
/// *dependent*, and takes no part in solving or inverting (zeros in its place). This is how a statistical model
/// finds aliased covariates. A pivot clearly below zero makes the matrix `isIndefinite`.
///
/// - Complexity: O(*p*³).
///
/// Golub & Van Loan (2013), *Matrix Computations*, 4.1-4.2.
public struct LDLDecomposition: Sendable {
  /// The columns that depend on those before them.
  public let dependent: [Int]
  /// Whether some pivot was clearly negative.
  public let isIndefinite: Bool

  private let size: Int
  /// L below the diagonal, row by row.
  private let factor: [Double]
  /// D, with zero for a dependent column.
  private let pivots: [Double]

  /// The tolerance that R's survival package has for its Cox models: 2⁻⁵² to the power ¾.
  public static let defaultTolerance = 1.818989403545856e-12

  /// Decomposes a matrix.
  ///
  /// - Parameters:
  ///   - matrix: a symmetric matrix.
  ///   - tolerance: relative to the largest diagonal element.
  public init(_ matrix: SymmetricMatrix, tolerance: Double = defaultTolerance) {
    let n = matrix.size
    var work = matrix.values
    let smallest = tolerance * max(matrix.diagonal.max() ?? 0, 0)
    var dependent: [Int] = []
    var isIndefinite = false
    for k in 0..<n {
      let pivot = work[k * n + k]
      guard pivot.isFinite, pivot > smallest else {
        if !(pivot >= -8 * smallest) { isIndefinite = true }
        dependent.append(k)
        work[k * n + k] = 0
        for i in k..<n { work[i * n + k] = 0 }
        continue
      }
      for i in (k + 1)..<n {
        let multiplier = work[i * n + k] / pivot
        for j in (k + 1)..<(i + 1) { work[i * n + j] -= multiplier * work[j * n + k] }
        // Column k still holds the unscaled values that later rows need: it is scaled below.
      }
      for i in (k + 1)..<n { work[i * n + k] /= pivot }
    }
    size = n
    factor = work
    pivots = (0..<n).map { work[$0 * n + $0] }
    self.dependent = dependent
    self.isIndefinite = isIndefinite
  }

  /// The number of columns that are independent.
  public var rank: Int { size - dependent.count }

  /// log |A| over the independent columns.
  public var logDeterminant: Double {
    pivots.reduce(0) { $1 > 0 ? $0 + .log($1) : $0 }
  }

  /// The solution x of A x = b, with zeros for dependent columns.
  public func solve(_ b: [Double]) -> [Double] {
    var x = b
    for i in 0..<size {
      for j in 0..<i { x[i] -= factor[i * size + j] * x[j] }
      if pivots[i] == 0 { x[i] = 0 }
    }
    for i in 0..<size { x[i] = pivots[i] > 0 ? x[i] / pivots[i] : 0 }
    for i in stride(from: size - 1, through: 0, by: -1) {
      if pivots[i] == 0 {
        x[i] = 0
        continue
      }
      for j in (i + 1)..<size { x[i] -= factor[j * size + i] * x[j] }
    }
    return x
  }

  /// The inverse, with zero rows and columns where they are dependent.
  public func inverse() -> SymmetricMatrix {
    var result = SymmetricMatrix(size: size)
    for column in 0..<size where pivots[column] > 0 {
      var unit = Array(repeating: 0.0, count: size)
      unit[column] = 1
      let x = solve(unit)
      for row in column..<size { result[row, column] = x[row] }
    }
    return result
  }

  /// bᵀ A⁻¹ b, over the independent columns: the form of Wald and score tests.
  public func inverseQuadraticForm(_ b: [Double]) -> Double {
    zip(b, solve(b)).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
