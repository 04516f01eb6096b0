import RealModule
public import Statistics

/// The proportional hazards model of Cox.
///
///     h(t | x) = h₀(t) exp(xβ),   L(β) = ∏ over events  exp(xβ) / Σ over the risk set  exp(xβ)
///
/// with a baseline hazard of its own in each stratum. An offset, a part of the log hazard that is known, is added to xβ. At risk at t are rows with entry < t ≤ time, so that covariates may
/// change from one (start, stop] row of a subject to the next. Tied events by Efron, Breslow or exactly. Frequency weights give
/// what the replicated rows would; case weights give tied events their mean weight, as R's `weights` do. A covariate that
/// depends on those before it, or varies in no risk set, is aliased: it has no coefficient. Where the likelihood rises without end
/// (a group without events) the coefficient is infinite, its standard error and limits undefined; the likelihood ratio and
/// score tests still hold.
///
/// - Complexity: O(*n* *p*²) a step, some six steps, after sorting by counting or by radix.
///
/// Cox (1972), *JRSS B* 34, 187-220, doi:10.1111/j.2517-6161.1972.tb00899.x.
public struct CoxModel: Sendable {
  /// How tied events were treated.
  public let ties: CoxTies
  /// The rows used.
  public let rows: Int
  /// The subjects or rows that they stand for: the sum of frequency weights, or the rows.
  public let count: Double
  /// The events: the sum of frequency weights of rows with the event, or the rows.
  public let eventCount: Double
  /// One for each covariate, in the given order.
  public let coefficients: [RegressionCoefficient]
  /// The inverse information; zero for aliased covariates.
  public let variance: SymmetricMatrix
  /// The variance that holds where rows of a cluster depend on each other; nil unless clusters were given.
  public let robustVariance: SymmetricMatrix?
  /// The mean of each covariate over the rows, by weight.
  public let means: [Double]
  /// The log likelihood with all coefficients zero.
  public let nullLogLikelihood: Double
  /// The log likelihood at the coefficients.
  public let logLikelihood: Double
  /// β where the search stopped: an infinite coefficient is far out, an aliased one zero.
  let reached: [Double]
  /// The steps that were taken.
  public let iterations: Int
  /// Whether the coefficients were found; false also where one is infinite.
  public let hasConverged: Bool
  /// Twice the gain in log likelihood.
  public let likelihoodRatioTest: LikelihoodTest
  /// βᵀ V⁻¹ β, of the robust variance where there is one.
  public let waldTest: LikelihoodTest
  /// Uᵀ V U at zero: the log-rank test, but for ties.
  public let scoreTest: LikelihoodTest
  /// The score test that holds where rows of a cluster depend on each other; nil unless clusters were given.
  public let robustScoreTest: LikelihoodTest?

  /// AIC: twice the coefficients less twice the log likelihood.
  public var akaike: Double { 2 * Double(likelihoodRatioTest.degreesOfFreedom) - 2 * logLikelihood }
  /// BIC, with the number of events as the size of the sample.
  public var bayes: Double {
    .log(eventCount) * Double(likelihoodRatioTest.degreesOfFreedom) - 2 * logLikelihood
  }

  /// xβ of rows, about the mean, without any offset; covariates without a finite coefficient count for nothing.
  ///
  /// The scores for a ``Concordance``.
  ///
  /// - Parameter covariates: columns as the model was fitted with.
  /// - Returns: one number for each row.
  public func linearPredictor(_ covariates: CovariateMatrix) -> [Double] {
    var result = [Double](repeating: 0, count: covariates.rows)
    for (place, coefficient) in coefficients.enumerated() {
      guard let value = coefficient.value, value.isFinite else { continue }
      for (row, x) in covariates.column(place).enumerated() { result[row] += value * (x - means[place]) }
    }
    return result
  }

  /// Fits the model.
  ///
  /// - Parameters:
  ///   - followUp: the rows.
  ///   - covariates: their covariates.
  ///   - strata: for each row the number of its stratum, from 0; a negative one leaves the row out. Nil for one stratum.
  ///   - stratumCount: the number of strata.
  ///   - clusters: for each row the number of its cluster, from 0, for robust standard errors; nil for none.
  ///   - offset: for each row a known part of its log hazard, which is added to xβ; nil for none.
  ///   - ties: how tied events enter.
  ///   - maximumIterations: after so many steps the search gives up.
  /// - Throws: ``FollowUpError``.
  public init(
    _ followUp: FollowUp, _ covariates: CovariateMatrix, strata: [Int32]? = nil, stratumCount: Int = 1,
    clusters: [Int32]? = nil, offset: [Double]? = nil, ties: CoxTies = .efron, maximumIterations: Int = 60
  ) throws {
    guard covariates.rows == followUp.count || covariates.columns == 0 else {
      throw FollowUpError.lengths(column: "covariates", expected: followUp.count, found: covariates.rows)
    }
    try EventTable.check(strata, of: followUp, below: stratumCount, column: "strata")
    let data = try CoxData(followUp, covariates, strata: strata, stratumCount: stratumCount, offset: offset)
    try self.init(followUp, data, clusters: clusters, ties: ties, maximumIterations: maximumIterations)
  }

  /// Fits the model to rows that are in order already.
  init(
    _ followUp: FollowUp, _ data: CoxData, clusters: [Int32]? = nil, ties: CoxTies, maximumIterations: Int = 60
  ) throws {
    if ties == .exact { try Self.checkExact(followUp, data, clusters) }
    let likelihood = CoxLikelihood(data, ties: ties)
    let search = CoxNewton(likelihood, maximumIterations: maximumIterations)
    let robust = try clusters.map { clusters in
      try EventTable.checkClusters(clusters, of: followUp)
      return CoxRobust(likelihood, search, clusters: clusters)
    }
    self.init(followUp, data, ties, search, robust)
  }

  private static func checkExact(_ followUp: FollowUp, _ data: CoxData, _ clusters: [Int32]?) throws {
    if case .cases = followUp.weights {
      throw FollowUpError.caseWeightsUnsupported(method: "the exact treatment of ties")
    }
    if clusters != nil { throw FollowUpError.exactTiesUnsupported(method: "A cluster-robust variance") }
    if let work = CoxExact.work(data), work.additions > CoxExact.mostAdditions {
      throw FollowUpError.exactTiesTooMany(time: work.time, tied: work.tied, rows: data.weights.reduce(0, +))
    }
  }

  private init(_ followUp: FollowUp, _ data: CoxData, _ ties: CoxTies, _ search: CoxNewton, _ robust: CoxRobust?) {
    self.ties = ties
    rows = data.rowCount
    let replicates = followUp.weights.replicates
    count = replicates ? data.weights.reduce(0, +) : Double(data.rowCount)
    eventCount = data.blocks.reduce(0) { $0 + $1.tied }
    let variance = search.decomposition.inverse().unscaled(data.scales)
    let robustVariance = robust.map { $0.variance.unscaled(data.scales) }
    self.variance = variance
    self.robustVariance = robustVariance
    means = data.means
    nullLogLikelihood = search.start.logLikelihood
    logLikelihood = search.point.logLikelihood
    iterations = search.iterations
    let infinite: [Int] = if case .unbounded(let places) = search.ending { places } else { [] }
    hasConverged = if case .converged = search.ending { true } else { false }
    let beta = zip(search.beta, data.scales).map { $0 / $1 }
    reached = beta
    coefficients = RegressionCoefficient.all(
      beta, variance, aliased: search.aliased, infinite: infinite, robust: robustVariance)
    let tested = beta.count - search.aliased.count
    likelihoodRatioTest = LikelihoodTest(2 * (search.point.logLikelihood - search.start.logLikelihood), tested)
    waldTest = LikelihoodTest(LDLDecomposition(robustVariance ?? variance).inverseQuadraticForm(beta), tested)
    scoreTest = LikelihoodTest(
      LDLDecomposition(search.start.information).inverseQuadraticForm(search.start.score), tested)
    robustScoreTest = robust.map { LikelihoodTest($0.scoreStatistic, tested) }
  }
}

extension SymmetricMatrix {
  /// The variance in the units of the covariates, from that in standard deviations.
  fileprivate func unscaled(_ scales: [Double]) -> SymmetricMatrix {
    var result = self
    for i in 0..<size {
      for j in 0...i { result[i, j] = self[i, j] / (scales[i] * scales[j]) }
    }
    return result
  }
}
