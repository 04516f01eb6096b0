import RealModule
public import Statistics

/// A Cox model by Firth's penalised partial likelihood, which has finite coefficients even where some covariate separates those
/// with the event from those without.
///
///     ℓ*(β) = ℓ(β) + ½ log |I(β)|
///
/// The penalty also takes away the first-order bias of the coefficients, which matters where events are few. Limits and tests
/// are those of the profile of ℓ*, maximised over the other coefficients with the penalty of the whole model: Wald
/// limits are far off under separation. Frequency weights are replication; case weights and exact ties are refused.
///
/// - Complexity: O(*n* *p*²) a step.
///
/// Firth (1993), *Biometrika* 80, 27-38, doi:10.1093/biomet/80.1.27; Heinze & Schemper (2001), *Biometrics* 57, 114-119,
/// doi:10.1111/j.0006-341X.2001.00114.x.
public struct FirthCox: Sendable {
  /// One covariate's part.
  public struct Coefficient: Sendable {
    /// β, the log hazard ratio.
    public let value: Double
    /// The standard error of β, from the inverse information at β.
    public let standardError: Double
    /// The lower limit of β, from the profile; nil where it was not found.
    public let lower: Double?
    /// The upper limit of β, from the profile; nil where it was not found.
    public let upper: Double?
    /// The penalised likelihood ratio test that β is zero.
    public let test: LikelihoodTest

    /// exp(β).
    public var hazardRatio: Double { .exp(value) }
    /// The limits of the hazard ratio.
    public var hazardRatioLimits: (lower: Double?, upper: Double?) { (lower.map(Double.exp), upper.map(Double.exp)) }
  }

  /// One for each covariate, in the given order; nil for one that depends on those before it, or varies in no risk set.
  public let coefficients: [Coefficient?]
  /// The inverse information at β; zero for covariates without a coefficient.
  public let variance: SymmetricMatrix
  /// The coverage of the limits.
  public let level: Double
  /// How tied events were treated.
  public let ties: CoxTies
  /// The rows used.
  public let rows: Int
  /// The events: the sum of frequency weights of rows with the event, or the rows.
  public let eventCount: Double
  /// ℓ* at β, in the units of the covariates.
  public let penalizedLogLikelihood: Double
  /// ℓ* with all coefficients zero.
  public let nullPenalizedLogLikelihood: Double
  /// The penalised likelihood ratio test that all coefficients are zero.
  public let likelihoodRatioTest: LikelihoodTest
  /// The steps that were taken.
  public let iterations: Int
  /// Whether the top of the penalised likelihood was found.
  public let hasConverged: Bool

  /// Fits the model.
  ///
  /// - Parameters:
  ///   - followUp: the rows.
  ///   - covariates: their covariates.
  ///   - strata: for each row the number of its stratum, from 0; a negative one leaves the row out. Nil for one stratum.
  ///   - stratumCount: the number of strata.
  ///   - offset: for each row a known part of its log hazard; nil for none.
  ///   - ties: Efron's or Breslow's method.
  ///   - level: the coverage of the limits.
  ///   - maximumIterations: after so many steps a search gives up.
  /// - Throws: ``FollowUpError``.
  public init(
    _ followUp: FollowUp, _ covariates: CovariateMatrix, strata: [Int32]? = nil, stratumCount: Int = 1,
    offset: [Double]? = nil, ties: CoxTies = .efron, level: Double = 0.95, maximumIterations: Int = 500
  ) throws {
    if case .cases = followUp.weights {
      throw FollowUpError.caseWeightsUnsupported(method: "Firth's penalised likelihood")
    }
    if ties == .exact { throw FollowUpError.exactTiesUnsupported(method: "Firth's penalty") }
    let plain = try CoxModel(
      followUp, covariates, strata: strata, stratumCount: stratumCount, offset: offset, ties: ties,
      maximumIterations: 0)
    let kept = plain.coefficients.indices.filter { plain.coefficients[$0].state != .aliased }
    let matrix = try CovariateMatrix(columns: kept.map { Array(covariates.column($0)) })
    let data = try CoxData(followUp, matrix, strata: strata, stratumCount: stratumCount, offset: offset)
    let likelihood = FirthLikelihood(data, ties: ties)
    let zero = [Double](repeating: 0, count: kept.count)
    self.level = level
    self.ties = ties
    rows = plain.rows
    eventCount = plain.eventCount
    guard !kept.isEmpty, let null = likelihood.evaluate(zero),
      let top = FirthSearch(likelihood, from: zero, holding: [], maximumIterations: maximumIterations)
    else {
      coefficients = plain.coefficients.map { _ in nil }
      variance = SymmetricMatrix(size: covariates.columns)
      penalizedLogLikelihood = plain.nullLogLikelihood
      nullPenalizedLogLikelihood = plain.nullLogLikelihood
      likelihoodRatioTest = LikelihoodTest(0, 0)
      iterations = 0
      hasConverged = true
      return
    }
    let inverse = LDLDecomposition(top.point.information).inverse()
    var variance = SymmetricMatrix(size: covariates.columns)
    var coefficients = [Coefficient?](repeating: nil, count: covariates.columns)
    for (place, column) in kept.enumerated() {
      for other in 0...place {
        variance[column, kept[other]] = inverse[place, other] / (data.scales[place] * data.scales[other])
      }
      let profile = FirthProfile(
        likelihood: likelihood, top: top, place: place, maximumIterations: maximumIterations)
      coefficients[column] = Self.coefficient(
        profile, error: inverse[place, place].squareRoot(), scale: data.scales[place], level: level)
    }
    self.coefficients = coefficients
    self.variance = variance
    // The determinant of the information in the units of the covariates.
    let units = data.scales.reduce(0) { $0 + Double.log($1) }
    penalizedLogLikelihood = top.point.logLikelihood + units
    nullPenalizedLogLikelihood = null.logLikelihood + units
    likelihoodRatioTest = LikelihoodTest(2 * (top.point.logLikelihood - null.logLikelihood), kept.count)
    iterations = top.iterations
    hasConverged = top.hasConverged
  }

  private static func coefficient(
    _ profile: FirthProfile, error: Double, scale: Double, level: Double
  ) -> Coefficient {
    let top = profile.top
    let reach = Normal.reach(ofLevel: level)
    let atZero = profile.search(at: 0, from: top.beta)?.point.logLikelihood ?? -.infinity
    return Coefficient(
      value: top.beta[profile.place] / scale, standardError: error / scale,
      lower: profile.limit(side: -1, reach: reach, error: error).map { $0 / scale },
      upper: profile.limit(side: 1, reach: reach, error: error).map { $0 / scale },
      test: LikelihoodTest(max(2 * (top.point.logLikelihood - atZero), 0), 1))
  }
}
