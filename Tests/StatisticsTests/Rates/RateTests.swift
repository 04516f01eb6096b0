import Foundation
import Statistics
import TestSupport
import Testing

@Suite("Rates by person-time") struct RateTests {
  private func rate(_ events: Int, _ time: Double) throws -> PoissonRate {
    try #require(PoissonRate(events: events, time: time))
  }

  @Test("3 events in 25.5 years, by hand") func threeEvents() throws {
    let rate = try rate(3, 25.5)
    expectClose(rate.rate * 100, 11.765, absolute: 5e-4)
    let exact = try #require(rate.limits(.exact))
    expectClose([exact.lower * 100, exact.upper * 100], [2.426, 34.381], absolute: 5e-4)
    let log = try #require(rate.limits(.logNormal))
    expectClose([log.lower * 100, log.upper * 100], [3.794, 36.477], absolute: 5e-4)
    let wald = try #require(rate.limits(.wald))
    #expect(wald.lower == 0, "not below zero")
    expectClose(wald.upper * 100, 25.077, absolute: 5e-4)
  }

  @Test("no events: -log(alpha/2) above, nothing below") func none() throws {
    let rate = try rate(0, 10)
    let exact = try #require(rate.limits(.exact))
    #expect(exact.lower == 0)
    expectClose(exact.upper, -log(0.025) / 10)
    let midP = try #require(rate.limits(.midP))
    #expect(midP.lower == 0)
    expectClose(midP.upper, -log(0.05) / 10, because: "half of exp(-m) is 0.025")
    #expect(rate.limits(.logNormal) == nil && rate.standardErrorOfLog == nil)
    expectClose(rate.exactPValue(against: 0.2), 0.2782118227380657, because: "poisson.test(0, 10, 0.2) in R")
  }

  @Test("There is no rate without person-time") func noTime() {
    #expect(PoissonRate(events: 0, time: 0) == nil)
    #expect(PoissonRate(events: 1, time: .infinity) == nil)
    #expect(PoissonRate(events: -1, time: 2) == nil)
    #expect(RecurrentRate(counts: [0, 1], times: [0, 0]) == nil)
  }

  @Test("the limits are where the tail probabilities are the error", arguments: [1, 2, 17, 400, 30_000])
  func tails(_ events: Int) throws {
    let rate = try rate(events, 1)
    let exact = try #require(rate.limits(.exact, level: 0.9))
    expectClose(PoissonDistribution(mean: exact.lower).atLeast(events), 0.05)
    expectClose(PoissonDistribution(mean: exact.upper).cumulative(events), 0.05)
    let midP = try #require(rate.limits(.midP, level: 0.9))
    let low = PoissonDistribution(mean: midP.lower)
    expectClose(low.atLeast(events + 1) + low.probability(events) / 2, 0.05)
    #expect(midP.lower > exact.lower && midP.upper < exact.upper)
    let score = try #require(rate.limits(.score, level: 0.9))
    expectClose(rate.scorePValue(against: score.lower), 0.1)
    expectClose(rate.scorePValue(against: score.upper), 0.1)
  }

  @Test("mid-P limits of a ratio, by the binomial sum in 40 digits (mpmath)") func midPRatio() throws {
    let cases: [(Int, Double, Int, Double, Double, Double)] = [
      (11, 800, 3, 1083, 1.46943794890174, 22.154457838771915),
      (60, 51.5, 30, 54.4, 1.369804895642356, 3.3114093540871273),
      (0, 100, 4, 120, 0, 1.3376910322573539),
      (5, 10, 0, 30, 3.6560210510482749, .infinity),
    ]
    for (x, time, y, other, lower, upper) in cases {
      let limits = try #require(RateRatio(rate(x, time), to: rate(y, other)).limits(.midP))
      expectClose([limits.lower, limits.upper], [lower, upper])
    }
  }

  @Test("score limits of a difference, the rates most likely under it found by search in 40 digits (mpmath)")
  func scoreDifference() throws {
    let cases: [(Int, Double, Int, Double, Double, Double)] = [
      (11, 800, 3, 1083, 0.0033063717707861472, 0.022099891821739423),
      (60, 51.5, 30, 54.4, 0.26656387940168441, 0.98935296099901197),
      (0, 100, 4, 120, -0.085716141141476936, 0.0050812548736079263),
      (5, 10, 0, 30, 0.21357011375734521, 1.1705757683120674),
      (0, 10, 0, 20, -0.1920729410347063, 0.3841458820694126),
    ]
    for (x, time, y, other, lower, upper) in cases {
      let difference = try RateDifference(rate(x, time), less: rate(y, other))
      let limits = try #require(difference.limits(.score))
      expectClose([limits.lower, limits.upper], [lower, upper])
    }
    let one = try RateDifference(rate(11, 800), less: rate(3, 1083))
    // z = 2.731456302388152 from the same search; against zero it is that of the conditional test.
    expectClose(one.scorePValue(), Double.twoSidedNormal(2.731456302388152))
    expectClose(one.scorePValue(), try #require(RateRatio(one.first, to: one.second).pValue(.score)))
  }

  @Test("MOVER's limits and Wald's, by hand") func mover() throws {
    let (first, second) = (try rate(11, 800), try rate(3, 1083))
    let (one, two) = (try #require(first.limits()), try #require(second.limits()))
    let d = first.rate - second.rate
    let limits = try #require(RateDifference(first, less: second).limits(.mover))
    expectClose(limits.lower, d - sqrt(pow(first.rate - one.lower, 2) + pow(two.upper - second.rate, 2)))
    expectClose(limits.upper, d + sqrt(pow(one.upper - first.rate, 2) + pow(second.rate - two.lower, 2)))
    let wald = try #require(RateDifference(first, less: second).limits(.wald))
    expectClose(wald.upper - wald.lower, 2 * 1.959963984540054 * sqrt(11 / 640_000.0 + 3 / (1083.0 * 1083)))
    #expect(try RateDifference(rate(0, 1), less: rate(2, 1)).limits(.mover, rates: .logNormal) == nil)
  }

  @Test("Exchanging the groups inverts the ratio, and turns the difference around") func symmetry() throws {
    let (a, b) = (try rate(4, 31), try rate(9, 22))
    for method in RateRatio.Interval.allCases {
      let one = try #require(RateRatio(a, to: b).limits(method))
      let other = try #require(RateRatio(b, to: a).limits(method))
      expectClose([one.lower, one.upper], [1 / other.upper, 1 / other.lower])
    }
    for method in RateRatio.Test.allCases {
      expectClose(RateRatio(a, to: b).pValue(method), try #require(RateRatio(b, to: a).pValue(method)))
    }
    for method in RateDifference.Interval.allCases {
      let one = try #require(RateDifference(a, less: b).limits(method))
      let other = try #require(RateDifference(b, less: a).limits(method))
      expectClose([one.lower, one.upper], [-other.upper, -other.lower])
    }
  }

  @Test("without events there is no ratio; with events in one group only, limits to one side") func zero() throws {
    let (none, some) = (try rate(0, 10), try rate(5, 30))
    #expect(RateRatio(none, to: none).ratio == nil && RateRatio(none, to: none).limits() == nil)
    #expect(RateRatio(none, to: none).pValue() == nil)
    #expect(RateRatio(some, to: none).ratio == .infinity)
    #expect(RateRatio(some, to: none).limits()?.upper == .infinity)
    #expect(RateRatio(none, to: some).limits()?.lower == 0)
    #expect(RateRatio(none, to: some).limits(.wald) == nil && RateRatio(none, to: some).pValue(.wald) == nil)
    #expect(RateDifference(none, less: none).scorePValue() == 1)
  }

  @Test("the exact limits of a ratio are where binomial tails are the error, for many events too") func largeRatio()
    throws
  {
    let ratio = try RateRatio(rate(52_000, 9e4), to: rate(47_000, 8.7e4))
    let limits = try #require(ratio.limits(.exact))
    let wald = try #require(ratio.limits(.wald))
    expectClose([limits.lower, limits.upper], [wald.lower, wald.upper], relative: 1e-4)
    expectClose(ratio.pValue(.exact), try #require(ratio.pValue(.score)), relative: 1e-2)
  }
}

extension Double {
  fileprivate static func twoSidedNormal(_ z: Double) -> Double { erfc(abs(z) / 2.0.squareRoot()) }
}
