import Statistics

/// The largest log likelihoods of models that are a fitted one without some of its columns.
///
/// Each is searched from where the quadratic about the full model's top has its own,
///
///     β_R − V_RS V_SS⁻¹ β_S,   S the columns left out,
///
/// on the same sorted rows, so that two evaluations of the likelihood are enough where there are many events. Models are
/// searched on all processors; each search depends on its model alone.
struct NestedCoxMaxima {
  /// The top of one model.
  struct Maximum: Sendable {
    /// The largest log likelihood.
    let logLikelihood: Double
    /// The coefficients that can be estimated.
    let rank: Int

    /// The likelihood ratio test against a model that is nested in this one; nil where this one has no coefficient more.
    func test(against smaller: Maximum) -> LikelihoodTest? {
      guard rank > smaller.rank else { return nil }
      return LikelihoodTest(max(2 * (logLikelihood - smaller.logLikelihood), 0), rank - smaller.rank)
    }
  }

  private let likelihood: CoxLikelihood
  private let fit: CoxModel

  init(_ likelihood: CoxLikelihood, _ fit: CoxModel) {
    self.likelihood = likelihood
    self.fit = fit
  }

  /// The tops of the models without some columns, in the same order.
  func callAsFunction(without models: [[Int]]) -> [Maximum] {
    Parallel.map(models.count) { maximum(without: models[$0]) }
  }

  private func maximum(without left: [Int]) -> Maximum {
    if left.isEmpty {
      return Maximum(logLikelihood: fit.logLikelihood, rank: fit.likelihoodRatioTest.degreesOfFreedom)
    }
    guard left.count < likelihood.data.covariates else {
      return Maximum(logLikelihood: fit.nullLogLikelihood, rank: 0)
    }
    var search = CoxNewton(likelihood, without: left, from: start(without: left))
    // A start below no effects at all, or off the numbers, is worse than none.
    if !(search.start.logLikelihood >= fit.nullLogLikelihood) {
      search = CoxNewton(likelihood, without: left, from: Array(repeating: 0, count: likelihood.data.covariates))
    }
    return Maximum(logLikelihood: search.top, rank: likelihood.data.covariates - search.aliased.count)
  }

  /// The top of the quadratic, in standardised covariates; no effects where the full model has no top.
  private func start(without left: [Int]) -> [Double] {
    let size = likelihood.data.covariates
    guard fit.hasConverged else { return Array(repeating: 0, count: size) }
    var pull = [Double](repeating: 0, count: size)
    let solved = LDLDecomposition(fit.variance.restricted(to: left)).solve(left.map { fit.reached[$0] })
    for (column, value) in zip(left, solved) { pull[column] = value }
    let change = fit.variance.times(pull)
    return (0..<size).map { left.contains($0) ? 0 : (fit.reached[$0] - change[$0]) * likelihood.data.scales[$0] }
  }
}
