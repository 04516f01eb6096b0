import Foundation
import Survival
import TestSupport
import Testing
import Statistics

/// Truths that need no numbers: what must not change, and what must agree.
@Suite("Properties") struct PropertyTests {
  /// Two hundred subjects, the same on every run, with many ties.
  private struct Sample {
    var time: [Double] = []
    var event: [Bool] = []
    var group: [Int32] = []
    var stratum: [Int32] = []
    var weight: [Double] = []
    var x: [Double] = []

    init(_ count: Int = 200) {
      var state: UInt64 = 42
      func next(_ below: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(below))
      }
      for _ in 0..<count {
        time.append(Double(next(60) + 1))
        event.append(next(3) > 0)
        group.append(Int32(next(3)))
        stratum.append(Int32(next(4)))
        weight.append(Double(next(4)))
        x.append(Double(next(1000)) / 500 - 1)
      }
    }

    func followUp(_ weights: Weights = .none, scale: Double = 1) throws -> FollowUp {
      try FollowUp(time: time.map { $0 * scale }, event: event, weights: weights)
    }

    var matrix: CovariateMatrix {
      get throws { try CovariateMatrix(columns: [x, group.map { $0 == 1 ? 1 : 0 }, group.map { $0 == 2 ? 1 : 0 }]) }
    }

    func permuted() -> Sample {
      var other = self
      // 77 and 200 have no common factor: every row comes once.
      let order = time.indices.map { ($0 * 77 + 13) % time.count }
      other.time = order.map { time[$0] }
      other.event = order.map { event[$0] }
      other.group = order.map { group[$0] }
      other.stratum = order.map { stratum[$0] }
      other.weight = order.map { weight[$0] }
      other.x = order.map { x[$0] }
      return other
    }

    /// Each row as often as its weight says.
    func replicated() -> Sample {
      var other = self
      let rows = time.indices.flatMap { Array(repeating: $0, count: Int(weight[$0])) }
      other.time = rows.map { time[$0] }
      other.event = rows.map { event[$0] }
      other.group = rows.map { group[$0] }
      other.stratum = rows.map { stratum[$0] }
      other.x = rows.map { x[$0] }
      return other
    }
  }

  private let sample = Sample()

  private func expectSame(_ a: CoxModel, _ b: CoxModel, relative: Double = 1e-9, because reason: String) throws {
    for (left, right) in zip(a.coefficients, b.coefficients) {
      expectClose(left.value, try #require(right.value), relative: relative, because: reason)
      expectClose(left.standardError, try #require(right.standardError), relative: relative, because: reason)
    }
    expectClose(a.logLikelihood, b.logLikelihood, relative: relative, because: reason)
    expectClose(a.scoreTest.statistic, b.scoreTest.statistic, relative: relative, because: reason)
  }

  @Test("the order of rows does not matter") func permutation() throws {
    let other = sample.permuted()
    #expect(
      try KaplanMeier(EventTable(sample.followUp())).survival == KaplanMeier(EventTable(other.followUp())).survival)
    #expect(
      try LogRank(sample.followUp(), groups: sample.group, groupCount: 3).statistic
        == LogRank(other.followUp(), groups: other.group, groupCount: 3).statistic)
    try expectSame(
      CoxModel(sample.followUp(), sample.matrix), CoxModel(other.followUp(), other.matrix), because: "permuted")
  }

  @Test(
    "neither does the unit of time, whether times are counted or sorted", arguments: [7.0, 1 / 7.0, 0.1, 1 / 30.4375])
  func scale(_ factor: Double) throws {
    let days = KaplanMeier(try EventTable(sample.followUp()))
    let scaled = KaplanMeier(try EventTable(sample.followUp(scale: factor)))
    #expect(days.survival == scaled.survival)
    #expect(days.table.atRisk == scaled.table.atRisk)
    expectClose(scaled.median().estimate, try #require(days.median().estimate) * factor, relative: 1e-14)
    #expect(
      try LogRank(sample.followUp(), groups: sample.group, groupCount: 3).statistic
        == LogRank(sample.followUp(scale: factor), groups: sample.group, groupCount: 3).statistic)
    for ties in CoxTies.allCases {
      try expectSame(
        CoxModel(sample.followUp(), sample.matrix, ties: ties),
        CoxModel(sample.followUp(scale: factor), sample.matrix, ties: ties), because: "times \(factor)")
    }
  }

  @Test("frequency weights give what the replicated rows give, Efron's ties included") func replication() throws {
    let weights = Weights.frequency(try FrequencyWeights(sample.weight))
    let many = sample.replicated()
    let grouped = KaplanMeier(try EventTable(sample.followUp(weights)))
    let single = KaplanMeier(try EventTable(many.followUp()))
    #expect(grouped.survival == single.survival)
    #expect(grouped.standardErrorOfLog == single.standardErrorOfLog)
    #expect(grouped.table.count == single.table.count)
    let fleming = KaplanMeier(grouped.table, hazard: .flemingHarrington)
    expectClose(
      fleming.cumulativeHazard, KaplanMeier(single.table, hazard: .flemingHarrington).cumulativeHazard, relative: 1e-14)
    let test = try LogRank(
      sample.followUp(weights), groups: sample.group, groupCount: 3, strata: sample.stratum, stratumCount: 4)
    let other = try LogRank(
      many.followUp(), groups: many.group, groupCount: 3, strata: many.stratum, stratumCount: 4)
    #expect(test.counts == other.counts)
    expectClose(test.statistic, other.statistic, relative: 1e-12)
    for ties in CoxTies.allCases {
      let a = try CoxModel(sample.followUp(weights), sample.matrix, strata: sample.stratum, stratumCount: 4, ties: ties)
      let b = try CoxModel(many.followUp(), many.matrix, strata: many.stratum, stratumCount: 4, ties: ties)
      try expectSame(a, b, because: "\(ties)")
      #expect(a.eventCount == b.eventCount)
      #expect(a.count == b.count)
    }
  }

  @Test("case weights of one are no weights") func unitWeights() throws {
    let ones = Weights.cases(try CaseWeights(Array(repeating: 1, count: sample.time.count)))
    #expect(
      try KaplanMeier(EventTable(sample.followUp(ones)), hazard: .flemingHarrington).cumulativeHazard
        == KaplanMeier(EventTable(sample.followUp()), hazard: .flemingHarrington).cumulativeHazard)
    try expectSame(
      CoxModel(sample.followUp(ones), sample.matrix), CoxModel(sample.followUp(), sample.matrix), because: "ones")
  }

  @Test("one stratum is none, and a negative code leaves a row out") func strata() throws {
    let zeros = Array(repeating: Int32(0), count: sample.time.count)
    let followUp = try sample.followUp()
    #expect(
      try LogRank(followUp, groups: sample.group, groupCount: 3, strata: zeros).statistic
        == LogRank(followUp, groups: sample.group, groupCount: 3).statistic)
    try expectSame(
      CoxModel(followUp, sample.matrix, strata: zeros), CoxModel(followUp, sample.matrix), because: "one stratum")
    let kept = sample.stratum.indices.filter { sample.stratum[$0] != 3 }
    let without = sample.stratum.map { $0 == 3 ? -1 : $0 }
    expectClose(
      try LogRank(followUp, groups: sample.group, groupCount: 3, strata: without, stratumCount: 3).statistic,
      try LogRank(
        followUp.selecting(kept), groups: kept.map { sample.group[$0] }, groupCount: 3,
        strata: kept.map { sample.stratum[$0] }, stratumCount: 3
      ).statistic, relative: 1e-14)
    #expect(
      try EventTable.tables(of: followUp, groups: without, count: 3).map(\.rows).reduce(0, +) == kept.count)
  }

  @Test("groups that are copies of each other do not differ") func copies() throws {
    let followUp = try FollowUp(time: sample.time + sample.time, event: sample.event + sample.event)
    let groups = sample.time.map { _ in Int32(0) } + sample.time.map { _ in Int32(1) }
    expectClose(try LogRank(followUp, groups: groups, groupCount: 2).statistic, 0, absolute: 1e-25)
    let column = try CovariateMatrix(columns: [groups.map(Double.init)])
    expectClose(try CoxModel(followUp, column).coefficients[0].value, 0, absolute: 1e-14)
  }

  @Test("the log-rank test is the same whichever group comes first") func relabelling() throws {
    let followUp = try sample.followUp()
    let other = sample.group.map { ($0 + 1) % 3 }
    expectClose(
      try LogRank(followUp, groups: other, groupCount: 3).statistic,
      try LogRank(followUp, groups: sample.group, groupCount: 3).statistic, relative: 1e-12)
  }

  @Test("rows cut in two at any time give what the whole rows give") func cutting() throws {
    let cuts = sample.time.indices.map { Double($0 % 17) + 0.5 }
    let split = try ExposureSplit(
      time: sample.time, event: sample.event, switchTime: zip(cuts, sample.time).map { $0 < $1 ? $0 : nil })
    let whole = KaplanMeier(try EventTable(sample.followUp()))
    let cut = KaplanMeier(try EventTable(split.followUp))
    for time in whole.table.times {
      #expect(cut.milestone(at: time).survival == whole.milestone(at: time).survival)
      #expect(cut.table.atRisk(at: time) == whole.table.atRisk(at: time))
    }
    #expect(cut.table.censored.reduce(0, +) == whole.table.censored.reduce(0, +))
    let matrix = try CovariateMatrix(columns: [split.subject.map { sample.x[$0] }])
    try expectSame(
      CoxModel(split.followUp, matrix), CoxModel(sample.followUp(), CovariateMatrix(columns: [sample.x])),
      because: "cut rows")
  }

  @Test("rows of one cluster each: the robust variance of cut rows is that of the whole ones") func robustCutting()
    throws
  {
    let cuts = sample.time.indices.map { Double($0 % 17) + 0.5 }
    let split = try ExposureSplit(
      time: sample.time, event: sample.event, switchTime: zip(cuts, sample.time).map { $0 < $1 ? $0 : nil })
    let ids = sample.time.indices.map { Int32($0) }
    for ties in [CoxTies.efron, .breslow] {
      let cut = try CoxModel(
        split.followUp, CovariateMatrix(columns: [split.subject.map { sample.x[$0] }]),
        clusters: split.subject.map { Int32($0) }, ties: ties)
      let whole = try CoxModel(sample.followUp(), CovariateMatrix(columns: [sample.x]), clusters: ids, ties: ties)
      expectClose(
        cut.coefficients[0].robustStandardError, try #require(whole.coefficients[0].robustStandardError), relative: 1e-9
      )
    }
  }

  @Test("without weights and clusters the robust error of a curve is Greenwood's") func robustCurve() throws {
    let plain = try sample.followUp()
    let curve = KaplanMeier(try EventTable(plain))
    let robust = try KaplanMeier.robust(plain)
    for i in curve.survival.indices where curve.survival[i] > 0 {
      expectClose(robust.standardErrorOfLog[i], curve.standardErrorOfLog[i], relative: 1e-9)
    }
    let split = try ExposureSplit(
      time: sample.time, event: sample.event, switchTime: sample.time.indices.map { Double($0 % 17) + 0.5 })
    let cut = try KaplanMeier.robust(split.followUp, clusters: split.subject.map { Int32($0) })
    let whole = KaplanMeier(try EventTable(plain))
    for time in whole.table.times where (whole.milestone(at: time).survival ?? 0) > 0 {
      expectClose(
        cut.milestone(at: time).standardError, try #require(whole.milestone(at: time).standardError), relative: 1e-9)
    }
  }

  @Test("the robust error of a curve is what changing the weights one by one shows") func jackknife() throws {
    let entry = sample.time.indices.map { min(Double($0 % 7), sample.time[$0] - 1) }
    let weights = sample.weight.map { $0 / 2 + 0.25 }
    let clusters = sample.time.indices.map { Int32($0 % 60) }
    func curve(_ weights: [Double]) throws -> KaplanMeier {
      KaplanMeier(
        try EventTable(
          FollowUp(time: sample.time, event: sample.event, entry: entry, weights: .cases(CaseWeights(weights)))))
    }
    var logSums = [Double](repeating: 0, count: 60)
    var hazardSums = logSums
    let place = 30
    for row in weights.indices {
      var up = weights
      var down = weights
      up[row] += 1e-4
      down[row] -= 1e-4
      let (high, low) = try (curve(up), curve(down))
      let cluster = Int(clusters[row])
      logSums[cluster] += weights[row] * (log(high.survival[place]) - log(low.survival[place])) / 2e-4
      hazardSums[cluster] += weights[row] * (high.cumulativeHazard[place] - low.cumulativeHazard[place]) / 2e-4
    }
    let robust = try KaplanMeier.robust(
      FollowUp(time: sample.time, event: sample.event, entry: entry, weights: .cases(CaseWeights(weights))),
      clusters: clusters)
    func norm(_ values: [Double]) -> Double { values.reduce(0) { $0 + $1 * $1 }.squareRoot() }
    expectClose(robust.standardErrorOfLog[place], norm(logSums), relative: 1e-6, because: "numerical derivatives")
    expectClose(robust.standardErrorOfHazard[place], norm(hazardSums), relative: 1e-6, because: "numerical derivatives")
  }

  @Test("one who enters late and one who was there all along") func compensated() throws {
    // A crowd comes and goes after day 10; before, only four are at risk: their contribution must not drown.
    let early = try FollowUp(time: [2, 3, 5, 7], event: [true, true, true, false], entry: [0, 0, 0, 0])
    let x = [0.3, -1, 0.8, 0.1]
    let crowd = 20_000
    let both = try FollowUp(
      time: early.time + Array(repeating: 20, count: crowd), event: early.event + Array(repeating: false, count: crowd),
      entry: [0, 0, 0, 0] + Array(repeating: 10, count: crowd))
    let alone = try CoxModel(early, CovariateMatrix(columns: [x]))
    let matrix = try CovariateMatrix(columns: [x + (0..<crowd).map { Double($0 % 7) - 3 }])
    let expected = try #require(alone.coefficients[0].value)
    expectClose(
      try CoxModel(both, matrix).coefficients[0].value, expected, relative: 1e-12,
      because: "the crowd is at risk at no event time")
    // One of the crowd has the event among others alike: that says nothing about the coefficient.
    let late = try FollowUp(
      time: both.time, event: early.event + [true] + Array(repeating: false, count: crowd - 1), entry: both.entry)
    let same = try CovariateMatrix(columns: [x + Array(repeating: 0.2, count: crowd)])
    expectClose(
      try CoxModel(late, same).coefficients[0].value, expected, relative: 1e-10,
      because: "the crowd is at risk at one event time, but all alike")
  }
}
