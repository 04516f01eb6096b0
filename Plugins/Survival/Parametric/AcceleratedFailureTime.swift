import RealModule
public import Statistics

/// An accelerated failure time model: covariates stretch or shrink time itself.
///
///     log T = β₀ + xβ + σW
///
/// by maximum likelihood, with W extreme value (T Weibull, or exponential with σ = 1), normal or logistic. exp(β) is a time
/// ratio: by how much one unit of the covariate multiplies every quantile of T. Right-censored follow-up; times must be above
/// zero, and late entries are refused. Frequency weights give what the replicated rows would, case weights multiply each
/// row's log likelihood. A covariate that depends on those before it is aliased; where the likelihood rises without end (a group
/// without events) the coefficient is infinite. Without events nothing is estimated.
///
/// - Complexity: O(*n* *p*²) a step, some seven steps.
///
/// Kalbfleisch & Prentice (2002), *The Statistical Analysis of Failure Time Data*, 3.6; agrees with R's `survreg`.
public struct AcceleratedFailureTime: Sendable {
  /// One covariate's part, or the intercept's.
  public struct Coefficient: Sendable {
    /// Whether there is an estimate.
    public let state: RegressionCoefficient.State
    /// β: the log time ratio for one unit of the covariate; nil unless estimated.
    public let value: Double?
    /// The standard error of β, from the inverse information.
    public let standardError: Double?
    /// The standard error that holds where rows of a cluster depend on each other; nil unless clusters were given.
    public let robustStandardError: Double?
    /// The log hazard ratio, −β/σ, and its standard error, by the delta method; nil unless the hazards are proportional.
    public let logHazardRatio: (value: Double, standardError: Double)?

    /// The standard error on which z, p and limits rest: the robust one where there is one.
    public var reportedStandardError: Double? { robustStandardError ?? standardError }
    /// exp(β).
    public var timeRatio: Double? { value.map(Double.exp) }
    /// β over its standard error.
    public var z: Double? {
      guard let value, let error = reportedStandardError else { return nil }
      return value / error
    }
    /// The two-sided p-value of z.
    public var pValue: Double? { z.map(Normal.twoSided) }

    /// The limits of the time ratio: exp(β ± z·se).
    public func timeRatioLimits(level: Double = 0.95) -> (lower: Double, upper: Double)? {
      guard let value, let error = reportedStandardError else { return nil }
      let half = Normal.reach(ofLevel: level) * error
      return (.exp(value - half), .exp(value + half))
    }

    /// The limits of the hazard ratio, on the log scale.
    public func hazardRatioLimits(level: Double = 0.95) -> (lower: Double, upper: Double)? {
      guard let ratio = logHazardRatio else { return nil }
      let half = Normal.reach(ofLevel: level) * ratio.standardError
      return (.exp(ratio.value - half), .exp(ratio.value + half))
    }
  }

  /// The distribution of times.
  public let distribution: TimeDistribution
  /// The rows used.
  public let rows: Int
  /// The subjects or rows that they stand for: the sum of frequency weights, or the rows.
  public let count: Double
  /// The events: the sum of frequency weights of rows with the event, or the rows.
  public let eventCount: Double
  /// β₀.
  public let intercept: Coefficient
  /// One for each covariate, in the given order.
  public let coefficients: [Coefficient]
  /// σ; 1 where it is known, nil where there is nothing to estimate it from.
  public let scale: Double?
  /// The standard error of log σ; nil where σ is known or not estimated.
  public let standardErrorOfLogScale: Double?
  /// The inverse information: intercept, covariates, and log σ where it is estimated.
  ///
  /// Zero for aliased covariates.
  public let variance: SymmetricMatrix
  /// The variance that holds where rows of a cluster depend on each other; nil unless clusters were given.
  public let robustVariance: SymmetricMatrix?
  /// The log likelihood of the times at the estimate; nil without events, or where σ runs to zero.
  public let logLikelihood: Double?
  /// That of the model with the intercept (and σ) alone; nil as above.
  public let nullLogLikelihood: Double?
  /// Twice the gain in log likelihood by the covariates; nil as above.
  public let likelihoodRatioTest: LikelihoodTest?
  /// The number of parameters that were estimated.
  public let parameterCount: Int
  /// The steps that were taken.
  public let iterations: Int
  /// Whether the estimate was found; false also where a coefficient is infinite.
  public let hasConverged: Bool

  /// AIC: twice the parameters less twice the log likelihood.
  public var akaike: Double? { logLikelihood.map { 2 * Double(parameterCount) - 2 * $0 } }

  /// Fits the model.
  ///
  /// - Parameters:
  ///   - followUp: the rows; all from time zero.
  ///   - covariates: their covariates, without a column for the intercept.
  ///   - distribution: of times.
  ///   - clusters: for each row the number of its cluster, from 0, for robust standard errors; nil for none.
  ///   - maximumIterations: after so many steps the search gives up.
  /// - Throws: ``FollowUpError``.
  public init(
    _ followUp: FollowUp, _ covariates: CovariateMatrix, distribution: TimeDistribution = .weibull,
    clusters: [Int32]? = nil, maximumIterations: Int = 100
  ) throws {
    guard covariates.rows == followUp.count || covariates.columns == 0 else {
      throw FollowUpError.lengths(column: "covariates", expected: followUp.count, found: covariates.rows)
    }
    guard followUp.entry == nil else {
      throw FollowUpError.lateEntriesUnsupported(method: "The accelerated failure time model")
    }
    if let row = followUp.time.firstIndex(where: { !($0 > 0 && $0.isFinite) }) {
      throw FollowUpError.timeNotPositive(row: row, value: followUp.time[row])
    }
    if let clusters { try EventTable.checkClusters(clusters, of: followUp) }
    let likelihood = AcceleratedLikelihood(followUp, covariates, distribution)
    self.init(followUp, likelihood, clusters, maximumIterations)
  }

  private init(
    _ followUp: FollowUp, _ likelihood: AcceleratedLikelihood, _ clusters: [Int32]?, _ maximumIterations: Int
  ) {
    let replicates = followUp.weights.replicates
    let size = likelihood.columns + (likelihood.distribution.hasScale ? 1 : 0)
    distribution = likelihood.distribution
    rows = likelihood.events.count
    count = replicates ? likelihood.weights.reduce(0, +) : Double(likelihood.events.count)
    eventCount = likelihood.events.indices.reduce(0) {
      $0 + (likelihood.events[$1] ? (replicates ? likelihood.weights[$1] : 1) : 0)
    }
    guard eventCount > 0 else {
      let nothing = Coefficient(
        state: .aliased, value: nil, standardError: nil, robustStandardError: nil, logHazardRatio: nil)
      (intercept, coefficients) = (nothing, Array(repeating: nothing, count: likelihood.columns - 1))
      (scale, standardErrorOfLogScale, logLikelihood, nullLogLikelihood) = (nil, nil, nil, nil)
      (variance, robustVariance, likelihoodRatioTest) = (SymmetricMatrix(size: size), nil, nil)
      (parameterCount, iterations, hasConverged) = (0, 0, false)
      return
    }
    let search = AcceleratedSearch(likelihood, maximumIterations: maximumIterations)
    let variances = AcceleratedVariance(likelihood, search, clusters: clusters)
    let estimates = Estimates(likelihood, search, variances)
    intercept = estimates.coefficient(0)
    coefficients = (1..<max(likelihood.columns, 1)).map(estimates.coefficient)
    scale = estimates.scaleIsFinite ? estimates.sigma : nil
    standardErrorOfLogScale =
      likelihood.distribution.hasScale && estimates.scaleIsFinite
      ? (variances.robust ?? variances.model)[likelihood.columns, likelihood.columns].squareRoot() : nil
    variance = variances.model
    robustVariance = variances.robust
    logLikelihood = estimates.scaleIsFinite ? search.point.logLikelihood : nil
    let null = AcceleratedSearch(likelihood.withoutCovariates, maximumIterations: maximumIterations)
    nullLogLikelihood = null.unbounded.isEmpty ? null.point.logLikelihood : nil
    let tested = likelihood.columns - 1 - search.aliased.count
    likelihoodRatioTest =
      estimates.scaleIsFinite && null.unbounded.isEmpty
      ? LikelihoodTest(2 * (search.point.logLikelihood - null.point.logLikelihood), tested) : nil
    parameterCount = size - search.aliased.count
    iterations = search.iterations
    hasConverged = search.hasConverged
  }

  /// Coefficients in the units of the covariates.
  private struct Estimates {
    let likelihood: AcceleratedLikelihood
    let search: AcceleratedSearch
    let variances: AcceleratedVariance
    let sigma: Double
    private let beta: [Double]

    var scaleIsFinite: Bool { !search.unbounded.contains(likelihood.columns) }

    init(_ likelihood: AcceleratedLikelihood, _ search: AcceleratedSearch, _ variances: AcceleratedVariance) {
      self.likelihood = likelihood
      self.search = search
      self.variances = variances
      let sigma = 1 / search.parameters[likelihood.columns]
      self.sigma = sigma
      var beta = (0..<likelihood.columns).map { search.parameters[$0] * sigma / likelihood.scales[$0] }
      beta[0] += likelihood.meanLogTime
      for i in 1..<max(likelihood.columns, 1) { beta[0] -= beta[i] * likelihood.means[i] }
      self.beta = beta
    }

    func coefficient(_ place: Int) -> Coefficient {
      if search.aliased.contains(place) {
        return Coefficient(
          state: .aliased, value: nil, standardError: nil, robustStandardError: nil, logHazardRatio: nil)
      }
      // Where σ has no finite value, or the covariate's own coefficient has not, there is nothing to say.
      if !scaleIsFinite || search.unbounded.contains(place) {
        let sign: Double = search.parameters[place] < 0 ? -1 : 1
        return Coefficient(
          state: .infinite, value: scaleIsFinite ? sign * .infinity : nil, standardError: nil,
          robustStandardError: nil, logHazardRatio: nil)
      }
      return Coefficient(
        state: .estimated, value: beta[place], standardError: variances.model[place, place].squareRoot(),
        robustStandardError: variances.robust.map { $0[place, place].squareRoot() },
        logHazardRatio: logHazardRatio(place))
    }

    /// −β/σ: its slopes are −1/σ in β and β/σ in log σ.
    private func logHazardRatio(_ place: Int) -> (value: Double, standardError: Double)? {
      guard likelihood.distribution.hasProportionalHazards else { return nil }
      let variance = variances.robust ?? variances.model
      var square = variance[place, place]
      if likelihood.distribution.hasScale {
        let last = likelihood.columns
        square += beta[place] * (beta[place] * variance[last, last] - 2 * variance[place, last])
      }
      return (-beta[place] / sigma, square.squareRoot() / sigma)
    }
  }
}

extension AcceleratedLikelihood {
  /// The same rows with the intercept alone.
  fileprivate var withoutCovariates: AcceleratedLikelihood {
    AcceleratedLikelihood(
      distribution: distribution, columns: 1, source: source, x: Array(repeating: 1, count: events.count),
      logTimes: logTimes, events: events, weights: weights, means: [0], scales: [1], meanLogTime: meanLogTime,
      spread: spread, eventLogTimes: eventLogTimes)
  }
}
