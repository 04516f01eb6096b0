import RealModule

/// The logistic regression of a yes or no on covariates, by maximum likelihood.
///
///     log(p / (1 − p)) = offset + β₀ + xβ,   ℓ(β) = Σ w [ y log p + (1 − y) log(1 − p) ]
///
/// Found by Newton's method, which for this model is iteratively reweighted least squares. Weights count rows: a row of
/// weight 3 gives what three equal rows would. A column that depends on those before it is aliased and has no
/// coefficient. Where the covariates separate the outcomes the likelihood rises without end; ``separation`` says so, the
/// coefficients concerned are infinite, their standard errors undefined, while likelihood ratio and score tests still hold.
/// Firth's penalty keeps all of them finite.
///
/// - Complexity: O(*n* *p*²) a step, some six steps; some thirty to find separation.
///
/// McCullagh & Nelder (1989), *Generalized Linear Models*, chapter 4. Firth (1993), *Biometrika* 80, 27-38,
/// doi:10.1093/biomet/80.1.27. Heinze & Schemper (2002), *Statistics in Medicine* 21, 2409-2419, doi:10.1002/sim.1047.
public struct LogisticModel: Sendable {
  /// What is added to the log likelihood.
  public enum Penalty: String, Sendable, CaseIterable {
    /// Nothing: maximum likelihood.
    case none
    /// ½ log |I(β)|, Jeffreys' prior: less bias, and finite coefficients under separation.
    case firth
  }

  /// What was added to the log likelihood.
  public let penalty: Penalty
  /// The rows that the model stands on: the sum of the weights, or the rows.
  public let count: Double
  /// How many of them have the outcome.
  public let eventCount: Double
  /// The intercept where there is one, then one for each covariate.
  public let coefficients: [RegressionCoefficient]
  /// The inverse information; zero for aliased columns, meaningless for infinite coefficients.
  public let variance: SymmetricMatrix
  /// The log likelihood at the coefficients, with the penalty where there is one.
  public let logLikelihood: Double
  /// The same with the covariates' coefficients zero.
  public let nullLogLikelihood: Double
  /// Minus twice the log likelihood, without the penalty.
  public let deviance: Double
  /// The same with the covariates' coefficients zero.
  public let nullDeviance: Double
  /// The probability of the outcome for each row.
  public let fittedProbabilities: [Double]
  /// Whether the covariates separate the outcomes; with Firth's penalty it is not looked for.
  public let separation: Separation
  /// The steps that were taken.
  public let iterations: Int
  /// Whether the coefficients were found; false also where one is infinite.
  public let hasConverged: Bool
  /// Twice the gain in (penalised) log likelihood over the model without covariates.
  public let likelihoodRatioTest: LikelihoodTest
  /// βᵀ V⁻¹ β of the covariates; meaningless where a coefficient is infinite.
  public let waldTest: LikelihoodTest
  /// Uᵀ I⁻¹ U at the model without covariates; nil with a penalty.
  public let scoreTest: LikelihoodTest?

  let likelihood: LogisticLikelihood
  /// Where the search ended, in standardised covariates.
  let beta: [Double]
  let aliased: [Int]

  /// AIC: twice the coefficients less twice the log likelihood.
  public var akaike: Double { 2 * Double(coefficients.count - aliased.count) + deviance }
  /// BIC, with the number of rows as the size of the sample.
  public var bayes: Double { .log(count) * Double(coefficients.count - aliased.count) + deviance }
  /// The rows less the coefficients; rows of weight zero not counted.
  public var residualDegreesOfFreedom: Int {
    nullDegreesOfFreedom + (hasIntercept ? 1 : 0) - coefficients.count + aliased.count
  }
  /// The rows, less one for an intercept.
  public var nullDegreesOfFreedom: Int {
    (likelihood.weights?.count { $0 > 0 } ?? likelihood.design.rows) - (hasIntercept ? 1 : 0)
  }
  private var hasIntercept: Bool { likelihood.design.hasIntercept }

  /// Fits the model.
  ///
  /// - Parameters:
  ///   - response: whether each row has the outcome.
  ///   - covariates: the columns, without one for the intercept.
  ///   - weights: how many rows each stands for; nil where one.
  ///   - offset: a known part of the log odds of each row; nil for none.
  ///   - intercept: whether there is one.
  ///   - penalty: what is added to the log likelihood.
  ///   - maximumIterations: after so many steps the search gives up.
  /// - Throws: ``RegressionError``.
  public init(
    _ response: [Bool], _ covariates: DesignMatrix, weights: [Double]? = nil, offset: [Double]? = nil,
    intercept: Bool = true, penalty: Penalty = .none, maximumIterations: Int = 100
  ) throws(RegressionError) {
    guard response.count == covariates.rows else {
      throw .lengths(column: "covariates", expected: response.count, found: covariates.rows)
    }
    try RegressionError.check(weights: weights, offset: offset, rows: response.count)
    let design = ScaledDesign(covariates, weights: weights, intercept: intercept)
    let likelihood = LogisticLikelihood(
      design: design, response: response, weights: weights, offset: offset, penalty: penalty)
    var start = Array(repeating: 0.0, count: design.width)
    let (yes, no) = likelihood.totals
    if intercept, yes > 0, no > 0 { start[0] = .log(yes / no) }
    let first = likelihood.evaluate(start)
    let aliased = LDLDecomposition(first.information).dependent
    let slopes = Array((intercept ? 1 : 0)..<design.width)
    func climb(from beta: [Double], _ point: LikelihoodPoint, holding held: [Int]) -> NewtonSearch {
      NewtonSearch(
        from: beta, point, held: held, spans: design.spans, maximumIterations: maximumIterations, reach: design.reach,
        evaluate: likelihood.evaluate)
    }
    let null = climb(from: start, first, holding: aliased + slopes)
    let full = climb(from: null.beta, null.point, holding: aliased)
    self.init(likelihood, null, full, aliased: aliased)
  }

  private init(_ likelihood: LogisticLikelihood, _ null: NewtonSearch, _ full: NewtonSearch, aliased: [Int]) {
    let design = likelihood.design
    self.likelihood = likelihood
    self.aliased = aliased
    beta = full.beta
    penalty = likelihood.penalty
    let (yes, no) = likelihood.totals
    count = yes + no
    eventCount = yes
    let variance = design.variance(full)
    self.variance = variance
    func plain(_ search: NewtonSearch) -> Double {
      likelihood.penalty == .none ? search.point.value : likelihood.logLikelihood(search.beta)
    }
    logLikelihood = full.point.value
    nullLogLikelihood = null.point.value
    deviance = -2 * plain(full)
    nullDeviance = -2 * plain(null)
    fittedProbabilities = design.linearPredictor(full.beta, offset: likelihood.offset).map(Self.probability)
    let infinite = full.infinite
    separation = infinite.isEmpty ? .none : plain(full) > -1e-6 ? .complete : .quasiComplete
    iterations = full.iterations
    hasConverged = full.hasConverged
    coefficients = RegressionCoefficient.all(
      design.unscaled(full.beta), variance, aliased: aliased, infinite: infinite, isComplete: separation == .complete)
    let slopes = Array((design.hasIntercept ? 1 : 0)..<design.width)
    let tested = slopes.count { !aliased.contains($0) }
    likelihoodRatioTest = LikelihoodTest(max(2 * (full.point.value - null.point.value), 0), tested)
    let part = full.decomposition.inverse().restricted(to: slopes)
    waldTest = LikelihoodTest(LDLDecomposition(part).inverseQuadraticForm(slopes.map { full.beta[$0] }), tested)
    scoreTest =
      penalty == .none
      ? LikelihoodTest(LDLDecomposition(null.point.information).inverseQuadraticForm(null.point.score), tested) : nil
  }

  /// The probability whose log odds these are.
  static func probability(_ logOdds: Double) -> Double {
    let e = Double.exp(-abs(logOdds))
    return logOdds < 0 ? e / (1 + e) : 1 / (1 + e)
  }
}
