/// A square symmetric matrix, such as a variance.
public struct SymmetricMatrix: Sendable, Equatable {
  /// The number of rows.
  public let size: Int
  /// The values, row by row; both triangles are kept.
  public private(set) var values: [Double]

  /// A matrix of zeros.
  public init(size: Int) {
    self.size = size
    values = Array(repeating: 0, count: size * size)
  }

  /// The element at a row and a column; setting one sets its mirror image too.
  public subscript(row: Int, column: Int) -> Double {
    get { values[row * size + column] }
    set {
      values[row * size + column] = newValue
      values[column * size + row] = newValue
    }
  }

  /// The rows, as arrays.
  public var rows: [[Double]] {
    (0..<size).map { row in (0..<size).map { self[row, $0] } }
  }

  /// The diagonal.
  public var diagonal: [Double] {
    (0..<size).map { self[$0, $0] }
  }

  /// The matrix of the rows and columns at these places.
  public func restricted(to places: [Int]) -> SymmetricMatrix {
    var part = SymmetricMatrix(size: places.count)
    for (i, row) in places.enumerated() {
      for (j, column) in places.enumerated() where j <= i { part[i, j] = self[row, column] }
    }
    return part
  }

  /// The product with a vector.
  public func times(_ vector: [Double]) -> [Double] {
    (0..<size).map { row in
      var sum = 0.0
      for column in 0..<size { sum += self[row, column] * vector[column] }
      return sum
    }
  }

  /// xᵀ A x.
  public func quadraticForm(_ x: [Double]) -> Double {
    zip(x, times(x)).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
