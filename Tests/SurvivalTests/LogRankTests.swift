import Statistics
import Survival
import TestSupport
import Testing

@Suite("Log-rank by hand") struct LogRankTests {
  /// Group 0 dies at 1, 3, 5; group 1 is censored at 2 and dies at 4, 6.
  private let time = [1.0, 3, 5, 2, 4, 6]
  private let event = [true, true, true, false, true, true]
  private let groups: [Int32] = [0, 0, 0, 1, 1, 1]

  @Test("six subjects: O 3, E 11/6, V 35/36, chi-squared 7/5") func sixSubjects() throws {
    let test = try LogRank(FollowUp(time: time, event: event), groups: groups, groupCount: 2)
    #expect(test.observed == [3, 2])
    expectClose(test.expected, [11 / 6.0, 19 / 6.0], relative: 1e-15)
    expectClose(test.variance[0, 0], 35 / 36.0, relative: 1e-15)
    expectClose(test.variance[0, 1], -35 / 36.0, relative: 1e-15)
    expectClose(test.statistic, 1.4, relative: 1e-14)
    #expect(test.degreesOfFreedom == 1)
    expectClose(test.pValue, 0.23672357063785736, relative: 1e-12, because: "erfc(sqrt(0.7))")
    let trend = try #require(test.trend(scores: [0, 1]))
    expectClose(trend.statistic, 1.4, relative: 1e-14, because: "two groups have but one trend")
  }

  @Test("Gehan's weights are the numbers at risk: O - E = 7/2, V = 57/4") func gehan() throws {
    let test = try LogRank(FollowUp(time: time, event: event), groups: groups, groupCount: 2, weight: .atRisk)
    // Weights 6, 4, 3, 2, 1 at 1, 3, 4, 5, 6.
    expectClose(test.observed[0] - test.expected[0], 6 / 2.0 + 4 / 2.0 - 3 / 3.0 + 2 / 2.0, relative: 1e-14)
    expectClose(test.variance[0, 0], 36 / 4.0 + 16 / 4.0 + 9 * 2 / 9.0 + 4 / 4.0, relative: 1e-14)
    let root = try LogRank(FollowUp(time: time, event: event), groups: groups, groupCount: 2, weight: .rootAtRisk)
    expectClose(root.variance[0, 0], 6 / 4.0 + 4 / 4.0 + 3 * 2 / 9.0 + 2 / 4.0, relative: 1e-14, because: "Tarone-Ware")
  }

  @Test("tied deaths shrink the variance by (n - d)/(n - 1)") func ties() throws {
    let followUp = try FollowUp(time: [1, 1, 2, 2], event: [true, true, false, false])
    let test = try LogRank(followUp, groups: [0, 1, 0, 1], groupCount: 2)
    expectClose(test.variance[0, 0], 2 * 0.25 * 2 / 3, relative: 1e-15)
  }

  @Test("one group is no test, nor are two without events") func noTest() throws {
    let one = try LogRank(FollowUp(time: time, event: event), groups: [0, 0, 0, 0, 0, 0], groupCount: 2)
    #expect(one.degreesOfFreedom == 0)
    #expect(one.pValue == nil)
    let none = try LogRank(
      FollowUp(time: time, event: Array(repeating: false, count: 6)), groups: groups, groupCount: 2)
    #expect(none.pValue == nil)
  }

  @Test("a stratum with one group adds nothing") func lonelyStratum() throws {
    let alone = try LogRank(FollowUp(time: time, event: event), groups: groups, groupCount: 2)
    let more = try LogRank(
      FollowUp(time: time + [2, 7], event: event + [true, true]), groups: groups + [0, 0], groupCount: 2,
      strata: [0, 0, 0, 0, 0, 0, 1, 1], stratumCount: 2)
    #expect(more.statistic == alone.statistic)
    #expect(more.observed == [5, 2])
  }

  @Test("case weights are refused") func caseWeights() throws {
    let followUp = try FollowUp(
      time: time, event: event, weights: .cases(CaseWeights([1, 2, 1, 1, 0.5, 1])))
    #expect(throws: FollowUpError.caseWeightsUnsupported(method: "the log-rank test")) {
      try LogRank(followUp, groups: groups, groupCount: 2)
    }
  }
}
