import Statistics
import TestSupport
import Testing

@Suite("One proportion") struct ProportionTests {
  private func expect(
    _ limits: (lower: Double, upper: Double)?, _ lower: Double, _ upper: Double, relative: Double = 1e-9,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    expectClose(limits?.lower, lower, relative: relative, sourceLocation: sourceLocation)
    expectClose(limits?.upper, upper, relative: relative, sourceLocation: sourceLocation)
  }

  @Test("36 of 154, as CAMIS and SAS print it in eight decimals") func anchor() {
    let proportion = Proportion(36, of: 154)
    let printed: [(ProportionMethod, Double, Double)] = [
      (.clopperPearson, 0.16941534, 0.30864897), (.wilson, 0.17390341, 0.30658796),
      (.jeffreys, 0.17228231, 0.30514835), (.agrestiCoull, 0.17359541, 0.30689596), (.wald, 0.16692272, 0.30060975),
    ]
    for (method, lower, upper) in printed {
      let limits = proportion.limits(method, level: 0.95)
      expectClose(limits?.lower, lower, relative: 0, absolute: 6e-9, because: method.rawValue)
      expectClose(limits?.upper, upper, relative: 0, absolute: 6e-9, because: method.rawValue)
    }
    // R: p ∓ qnorm(0.975) √(pq/n) ∓ 1/(2n)
    expect(proportion.limits(.waldCorrected, level: 0.95), 0.163675967922736, 0.303856499609731)
  }

  @Test("mid-P limits to the last digits, by mpmath with 40") func midP() {
    expect(
      Proportion(36, of: 154).limits(.midP, level: 0.95), 0.1720013062867533, 0.3054588246628761, relative: 1e-12)
    expect(
      Proportion(1, of: 1000).limits(.midP, level: 0.95), 5.002028527649274e-5, 0.004921761610439749, relative: 1e-12)
    expect(Proportion(3, of: 10).limits(.midP, level: 0.95), 0.08260021697850289, 0.6199185659263893, relative: 1e-12)
  }

  @Test("none and all of 20: the exact limit is 0 or 1, and Jeffreys' too") func extremes() {
    let none = Proportion(0, of: 20)
    let all = Proportion(20, of: 20)
    // 1 - 0.025^(1/20)
    expect(none.limits(.clopperPearson, level: 0.95), 0, 0.168433470983085)
    expectClose(none.limits(.clopperPearson, level: 0.95)?.upper, 0.1684335, relative: 0, absolute: 5e-8)
    expectClose(all.limits(.clopperPearson, level: 0.95)?.lower, 0.8315665, relative: 0, absolute: 5e-8)
    expectClose(none.limits(.wilson, level: 0.95)?.upper, 0.1611252, relative: 0, absolute: 5e-8)
    #expect(none.limits(.jeffreys, level: 0.95)?.lower == 0)
    #expect(all.limits(.jeffreys, level: 0.95)?.upper == 1)
    expectClose(
      none.limits(.jeffreysQuantiles, level: 0.95)?.lower, 2.42e-05, relative: 0, absolute: 5e-8,
      because: "the raw quantile")
    #expect(none.limits(.midP, level: 0.95)?.lower == 0)
    #expect(none.limits(.wald, level: 0.95)?.upper == 0)
  }

  @Test("of nobody there is nothing, and none or all have no logit") func nobody() {
    let nobody = Proportion(0, of: 0)
    #expect(nobody.estimate == nil && nobody.standardError == nil && nobody.logitStandardError == nil)
    for method in ProportionMethod.allCases { #expect(nobody.limits(method, level: 0.95) == nil) }
    #expect(Proportion(0, of: 3).logitStandardError == nil && Proportion(3, of: 3).logitStandardError == nil)
    expectClose(Proportion(1, of: 3).logitStandardError, 1.5.squareRoot())
  }

  @Test("limits of those without response mirror those of the responders, and hold the estimate")
  func mirrored() throws {
    for (x, n) in [(0, 1), (1, 2), (2, 7), (150, 329), (7, 100_000)] {
      for method in ProportionMethod.allCases {
        let limits = try #require(Proportion(x, of: n).limits(method, level: 0.9))
        let mirror = try #require(Proportion(n - x, of: n).limits(method, level: 0.9))
        expectClose(limits.lower, 1 - mirror.upper, absolute: 1e-13, because: method.rawValue)
        #expect(limits.lower >= 0 && limits.upper <= 1 && limits.lower <= limits.upper)
        guard method != .jeffreysQuantiles else { continue }
        #expect(limits.lower <= Double(x) / Double(n) && limits.upper >= Double(x) / Double(n), "\(method) \(x)/\(n)")
      }
    }
  }

  @Test("R's binom.test at the ends and for many") func binomialTest() {
    // R: binom.test(0, 20, 0.3)$p.value, binom.test(20, 20, 0.3)$p.value, binom.test(50000, 100000, 0.499)$p.value
    expectClose(BinomialTest(Proportion(0, of: 20), against: 0.3).pValue(), 0.00105896967003559)
    expectClose(BinomialTest(Proportion(20, of: 20), against: 0.3).pValue(), 3.48678440099999e-11, absolute: 0)
    expectClose(BinomialTest(Proportion(50_000, of: 100_000), against: 0.499).pValue(), 0.527090695739481)
    #expect(BinomialTest(Proportion(0, of: 0), against: 0.3).pValue() == 1)
    #expect(BinomialTest(Proportion(0, of: 5), against: 0).pValue() == 1)
    #expect(BinomialTest(Proportion(1, of: 5), against: 0).pValue() == 0)
    #expect(BinomialTest(Proportion(5, of: 5), against: 1).pValue() == 1)
  }
}

@Suite("A proportion in strata") struct StratifiedProportionTests {
  private let strata = StratifiedProportion([
    Proportion(12, of: 30), Proportion(7, of: 25), Proportion(20, of: 28), Proportion(3, of: 17), Proportion(0, of: 0),
  ])

  /// R: Σ w prop.test(x, n, correct, conf.level = 2 pnorm(q) - 1)$conf.int, q = √Σ(w²v) / Σ√(w²v) qnorm((1 + level) / 2).
  @Test("the limits of R's prop.test, at Yan and Su's quantile") func fixedWeights() throws {
    let equal = try #require(strata.weights(.equal))
    let plain = try #require(strata.limits(equal, level: 0.95))
    expectClose([plain.lower, plain.upper], [0.311646376856999, 0.484456982474037])
    let corrected = try #require(strata.limits(equal, level: 0.95, isCorrected: true))
    expectClose([corrected.lower, corrected.upper], [0.293249310689297, 0.505999060511407])
    let size = try #require(strata.weights(.size))
    let sized = try #require(strata.limits(size, level: 0.9))
    expectClose([sized.lower, sized.upper], [0.349267348433511, 0.496513354916298])
    expectClose(strata.estimate(size), 0.42, because: "42 of 100")
  }

  @Test("optimal weights, iterated in R to their end") func optimal() throws {
    let weights = try #require(strata.weights(.optimal, level: 0.95))
    expectClose(weights, [0.249521984038565, 0.247203465108541, 0.272800427548912, 0.230474123303983])
    let limits = try #require(strata.limits(weights, level: 0.95))
    expectClose([limits.lower, limits.upper], [0.323136304753199, 0.495651943293393])
    expectClose(strata.estimate(weights), 0.404555116207507)
  }

  @Test("one stratum is Wilson's interval, be there none responding; none in several has no quantile") func one() throws
  {
    for proportion in [Proportion(5, of: 12), Proportion(0, of: 12)] {
      let one = StratifiedProportion([proportion])
      let limits = try #require(one.limits([1], level: 0.95))
      let wilson = try #require(proportion.limits(.wilson, level: 0.95))
      expectClose([limits.lower, limits.upper], [wilson.lower, wilson.upper], relative: 1e-14)
    }
    let none = StratifiedProportion([Proportion(0, of: 5), Proportion(7, of: 7)])
    #expect(none.limits([0.5, 0.5], level: 0.95) == nil && none.weights(.optimal) == nil)
    #expect(StratifiedProportion([]).weights(.equal) == nil)
  }
}
