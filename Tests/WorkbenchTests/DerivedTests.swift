import Analyses
import Cohorts
import Testing

@testable import Workbench

/// What is derived on the demonstration cohort, against what is recorded there.
@Suite("What is derived on the demonstration cohort")
struct DerivedTests {
  private let cohort: Cohort
  private let registry: Registry

  init() throws {
    cohort = try DemonstrationCohort.make()
    registry = try BuiltIn.registry()
  }

  private func deriving(_ name: String, _ arguments: [Argument.Entry] = []) throws -> Cohort {
    let derivation = try #require(registry.function(name) as? Derivation)
    return try derivation.perform(on: cohort, with: arguments, within: Surroundings(registry: registry))
  }

  @Test("the best of the assessments is the recorded best response, on its day")
  func bestResponse() throws {
    let derived = CohortView(cohort: try deriving("response.derive_best_overall"))
    let recorded = CohortView(cohort: cohort)
    // Whoever has no assessment has no best response; recorded are they as not evaluable.
    #expect(try derived.texts("best_response").map { $0 == "" ? "NE" : $0 } == recorded.texts("response"))
    #expect(try derived.numbers("best_response_day") == recorded.numbers("response_day"))
  }

  @Test(
    "the grades that the consensus gives the findings are the recorded ones, from the first day on",
    arguments: [
      ("toxicity.derive_crs", "crs", "Cytokine release syndrome"), ("toxicity.derive_icans", "icans", "ICANS"),
    ])
  func grades(derivation: String, prefix: String, term: String) throws {
    let derived = CohortView(cohort: try deriving(derivation))
    let (grades, onsets) = (try derived.numbers("\(prefix)_grade"), try derived.numbers("\(prefix)_onset_day"))
    let worst = try CohortView(cohort: cohort).worstGrades(term)
    let (events, subjects) = try cohort.linkedTable("adverse_events")
    var first: [Int32: Double] = [:]
    for row in 0..<events.count where try events.column("term")[row] == .text(term) {
      guard case .integer(let onset) = try events.column("onset_day")[row] else { continue }
      first[subjects[row]] = min(first[subjects[row]] ?? .infinity, Double(onset))
    }
    #expect(!first.isEmpty)
    for position in 0..<cohort.count {
      #expect(grades[position] == Double(worst[Int32(position)] ?? 0))
      #expect(onsets[position] == first[Int32(position)])
    }
  }

  @Test("a difference of rates pooled by trial counts those who are in its denominators: 329 of 334")
  func pooledCounts() throws {
    let analysis = try #require(registry.analysis("pooling.by_trial"))
    let result = try analysis.perform(
      on: cohort,
      with: [
        .init("analysis", .text("response.difference")), .init("statistic", .text("difference")),
        .init(
          "arguments",
          .map([.init("outcome", .text("responder")), .init("by", .text("prior_transplants > 0"))])),
      ], within: Surroundings(registry: registry))
    let counts = result.rows.filter { $0.statistic == "n" }
    #expect(counts.compactMap(\.value.double).max() == 329)
    let trials = try cohort.grouping("trial").levels
    #expect(counts.filter { trials.contains($0.group ?? "") }.compactMap(\.value.double).reduce(0, +) == 329)
  }
}
