import Designs
import Statistics

extension EffectTests {
  /// Tests the effects of a Cox model; by likelihood ratio only where standard errors are not robust.
  ///
  /// - Parameters:
  ///   - asked: what the model was asked.
  ///   - fit: the model of all effects.
  ///   - data: its rows in order.
  init(_ asked: CoxQuestion, _ fit: CoxModel, _ data: CoxData) {
    let effects = asked.design.effects
    let wald = effects.map { fit.waldTest(of: $0.columns) }
    guard asked.likelihoodObjection == nil, fit.eventCount > 0 else {
      self.init(effects, wald: wald, likelihoodRatio: effects.map { _ in nil })
      return
    }
    let pairs = Self.omissions(of: effects)
    let models = Set(pairs.flatMap { [$0.larger, $0.smaller] }).sorted { $0.lexicographicallyPrecedes($1) }
    let maxima = NestedCoxMaxima(CoxLikelihood(data, ties: fit.ties), fit)
    let found = Dictionary(uniqueKeysWithValues: zip(models, maxima(without: models)))
    self.init(
      effects, wald: wald,
      likelihoodRatio: pairs.map { pair in
        found[pair.larger].flatMap { larger in found[pair.smaller].flatMap { larger.test(against: $0) } }
      })
  }

  /// Whether they say more than the coefficients themselves do.
  var isTelling: Bool { effects.contains { $0.columns.count != 1 || $0.variables.count > 1 } }
}

extension CoxQuestion {
  /// How effects that are part of an interaction are tested.
  var effectMethods: [String] {
    guard likelihoodObjection == nil, design.effects.contains(where: { $0.variables.count > 1 }) else { return [] }
    return [
      "Each term is tested by likelihood ratio in models without the interactions that contain it (type II), and by Wald in "
        + "the model as it stands."
    ]
  }
}

extension CoxModel {
  /// The Wald test that the coefficients of some columns are all zero.
  ///
  /// - Returns: nil where one of them is infinite, or none is estimated.
  func waldTest(of columns: some Sequence<Int>) -> LikelihoodTest? {
    let states = columns.map { (place: $0, state: coefficients[$0].state) }
    guard !states.contains(where: { $0.state == .infinite }) else { return nil }
    let places = states.filter { $0.state == .estimated }.map(\.place)
    guard !places.isEmpty else { return nil }
    let decomposition = LDLDecomposition((robustVariance ?? variance).restricted(to: places))
    return LikelihoodTest(
      decomposition.inverseQuadraticForm(places.map { coefficients[$0].value ?? 0 }), decomposition.rank)
  }

  /// The likelihood ratio test against a model that is nested in this one.
  ///
  /// - Returns: nil where this one has no coefficient more, or there are no events.
  func test(against smaller: CoxModel) -> LikelihoodTest? {
    let degrees = likelihoodRatioTest.degreesOfFreedom - smaller.likelihoodRatioTest.degreesOfFreedom
    guard degrees > 0, eventCount > 0 else { return nil }
    return LikelihoodTest(max(2 * (logLikelihood - smaller.logLikelihood), 0), degrees)
  }
}
