import Survival
import TestSupport
import Testing

@Suite("Gray's test") struct GrayTestTests {
  /// By R 4.2.2, cmprsk 2.2-11: cuminc(etime, event, cut(age, c(0, 65, 75, 200)), sex, rho = rho) of mgus2.
  @Test(
    "stratified, three groups, rho 0 and 1",
    arguments: [(0.0, 3.49811270211013, 274.154698430532), (1, 3.16326422996833, 222.322550085805)])
  func stratified(rho: Double, pcm: Double, death: Double) throws {
    let (outcomes, table) = try CompetingData.mgus2()
    let groups = table.numbers("age").map { Int32($0 <= 65 ? 0 : $0 <= 75 ? 1 : 2) }
    let strata = table.texts("sex").map { Int32($0 == "F" ? 0 : 1) }
    let tests = try GrayTest.tests(
      outcomes, groups: groups, groupCount: 3, strata: strata, stratumCount: 2, rho: rho)
    expectClose(tests[0].statistic, pcm)
    expectClose(tests[1].statistic, death)
    #expect(tests[0].degreesOfFreedom == 2)
    if rho == 0 { expectClose(tests[0].pValue, 0.173938002443713) }
  }

  /// By R 4.2.2, cmprsk 2.2-11: cuminc(time, event, group, x) of edge_cr.
  @Test("stratified with tied events of both outcomes") func tied() throws {
    let table = try CompetingData.table("edge_cr")
    let tests = try GrayTest.tests(
      CompetingData.edge(), groups: table.texts("group").map { $0 == "g" ? 0 : 1 }, groupCount: 2,
      strata: table.numbers("x").map { Int32($0) }, stratumCount: 2)
    expectClose(tests[0].statistic, 0.618354531684418)
    expectClose(tests[1].statistic, 0.162962541859193)
  }

  /// By R 4.2.2, cmprsk 2.2-11: cuminc(time, event, group) of edge_cr with the second outcome of group g censored.
  @Test("a group without events of the outcome") func withoutEvents() throws {
    let table = try CompetingData.table("edge_cr")
    let isFirst = table.texts("group").map { $0 == "g" }
    let codes = zip(isFirst, try CompetingData.edge().codes).map { $0 && $1 == 2 ? 0 : $1 }
    let outcomes = try CompetingOutcomes(time: table.numbers("time"), codes: codes, names: ["first", "second"])
    let tests = try GrayTest.tests(outcomes, groups: isFirst.map { $0 ? 0 : 1 }, groupCount: 2)
    expectClose(tests[0].statistic, 1.40823231809639)
    expectClose(tests[1].statistic, 3.90594561986896)
  }

  private let sample = CompetingData.Sample()

  private func test(_ sample: CompetingData.Sample, _ groups: [Int32]? = nil, count: Int = 3) throws -> GrayTest {
    try GrayTest(sample.outcomes(), of: "a", groups: groups ?? sample.group, groupCount: count)
  }

  @Test("the order of groups does not matter, nor that of rows, nor a group of nobody") func order() throws {
    let plain = try test(sample)
    let statistic = try #require(plain.statistic)
    expectClose(try test(sample, sample.group.map { [2, 0, 1][Int($0)] }).statistic, statistic)
    expectClose(try test(sample.permuted).statistic, statistic)
    let more = try test(sample, sample.group.map { $0 == 2 ? 3 : $0 }, count: 5)
    expectClose(more.statistic, statistic)
    #expect(more.degreesOfFreedom == 2)
  }

  @Test("frequency weights are replication; one stratum is none; two equal strata double the scores") func weights()
    throws
  {
    let weighted = try GrayTest(
      sample.outcomes(.frequency(FrequencyWeights(sample.weight))), of: "a", groups: sample.group, groupCount: 3)
    expectClose(weighted.statistic, try #require(test(sample.replicated).statistic))
    let plain = try test(sample)
    let stratified = try GrayTest(
      sample.outcomes(), of: "a", groups: sample.group, groupCount: 3, strata: sample.group.map { _ in 0 },
      stratumCount: 1)
    #expect(stratified.statistic == plain.statistic)
    let twice = sample.selecting(Array(0..<200) + Array(0..<200))
    let double = try GrayTest(
      twice.outcomes(), of: "a", groups: twice.group, groupCount: 3,
      strata: (0..<400).map { $0 < 200 ? 0 : 1 }, stratumCount: 2)
    expectClose(double.statistic, 2 * (try #require(plain.statistic)))
  }

  /// Without competing outcomes Gray's test compares hazards, as the log-rank test does, but its variance is its own.
  @Test("without competing outcomes the scores are those of the log-rank test") func withoutCompeting() throws {
    let codes = sample.codes.map { min($0, 1) }
    let outcomes = try CompetingOutcomes(time: sample.time, codes: codes, names: ["event"])
    let gray = try GrayTest(outcomes, of: "event", groups: sample.group, groupCount: 3)
    let logRank = try LogRank(outcomes.followUp, groups: sample.group, groupCount: 3)
    expectClose(gray.scores, zip(logRank.observed, logRank.expected).map { $0 - $1 })
  }

  @Test("no events, one group, nobody: no test") func undefined() throws {
    let none = try CompetingOutcomes(time: [1, 2, 3, 4], codes: [0, 2, 0, 2], names: ["a", "b"])
    let test = try GrayTest(none, of: "a", groups: [0, 1, 0, 1], groupCount: 2)
    #expect(test.statistic == nil && test.pValue == nil)
    #expect(try GrayTest(none, of: "b", groups: [0, 0, 0, 0], groupCount: 1).degreesOfFreedom == 0)
    let empty = try CompetingOutcomes(time: [], codes: [], names: ["a"])
    #expect(try GrayTest(empty, of: "a", groups: [], groupCount: 2).statistic == nil)
  }
}
