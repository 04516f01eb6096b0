import Analyses
import Cohorts
import TestSupport
import Testing

@testable import Resampling

@Suite("What an analysis prepares for resamples") struct PreparedTests {
  /// The call of an analysis, as the bootstrap makes it.
  private func call(_ name: String, _ given: [Argument.Entry]) throws -> AnalysisCall {
    let registry = try Samples.registry()
    let made = Made()
    let probe = Analysis(
      "sample.probe", "Probes.", details: "Probes.", parameters: [], statistics: [], example: []
    ) { _, arguments in
      made.call = try arguments.call(name, with: given)
      return AnalysisResult(title: "Probe")
    }
    _ = try probe.perform(on: Samples.cohort(), within: Surroundings(registry: registry))
    return try #require(made.call)
  }

  private static let rows: [RowRequest] = [
    .init("median", .init(group: "A")), .init("median", .init(group: "B")),
    .init("quantile", .init(group: "A", variable: "25%")), .init("quantile", .init(group: "B", variable: "75%")),
    .init("survival", .init(group: "A", time: 20)), .init("survival", .init(group: "B", time: 70)),
    .init("survival", .init(group: "A", time: 0)),
  ]

  @Test(
    "gives the same as the analysis itself, resample for resample, by weights and by copies",
    arguments: ["midpoint_to_last_time", "midpoint_else_start", "midpoint_to_next_event", "start"],
    ["carried", "not_estimable"])
  func same(plateau: String, beyond: String) throws {
    let cohort = try Samples.survivors()
    let call = try call(
      "survival.kaplan_meier",
      [
        .init("endpoint", "os"), .init("by", "arm"), .init("times", [0, 20, 70]), .init("plateau", .text(plateau)),
        .init("beyond", .text(beyond)), .init("strata", "trial"),
      ])
    let plan = try ResamplePlan(seed: 11, strata: Grouping(everyone: cohort.count, name: ""), weights: nil)
    var counts = [Int32](repeating: 0, count: cohort.count)
    var scratch: [Double] = []
    for row in Self.rows {
      let prepared = try ResampledScalar(call, row, .first, on: cohort)
      let asked = try ResampledScalar(call, row, .first, on: cohort, prefersPrepared: false)
      #expect(prepared.isFast && !asked.isFast)
      for number in 0..<25 {
        plan.draw(number, into: &counts)
        // Some resamples are small, so that medians are not reached and plateaus are met.
        if number % 2 == 0 { for place in counts.indices where place % 5 != 0 { counts[place] = 0 } }
        let value = prepared.value(counts: counts, scratch: &scratch)
        #expect(value == asked.value(counts: counts, scratch: &scratch), "\(row), resample \(number)")
        #expect(row.value(in: try call.perform(on: cohort.resampled(counts))) == value)
      }
    }
  }

  @Test("restricted means to a stated horizon are prepared too; to one taken from the data they are not")
  func restrictedMean() throws {
    let cohort = try Samples.survivors()
    let given: [Argument.Entry] = [.init("endpoint", "os"), .init("by", "arm")]
    let stated = try call("survival.restricted_mean", given + [.init("horizon", [20, 45, 500])])
    let plan = try ResamplePlan(seed: 11, strata: Grouping(everyone: cohort.count, name: ""), weights: nil)
    var counts = [Int32](repeating: 0, count: cohort.count)
    var scratch: [Double] = []
    for (group, horizon) in [("A", 20.0), ("B", 45), ("A", 500)] {
      let row = RowRequest("restricted_mean", .init(group: group, time: horizon))
      let prepared = try ResampledScalar(stated, row, .first, on: cohort)
      #expect(prepared.isFast)
      for number in 0..<25 {
        plan.draw(number, into: &counts)
        let value = prepared.value(counts: counts, scratch: &scratch).double ?? .nan
        let expected = row.value(in: try stated.perform(on: cohort.resampled(counts))).double ?? .infinity
        expectClose(value, expected, relative: 1e-12, because: "the same area, summed from the left")
      }
    }
    let unstated = try call("survival.restricted_mean", given)
    let found = try unstated.perform(on: cohort).rows.first { $0.statistic == "restricted_mean" }
    let row = RowRequest("restricted_mean", .init(group: "A", time: try #require(found?.time)))
    #expect(try !ResampledScalar(unstated, row, .first, on: cohort).isFast)
  }

  @Test("with nobody drawn it says the same as the analysis") func nobody() throws {
    let cohort = try Samples.survivors()
    let call = try call("survival.kaplan_meier", [.init("endpoint", "os"), .init("by", "arm"), .init("times", [20])])
    let counts = [Int32](repeating: 0, count: cohort.count)
    var scratch: [Double] = []
    for row in Self.rows where row.place.time != 70 && row.place.time != 0 {
      let value = try ResampledScalar(call, row, .first, on: cohort).value(counts: counts, scratch: &scratch)
      #expect(value == .notEstimable("no subjects"))
    }
  }

  @Test("draws are whole subjects, as many as there are, in every stratum as many as it has") func draws() throws {
    let groups = Grouping(codes: [0, 1, 1, -1, 1, 0, 1], levels: ["a", "b"])
    let plan = try ResamplePlan(seed: 3, strata: groups, weights: [1, 4, 1, 9, 0, 2, 2])
    #expect(plan.subjects == 10)
    var counts = [Int32](repeating: 0, count: 7)
    for number in 0..<50 {
      plan.draw(number, into: &counts)
      #expect(counts[0] + counts[5] == 3 && counts[1] + counts[2] + counts[6] == 7)
      #expect(counts[3] == 0 && counts[4] == 0)
    }
  }

  @Test("a difference of medians is the same by the fast way and by the slow one, to the last digit of the interval")
  func difference() throws {
    let cohort = try Samples.survivors()
    let call = try call("survival.kaplan_meier", [.init("endpoint", "os"), .init("by", "arm")])
    let first = RowRequest("median", .init(group: "A"))
    let plan = try ResamplePlan(seed: 5, strata: Grouping(everyone: cohort.count, name: ""), weights: nil)
    let runs = try [true, false].map { prefers in
      let scalar = try ResampledScalar(
        call, first, .difference(.init("median", .init(group: "B"))), on: cohort, prefersPrepared: prefers)
      return Bootstrap(
        of: scalar, estimate: scalar.value(in: try call.perform(on: cohort)), plan: plan, count: 150,
        wantsAcceleration: true, progress: { _ in })
    }
    #expect(runs[0].replicates.values.count == 150)
    #expect(zip(runs[0].replicates.values, runs[1].replicates.values).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) })
    #expect(runs[0].acceleration == runs[1].acceleration)
  }
}

private final class Made: @unchecked Sendable { var call: AnalysisCall? }
