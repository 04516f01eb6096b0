import Statistics
import TestSupport
import Testing

@Suite("Symmetric matrices") struct LinearAlgebraTests {
  private func matrix(_ rows: [[Double]]) -> SymmetricMatrix {
    var result = SymmetricMatrix(size: rows.count)
    for (i, row) in rows.enumerated() {
      for (j, value) in row.enumerated() { result[i, j] = value }
    }
    return result
  }

  @Test("the Hilbert matrix of order 4 has an inverse of whole numbers") func hilbert() {
    let hilbert = matrix((0..<4).map { i in (0..<4).map { 1 / Double(i + $0 + 1) } })
    let expected: [Double] = [
      16, -120, 240, -140, -120, 1200, -2700, 1680, 240, -2700, 6480, -4200, -140, 1680, -4200, 2800,
    ]
    expectClose(
      LDLDecomposition(hilbert).inverse().values, expected, relative: 1e-11, because: "condition number 1.6e4")
  }

  @Test("solving gives back what was multiplied") func solve() {
    let a = matrix([[4, 2, 0.5], [2, 5, 1], [0.5, 1, 3]])
    expectClose(LDLDecomposition(a).solve(a.times([1, -2, 3])), [1, -2, 3], relative: 1e-14)
    expectClose(
      LDLDecomposition(a).inverseQuadraticForm(a.times([1, -2, 3])), a.quadraticForm([1, -2, 3]), relative: 1e-14)
  }

  @Test("a column that is the sum of two others is dependent, and stays out") func dependent() {
    // Columns a, b, a + b of independent a and b with unit variance.
    let a = matrix([[1, 0, 1], [0, 1, 1], [1, 1, 2]])
    let decomposition = LDLDecomposition(a)
    #expect(decomposition.dependent == [2])
    #expect(decomposition.rank == 2)
    #expect(!decomposition.isIndefinite)
    #expect(decomposition.solve([3, 5, 8]) == [3, 5, 0])
    #expect(decomposition.inverse().rows == [[1, 0, 0], [0, 1, 0], [0, 0, 0]])
  }

  @Test("a zero column in front does not disturb the others") func zeroFirst() {
    let decomposition = LDLDecomposition(matrix([[0, 0], [0, 2]]))
    #expect(decomposition.dependent == [0])
    #expect(decomposition.solve([1, 4]) == [0, 2])
  }

  @Test("a matrix with a negative direction says so") func indefinite() {
    #expect(LDLDecomposition(matrix([[1, 2], [2, 1]])).isIndefinite)
    #expect(LDLDecomposition(SymmetricMatrix(size: 0)).rank == 0)
  }

  @Test("adding a large number and taking it away leaves the small one") func compensated() {
    var sum = CompensatedSum()
    for value in [1, 1e100, 1, -1e100] { sum.add(value) }
    #expect(sum.value == 2)
  }
}
