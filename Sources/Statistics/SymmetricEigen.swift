/// The eigenvalues and eigenvectors of a symmetric matrix.
///
///     A = V diag(λ) Vᵀ
///
/// by Jacobi's rotations in cyclic order, which find small eigenvalues as exactly as large ones.
///
/// - Complexity: O(*p*³) for each of some ten sweeps.
///
/// Golub & Van Loan (2013), *Matrix Computations*, 8.5.
struct SymmetricEigen {
  /// The eigenvalues, in no particular order.
  private(set) var values: [Double]
  /// The eigenvectors, one a column, row by row.
  private var vectors: [Double]
  private let size: Int

  init(_ matrix: SymmetricMatrix) {
    size = matrix.size
    var work = matrix.values
    vectors = Array(repeating: 0, count: size * size)
    for i in 0..<size { vectors[i * size + i] = 1 }
    values = []
    let scale = work.reduce(0) { $0 + $1 * $1 }
    for _ in 0..<60 {
      var off = 0.0
      for i in 0..<size { for j in 0..<i { off += work[i * size + j] * work[i * size + j] } }
      if off <= scale * 1e-32 { break }
      for p in 0..<size { for q in (p + 1)..<max(size, p + 1) { rotate(&work, p, q) } }
    }
    values = (0..<size).map { work[$0 * size + $0] }
  }

  /// The product of the k-th eigenvector with another vector.
  func projection(_ k: Int, of vector: [Double]) -> Double {
    (0..<size).reduce(0) { $0 + vectors[$1 * size + k] * vector[$1] }
  }

  /// The rotation that makes the element at p, q vanish.
  private mutating func rotate(_ work: inout [Double], _ p: Int, _ q: Int) {
    let element = work[p * size + q]
    guard element != 0 else { return }
    let theta = (work[q * size + q] - work[p * size + p]) / (2 * element)
    let tangent = (theta < 0 ? -1 : 1) / (abs(theta) + (theta * theta + 1).squareRoot())
    let cosine = 1 / (tangent * tangent + 1).squareRoot()
    let sine = tangent * cosine
    for k in 0..<size {
      let (a, b) = (work[k * size + p], work[k * size + q])
      work[k * size + p] = cosine * a - sine * b
      work[k * size + q] = sine * a + cosine * b
    }
    for k in 0..<size {
      let (a, b) = (work[p * size + k], work[q * size + k])
      work[p * size + k] = cosine * a - sine * b
      work[q * size + k] = sine * a + cosine * b
      let (c, d) = (vectors[k * size + p], vectors[k * size + q])
      vectors[k * size + p] = cosine * c - sine * d
      vectors[k * size + q] = sine * c + cosine * d
    }
  }
}
