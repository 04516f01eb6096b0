import Analyses
import AnalysisTesting
import Cohorts
import OrderedCollections
import Testing

@testable import Toxicity

@Suite("Analyses of adverse events keep the contract") struct EventConformanceTests {
  /// The analyses of adverse events by themselves.
  private struct EventAnalyses: Plugin {
    let name = "toxicity"
    let summary = "Adverse events."
    let analyses = [
      AdverseEvents.analysis, EventSummary.analysis, WorstGradeDistribution.analysis, EventComparison.analysis,
      EventHeatMap.analysis, GradeShift.analysis, GradesOverTime.analysis,
    ]
  }

  /// Forty subjects of three trials with the variables that the examples ask for.
  private static func cohort() throws -> Cohort {
    var draws = Draws(seed: 3)
    let ids = (0..<40).map { "s\($0)" }
    let terms = [
      ("Cytokine release syndrome", "Immune system disorders"), ("Thrombocytopenia", "Blood disorders"),
      ("Neutropenia", "Blood disorders"), ("ICANS", "Nervous system disorders"),
    ]
    let events = (0..<120).map { _ in
      let (term, organClass) = terms[draws.below(4)]
      let onset = draws.below(10)
      return SmallEvents.Event(
        subject: ids[draws.below(40)], organClass: organClass, term: term, grade: 1 + draws.below(5), onset: onset,
        end: onset + draws.below(9), serious: draws.below(4) == 0, related: draws.below(2) == 0)
    }
    let baseline = ColumnDescription(knownAt: .baseline)
    let cohort = try SmallEvents.cohort(
      subjects: [
        "id": Column(texts: ids), "trial": Column(categories: ids.indices.map { ["T1", "T2", "T3"][$0 % 3] }),
        "dose_level": Column(
          categories: ids.indices.map { ["low", "high"][$0 % 2] }, levels: ["low", "high", "higher"]),
        "sex": Column(categories: ids.indices.map { ["female", "male"][$0 / 3 % 2] }),
        "os_days": Column(numbers: ids.indices.map { Double(5 + $0 * 7) }),
        "os_event": Column(integers: ids.indices.map { $0 % 2 }),
      ], described: ["dose_level": baseline, "sex": baseline, "trial": baseline], events: events)
    return cohort.declaring(
      EndpointDefinition(name: "os", time: "os_days", event: .indicator(column: "os_event")))
  }

  @Test("on a small pooled cohort") func pooled() throws {
    #expect(Conformance(cohort: try Self.cohort()).violations(of: EventAnalyses()) == [])
  }

  @Test("on awkward cohorts") func awkward() throws {
    let violations = Conformance(cohort: try Self.cohort()).awkwardViolations(
      of: EventAnalyses(), rounds: 120, seed: 11,
      adding: [
        .init("by", .text("trial")), .init("where", .text("grade >= 3")),
        .init("window", .list([.integer(2), .integer(4)])),
        .init("absent_terms", .flag(true)), .init("columns", .text("each_grade")), .init("test", .text("fisher")),
        .init("minimum_incidence", .number(50)), .init("overall", .flag(false)),
      ])
    #expect(violations == [])
  }
}
