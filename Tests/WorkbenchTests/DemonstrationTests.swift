import Cohorts
import Foundation
import OrderedCollections
import Testing

@testable import Workbench

@Suite("The demonstration cohort")
struct DemonstrationTests {
  let cohort: Cohort
  let view: CohortView

  init() throws {
    cohort = try DemonstrationCohort.make()
    view = CohortView(cohort: cohort)
  }

  @Test("meets every published figure")
  func publishedFigures() throws {
    let figures = try PublishedFigures()
    let check = FigureCheck(view: view, figures: figures)
    try check.people()
    try check.disease()
    try check.treatment()
    try check.outcome()
    try check.toxicity()
    #expect(figures.unread.isEmpty, "every figure is checked")
  }

  @Test("is of the five published trials, infused within the published window")
  func trialsAndWindow() throws {
    let trials = try view.texts("trial")
    #expect(
      Set(trials) == ["NCT04572308", "NCT05626400", "NCT04916860", "NCT04928105", "NCT04938115"])
    let infusions = try view.dates("infusion_date")
    #expect(infusions.min()?.description == "2020-11-09")
    #expect(infusions.max()?.description == "2025-05-21")
    for (infusion, days) in zip(infusions, try view.numbers("os_days")) {
      let last = CalendarDate(daysSince1970: infusion.daysSince1970 + Int32(try #require(days)))
      #expect(last.description <= "2025-08-01")
    }
  }

  @Test("is the same on every call")
  func deterministic() throws {
    let again = try DemonstrationCohort.make()
    // As text: a missing number is stored as NaN, which equals nothing.
    let sameSubjects = CanonicalText(again.stored).bytes == CanonicalText(cohort.stored).bytes
    let sameEvents = again.linked == cohort.linked
    #expect(sameSubjects && sameEvents)
    #expect(again.dictionary == cohort.dictionary)
    #expect(again.provenance == cohort.provenance)
  }

  @Test("has the bytes that it has always had, on every machine")
  func digests() {
    let digests = cohort.provenance.sources.map(\.sha256)
    #expect(
      digests == [
        "5b195c2673cdac11ee8ea2ee40057688543325a73b673a3241745c4277cce6c0",
        "24e3375add06d990dd698669983afbc19244cddc729d80bac5927e02a12535b2",
        "4225e7c2f32dec80a79cf1819aa6b8e551cc78066daafbcc526f7594c6f940bf",
        "20ae5b8ffe5ed3fb588e8f22bd0047a851d241ac44a5d99f0af829b8f4c64f09",
        "499a9f8e3aaeb2a2d71bef43d9226a096a54cb3b9372d0cc0a11be227f3779f9",
      ])
  }

  @Test("says that it is synthetic, and which bytes it is")
  func provenance() throws {
    #expect(cohort.provenance.notice?.hasPrefix("Synthetic data.") == true)
    #expect(cohort.provenance.notice?.contains("invented") == true)
    #expect(
      cohort.provenance.sources.map(\.table)
        == ["subjects", "adverse_events", "assessments", "crs_findings", "icans_findings"])
    #expect(cohort.provenance.sources.first?.rows == 334)
  }

  @Test("has unique ids that begin with the trial and count up within it")
  func ids() throws {
    let (ids, trials) = (try view.texts("subject_id"), try view.texts("trial"))
    #expect(Set(ids).count == 334)
    #expect(ids.first == "NCT04572308-001")
    for (id, trial) in zip(ids, trials) { #expect(id.hasPrefix(trial + "-") && id.count == 15) }
    #expect(ids == ids.sorted())
  }

  @Test("describes every variable: label, time at which it is known, days in days")
  func dictionary() throws {
    #expect(cohort.columnNames == Array(cohort.dictionary.columns.keys))
    try expect(described: cohort.dictionary.columns, in: cohort.columnNames)
    for (name, link) in cohort.linked {
      let described = try #require(cohort.dictionary.linked[name])
      #expect(Array(link.table.columns.keys) == Array(described.keys))
      try expect(described: described, in: Array(link.table.columns.keys))
    }
  }

  private func expect(described: OrderedDictionary<String, ColumnDescription>, in columns: [String]) throws {
    for (name, description) in described {
      #expect(description.label != nil && description.knownAt != nil, "\(name)")
      #expect(!name.hasSuffix("_day") && !name.hasSuffix("_days") || description.unit == "days", "\(name)")
      if case .onDay(let days) = description.knownAt {
        for day in days { #expect(columns.contains(day), "\(name)") }
      }
    }
  }

  @Test("knows transplant and response only after infusion")
  func lateness() throws {
    for name in ["pfs", "os"] {
      let endpoint = try #require(cohort.dictionary.endpoints[name])
      #expect(endpoint.origin == "CAR-T infusion" && endpoint.unit == .days)
      func late(_ column: String) throws -> Lateness? {
        let knownAt = try #require(cohort.knownAt(column))
        return try cohort.lateness(of: knownAt, for: endpoint)
      }
      #expect(try late("transplanted")?.subjects == 245)
      #expect(try late("transplanted")?.medianDay == 57)
      #expect(try late("responder")?.subjects == 329)
      #expect(try late("diagnosis") == nil)
      #expect(try cohort.times(of: EndpointRequest(.named(name))).missing == 0)
    }
  }
}
