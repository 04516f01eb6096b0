import Survival
import TestSupport
import Testing

@Suite("Observed times") struct ObservedTimesTests {
  private func describe(_ time: [Double], _ weights: Weights = .none) throws -> ObservedTimes? {
    ObservedTimes(try FollowUp(time: time, event: time.map { _ in true }, weights: weights))
  }

  @Test("the middle of five, and halfway between the middle two of four") func median() throws {
    let five = try #require(try describe([9, 1, 4, 2, 7]))
    #expect((five.median, five.minimum, five.maximum, five.count) == (4, 1, 9, 5))
    #expect(try describe([9, 1, 4, 2])?.median == 3)
    #expect(try describe([]) == nil)
  }

  @Test("a frequency of three is three times") func weights() throws {
    let grouped = try describe([1, 5, 8], .frequency(FrequencyWeights([3, 0, 3])))
    #expect(grouped == (try describe([1, 1, 1, 8, 8, 8])))
    #expect(grouped?.median == 4.5)
  }
}

@Suite("Concordance by hand") struct ConcordanceTests {
  @Test("five subjects: four pairs in order, one against, one tied") func fiveSubjects() throws {
    // Events at 1, 2 and 2; censored at 2 and 3.
    let followUp = try FollowUp(time: [1, 2, 2, 2, 3], event: [true, true, true, false, false])
    let result = try Concordance(followUp, scores: [5, 3, 4, 3, 1])
    // 1 beats all four; of the events at 2, each against the two that go on: 3 ties with 3 and beats 1, 4 beats both.
    #expect((result.concordant, result.discordant, result.tiedScores) == (7, 0, 1))
    #expect((result.tiedTimes, result.tiedBoth) == (1, 0))
    expectClose(result.estimate, 7.5 / 8, relative: 1e-15)
    let reversed = try Concordance(followUp, scores: [-5, -3, -4, -3, -1])
    expectClose(reversed.estimate, 0.5 / 8, relative: 1e-15)
    expectClose(reversed.standardError, try #require(result.standardError), relative: 1e-12)
  }

  @Test("who has not entered yet forms no pair; strata do not mix") func entriesAndStrata() throws {
    let followUp = try FollowUp(time: [2, 5, 6], event: [true, true, false], entry: [0, 3, 0])
    let result = try Concordance(followUp, scores: [1, 2, 3])
    #expect((result.concordant, result.discordant) == (0, 2))
    let apart = try Concordance(followUp, scores: [1, 2, 3], strata: [0, 1, 2], stratumCount: 3)
    #expect(apart.estimate == nil)
    #expect(apart.standardError == nil)
  }

  @Test("frequency weights are replicated rows") func replication() throws {
    let time = [1.0, 2, 2, 4, 5, 7]
    let event = [true, true, false, true, true, false]
    let scores = [3.0, 1, 2, 2, 0.5, 1]
    let weights = [2, 3, 1, 2, 1, 2]
    let grouped = try Concordance(
      FollowUp(time: time, event: event, weights: .frequency(FrequencyWeights(weights.map(Double.init)))),
      scores: scores)
    let rows = weights.indices.flatMap { Array(repeating: $0, count: weights[$0]) }
    let single = try Concordance(
      FollowUp(time: rows.map { time[$0] }, event: rows.map { event[$0] }), scores: rows.map { scores[$0] })
    #expect(grouped.concordant == single.concordant)
    #expect(grouped.tiedScores == single.tiedScores)
    #expect(grouped.tiedBoth == single.tiedBoth)
    expectClose(grouped.standardError, try #require(single.standardError), relative: 1e-13)
  }
}
