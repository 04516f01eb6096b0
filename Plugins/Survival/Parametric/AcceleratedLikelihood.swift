import RealModule
import Statistics

/// The likelihood of an accelerated failure time model, in the parameters in which it is concave.
///
///     z = γ log t − xα,   ℓ = Σ w [ g(z) + δ (log γ − log t) ],   γ = 1/σ, α = β/σ
///
/// g is the log density of rows with the event, the log survivor function of the others. Both are concave, and so is ℓ: Newton's
/// method with step halving finds its top from anywhere. The first column is the intercept; the others and log t are
/// centred, covariates scaled to unit standard deviation too.
///
/// - Complexity: O(*n* *p*²) for each evaluation.
///
/// Burridge (1981), *JRSS B* 43, 41-45, doi:10.1111/j.2517-6161.1981.tb01147.x.
struct AcceleratedLikelihood {
  let distribution: TimeDistribution
  /// Columns with the intercept.
  let columns: Int
  /// The rows used, as places among those given.
  let source: [Int32]
  /// The standardised covariates, row by row.
  let x: [Double]
  /// log t less its mean.
  let logTimes: [Double]
  let events: [Bool]
  let weights: [Double]
  let means: [Double]
  let scales: [Double]
  let meanLogTime: Double
  /// The standard deviation of log t.
  let spread: Double
  /// Σ w δ log t, which the parameters do not change.
  let eventLogTimes: Double

  /// α, then γ: no effects, and the spread of the times as it is.
  var start: [Double] {
    [Double](repeating: 0, count: columns) + [distribution.hasScale ? 1 / spread : 1]
  }

  /// Visits rows with z, the terms of g and the place of the row's covariates.
  @inline(__always)
  func forEachRow(
    _ parameters: [Double], _ visit: (Int, Double, (value: Double, slope: Double, curvature: Double)) -> Void
  ) {
    let inverseScale = parameters[columns]
    x.withUnsafeBufferPointer { x in
      parameters.withUnsafeBufferPointer { parameters in
        // `columns` numbers for each row, and one parameter for each of them.
        for row in events.indices {
          var z = inverseScale * logTimes[row]
          for i in 0..<columns { z -= x[row &* columns &+ i] * parameters[i] }
          visit(row, z, distribution.terms(z, event: events[row]))
        }
      }
    }
  }

  /// ℓ, its slope and its curvature in α and γ; γ takes no part where σ is known.
  func evaluate(_ parameters: [Double]) -> CoxPoint {
    let size = columns + 1
    var score = [Double](repeating: 0, count: size)
    var triangle = [Double](repeating: 0, count: size * size)
    var (logLikelihood, eventWeight) = (-eventLogTimes, 0.0)
    score.withUnsafeMutableBufferPointer { score in
      triangle.withUnsafeMutableBufferPointer { triangle in
        x.withUnsafeBufferPointer { x in
          // dz/dα = −x, dz/dγ = log t: `columns` numbers of x for each row, a triangle of size × size.
          forEachRow(parameters) { row, _, terms in
            let weight = weights[row]
            logLikelihood += weight * terms.value
            if events[row] { eventWeight += weight }
            let (slope, curve, first) = (weight * terms.slope, weight * terms.curvature, row &* columns)
            let logTime = logTimes[row]
            for i in 0..<columns {
              let left = x[first &+ i]
              score[i] -= slope * left
              for j in 0...i { triangle[i &* size &+ j] -= curve * left * x[first &+ j] }
              triangle[columns &* size &+ i] += curve * left * logTime
            }
            score[columns] += slope * logTime
            triangle[columns &* size &+ columns] -= curve * logTime * logTime
          }
        }
      }
    }
    let inverseScale = parameters[columns]
    var information = SymmetricMatrix(size: size)
    for i in 0..<size {
      for j in 0...i { information[i, j] = triangle[i * size + j] }
    }
    if distribution.hasScale {
      logLikelihood += eventWeight * .log(inverseScale)
      score[columns] += eventWeight / inverseScale
      information[columns, columns] += eventWeight / (inverseScale * inverseScale)
    } else {
      score[columns] = 0
      for i in 0..<size { information[columns, i] = 0 }
    }
    return CoxPoint(logLikelihood: logLikelihood, score: score, information: information)
  }
}

extension AcceleratedLikelihood {
  /// Takes rows whose times are above zero.
  init(_ followUp: FollowUp, _ matrix: CovariateMatrix, _ distribution: TimeDistribution) {
    let given = followUp.weights.values
    // A row of weight zero is not there.
    let rows = followUp.time.indices.filter { (given?[$0] ?? 1) > 0 }
    let weights = rows.map { given?[$0] ?? 1 }
    let total = weights.reduce(0, +)
    func moments(_ values: [Double]) -> (mean: Double, scale: Double) {
      guard total > 0 else { return (0, 1) }
      let mean = zip(weights, values).reduce(0) { $0 + $1.0 * $1.1 } / total
      let square = zip(weights, values).reduce(0) { $0 + $1.0 * ($1.1 - mean) * ($1.1 - mean) } / total
      return (mean, square.squareRoot() > 1e-12 * abs(mean) ? square.squareRoot() : 1)
    }
    let columns = matrix.columns + 1
    var x = [Double](repeating: 1, count: rows.count * columns)
    var (means, scales) = ([0.0], [1.0])
    for place in 0..<matrix.columns {
      let values = rows.map { matrix.values[place * matrix.rows + $0] }
      let (mean, scale) = moments(values)
      means.append(mean)
      scales.append(scale)
      for (i, value) in values.enumerated() { x[i * columns + place + 1] = (value - mean) / scale }
    }
    let logs = rows.map { Double.log(followUp.time[$0]) }
    let (meanLogTime, spread) = moments(logs)
    let events = rows.map { followUp.event[$0] }
    self.init(
      distribution: distribution, columns: columns, source: rows.map { Int32(truncatingIfNeeded: $0) }, x: x,
      logTimes: logs.map { $0 - meanLogTime }, events: events, weights: weights, means: means, scales: scales,
      meanLogTime: meanLogTime, spread: spread,
      eventLogTimes: rows.indices.reduce(0) { $0 + (events[$1] ? weights[$1] * logs[$1] : 0) })
  }
}

/// Finds the top of the likelihood of an accelerated failure time model by Newton's method.
struct AcceleratedSearch {
  private(set) var parameters: [Double]
  private(set) var point: CoxPoint
  private(set) var iterations = 0
  private(set) var hasConverged = false
  /// Columns that depend on those before them, the intercept first.
  let aliased: [Int]
  /// Columns whose coefficient runs off to infinity.
  private(set) var unbounded: [Int] = []

  init(_ likelihood: AcceleratedLikelihood, maximumIterations: Int) {
    parameters = likelihood.start
    point = likelihood.evaluate(parameters)
    aliased = LDLDecomposition(point.information).dependent.filter { $0 < likelihood.columns }
    climb(likelihood, maximumIterations)
  }

  private mutating func climb(_ likelihood: AcceleratedLikelihood, _ maximum: Int) {
    var previous = Double.infinity
    while iterations <= maximum {
      // All events on one line: σ runs to zero.
      if parameters[likelihood.columns] * likelihood.spread > 1e5 {
        unbounded = [likelihood.columns]
        return
      }
      let step = LDLDecomposition(fixingAliased(point.information)).solve(point.score)
      let gain = zip(point.score, step).reduce(0) { $0 + $1.0 * $1.1 }
      if gain < 1e-10 {
        // A coefficient that still moves though the likelihood has stopped rising has no finite best value.
        unbounded = step.indices.filter { abs(step[$0]) > 1e-3 * (1 + 1e-3 * abs(parameters[$0])) }
        if !unbounded.isEmpty { return }
        if gain < 1e-22 || gain >= previous {
          hasConverged = true
          return
        }
      }
      guard iterations < maximum, advance(step, gain, likelihood) else {
        hasConverged = gain < 1e-10
        return
      }
      previous = gain
    }
  }

  private func fixingAliased(_ matrix: SymmetricMatrix) -> SymmetricMatrix {
    var result = matrix
    for i in aliased {
      for j in 0..<matrix.size { result[i, j] = 0 }
    }
    return result
  }

  private mutating func advance(_ step: [Double], _ gain: Double, _ likelihood: AcceleratedLikelihood) -> Bool {
    var share = 1.0
    let slack = 1e-12 * abs(point.logLikelihood) + (gain < 1e-8 ? 1e-6 : 0)
    for _ in 0..<40 {
      let next = zip(parameters, step).map { $0 + share * $1 }
      if next[likelihood.columns] > 0 {
        let candidate = likelihood.evaluate(next)
        if candidate.logLikelihood.isFinite, candidate.logLikelihood >= point.logLikelihood - slack {
          parameters = next
          point = candidate
          iterations += 1
          return true
        }
      }
      share /= 2
    }
    return false
  }
}
