import Statistics
import TestSupport
import Testing

@Suite("Several normal variables at once") struct MultivariateNormalTests {
  private func matrix(_ rows: [[Double]]) -> SymmetricMatrix {
    var matrix = SymmetricMatrix(size: rows.count)
    for (i, row) in rows.enumerated() { for (j, value) in row.enumerated() where j <= i { matrix[i, j] = value } }
    return matrix
  }

  private func equal(_ size: Int, _ correlation: Double) -> SymmetricMatrix {
    matrix((0..<size).map { i in (0..<size).map { $0 == i ? 1 : correlation } })
  }

  /// By one-dimensional integration to 25 digits in mpmath.
  @Test("two and more with equal correlations, far into the tail") func equalCorrelations() {
    let two = MultivariateNormal(covariance: equal(2, 0.8))
    expectClose(two.probability(anyBeyond: 1), 0.439235488695289, relative: 1e-9)
    expectClose(two.probability(anyBeyond: 3), 0.00465540733398475, relative: 1e-9)
    expectClose(
      two.probability(anyBeyond: 8), 2.47988821866418e-15, relative: 1e-7, because: "the tail is summed itself")
    let three = MultivariateNormal(covariance: equal(3, 0.5))
    expectClose(three.probability(anyBeyond: 1), 0.62433251026353, relative: 1e-8)
    expectClose(three.probability(anyBeyond: 2), 0.114913779214565, relative: 1e-8)
    expectClose(three.probability(anyBeyond: 5), 1.71501958597231e-6, relative: 1e-8)
  }

  /// R 4.2.2, mvtnorm: 1 - pmvnorm(rep(-m, 3), rep(m, 3), corr = R, algorithm = Miwa(steps = 4000)).
  @Test(
    "three with different ones, against R's mvtnorm",
    arguments: [(1.0, 0.531814071801), (2, 0.0932331014436), (2.5, 0.0274742214116), (3.5, 0.00115344764278)])
  func three(limit: Double, expected: Double) {
    let normal = MultivariateNormal(covariance: matrix([[1, 0.9, 0.6], [0.9, 1, 0.7], [0.6, 0.7, 1]]))
    expectClose(normal.probability(anyBeyond: limit), expected, relative: 1e-7, because: "Miwa's grid")
  }

  @Test("scale does not matter; a copy, a sum and a constant add nothing to the rank") func singular() {
    let two = MultivariateNormal(covariance: matrix([[1, 0.5], [0.5, 1]]))
    let scaled = MultivariateNormal(covariance: matrix([[4, 3], [3, 9]]))
    expectClose(scaled.probability(anyBeyond: 2), two.probability(anyBeyond: 2), relative: 1e-12)
    let copied = MultivariateNormal(
      covariance: matrix([[1, 0.5, -1, 0], [0.5, 1, -0.5, 0], [-1, -0.5, 1, 0], [0, 0, 0, 0]]))
    #expect(copied.rank == 2)
    expectClose(copied.probability(anyBeyond: 2), two.probability(anyBeyond: 2), relative: 1e-9)
    expectClose(
      MultivariateNormal(covariance: matrix([[7]])).probability(anyBeyond: 1.96), Normal.twoSided(1.96), relative: 1e-14
    )
    #expect(MultivariateNormal(covariance: SymmetricMatrix(size: 2)).probability(anyBeyond: 1) == 0)
  }

  /// Z₁, Z₂ independent and their scaled sum: the hexagon |x| ≤ 2, |y| ≤ 2, |x + y| ≤ 2√2, by mpmath in one dimension.
  @Test("a singular matrix of three is integrated over the hexagon that it means") func hexagon() {
    let half = 0.5.squareRoot()
    let normal = MultivariateNormal(covariance: matrix([[1, 0, half], [0, 1, half], [half, half, 1]]))
    #expect(normal.rank == 2)
    expectClose(normal.probability(anyBeyond: 2), 0.105410940663948, relative: 1e-7)
  }
}
