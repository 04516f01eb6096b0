import Statistics
import Survival
import TestSupport
import Testing

@Suite("Log-rank test of weighted groups") struct WeightedLogRankTests {
  /// R, over the event times, with the weight at risk `Y1`, `Y0`, `Yw` and numbers `Y`, `D`:
  /// `num <- num + sum(w[d & g == 1]) - Y1 * sum(w[d]) / Yw;`
  /// `V <- V + D * (Y - D) / (Y * (Y - 1)) * sum((Y0 / Yw)^2 * w[r]^2 * (g[r] == 1) + (Y1 / Yw)^2 * w[r]^2 * (g[r] == 0))`.
  @Test("veteran by treatment with stabilised weights, against Xie and Liu's formulas in R") func veteran() throws {
    let veteran = try VeteranGroups()
    let weights = TreatmentWeights(
      propensities: try veteran.propensities(), groups: veteran.groups, estimand: .everyone)
    let test = try WeightedLogRank(
      veteran.followUp, weights: CaseWeights(weights.values), groups: veteran.groups, groupCount: 2)
    expectClose(test.observed[1] - test.expected[1], 0.164237415127139, relative: 1e-8)
    expectClose(test.variance[1, 1], 30.0088314586872)
    expectClose(test.statistic, 0.000898866340889643, relative: 1e-8)
    expectClose(test.pValue, 0.976082126626833)
  }

  @Test("with equal weights it is the usual test, for two and for four groups, with late entries too") func equal()
    throws
  {
    let veteran = try VeteranGroups()
    let ones = try CaseWeights(Array(repeating: 1, count: 137))
    let entry = (0..<137).map { min(Double($0 % 7), veteran.followUp.time[$0] - 0.5) }
    let late = try FollowUp(time: veteran.followUp.time, event: veteran.followUp.event, entry: entry)
    for followUp in [veteran.followUp, late] {
      for (groups, count) in [(veteran.groups, 2), (veteran.cell, 4)] {
        let usual = try LogRank(followUp, groups: groups, groupCount: count)
        let test = try WeightedLogRank(followUp, weights: ones, groups: groups, groupCount: count)
        expectClose(test.observed, usual.observed)
        expectClose(test.expected, usual.expected)
        expectClose(test.variance.values, usual.variance.values, absolute: 1e-10)
        expectClose(test.statistic, usual.statistic)
        #expect(test.degreesOfFreedom == usual.degreesOfFreedom)
      }
    }
  }

  @Test("the unit of the weights changes nothing") func scale() throws {
    let veteran = try VeteranGroups()
    let weights = (0..<137).map { 1 + Double($0 % 5) }
    let one = try WeightedLogRank(
      veteran.followUp, weights: CaseWeights(weights), groups: veteran.cell, groupCount: 4)
    let ten = try WeightedLogRank(
      veteran.followUp, weights: CaseWeights(weights.map { 10 * $0 }), groups: veteran.cell, groupCount: 4)
    expectClose(one.statistic, ten.statistic)
  }

  @Test("nobody, one subject, all censored, an empty group: no test") func small() throws {
    for (time, event, groups) in [([], [], []), ([3], [true], [0]), ([1, 2, 3], [false, false, false], [0, 1, 0])]
      as [([Double], [Bool], [Int32])]
    {
      let test = try WeightedLogRank(
        FollowUp(time: time, event: event), weights: CaseWeights(time.map { _ in 2 }), groups: groups, groupCount: 3)
      #expect(test.pValue == nil && test.degreesOfFreedom == 0)
    }
  }
}
