import RealModule
import Statistics

/// The variance of the coefficients of an accelerated failure time model, with log σ last, in the units of the covariates.
///
/// The information is that in β and log σ at the estimate:
///
///     z = (log t − xβ)/σ:   −∂²ℓ = Σ w [ −g″ xxᵀ/σ²,  −(g″z + g′) x/σ;  …,  −(g″z² + g′z) ]
struct AcceleratedVariance {
  /// Of intercept, covariates and log σ.
  ///
  /// The last only where σ is estimated. Zero for aliased covariates.
  let model: SymmetricMatrix
  /// The one that holds where rows of a cluster depend on each other; nil without clusters.
  let robust: SymmetricMatrix?

  init(_ likelihood: AcceleratedLikelihood, _ search: AcceleratedSearch, clusters: [Int32]?) {
    let size = likelihood.columns + (likelihood.distribution.hasScale ? 1 : 0)
    let columns = likelihood.columns
    let inverseScale = search.parameters[columns]
    let count = Int(clusters?.max() ?? -1) + 1
    var byCluster = [Double](repeating: 0, count: count * size)
    var triangle = [Double](repeating: 0, count: size * size)
    likelihood.forEachRow(search.parameters) { row, z, terms in
      let (weight, first) = (likelihood.weights[row], row * columns)
      let across = weight * (terms.curvature * z + terms.slope)
      let curve = weight * terms.curvature * inverseScale * inverseScale
      for i in 0..<columns {
        let left = likelihood.x[first + i]
        for j in 0...i { triangle[i * size + j] -= curve * left * likelihood.x[first + j] }
        if size > columns { triangle[columns * size + i] -= across * inverseScale * left }
      }
      if size > columns { triangle[columns * size + columns] -= across * z }
      guard let clusters else { return }
      let cluster = Int(clusters[Int(likelihood.source[row])]) * size
      for i in 0..<columns {
        byCluster[cluster + i] -= weight * terms.slope * inverseScale * likelihood.x[first + i]
      }
      if size > columns {
        byCluster[cluster + columns] -= weight * (terms.slope * z + (likelihood.events[row] ? 1 : 0))
      }
    }
    var information = SymmetricMatrix(size: size)
    for i in 0..<size {
      for j in 0...i {
        let isOut = search.aliased.contains(i) || search.aliased.contains(j)
        information[i, j] = isOut ? 0 : triangle[i * size + j]
      }
    }
    let inverse = LDLDecomposition(information).inverse()
    model = Self.unscaled(inverse, likelihood)
    robust = clusters.map { _ in
      var result = SymmetricMatrix(size: size)
      for cluster in 0..<count {
        let change = inverse.times(Array(byCluster[(cluster * size)..<((cluster + 1) * size)]))
        for i in 0..<size {
          for j in 0...i { result[i, j] += change[i] * change[j] }
        }
      }
      return Self.unscaled(result, likelihood)
    }
  }

  /// β = β̃/s, and the intercept moves by −Σ m β.
  private static func unscaled(_ matrix: SymmetricMatrix, _ likelihood: AcceleratedLikelihood) -> SymmetricMatrix {
    let size = matrix.size
    let map = (0..<size).map { i in
      (0..<size).map { j -> Double in
        if i == 0, j > 0, j < likelihood.columns { return -likelihood.means[j] / likelihood.scales[j] }
        return i != j ? 0 : j < likelihood.columns ? 1 / likelihood.scales[j] : 1
      }
    }
    var result = SymmetricMatrix(size: size)
    let half = map.map { matrix.times($0) }
    for i in 0..<size {
      for j in 0...i { result[i, j] = (0..<size).reduce(0) { $0 + half[i][$1] * map[j][$1] } }
    }
    return result
  }
}
