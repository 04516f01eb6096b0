import Survival
import TestSupport
import Testing
import Statistics

@Suite("Proportional hazards") struct ProportionalHazardsTests {
  private let time = [1.0, 2, 2, 3, 5, 5, 6, 8, 9, 12]
  private let event = [true, true, false, true, true, true, false, true, true, false]
  private let x = [1.0, 0, 1, 1, 0, 1, 0, 0, 1, 0]

  private func test(
    _ time: [Double], _ scale: ProportionalHazards.TimeScale, weights: [Double]? = nil, columns: [[Double]]? = nil
  ) throws -> ProportionalHazards {
    let followUp = try FollowUp(
      time: time, event: event, weights: weights.map { .frequency(try FrequencyWeights($0)) } ?? .none)
    let matrix = try CovariateMatrix(columns: columns ?? [x])
    return try ProportionalHazards(CoxModel(followUp, matrix), followUp, matrix, scale: scale)
  }

  @Test("a straight function of time gives what time gives") func linear() throws {
    let days = try #require(try test(time, .identity).global)
    let months = try #require(try test(time.map { $0 / 30.4375 }, .identity).global)
    expectClose(months.statistic, days.statistic, relative: 1e-10, because: "g is centred, and scale cancels")
    let squares = try #require(try test(time.map { $0 * $0 }, .log).global)
    let once = try #require(try test(time, .log).global)
    expectClose(squares.statistic, once.statistic, relative: 1e-10, because: "log t² = 2 log t")
  }

  @Test("the logarithm of time zero is undefined, and so is its test; others are not") func undefined() throws {
    let from = time.map { $0 - 1 }
    #expect(try test(from, .log).global == nil)
    #expect(try test(from, .log).terms == [nil])
    #expect(try test(from, .rank).global != nil)
  }

  @Test("an aliased covariate has no test and takes no degree of freedom") func aliased() throws {
    let test = try test(time, .survival, columns: [x, x.map { 2 * $0 }])
    #expect(test.terms[1] == nil)
    #expect(test.global == test.terms[0])
    #expect(test.global?.degreesOfFreedom == 1)
  }

  @Test("frequency weights of two are every row twice") func replication() throws {
    for scale in ProportionalHazards.TimeScale.allCases {
      let grouped = try #require(try test(time, scale, weights: time.map { _ in 2 }).global)
      let followUp = try FollowUp(time: time + time, event: event + event)
      let matrix = try CovariateMatrix(columns: [x + x])
      let doubled = try ProportionalHazards(CoxModel(followUp, matrix), followUp, matrix, scale: scale)
      expectClose(grouped.statistic, try #require(doubled.global?.statistic), relative: 1e-9, because: "\(scale)")
    }
  }
}
