import Analyses
import Cohorts
import Testing

@testable import Response

@Suite("Depth of response over time")
struct DepthOverTimeTests {
  private func counts(_ courses: [String], ends: [[Double]] = [], at times: [Double]) throws -> [[Int]] {
    DepthOverTime(
      try Courses().assessments(courses), .recist, after: 0, ends: ends.isEmpty ? [] : ends, times: times
    ).counts
  }

  @Test("a category lasts until the next assessment that could be evaluated")
  func carried() throws {
    // States: CR, PR, SD, Non-CR/Non-PD, PD, NE, not yet assessed.
    let counts = try counts(["28 PR · 56 NE · 84 CR", "-7 SD · 56 NE", ""], at: [0, 28, 56, 83, 84, 500])
    #expect(
      counts == [
        [0, 0, 0, 0, 0, 0, 3], [0, 1, 0, 0, 0, 0, 2], [0, 1, 0, 0, 0, 1, 1], [0, 1, 0, 0, 0, 1, 1],
        [1, 0, 0, 0, 0, 1, 1], [1, 0, 0, 0, 0, 1, 1],
      ])
  }

  @Test("of several assessments on one day the worst counts, in whatever order they stand")
  func sameDay() throws {
    for course in ["28 CR · 28 PR · 28 NE", "28 PR · 28 CR · 28 NE", "28 NE · 28 CR · 28 PR"] {
      #expect(try counts([course], at: [28]) == [[0, 1, 0, 0, 0, 0, 0]])
    }
  }

  @Test("an end lasts from its day on, the earliest of several, and the first named of those on one day")
  func ends() throws {
    let counts = try counts(
      ["28 CR", "28 CR", "28 CR"], ends: [[40, .infinity, 60], [30, 50, 60]], at: [28, 30, 50, 60])
    #expect(counts.map { [$0[0]] + $0.suffix(2) } == [[3, 0, 0], [2, 0, 1], [1, 0, 2], [0, 1, 2]])
  }

  @Test("the states of a time add up to all subjects; nobody has no shares, for a reason")
  func face() throws {
    func result(_ cohort: Cohort) throws -> AnalysisResult {
      try DepthOverTime.analysis.perform(
        on: cohort,
        with: AssessedTrial.arguments([
          "at": .list([.integer(28), .integer(90)]), "ended": .map([.init("Death", .text("death_day"))]),
        ]))
    }
    let all = try result(AssessedTrial.make())
    for time in [28.0, 90] {
      let counts = all.rows.filter { $0.statistic == "count" && $0.time == time }.compactMap(\.value.double)
      #expect(counts.reduce(0, +) == 10)
    }
    // By day 90 s3 (90), s4 (40) and s5 (12) have died; s2 has progressed.
    #expect(all.row("count", variable: "Death", time: 90)?.value == .count(3))
    #expect(all.row("count", variable: "PD", time: 90)?.value == .count(1))
    #expect(all.figures.first?.chart?.series == ["PD", "NR", "PR", "CRi", "CR", "NE", "Death"])
    #expect(all.figures.first?.chart?.aside == 2)
    let nobody = try result(AssessedTrial.make().part([]))
    #expect(nobody.row("proportion", variable: "CR", time: 28)?.value == .notEstimable("no subjects"))
    #expect(nobody.figures.isEmpty)
  }

  @Test("an end cannot have the name of a category")
  func names() throws {
    let thrown = #expect(throws: ArgumentError.self) {
      try DepthOverTime.analysis.perform(
        on: AssessedTrial.make(), with: AssessedTrial.arguments(["ended": .map([.init("CR", .text("death_day"))])]))
    }
    #expect(
      thrown?.description
        == "response.depth_over_time: \"CR\" in ended is a category of response; call the end by another name")
  }
}
