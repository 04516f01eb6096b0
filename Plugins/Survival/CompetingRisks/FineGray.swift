import RealModule
public import Statistics

/// The Fine-Gray model: proportional hazards of the subdistribution of one of several competing outcomes.
///
///     F(t | x) = 1 − exp(−Λ₀(t) exp(xβ))
///
/// of the cumulative incidence F itself, so that a ratio above 1 means a higher incidence. Whoever had a competing outcome stays at
/// risk, with the weight of not having been censored since. The ratio is none of rates among those who can still have
/// the outcome: that is the cause-specific model's. Aliased and infinite coefficients as in ``CoxModel``.
///
/// - Complexity: O(*n* *p*²) a step, after sorting by counting or by radix; the sandwich O(*n* *p*²).
///
/// Fine & Gray (1999), *JASA* 94, 496-509, doi:10.1080/01621459.1999.10474144. Geskus (2011), *Biometrics* 67, 39-49,
/// doi:10.1111/j.1541-0420.2010.01420.x.
public struct FineGray: Sendable {
  /// The outcome in question.
  public let outcome: String
  /// Whose conventions were followed.
  public let convention: FineGrayConvention
  /// How tied events were treated.
  public let ties: CoxTies
  /// The subjects: the sum of frequency weights, or the rows.
  public let count: Double
  /// The events of the outcome.
  public let eventCount: Double
  /// The events of competing outcomes.
  public let competingCount: Double
  /// One for each covariate, in the given order; its robust standard error is the one to be reported.
  public let coefficients: [RegressionCoefficient]
  /// The information: the negative second derivative of the log likelihood.
  public let information: SymmetricMatrix
  /// The inverse information; zero for aliased covariates.
  ///
  /// No variance: the weights are estimates and depend on each other.
  public let inverseInformation: SymmetricMatrix
  /// The sandwich variance.
  public let variance: SymmetricMatrix
  /// The mean of each covariate over the subjects.
  public let means: [Double]
  /// The log pseudo-likelihood with all coefficients zero.
  public let nullLogLikelihood: Double
  /// The log pseudo-likelihood at the coefficients.
  public let logLikelihood: Double
  /// The steps that were taken.
  public let iterations: Int
  /// Whether the coefficients were found; false also where one is infinite.
  public let hasConverged: Bool
  /// Twice the gain in log pseudo-likelihood; not a χ² to the letter.
  public let likelihoodRatioTest: LikelihoodTest
  /// βᵀ V⁻¹ β of the sandwich variance.
  public let waldTest: LikelihoodTest
  /// Uᵀ I⁻¹ U at zero.
  public let scoreTest: LikelihoodTest
  /// The score test with the variance between subjects.
  public let robustScoreTest: LikelihoodTest
  /// The times of the outcome's events, ascending.
  public let times: [Double]
  /// The subdistribution hazard at each of the times, of a subject at the means.
  public let baselineHazard: [Double]

  /// Fits the model.
  ///
  /// - Parameters:
  ///   - outcomes: the rows, one a subject.
  ///   - name: the outcome in question.
  ///   - covariates: their covariates.
  ///   - convention: how the weights and the standard errors are made.
  ///   - ties: how tied events enter; cmprsk has Breslow's method only.
  ///   - censoringGroups: for each row the number of the group within which the censoring distribution is estimated, from 0; nil
  ///     where it is one for all.
  ///   - groupCount: the number of those groups.
  ///   - clusters: for each row the number of its cluster, from 0, where subjects depend on each other.
  ///   - maximumIterations: after so many steps the search gives up.
  /// - Throws: ``FollowUpError``, ``CompetingRisksError``; late entries are refused, and case weights by cmprsk's convention.
  public init(
    _ outcomes: CompetingOutcomes, of name: String, _ covariates: CovariateMatrix,
    convention: FineGrayConvention = .cmprsk, ties: CoxTies = .breslow, censoringGroups: [Int32]? = nil,
    groupCount: Int = 1, clusters: [Int32]? = nil, maximumIterations: Int = 60
  ) throws {
    let followUp = try outcomes.causeSpecific(name)
    let code = try outcomes.code(of: name)
    guard covariates.rows == outcomes.count || covariates.columns == 0 else {
      throw FollowUpError.lengths(column: "covariates", expected: outcomes.count, found: covariates.rows)
    }
    guard followUp.entry == nil else {
      throw CompetingRisksError.lateEntryUnsupported(method: "the Fine-Gray model")
    }
    if convention == .cmprsk, case .cases = followUp.weights {
      throw FollowUpError.caseWeightsUnsupported(method: "the Fine-Gray model by cmprsk's convention")
    }
    try EventTable.check(censoringGroups, of: followUp, below: groupCount, column: "censoring groups")
    if let row = censoringGroups?.firstIndex(where: { $0 < 0 }) {
      throw FollowUpError.badCode(row: row, code: Int(censoringGroups?[row] ?? 0), count: groupCount)
    }
    if let clusters { try EventTable.checkClusters(clusters, of: followUp) }
    let axis = try TimeAxis(followUp)
    let curve = CensoringCurve(outcomes, axis, groups: censoringGroups, count: groupCount, convention)
    let data = try CoxData(followUp, covariates, strata: nil, stratumCount: 1)
    let likelihood = FineGrayLikelihood(
      data, outcomes, code: code, groups: censoringGroups, groupCount: groupCount, curve, axis,
      ties: convention == .cmprsk ? .breslow : ties)
    let search = CoxNewton(likelihood, maximumIterations: maximumIterations)
    var residuals = FineGrayResiduals(likelihood, search.beta)
    if convention == .cmprsk { residuals.addCensoring(outcomes, curve, axis, groups: censoringGroups) }
    let start = FineGrayResiduals(likelihood, search.beta.map { _ in 0 })
    let rows = SubjectScores(data, replicates: followUp.weights.replicates, clusters: clusters)
    self.init(
      outcomes, name, code, convention, likelihood, search, filling: rows.spread(residuals.values),
      startFilling: rows.spread(start.values))
  }

  private init(
    _ outcomes: CompetingOutcomes, _ name: String, _ code: Int32, _ convention: FineGrayConvention,
    _ likelihood: FineGrayLikelihood, _ search: CoxNewton, filling: SymmetricMatrix, startFilling: SymmetricMatrix
  ) {
    let data = likelihood.data
    outcome = name
    self.convention = convention
    ties = likelihood.ties
    let replicates = outcomes.followUp.weights.replicates
    count = replicates ? data.weights.reduce(0, +) : Double(data.rowCount)
    eventCount = data.blocks.reduce(0) { $0 + $1.tied }
    competingCount = likelihood.competing.reduce(0) { sum, group in
      sum + (replicates ? group.rows.reduce(0) { $0 + data.weights[$1] } : Double(group.rows.count))
    }
    let inverse = search.decomposition.inverse()
    inverseInformation = inverse.scaled(by: data.scales.map { 1 / $0 })
    information = search.point.information.scaled(by: data.scales)
    let variance = filling.between(inverse).scaled(by: data.scales.map { 1 / $0 })
    self.variance = variance
    means = data.means
    nullLogLikelihood = search.start.logLikelihood
    logLikelihood = search.point.logLikelihood
    iterations = search.iterations
    hasConverged = if case .converged = search.ending { true } else { false }
    let beta = zip(search.beta, data.scales).map { $0 / $1 }
    coefficients = Self.coefficients(beta, search, inverseInformation, variance)
    let tested = beta.count - search.aliased.count
    likelihoodRatioTest = LikelihoodTest(2 * (search.point.logLikelihood - search.start.logLikelihood), tested)
    waldTest = LikelihoodTest(LDLDecomposition(variance).inverseQuadraticForm(beta), tested)
    scoreTest = LikelihoodTest(
      LDLDecomposition(search.start.information).inverseQuadraticForm(search.start.score), tested)
    robustScoreTest = LikelihoodTest(LDLDecomposition(startFilling).inverseQuadraticForm(search.start.score), tested)
    times = data.blocks.reversed().map(\.time)
    var hazard: [Double] = []
    likelihood.forEachRiskSet(likelihood.risks(search.beta)) { _, block, atRisk, died in
      hazard.append(CoxTieTerms(block, likelihood.ties, atRisk: atRisk.zeroth, died: died?.zeroth ?? 0).inverse)
    }
    baselineHazard = hazard.reversed()
  }

  private static func coefficients(
    _ beta: [Double], _ search: CoxNewton, _ inverse: SymmetricMatrix, _ variance: SymmetricMatrix
  ) -> [RegressionCoefficient] {
    let infinite: [Int] = if case .unbounded(let places) = search.ending { places } else { [] }
    return RegressionCoefficient.all(beta, inverse, aliased: search.aliased, infinite: infinite, robust: variance)
  }

  /// The cumulative incidence that the model predicts for a subject.
  ///
  /// - Parameter covariates: one value for each covariate, in the order of the fit; those without a finite coefficient count for
  ///   nothing.
  /// - Returns: the incidence just after each of ``times``.
  public func incidence(of covariates: [Double]) -> [Double] {
    var predictor = 0.0
    for (place, coefficient) in coefficients.enumerated() where place < covariates.count {
      guard let value = coefficient.value, value.isFinite else { continue }
      predictor += value * (covariates[place] - means[place])
    }
    let ratio = Double.exp(predictor)
    var total = 0.0
    return baselineHazard.map { step in
      total += step
      return -Double.expMinusOne(-total * ratio)
    }
  }
}

/// How scores of rows add up to scores of independent subjects.
private struct SubjectScores {
  private let data: CoxData
  private let replicates: Bool
  private let clusters: [Int32]?

  init(_ data: CoxData, replicates: Bool, clusters: [Int32]?) {
    self.data = data
    self.replicates = replicates
    self.clusters = clusters
  }

  /// The sum over subjects, or clusters, of the outer product of their scores.
  func spread(_ values: [Double]) -> SymmetricMatrix {
    let size = data.covariates
    var matrix = SymmetricMatrix(size: size)
    func add(_ score: ArraySlice<Double>, _ weight: Double) {
      let first = score.startIndex
      for i in 0..<size {
        for j in 0...i { matrix[i, j] += weight * score[first + i] * score[first + j] }
      }
    }
    guard let clusters else {
      for row in 0..<data.rowCount {
        let weight = data.weights[row]
        add(values[(row * size)..<((row + 1) * size)], replicates ? weight : weight * weight)
      }
      return matrix
    }
    var sums = [Double](repeating: 0, count: (Int(clusters.max() ?? -1) + 1) * size)
    for row in 0..<data.rowCount {
      let cluster = Int(clusters[Int(data.source[row])])
      for i in 0..<size { sums[cluster * size + i] += data.weights[row] * values[row * size + i] }
    }
    for cluster in 0..<(size > 0 ? sums.count / size : 0) { add(sums[(cluster * size)..<((cluster + 1) * size)], 1) }
    return matrix
  }
}

extension SymmetricMatrix {
  /// Each element multiplied by the factors of its row and its column.
  fileprivate func scaled(by factors: [Double]) -> SymmetricMatrix {
    var result = self
    for i in 0..<size {
      for j in 0...i { result[i, j] = self[i, j] * factors[i] * factors[j] }
    }
    return result
  }

  /// The sandwich: bread, this, bread.
  fileprivate func between(_ bread: SymmetricMatrix) -> SymmetricMatrix {
    var result = SymmetricMatrix(size: size)
    let half = (0..<size).map { row in times((0..<size).map { bread[row, $0] }) }
    for i in 0..<size {
      for j in 0...i { result[i, j] = (0..<size).reduce(0) { $0 + half[i][$1] * bread[j, $1] } }
    }
    return result
  }
}
