import Statistics
import TestSupport
import Testing

@Suite("Two proportions") struct ProportionPairTests {
  private func pair(_ x: Int, _ n: Int, _ y: Int, _ m: Int) -> ProportionPair {
    ProportionPair(Proportion(x, of: n), against: Proportion(y, of: m))
  }

  @Test("score limits of a difference, by mpmath with 40 digits") func score() throws {
    let cases: [(ProportionPair, DifferenceMethod, Double, Double)] = [
      (pair(36, 154, 12, 77), .miettinenNurminen, -0.03606525818442471, 0.1774951286804179),
      (pair(36, 154, 12, 77), .mee, -0.03579846007738213, 0.1772877503163372),
      (pair(5, 56, 0, 29), .miettinenNurminen, -0.03259656174351376, 0.1933309766908807),
      (pair(999, 1000, 400, 401), .miettinenNurminen, -0.003481719747278852, 0.01303598613039356),
    ]
    for (pair, method, lower, upper) in cases {
      let limits = try #require(pair.differenceLimits(method, level: 0.95))
      expectClose([limits.lower, limits.upper], [lower, upper], relative: 1e-12)
    }
    // Newcombe, as CAMIS prints it; with correction by the textbook's formula in R, of 56/70 and 48/80.
    let newcombe = try #require(pair(36, 154, 12, 77).differenceLimits(.newcombe, level: 0.95))
    expectClose([newcombe.lower, newcombe.upper], [-0.036141908, 0.17512541], relative: 0, absolute: 6e-9)
    let corrected = try #require(pair(56, 70, 48, 80).differenceLimits(.newcombeCorrected, level: 0.95))
    expectClose([corrected.lower, corrected.upper], [0.0427678720028898, 0.3421862784381805])
  }

  @Test("0/10 against 0/20 has a closed form: z²c / (n + z²c)") func closedForm() throws {
    let z = Normal.quantile(0.975)
    for (method, c) in [(DifferenceMethod.miettinenNurminen, 30.0 / 29), (.mee, 1.0)] {
      let limits = try #require(pair(0, 10, 0, 20).differenceLimits(method, level: 0.95))
      let square = z * z * c
      expectClose([limits.lower, limits.upper], [-square / (20 + square), square / (10 + square)], relative: 1e-13)
    }
    expectClose(
      pair(0, 10, 0, 20).differenceLimits(.miettinenNurminen, level: 0.95)?.upper, 0.28438134, relative: 0,
      absolute: 5e-9)
  }

  @Test("exchanging the groups turns differences round and ratios over") func exchanged() throws {
    for (x, n, y, m) in [(3, 10, 7, 12), (0, 4, 2, 9), (5, 5, 1, 2), (1, 1, 0, 1), (284, 329, 40, 60)] {
      let (one, other) = (pair(x, n, y, m), pair(y, m, x, n))
      for method in DifferenceMethod.allCases {
        let (a, b) = try #require(one.differenceLimits(method, level: 0.95))
        let (c, d) = try #require(other.differenceLimits(method, level: 0.95))
        expectClose([a, b], [-d, -c], absolute: 1e-13)
      }
      for method in RatioMethod.allCases {
        guard let limits = one.ratioLimits(method, level: 0.95), let turned = other.ratioLimits(method, level: 0.95)
        else { continue }
        expectClose([limits.lower, limits.upper], [1 / turned.upper, 1 / turned.lower])
      }
      for method in OddsRatioMethod.allCases {
        guard let limits = one.oddsRatioLimits(method, level: 0.95),
          let turned = other.oddsRatioLimits(method, level: 0.95)
        else { continue }
        expectClose([limits.lower, limits.upper], [1 / turned.upper, 1 / turned.lower])
      }
    }
  }

  /// By bisection with 40 digits in mpmath, of the log odds ratio and of the logit of p₂.
  @Test("score limits of an odds ratio keep their digits where everybody responded in a group") func certainty() throws
  {
    for (pair, level, upper) in [
      (pair(10, 57, 1000, 1000), 0.999, 0.0028903864151763286), (pair(28, 57, 14, 14), 0.5, 0.031866974385339916),
    ] {
      let limits = try #require(pair.oddsRatioLimits(.miettinenNurminen, level: level))
      #expect(limits.lower == 0)
      expectClose(limits.upper, upper)
    }
    let huge = try #require(pair(1_000_000, 1_000_000, 107, 1001).oddsRatioLimits(.miettinenNurminen, level: 0.9))
    expectClose(huge.lower, 3_086_156.1247150012)
    #expect(huge.upper == .infinity)
  }

  /// By bisection with 60 digits in mpmath, of the log ratio.
  @Test("score limits of a ratio keep their digits where nearly everybody responded") func nearOne() throws {
    let many = try #require(
      pair(1_000_000, 1_000_000, 1, 1).ratioLimits(.miettinenNurminen, level: 0.95))
    expectClose(1 - many.lower, 1 - 0.99999615855209463, relative: 1e-9)
    let few = try #require(pair(5, 5, 99_999, 100_000).ratioLimits(.miettinenNurminen, level: 0.5))
    expectClose(few.upper - 1, 1.0000193931332446 - 1, relative: 1e-9)
    let koopman = try #require(pair(3, 3, 10_000, 10_000).ratioLimits(.koopman, level: 0.9))
    expectClose([koopman.lower, koopman.upper - 1], [0.52580442584248708, 1.0002705543454095 - 1], relative: 1e-9)
  }

  @Test("where a count is zero a ratio has limits in one direction, and none by its logarithm") func zero() throws {
    let none = pair(0, 20, 5, 22)
    #expect(none.ratio == 0 && none.ratioLimits(.log, level: 0.95) == nil)
    #expect(none.oddsRatio == 0 && none.oddsRatioLimits(.log, level: 0.95) == nil)
    #expect(none.oddsRatioLimits(.miettinenNurminen, level: 0.95)?.lower == 0)
    let upper = try #require(none.oddsRatioLimits(.miettinenNurminen, level: 0.95)?.upper)
    expectClose(none.score(oddsRatio: upper, .miettinenNurminen), -Normal.quantile(0.975))
    #expect(pair(5, 5, 0, 5).ratio == nil && pair(5, 5, 0, 5).oddsRatio == nil)
    #expect(pair(0, 0, 1, 5).difference == nil)
    for method in DifferenceMethod.allCases { #expect(pair(0, 0, 1, 5).differenceLimits(method, level: 0.95) == nil) }
    #expect(pair(2, 0 + 2, 3, 3).differenceLimits(.waldCorrected, level: 0.95)?.lower == 0)
  }

  /// By brute force over all tables in Python: restricted likelihood by scipy's `brentq`, 801 places of p₂ polished by
  /// `minimize_scalar`.
  @Test("Chan and Zhang's exact limits") func exact() throws {
    let cases: [(ProportionPair, Double, Double)] = [
      (pair(7, 10, 3, 10), -0.08605770806286896, 0.762136819188582),
      (pair(0, 5, 0, 6), -0.4592581264399206, 0.5380259081994705),
      (pair(5, 7, 1, 8), 0.034068012759090785, 0.903810885395847),
    ]
    for (pair, lower, upper) in cases {
      let limits = try #require(ExactDifference(pair)).limits(level: 0.95)
      expectClose([limits.lower, limits.upper], [lower, upper], relative: 1e-8)
    }
    #expect(ExactDifference(pair(0, 0, 1, 2)) == nil && ExactDifference(pair(100, 200, 100, 200)) == nil)
  }
}

@Suite("Two proportions in strata") struct StratifiedDifferenceTests {
  private let strata = StratifiedDifference([
    ProportionPair(Proportion(12, of: 30), against: Proportion(8, of: 28)),
    ProportionPair(Proportion(7, of: 25), against: Proportion(9, of: 24)),
    ProportionPair(Proportion(20, of: 28), against: Proportion(10, of: 31)),
    ProportionPair(Proportion(3, of: 17), against: Proportion(0, of: 12)),
    ProportionPair(Proportion(0, of: 0), against: Proportion(3, of: 5)),
  ])

  @Test("Miettinen and Nurminen's limits, by mpmath with 40 digits") func limits() throws {
    let (lower, upper) = try #require(strata.limits(level: 0.95))
    expectClose(
      [try #require(strata.estimate()), lower, upper], [0.1546395532296657, 0.02421199711548933, 0.2808014643958378],
      relative: 1e-12)
    let inverse = try #require(strata.limits(.inverseVariance, level: 0.95))
    expectClose(
      [try #require(strata.estimate(.inverseVariance)), inverse.lower, inverse.upper],
      [0.1559870279149185, 0.03144164854455946, 0.2725967722348572], relative: 1e-11)
    expectClose(strata.score(0, .inverseVariance), 2.385016313236657)
  }

  @Test("the score of no difference is R's Cochran-Mantel-Haenszel statistic") func mantelHaenszel() {
    // R: mantelhaen.test(array, correct = FALSE)
    let score = strata.score(0)
    expectClose(score * score, 5.35435717573441, relative: 1e-13)
    expectClose(strata.pValue(), 0.0206705530116868)
  }

  @Test("Wald's and Newcombe's limits with Mantel and Haenszel's weights, by R") func others() throws {
    expectClose(strata.standardError, 0.0632707123434411)
    let wald = try #require(strata.waldLimits(level: 0.95))
    expectClose([wald.lower, wald.upper], [0.0306312357603273, 0.2786478706990041])
    let newcombe = try #require(strata.newcombeLimits(level: 0.95))
    expectClose([newcombe.lower, newcombe.upper], [0.0191343270240386, 0.2816825650446656])
  }

  @Test("one stratum is no stratum; nobody is nothing") func one() throws {
    let pair = ProportionPair(Proportion(9, of: 10), against: Proportion(3, of: 10))
    let one = StratifiedDifference([pair])
    let plain = try #require(pair.differenceLimits(.miettinenNurminen, level: 0.9))
    for weights in StratifiedDifference.Weights.allCases {
      let limits = try #require(one.limits(weights, level: 0.9))
      expectClose([limits.lower, limits.upper], [plain.lower, plain.upper], relative: 1e-13)
    }
    let newcombe = try #require(pair.differenceLimits(.newcombe, level: 0.9))
    let stratified = try #require(one.newcombeLimits(level: 0.9))
    expectClose([stratified.lower, stratified.upper], [newcombe.lower, newcombe.upper], relative: 1e-12)
    let nobody = StratifiedDifference([])
    #expect(nobody.estimate() == nil && nobody.limits(level: 0.95) == nil && nobody.pValue() == nil)
    #expect(nobody.standardError == nil && nobody.newcombeLimits(level: 0.95) == nil)
    let none = StratifiedDifference([
      ProportionPair(Proportion(0, of: 3), against: Proportion(0, of: 4)),
      ProportionPair(Proportion(5, of: 5), against: Proportion(2, of: 2)),
    ])
    #expect(none.estimate() == 0 && none.pValue() == nil)
    let limits = try #require(none.limits(level: 0.95))
    #expect(limits.lower < 0 && limits.upper > 0)
  }
}
