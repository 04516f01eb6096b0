import Analyses
import Cohorts
import OrderedCollections
import TestSupport
import Testing

@testable import Toxicity

/// Of ``ExposureCohort``, by hand; standard error and test by R 4.2.2.
@Suite("Mean cumulative count, as scripts ask for it") struct MeanCountFaceTests {
  private static let times = Argument.list([.integer(5), .integer(50), .integer(90), .integer(100), .integer(500)])

  private func counts(_ arguments: KeyValuePairs<String, Argument>) throws -> AnalysisResult {
    try ExposureCohort.ask(ExposureCohort.make(), "mean_cumulative_count", arguments)
  }

  private func mean(_ result: AnalysisResult, _ group: String?, _ time: Double) -> Double? {
    result.row("mean_count", group: group, time: time)?.value.double
  }

  @Test("nobody has events after death, and the living stand for themselves alone") func dying() throws {
    let result = try counts(["by": .text("arm"), "times": Self.times])
    // A: 1/4 on days 10, 20 and 40; p3 dies on day 50; then 3/4 of 1/3 on day 60, and of 2/3 on day 100.
    expectClose(mean(result, "A", 5), 0)
    expectClose(mean(result, "A", 50), 0.75)
    expectClose(mean(result, "A", 90), 1)
    expectClose(mean(result, "A", 100), 1.5)
    #expect(
      result.row("mean_count", group: "A", time: 500)?.value == .notEstimable("beyond the last observation"))
    #expect(result.row("at_risk", group: "A", time: 100)?.value == .count(3))
    #expect(result.row("cumulative_events", group: "A", time: 90)?.value == .count(4))
    #expect(result.row("terminal_events", group: "A")?.value == .count(2))
    #expect(result.row("events", group: "B")?.value == .count(4))
    #expect(result.row("mean_count_lower", group: "A", time: 5)?.value == .notEstimable("no events so far"))
  }

  @Test("without death it is Nelson's, with survfit's robust standard error and coxph's robust score test")
  func nelson() throws {
    let result = try counts([
      "by": .text("arm"), "times": Self.times, "terminal": .flag(false), "where": .text("term == 'Fever'"),
    ])
    // summary(survfit(Surv(start, stop, event) ~ 1, id = id, robust = TRUE), times = 90); coxph(…, ties = "breslow", cluster = id)
    expectClose(mean(result, "B", 90), 0.75)
    expectClose(result.row("standard_error", group: "B", time: 90)?.value.double, 0.649519052838329)
    expectClose(result.row("chi_squared", variable: "Equal rates")?.value.double, 0.2609992542878449)
    expectClose(result.row("p_value", variable: "Equal rates")?.value.double, 0.6094344834576566)
    let byColumn = try counts([
      "by": .text("arm"), "times": Self.times, "until": .text("last_month"), "where": .text("term == 'Fever'"),
    ])
    expectClose(mean(byColumn, "B", 90), 0.75)
  }

  @Test("the figure rises from 0, with the numbers under observation") func figure() throws {
    let result = try counts(["by": .text("arm")])
    let curves = try #require(result.figures.first?.curves)
    #expect(curves.direction == .rising && curves.top == nil)
    let panel = try #require(curves.panels.first)
    #expect(panel.curves.map(\.group) == ["A", "B"])
    #expect(panel.curves[0].time == [10, 20, 40, 60, 100])
    #expect(panel.riskTable.atRisk[0].first == 4)
    #expect(panel.annotations.map(\.label) == ["Robust score test"])
    #expect(try counts([:]).figures.first?.curves?.panels[0].annotations == [])
  }

  @Test("one group of subjects: a test that says why it has no value") func oneGroup() throws {
    let cohort = try ExposureCohort.make { columns in
      columns["arm"] = Column(categories: Array(repeating: "A", count: 8), levels: ["A", "B"])
    }
    let result = try ExposureCohort.ask(cohort, "mean_cumulative_count", ["by": .text("arm")])
    #expect(
      result.row("p_value", variable: "Equal rates")?.value == .notEstimable("fewer than two groups have subjects"))
  }
}
