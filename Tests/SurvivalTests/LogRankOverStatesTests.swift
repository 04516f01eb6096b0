import Foundation
import Survival
import TestSupport
import Testing

@Suite("Log-rank tests over three states that subjects pass through") struct LogRankOverStatesTests {
  private let followUp: FollowUp
  private let states: [Int32]
  private let sexes: [Int32]

  /// R's `myeloid` in rows: neither, complete response, transplanted; each begins after the day on which it was reached.
  init() throws {
    let table = try CompetingData.table("myeloid")
    let (end, death) = (table.numbers("futime"), table.numbers("death"))
    let (transplant, response) = (table.numbers("txtime"), table.numbers("crtime"))
    let sex = table.texts("sex")
    var (time, entry): ([Double], [Double]) = ([], [])
    var event: [Bool] = []
    var (states, sexes): ([Int32], [Int32]) = ([], [])
    for row in 0..<table.count {
      let cuts = Set([transplant[row], response[row]].filter { $0 > 0 && $0 < end[row] }).sorted()
      for (start, stop) in zip([0] + cuts, cuts + [end[row]]) {
        entry.append(start)
        time.append(stop)
        event.append(stop == end[row] && death[row] == 1)
        states.append(transplant[row] <= start ? 2 : response[row] <= start ? 1 : 0)
        sexes.append(sex[row] == "f" ? 0 : 1)
      }
    }
    followUp = try FollowUp(time: time, event: event, entry: entry)
    (self.states, self.sexes) = (states, sexes)
  }

  /// By R 4.2.2: tmerge(myeloid, death = event(futime, death), tx = tdc(txtime), cr = tdc(crtime)) of survival 3.5-3, and the sums over
  /// its event times written out in R, since survdiff takes no entries: d, n and their hypergeometric variance among those with
  /// tstart < t <= tstop, with S just before t of all states of the stratum together.
  @Test(
    "each weight, and stratified by sex",
    arguments: [
      (.equal, 63.0342697803754, 63.7038024253189),
      (.survival(rho: 1, gamma: 0), 65.8882870041225, 66.5938364859504),
      (.survival(rho: 0.5, gamma: 1), 36.2620844108941, 36.5516120225632),
      (.atRisk, 65.676945641643, 62.8390059609787), (.rootAtRisk, 65.0664958064288, 64.1538788757545),
    ] as [(LogRankWeight, Double, Double)])
  func weights(weight: LogRankWeight, chiSquared: Double, stratified: Double) throws {
    let test = try LogRank(followUp, groups: states, groupCount: 3, weight: weight)
    expectClose(test.statistic, chiSquared, relative: 1e-12)
    #expect(test.degreesOfFreedom == 2)
    let within = try LogRank(followUp, groups: states, groupCount: 3, strata: sexes, stratumCount: 2, weight: weight)
    expectClose(within.statistic, stratified, relative: 1e-12)
  }

  @Test("a state of which nobody is told apart from another merges with it") func merged() throws {
    let two = try LogRank(followUp, groups: states.map { $0 == 2 ? 1 : $0 }, groupCount: 2)
    let three = try LogRank(followUp, groups: states, groupCount: 3)
    expectClose(two.observed[1], three.observed[1] + three.observed[2], relative: 1e-14)
    expectClose(two.expected[1], three.expected[1] + three.expected[2], relative: 1e-12)
  }
}
