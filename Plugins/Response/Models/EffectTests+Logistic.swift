import Designs
import Statistics

extension EffectTests {
  /// Tests the effects of a logistic regression.
  ///
  /// Without interactions the likelihood ratios are those of R's `drop1(test = "LRT")`. With Firth's penalty that of the whole
  /// design holds in both models.
  ///
  /// - Throws: What fitting throws.
  init(_ asked: LogisticQuestion, _ fit: LogisticModel) throws {
    let effects = asked.design.effects
    let none: [LikelihoodTest?] = effects.map { _ in nil }
    guard asked.reason == nil else {
      self.init(effects, wald: none, likelihoodRatio: none)
      return
    }
    let pairs = Self.omissions(of: effects)
    self.init(
      effects, wald: effects.map { fit.waldTest(of: $0) },
      likelihoodRatio: fit.penalty == .none
        ? try Self.refitted(pairs, asked, fit)
        : pairs.map { pair in
          let smaller = fit.likelihoodRatioTest(dropping: pair.smaller.map { $0 + 1 })
          let larger = fit.likelihoodRatioTest(dropping: pair.larger.map { $0 + 1 })
          return LikelihoodTest(
            max(smaller.statistic - larger.statistic, 0), smaller.degreesOfFreedom - larger.degreesOfFreedom)
        })
  }

  /// Likelihood ratios of models that are fitted without the columns left out, each once.
  private static func refitted(
    _ pairs: [(larger: [Int], smaller: [Int])], _ asked: LogisticQuestion, _ fit: LogisticModel
  ) throws -> [LikelihoodTest?] {
    var found: [[Int]: (deviance: Double, rank: Int)] = [[]: (fit.deviance, fit.rank)]
    for left in pairs.flatMap({ [$0.larger, $0.smaller] }) where found[left] == nil {
      let model = try asked.fit(without: Set(left))
      found[left] = (model.deviance, model.rank)
    }
    return pairs.map { pair in
      guard let larger = found[pair.larger], let smaller = found[pair.smaller] else { return nil }
      return LikelihoodTest(max(smaller.deviance - larger.deviance, 0), larger.rank - smaller.rank)
    }
  }
}

extension LogisticModel {
  /// The coefficients that are not aliased.
  fileprivate var rank: Int { coefficients.count { $0.state != .aliased } }

  /// The Wald test of the coefficients of an effect; nil where one is infinite, or none is estimated.
  fileprivate func waldTest(of effect: CovariateDesign.Effect) -> LikelihoodTest? {
    let columns = effect.columns.map { $0 + 1 }
    guard !columns.contains(where: { coefficients[$0].state == .infinite }) else { return nil }
    let places = columns.filter { coefficients[$0].state == .estimated }
    guard !places.isEmpty else { return nil }
    let decomposition = LDLDecomposition(variance.restricted(to: places))
    return LikelihoodTest(
      decomposition.inverseQuadraticForm(places.map { coefficients[$0].value ?? 0 }), decomposition.rank)
  }
}
