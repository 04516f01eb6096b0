import Statistics

/// The variance of Cox coefficients that holds where rows of one cluster depend on each other, or the model is wrong.
///
///     V Σ over clusters (Σ over rows sᵢ)(Σ sᵢ)ᵀ V,   sᵢ = wᵢ [ δᵢ (xᵢ − x̄(tᵢ)) − Σ over times at risk (xᵢ − x̄(t)) exp(xᵢβ) dH(t) ]
///
/// sᵢ is the row's part in the score. With Efron's ties a row with the event leaves its own denominators bit by bit.
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
    let size = likelihood.data.covariates
    let count = Int(clusters.max() ?? -1) + 1
    var byCluster = [Double](repeating: 0, count: count * size)
    for row in 0..<likelihood.data.rowCount {
      let cluster = Int(clusters[Int(likelihood.data.source[row])])
      for i in 0..<size { byCluster[cluster * size + i] += residuals.values[row * size + i] }
    }
    var sum = [Double](repeating: 0, count: size)
    var matrix = SymmetricMatrix(size: size)
    for cluster in 0..<count {
      for i in 0..<size {
        let value = byCluster[cluster * size + i]
        sum[i] += value
        for j in 0...i { matrix[i, j] += value * byCluster[cluster * size + j] }
      }
    }
    return (sum, matrix)
  }
}

/// Each row's part in the score of a Cox model, in sorted order, row by row.
struct CoxScoreResiduals {
  private(set) var values: [Double]

  private let likelihood: CoxLikelihood
  private let risks: [Double]

  init(_ likelihood: CoxLikelihood, _ beta: [Double]) {
    self.likelihood = likelihood
    risks = likelihood.risks(beta)
    values = Array(repeating: 0, count: likelihood.data.rowCount * likelihood.data.covariates)
    run()
  }

  private mutating func run() {
    let data = likelihood.data
    let size = data.covariates
    // Σ dH and Σ x̄ dH from the last event time back to the current one, within the stratum.
    var hazard = 0.0
    var mean = [Double](repeating: 0, count: size)
    var cumulativeHazard: [Double] = []
    var cumulativeMean: [Double] = []
    var terms: [TimeTerms] = []
    likelihood.forEachRiskSet(risks) { block, atRisk, died in
      if block.opensStratum {
        hazard = 0
        mean = Array(repeating: 0, count: size)
      }
      let time = TimeTerms(block, likelihood.ties, atRisk, died, size)
      // What a row has gathered before it comes in, it does not owe.
      cumulativeHazard.append(hazard)
      cumulativeMean.append(contentsOf: mean)
      hazard += time.hazard
      for i in 0..<size { mean[i] += time.mean[i] }
      terms.append(time)
    }
    addParts(terms, cumulativeHazard, cumulativeMean)
  }

  /// What the event time contributes to a row at risk, and to one with the event.
  private struct TimeTerms {
    var hazard: Double
    var mean: [Double]
    /// The same for a row that has the event: its share grows less with each tied event.
    var ownHazard: Double
    var ownMean: [Double]
    /// The mean of the covariates over the tied events' risk sets.
    var eventMean: [Double]

    init(_ block: CoxData.Block, _ ties: CoxTies, _ atRisk: RiskSums, _ died: RiskSums?, _ size: Int) {
      let terms = CoxTieTerms(block, ties, atRisk: atRisk.zeroth, died: died?.zeroth ?? 0)
      func s(_ i: Int) -> Double { atRisk.first[i / 4][i % 4] }
      func d(_ i: Int) -> Double { died.map { $0.first[i / 4][i % 4] } ?? 0 }
      hazard = terms.inverse
      ownHazard = terms.inverse - terms.inverseShare
      mean = (0..<size).map { terms.square * s($0) - terms.squareShare * d($0) }
      ownMean = (0..<size).map {
        (terms.square - terms.squareShare) * s($0) - (terms.squareShare - terms.squareShares) * d($0)
      }
      eventMean = (0..<size).map { (terms.inverse * s($0) - terms.inverseShare * d($0)) / block.eventWeight }
    }
  }

  /// A row is at risk from the event time at which it came in (going back in time) to the last before it left.
  private mutating func addParts(_ terms: [TimeTerms], _ hazards: [Double], _ means: [Double]) {
    let data = likelihood.data
    let size = data.covariates
    let arrival = arrivals(data)
    let departure = departures(data, terms.count)
    for row in 0..<data.rowCount {
      let first = arrival[row]
      let last = departure[row]
      guard first >= 0, first < last else { continue }
      let ended = last == terms.count || data.blocks[last].opensStratum
      let hazard = (ended ? hazards[last - 1] + terms[last - 1].hazard : hazards[last]) - hazards[first]
      let hasEvent = row >= data.blocks[first].firstEvent
      let time = terms[first]
      for i in 0..<size {
        let total = ended ? means[(last - 1) * size + i] + terms[last - 1].mean[i] : means[last * size + i]
        let x = data.x[row * data.lanes + i / 4][i % 4]
        var part = -risks[row] * (x * hazard - (total - means[first * size + i]))
        if hasEvent {
          part += data.weights[row] * (x - time.eventMean[i])
          // Its own time was counted in full: give back what had left by then.
          part += risks[row] * (x * (time.hazard - time.ownHazard) - (time.mean[i] - time.ownMean[i]))
        }
        values[row * size + i] = part
      }
    }
  }

  /// The event time at which each row comes in; -1 for a row that ends before all of them.
  private func arrivals(_ data: CoxData) -> [Int] {
    var result = [Int](repeating: -1, count: data.rowCount)
    for (index, block) in data.blocks.enumerated() {
      for row in block.first..<block.end { result[row] = index }
    }
    return result
  }

  /// The first event time at which each row is no longer at risk, going back in time.
  private func departures(_ data: CoxData, _ count: Int) -> [Int] {
    var result = [Int](repeating: count, count: data.rowCount)
    var stratumEnd = count
    for (index, block) in data.blocks.enumerated().reversed() {
      for row in block.first..<block.end { result[row] = stratumEnd }
      if block.opensStratum { stratumEnd = index }
    }
    for (index, block) in data.blocks.enumerated() {
      for row in data.leavers[block.leavers] { result[Int(row)] = index }
    }
    return result
  }
}
