import Analyses
import AnalysisTesting
import Cohorts
import Statistics
import Testing

@testable import Toxicity

@Suite("Rates and counts by exposure keep the contract") struct ExposureConformanceTests {
  /// The two analyses alone.
  private struct Exposure: Plugin {
    let name = "toxicity"
    let summary = "Rates by exposure."
    let analyses = [ExposureAdjustedRate.analysis, MeanCumulativeCount.analysis]
  }

  @Test("on a small cohort") func small() throws {
    #expect(Conformance(cohort: try ExposureCohort.make()).violations(of: Exposure()) == [])
  }

  @Test("on a cohort without any event") func quiet() throws {
    #expect(Conformance(cohort: try ExposureCohort.make(rows: [])).violations(of: Exposure()) == [])
  }

  @Test("on awkward cohorts end in finite numbers or in an error with words", arguments: [1, 2] as [UInt64])
  func awkward(seed: UInt64) throws {
    let further: [Argument.Entry] = [
      .init("counting", .text("all")), .init("until", .text("last_month")), .init("interval", .text("mid_p")),
      .init("interval", .text("sqrt_v")), .init("ratio_interval", .text("mid_p")),
      .init("window", .list([.integer(0), .integer(30)])), .init("lines", .text("organ_class")),
      .init("terminal", .flag(false)), .init("by", .text("arm")), .init("by", .text("sex_of_nobody")),
      .init("level", .number(0.5)), .init("where", .text("grade >= 3")),
    ]
    let violations = Conformance(cohort: try ExposureCohort.make()).awkwardViolations(
      of: Exposure(), rounds: 60, seed: seed, adding: further)
    #expect(violations.isEmpty, "\(violations.map(\.description).joined(separator: "\n"))")
  }
}
