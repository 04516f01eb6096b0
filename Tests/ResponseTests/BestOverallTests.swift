import Analyses
import Cohorts
import Testing

@testable import Response

@Suite("Categories of response by group")
struct BestOverallTests {
  private func result(
    _ given: KeyValuePairs<String, Argument>, in cohort: Cohort? = nil
  ) throws -> AnalysisResult {
    try BestOverall.analysis.perform(on: cohort ?? AssessedTrial.make(), with: AssessedTrial.arguments(given))
  }

  private func counts(_ result: AnalysisResult, _ group: String?) -> [Int] {
    ["CR", "CRh", "CRi", "MLFS", "PR", "NR", "PD", "NE", "Missing"].map { variable in
      result.row("count", group: group, variable: variable)?.value.double.map { Int($0) } ?? -1
    }
  }

  @Test("counts every category of each group, with not evaluable and missing in rows of their own")
  func categories() throws {
    let result = try result(["response": .text("response"), "by": .text("arm")])
    // new: CR, -, CR, CRi, PR; old: CRi, NR, NE, PR; nobody's: CR.
    #expect(counts(result, "new") == [2, 0, 1, 0, 1, 0, 0, 0, 1])
    #expect(counts(result, "old") == [0, 0, 1, 0, 1, 1, 0, 1, 0])
    #expect(counts(result, "All groups") == [2, 0, 2, 0, 2, 1, 0, 1, 1])
    #expect(result.row("n", group: "new")?.value == .count(5))
    #expect(result.row("n", group: "old")?.value == .count(4))
    #expect(result.row("n", group: "All groups")?.value == .count(9))
    #expect(result.row("proportion", group: "old", variable: "NE")?.value == .number(0.25))
  }

  /// binom.test(7, 8)$conf.int and binom.test(7, 10)$conf.int in R 4.2.2.
  @Test("rates are of the evaluable, or of all, with exact intervals")
  func rates() throws {
    let evaluable = try result(["response": .text("response")])
    #expect(evaluable.row("count", variable: "Response rate")?.value == .count(7))
    #expect(evaluable.row("denominator", variable: "Response rate")?.value == .count(8))
    #expect(evaluable.row("count", variable: "Complete response rate")?.value == .count(5))
    let lower = try #require(evaluable.row("proportion_lower", variable: "Response rate")?.value.double)
    let upper = try #require(evaluable.row("proportion_upper", variable: "Response rate")?.value.double)
    #expect(abs(lower - 0.4734903) < 1e-7)
    #expect(abs(upper - 0.9968403) < 1e-7)
    let all = try result(["response": .text("response"), "missing": .text("failure")])
    #expect(all.row("denominator", variable: "Response rate")?.value == .count(10))
    let allLower = try #require(all.row("proportion_lower", variable: "Response rate")?.value.double)
    #expect(abs(allLower - 0.3475471) < 1e-7)
    let error = try #require(all.row("logit_standard_error", variable: "Response rate")?.value.double)
    #expect(abs(error - (1.0 / 7 + 1.0 / 3).squareRoot()) < 1e-12)
  }

  @Test("the methods say that the response was derived, and where its rule stands")
  func derived() throws {
    let cohort = try BestOverallDerivation.derivation.perform(
      on: AssessedTrial.make(), with: AssessedTrial.arguments(["confirmed": .flag(true)]))
    let result = try result(["response": .text("best_response")], in: cohort)
    #expect(result.title == "Best confirmed overall response")
    #expect(
      result.methods.contains(
        "Best confirmed overall response was derived: best overall response (ELN 2022) from assessments.response, by the rule that "
          + "stands with the derived variables."))
  }

  @Test("groups that form later are flagged")
  func late() throws {
    let cohort = try AssessedTrial.make().deriving("transplanted", from: "not is_missing(transplant_day)")
    let kinds = try result(["response": .text("response"), "by": .text("transplanted")], in: cohort).cautions.map(
      \.kind)
    #expect(kinds.contains(.immortalTime))
  }

  @Test("without a vocabulary it says which ones fit")
  func vocabulary() throws {
    let thrown = #expect(throws: AssessmentError.self) {
      try result(["response": .text("response")], in: AssessedTrial.make(vocabulary: nil))
    }
    #expect(thrown == .noVocabulary(column: "response", fitting: ["leukaemia"]))
    let named = try result(
      ["response": .text("response"), "vocabulary": .text("leukaemia")], in: AssessedTrial.make(vocabulary: nil))
    #expect(named.row("count", variable: "Response rate")?.value == .count(7))
  }

  @Test("nobody has no proportions, for a reason")
  func nobody() throws {
    let result = try result(["response": .text("response")], in: AssessedTrial.make().part([]))
    #expect(result.row("proportion", variable: "Response rate")?.value == .notEstimable("no subjects"))
    #expect(result.figures.isEmpty)
  }

  @Test("bars hold the shares of the categories that occur")
  func figure() throws {
    let result = try result(["response": .text("response"), "by": .text("arm")])
    let chart = try #require(result.figures.first?.chart)
    #expect(chart.series == ["NR", "PR", "CRi", "CR", "NE", "Missing"])
    #expect(chart.panels[0].marks.map(\.series) == [3, 2, 1, 0, 4, 5])
    #expect(chart.isOrdered && chart.aside == 2)
    #expect(chart.panels[0].y.scale == .categories(["old", "new", "All groups"]))
  }
}

@Suite("Waterfall")
struct WaterfallTests {
  @Test("bars run from the highest to the lowest, ties in their order, without those who have no number")
  func order() {
    let waterfall = Waterfall([1, .nan, 3, -2, 3, .infinity])
    #expect(waterfall.bars.map(\.subject) == [2, 4, 0, 3])
    #expect(waterfall.missing == 2)
    #expect(Waterfall([]).bars.isEmpty)
    #expect(Waterfall([.nan]).drawn(most: 5).isEmpty)
  }

  @Test("of too many bars some are drawn, evenly, the first and the last among them")
  func drawn() {
    let waterfall = Waterfall((0..<100).map(Double.init))
    #expect(waterfall.drawn(most: 4).map(\.value) == [99, 66, 33, 0])
    #expect(waterfall.drawn(most: 100).count == 100)
  }

  @Test("change from baseline is in percent of it, and has no value where it is 0")
  func change() {
    let change = Waterfall.percentChange(of: [50, 150, 5, 0], from: [100, 100, 0, 20])
    #expect(change[0] == -50)
    #expect(change[1] == 50)
    #expect(change[2].isNaN)
    #expect(change[3] == -100)
  }

  private func result(_ given: KeyValuePairs<String, Argument>) throws -> AnalysisResult {
    try Waterfall.analysis.perform(on: AssessedTrial.make(), with: AssessedTrial.arguments(given))
  }

  @Test("says how many have a bar, and how many lie at or below a threshold")
  func rows() throws {
    let result = try result([
      "value": .text("blasts_28"), "baseline": .text("blasts"), "colour": .text("response"), "thresholds": .number(-90),
    ])
    // Changes in %: -95, -97.5, 50, 0, missing, missing, -50, missing (baseline 0), 0, -100.
    #expect(result.row("measured")?.value == .count(7))
    #expect(result.row("median")?.value == .number(-50))
    #expect(result.row("at_or_below", variable: "At or below -90")?.value == .count(3))
    #expect(result.row("at_or_below_proportion", variable: "At or below -90")?.value == .number(3.0 / 7))
    #expect(result.row("measured", group: "CR")?.value == .count(2))
    #expect(result.cautions.map(\.kind) == [.missingValues])
    #expect(result.title == "Change of blasts_28 from blasts, % by Best response")
  }

  @Test("every bar is drawn once, in the colour of its subject")
  func figure() throws {
    let result = try result(["value": .text("blasts"), "colour": .text("response"), "thresholds": .list([.integer(5)])])
    let panel = try #require(result.figures.first?.chart?.panels.first)
    var places: [Double] = []
    for case .bars(_, let at, _, _, _) in panel.marks.map(\.shape) { places += at }
    #expect(places.sorted() == (1...9).map(Double.init))
    #expect(panel.marks.contains { $0.shape == .reference(.horizontal, at: 5, label: "5") })
    #expect(result.figures[0].notes == ["Grey: Best response is missing."])
  }
}

@Suite("Swimmer")
struct SwimmerTests {
  private func result(_ given: KeyValuePairs<String, Argument>) throws -> AnalysisResult {
    try SwimmerLanes.analysis.perform(on: AssessedTrial.make(), with: AssessedTrial.arguments(given))
  }

  private let usual: KeyValuePairs<String, Argument> = [
    "end": .text("last_day"), "ongoing": .text("is_missing(death_day)"), "colour": .text("response"),
    "marks": .map([.init("Death", .text("death_day")), .init("Relapse", .text("relapse_day"))]),
    "labelled": .flag(true),
  ]

  @Test("the longest course comes first, coloured, with what happened and whether it goes on")
  func lanes() throws {
    let lanes = try #require(try result(usual).figures.first?.lanes)
    #expect(lanes.lanes.map(\.label) == ["s1", "s6", "s2", "s10", "s8", "s7", "s3", "s9", "s4", "s5"])
    #expect(lanes.lanes.map(\.isOngoing) == [true, true, false, true, false, false, false, true, false, false])
    #expect(lanes.series == ["CR", "CRi", "PR", "NR", "NE"])
    #expect(lanes.lanes[2].segments == [.init(from: 0, to: 200, series: 1)])
    #expect(lanes.lanes[2].marks == [.init(at: 200, event: 0), .init(at: 84, event: 1)])
    #expect(lanes.lanes[9].segments == [.init(from: 0, to: 12)])
  }

  @Test(
    "over time a lane has the category of the last assessment that could be evaluated, up to relapse where that is asked"
  )
  func states() throws {
    func segments(_ given: KeyValuePairs<String, Argument>) throws -> Figure.Lanes {
      try #require(try result(given).figures.first?.lanes)
    }
    let lanes = try segments([
      "end": .text("last_day"), "states": .text("assessments"), "labelled": .flag(true),
    ])
    #expect(lanes.series == ["PD", "NR", "PR", "CRi", "CR"])
    #expect(lanes.isOrdered)
    // s1: PR on day 28, CR on day 56, NE on day 84 changes nothing. s2: CRi on day 28, PD on day 84. s8: CR and CRi on day 28.
    #expect(
      lanes.lanes[0].segments == [
        .init(from: 0, to: 28), .init(from: 28, to: 56, series: 2), .init(from: 56, to: 300, series: 4),
      ])
    #expect(
      lanes.lanes[2].segments
        == [.init(from: 0, to: 28), .init(from: 28, to: 84, series: 3), .init(from: 84, to: 200, series: 0)])
    #expect(
      lanes.lanes[4].segments
        == [.init(from: 0, to: 28), .init(from: 28, to: 56, series: 3), .init(from: 56, to: 130, series: 4)])
    // s4 could never be evaluated, and s5 has no assessment.
    #expect(lanes.lanes[8].segments == [.init(from: 0, to: 40)])
    #expect(lanes.lanes[9].segments == [.init(from: 0, to: 12)])
    let known = try segments([
      "end": .text("last_day"), "states": .text("assessments"), "states_until": .text("relapse_day"),
    ])
    #expect(known.series == ["NR", "PR", "CRi", "CR"])
    #expect(
      known.lanes[2].segments == [.init(from: 0, to: 28), .init(from: 28, to: 84, series: 2), .init(from: 84, to: 200)])
  }

  @Test("what is grey over time is said, and colours of two kinds are refused")
  func statesInWords() throws {
    let result = try result([
      "end": .text("last_day"), "states": .text("assessments"), "states_until": .text("relapse_day"),
    ])
    #expect(result.title == "Course of each subject, by response over time")
    #expect(result.figures[0].notes == ["Grey: not yet assessed, or after relapse_day."])
    #expect(
      result.methods.last
        == "The colour of a lane is the category (ELN 2022) of the last assessment that could be evaluated, from its day on."
    )
    let thrown = #expect(throws: ArgumentError.self) {
      try self.result(["end": .text("last_day"), "states": .text("assessments"), "colour": .text("response")])
    }
    #expect(
      thrown.map { "\($0)" }
        == "response.swimmer: colour and states both say what lanes are coloured by; give one of them")
  }

  @Test("lanes stand under headings, the longest first under each")
  func headings() throws {
    let lanes = try #require(
      try result(["end": .text("last_day"), "heading": .text("trial"), "labelled": .flag(true)]).figures.first?.lanes)
    #expect(lanes.lanes.map(\.label) == ["s1", "s2", "s3", "s4", "s5", "s6", "s10", "s8", "s7", "s9"])
    #expect(lanes.lanes.map(\.group) == ["A", "A", "A", "A", "A", "B", "B", "B", "B", "B"])
  }

  @Test("of too many lanes some are drawn, which the figure says; the numbers are of all")
  func limit() throws {
    let result = try result(["end": .text("last_day"), "limit": .integer(3), "labelled": .flag(true)])
    #expect(result.figures.first?.lanes?.lanes.map(\.label) == ["s1", "s8", "s5"])
    #expect(
      result.figures.first?.notes == ["3 lanes are drawn of 10, evenly from the longest to the shortest (limit)."])
    #expect(result.row("n")?.value == .count(10))
    #expect(result.row("median_end")?.value == .number(115))
  }

  @Test("counts to how many something happened, of all subjects")
  func rows() throws {
    let result = try result(usual)
    #expect(result.row("subjects", variable: "Death")?.value == .count(6))
    #expect(result.row("proportion", variable: "Relapse")?.value == .number(0.4))
    #expect(result.row("ongoing")?.value == .count(4))
  }
}
