import Statistics

/// The variance of Cox coefficients that holds where rows of one cluster depend on each other, or the model is wrong.
///
///     V Σ over clusters (Σ over rows sᵢ)(Σ sᵢ)ᵀ V,   sᵢ = wᵢ [ δᵢ (xᵢ − x̄(tᵢ)) − Σ over times at risk (xᵢ − x̄(t)) exp(xᵢβ) dH(t) ]
///
/// sᵢ is the row's part in the score, as in ``CoxScoreResiduals``.
///
/// - Complexity: O(*n* *p* + *c* *p*²), for *c* clusters.
///
/// Lin & Wei (1989), *JASA* 84, 1074-1078, doi:10.2307/2290085.
struct CoxRobust {
  let variance: SymmetricMatrix
  let scoreStatistic: Double

  init(_ likelihood: CoxLikelihood, _ search: CoxNewton, clusters: [Int32]) {
    let size = likelihood.data.covariates
    let fitted = Self.spread(likelihood, search.beta, clusters)
    let inverse = search.decomposition.inverse()
    variance = Self.sandwich(inverse, fitted.matrix)
    let start = Self.spread(likelihood, Array(repeating: 0, count: size), clusters)
    scoreStatistic = LDLDecomposition(start.matrix).inverseQuadraticForm(start.sum)
  }

  private static func sandwich(_ bread: SymmetricMatrix, _ filling: SymmetricMatrix) -> SymmetricMatrix {
    var result = SymmetricMatrix(size: bread.size)
    let half = (0..<bread.size).map { row in filling.times((0..<bread.size).map { bread[row, $0] }) }
    for i in 0..<bread.size {
      for j in 0...i { result[i, j] = (0..<bread.size).reduce(0) { $0 + half[i][$1] * bread[j, $1] } }
    }
    return result
  }

  /// The score of all, and the sum over clusters of the outer product of the cluster's score.
  private static func spread(
    _ likelihood: CoxLikelihood, _ beta: [Double], _ clusters: [Int32]
  ) -> (sum: [Double], matrix: SymmetricMatrix) {
    let residuals = CoxScoreResiduals(likelihood, beta)
    let (size, lanes) = (likelihood.data.covariates, likelihood.data.lanes)
    let count = Int(clusters.max() ?? -1) + 1
    var byCluster = [Double](repeating: 0, count: count * size)
    for row in 0..<likelihood.data.rowCount {
      let cluster = Int(clusters[Int(likelihood.data.source[row])])
      for i in 0..<size { byCluster[cluster * size + i] += residuals.scores[row * lanes + i / 4][i % 4] }
    }
    var sum = [Double](repeating: 0, count: size)
    var triangle = [Double](repeating: 0, count: size * size)
    for cluster in 0..<count {
      let first = cluster * size
      for i in 0..<size {
        let value = byCluster[first + i]
        sum[i] += value
        for j in 0...i { triangle[i * size + j] += value * byCluster[first + j] }
      }
    }
    var matrix = SymmetricMatrix(size: size)
    for i in 0..<size {
      for j in 0...i { matrix[i, j] = triangle[i * size + j] }
    }
    return (sum, matrix)
  }
}
