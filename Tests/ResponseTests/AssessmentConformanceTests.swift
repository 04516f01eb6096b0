import Analyses
import AnalysisTesting
import Cohorts
import Testing

@testable import Response

/// What is derived from assessments, and what shows it, as a plugin of its own.
private struct AssessmentPlugin: Plugin {
  let name = "response"
  let summary = "Response from assessments."
  let analyses: [Analysis] = [BestOverall.analysis, Waterfall.analysis, SwimmerLanes.analysis]
  let derivations: [Derivation] = [BestOverallDerivation.derivation, ResponseDuration.derivation]
}

@Suite("What is derived from assessments, as any plugin")
struct AssessmentConformanceTests {
  @Test("keeps every promise of a plugin")
  func conforms() throws {
    #expect(try Conformance(cohort: AssessedTrial.make()).violations(of: AssessmentPlugin()) == [])
  }

  @Test("stands awkward data")
  func awkward() throws {
    let violations = try Conformance(cohort: AssessedTrial.make()).awkwardViolations(
      of: AssessmentPlugin(), rounds: 60, seed: 7,
      adding: [
        .init("by", .text("arm")), .init("missing", .text("failure")), .init("baseline", .text("blasts")),
        .init("heading", .text("trial")), .init("limit", .integer(3)), .init("level", .number(0.5)),
        .init("ongoing", .text("death_day > 100")), .init("value", .text("blasts_28 - blasts")),
      ])
    #expect(violations == [])
  }
}
