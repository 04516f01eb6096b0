import RealModule

/// The logistic regression of an outcome with several unordered levels on covariates, by maximum likelihood.
///
///     log(p_k / p_0) = β_k0 + xβ_k,   k = 1 … K − 1
///
/// against the first level. Found by Newton's method. Weights count rows. Columns that depend on those before them are aliased;
/// where covariates separate the outcomes the coefficients concerned are infinite, as in a ``LogisticModel``, which this
/// model is for two levels.
///
/// - Complexity: O(*n* *p*² *K*²) a step, some eight steps.
///
/// Agresti (2013), *Categorical Data Analysis*, 8.1.
public struct MultinomialModel: Sendable {
  /// For each level but the first, the intercept and one for each covariate.
  public let coefficients: [[RegressionCoefficient]]
  /// The inverse information: all coefficients of the second level, then of the third, and so on.
  public let variance: SymmetricMatrix
  /// The log likelihood at the coefficients.
  public let logLikelihood: Double
  /// The same with the covariates' coefficients zero.
  public let nullLogLikelihood: Double
  /// For each level the probability of every row.
  public let fittedProbabilities: [[Double]]
  /// Whether the covariates separate the outcomes.
  public let separation: Separation
  /// The steps that were taken.
  public let iterations: Int
  /// Whether the coefficients were found; false also where one is infinite.
  public let hasConverged: Bool
  /// Twice the gain in log likelihood over the model without covariates.
  public let likelihoodRatioTest: LikelihoodTest

  /// Minus twice the log likelihood.
  public var deviance: Double { -2 * logLikelihood }
  /// AIC: twice the coefficients less twice the log likelihood.
  public var akaike: Double {
    2 * Double(coefficients.joined().count { $0.state != .aliased }) + deviance
  }

  /// Fits the model.
  ///
  /// - Parameters:
  ///   - outcomes: the level of each row, from 0.
  ///   - levelCount: the number of levels, two or more; each should occur.
  ///   - covariates: the columns, without one for the intercept.
  ///   - weights: how many rows each stands for; nil where one.
  ///   - maximumIterations: after so many steps the search gives up.
  /// - Throws: ``RegressionError``.
  public init(
    _ outcomes: [Int32], levelCount: Int, _ covariates: DesignMatrix, weights: [Double]? = nil,
    maximumIterations: Int = 100
  ) throws(RegressionError) {
    guard outcomes.count == covariates.rows else {
      throw .lengths(column: "covariates", expected: outcomes.count, found: covariates.rows)
    }
    if let row = outcomes.firstIndex(where: { $0 < 0 || $0 >= Int32(levelCount) }) {
      throw .badOutcome(row: row, code: Int(outcomes[row]), count: levelCount)
    }
    try RegressionError.check(weights: weights, offset: nil, rows: outcomes.count)
    let design = ScaledDesign(covariates, weights: weights, intercept: true)
    let likelihood = MultinomialLikelihood(design: design, outcomes: outcomes, levels: levelCount, weights: weights)
    let start = likelihood.start
    let first = likelihood.evaluate(start)
    let aliased = LDLDecomposition(first.information).dependent
    let slopes = start.indices.filter { $0 % design.width > 0 }
    func reach(_ step: [Double]) -> [Double] {
      (1..<max(levelCount, 1)).flatMap { design.reach(likelihood.part(step, $0)) }
    }
    func climb(from beta: [Double], _ point: LikelihoodPoint, holding held: [Int]) -> NewtonSearch {
      NewtonSearch(
        from: beta, point, held: held, spans: start.indices.map { design.spans[$0 % design.width] },
        maximumIterations: maximumIterations, reach: reach, evaluate: likelihood.evaluate)
    }
    let null = climb(from: start, first, holding: aliased + slopes)
    let full = climb(from: null.beta, null.point, holding: aliased)
    self.init(likelihood, null, full, aliased: aliased)
  }

  private init(_ likelihood: MultinomialLikelihood, _ null: NewtonSearch, _ full: NewtonSearch, aliased: [Int]) {
    let design = likelihood.design
    let width = design.width
    variance = design.variance(full)
    logLikelihood = full.point.value
    nullLogLikelihood = null.point.value
    fittedProbabilities = likelihood.probabilities(full.beta)
    separation = full.infinite.isEmpty ? .none : full.point.value > -1e-6 ? .complete : .quasiComplete
    iterations = full.iterations
    hasConverged = full.hasConverged
    let tested = full.beta.indices.count { $0 % width > 0 && !aliased.contains($0) }
    likelihoodRatioTest = LikelihoodTest(max(2 * (full.point.value - null.point.value), 0), tested)
    let values = (0..<max(likelihood.levels - 1, 0)).map { level in
      design.unscaled(Array(full.beta[(level * width)..<((level + 1) * width)]))
    }
    let all = RegressionCoefficient.all(
      Array(values.joined()), variance, aliased: aliased, infinite: full.infinite, isComplete: separation == .complete)
    coefficients = values.indices.map { Array(all[($0 * width)..<(($0 + 1) * width)]) }
  }
}

/// The likelihood of a multinomial regression, in standardised covariates.
private struct MultinomialLikelihood {
  let design: ScaledDesign
  let outcomes: [Int32]
  let levels: Int
  let weights: [Double]?

  /// The intercepts of the levels' shares, or zero where one does not occur; no covariate matters.
  var start: [Double] {
    var sizes = [Double](repeating: 0, count: levels)
    for row in outcomes.indices { sizes[Int(outcomes[row])] += weights?[row] ?? 1 }
    var start = [Double](repeating: 0, count: design.width * max(levels - 1, 0))
    guard sizes.allSatisfy({ $0 > 0 }) else { return start }
    for level in 1..<max(levels, 1) { start[(level - 1) * design.width] = .log(sizes[level] / sizes[0]) }
    return start
  }

  /// The coefficients of a level but the first.
  func part(_ beta: [Double], _ level: Int) -> [Double] {
    Array(beta[((level - 1) * design.width)..<(level * design.width)])
  }

  /// For each level the probability of every row.
  func probabilities(_ beta: [Double]) -> [[Double]] { shares(beta).probabilities }

  /// The probabilities, and the log likelihood.
  private func shares(_ beta: [Double]) -> (probabilities: [[Double]], logLikelihood: Double) {
    var shares = (0..<levels).map { level in
      level == 0
        ? Array(repeating: 0, count: design.rows) : design.linearPredictor(part(beta, level), offset: nil)
    }
    var logLikelihood = 0.0
    for row in 0..<design.rows {
      var top = 0.0
      for level in 0..<levels { top = max(top, shares[level][row]) }
      let own = shares[Int(outcomes[row])][row]
      var sum = 0.0
      for level in 0..<levels {
        let share = Double.exp(shares[level][row] - top)
        shares[level][row] = share
        sum += share
      }
      for level in 0..<levels { shares[level][row] /= sum }
      logLikelihood += (weights?[row] ?? 1) * (own - top - .log(sum))
    }
    return (shares, logLikelihood)
  }

  /// The likelihood and its derivatives.
  func evaluate(_ beta: [Double]) -> LikelihoodPoint {
    let (shares, value) = shares(beta)
    let width = design.width
    var score: [Double] = []
    var information = SymmetricMatrix(size: beta.count)
    var column = Array(repeating: 0.0, count: design.rows)
    for level in 1..<max(levels, 1) {
      let share = shares[level]
      for row in column.indices {
        column[row] = (weights?[row] ?? 1) * ((outcomes[row] == Int32(level) ? 1 : 0) - share[row])
      }
      score += design.transposedProduct(column)
      for other in 1...level {
        for row in column.indices {
          let weight = (weights?[row] ?? 1) * share[row]
          column[row] = other == level ? weight * complement(shares, level, row) : -weight * shares[other][row]
        }
        let block = design.crossProduct(column)
        for i in 0..<width {
          for j in 0..<width { information[(level - 1) * width + i, (other - 1) * width + j] = block[i, j] }
        }
      }
    }
    return LikelihoodPoint(value: value, score: score, information: information)
  }

  /// 1 − p of a level, as the sum of the others' shares: it keeps its digits where p is nearly 1.
  private func complement(_ shares: [[Double]], _ level: Int, _ row: Int) -> Double {
    var sum = 0.0
    for other in 0..<levels where other != level { sum += shares[other][row] }
    return sum
  }
}
