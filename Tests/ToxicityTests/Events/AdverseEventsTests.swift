import Analyses
import Cohorts
import OrderedCollections
import TestDraws
import TestSupport
import Testing

@testable import Toxicity

@Suite("The table of adverse events") struct AdverseEventsTests {
  private func table(_ arguments: KeyValuePairs<String, Argument> = ["by": .text("arm")]) throws -> AnalysisResult {
    try SmallEvents.result(AdverseEvents.analysis, arguments)
  }

  @Test("counts subjects once, at their worst grade, by hand") func byHand() throws {
    let result = try table()
    #expect(result.counts("any_grade", "Any event", "A", "B", "C", nil) == [2, 1, 0, 3])
    #expect(result.counts("grade_3_or_more", "Any event", "A", "B", "C", nil) == [1, 1, 0, 2])
    #expect(result.counts("any_grade", "Nausea", "A", "B", "C", nil) == [1, 1, 0, 2])
    #expect(result.counts("grade_1", "Nausea", "A", "B", nil) == [0, 0, 0])
    #expect(result.counts("grade_3", "Nausea", "A", "B", nil) == [1, 0, 1])
    #expect(result.counts("any_grade", "Headache", "A", "B", nil) == [2, 0, 2])
    #expect(result.counts("grade_missing", "Headache", "A", "B", nil) == [1, 0, 1])
    #expect(result.counts("grade_missing", "Any event", "A", "B", nil) == [0, 0, 0])
    #expect(result.counts("any_grade", SmallEvents.gut, "A", "B", nil) == [1, 1, 2])
    #expect(result.counts("grade_4", SmallEvents.gut, "A", "B", nil) == [0, 1, 1])
    #expect(result.counts("events", SmallEvents.gut, "A", "B", nil) == [2, 2, 4])
    #expect(result.counts("events", "Any event", "A", "B", nil) == [4, 3, 7])
    #expect(result.counts("any_grade", "Term not recorded", "A", "B", nil) == [0, 1, 1])
  }

  @Test("divides by the subjects of the cohort, those without any event among them") func denominators() throws {
    let result = try table()
    #expect(result.counts("subjects", nil, "A", "B", "C", nil) == [3, 2, 0, 5])
    expectClose(result.row("any_grade_proportion", group: "A", variable: "Any event")?.value.double, 2.0 / 3)
    expectClose(result.row("any_grade_proportion", group: "B", variable: "Nausea")?.value.double, 1.0 / 2)
    expectClose(result.row("grade_4_proportion", variable: "Vomiting")?.value.double, 1.0 / 5)
    #expect(
      result.row("any_grade_proportion", group: "C", variable: "Nausea")?.value
        == .notEstimable("nobody is in this group"))
    expectClose(
      result.row("any_grade_standard_error", group: "A", variable: "Nausea")?.value.double, (1 + 1 / 2.0).squareRoot())
    #expect(
      result.row("any_grade_standard_error", group: "B", variable: "Headache")?.value == .notEstimable("nobody has it"))
  }

  @Test("says who is in no group, and which group nobody is in") func cautions() throws {
    let messages = try table().cautions.map(\.message)
    #expect(
      messages == [
        "1 of 6 subjects are in no group, because \"arm\" is missing; they and their events are not counted.",
        "Nobody is in \"C\"; there are no percentages to give.",
      ])
  }

  @Test("puts any event first, the more frequent class and term before others, and what is not recorded last")
  func order() throws {
    let lines = try table().tables[0].lines
    #expect(
      lines.map(\.label) == [
        "Any event", SmallEvents.gut, "Nausea", "Vomiting", SmallEvents.nerves, "Headache", "Organ class not recorded",
        "Term not recorded",
      ])
    #expect(lines.map(\.indent) == [0, 0, 1, 1, 0, 1, 0, 1])
    let alphabetical = try table(["sort": .text("alphabetical"), "lines": .text("term")])
    #expect(
      alphabetical.tables[0].lines.map(\.label) == ["Any event", "Headache", "Nausea", "Vomiting", "Term not recorded"])
    #expect(
      try table(["lines": .text("organ_class")]).tables[0].lines.map(\.label)
        == ["Any event", SmallEvents.gut, SmallEvents.nerves, "Organ class not recorded"])
  }

  @Test("has columns of grades under each group, and one of missing grades where there are any") func columns() throws {
    let columns = try table().tables[0].columns
    #expect(
      columns.map(\.header)
        == Array(repeating: ["Any grade", "Grade 3 or more", "Grade missing"], count: 4).flatMap(\.self))
    #expect(columns.map(\.over).filter { $0.hasPrefix("A ") } == Array(repeating: "A (n\u{A0}=\u{A0}3)", count: 3))
    #expect(columns.last?.over == "All groups (n\u{A0}=\u{A0}5)")
    let each = try table(["columns": .text("each_grade"), "where": .text("grade >= 1")]).tables[0].columns
    #expect(each.map(\.header) == (1...5).map { "Grade \($0)" })
    #expect(
      try table(["columns": .text("any_grade"), "by": .text("arm"), "overall": .flag(false)]).tables[0].columns.count
        == 3)
  }

  @Test("leaves out terms below an incidence in every group, but counts them in classes and in any event")
  func minimum() throws {
    let result = try table(["by": .text("arm"), "minimum_incidence": .number(60)])
    #expect(result.tables[0].lines.map(\.label) == ["Any event", SmallEvents.nerves, "Headache"])
    #expect(result.counts("any_grade", "Any event", nil) == [3])
    #expect(
      result.methods.contains { $0.contains("3 rarer terms are counted in organ classes and in any event alone") })
    // Half of those in B have nausea, which is enough though it is two fifths of all.
    let half = try table(["by": .text("arm"), "minimum_incidence": .number(50), "lines": .text("term")])
    #expect(half.tables[0].lines.map(\.label) == ["Any event", "Nausea", "Headache", "Vomiting", "Term not recorded"])
  }

  @Test("shows terms that nobody has as zeros where that is asked for") func absent() throws {
    let cohort = try SmallEvents.cohort().where("id == 'a2'")
    let result = try SmallEvents.result(
      AdverseEvents.analysis, ["absent_terms": .flag(true), "lines": .text("term")], on: cohort)
    #expect(result.counts("any_grade", "Vomiting", nil) == [0])
    #expect(result.counts("any_grade", "Headache", nil) == [1])
    let without = try SmallEvents.result(AdverseEvents.analysis, ["lines": .text("term")], on: cohort)
    #expect(without.row("any_grade", variable: "Vomiting") == nil)
    // Of all that nobody had in those days, the class is known from other rows.
    let narrowed = try SmallEvents.result(
      AdverseEvents.analysis, ["absent_terms": .flag(true), "window": .list([.integer(10), .integer(10)])])
    #expect(
      narrowed.tables[0].lines.map(\.label) == [
        "Any event", SmallEvents.nerves, "Headache", SmallEvents.gut, "Nausea", "Vomiting", "Organ class not recorded",
        "Term not recorded",
      ])
    #expect(narrowed.counts("any_grade", "Nausea", nil) == [0])
  }

  @Test("of nobody, and of subjects without events, has the row of any event") func nobody() throws {
    let none = try SmallEvents.result(AdverseEvents.analysis, on: SmallEvents.cohort().part([]))
    #expect(none.counts("any_grade", "Any event", nil) == [0])
    #expect(none.row("any_grade_proportion", variable: "Any event")?.value == .notEstimable("nobody is in this group"))
    let healthy = try SmallEvents.result(AdverseEvents.analysis, on: SmallEvents.cohort().where("id == 'a3'"))
    #expect(healthy.counts("any_grade", "Any event", nil) == [0])
    expectClose(healthy.row("any_grade_proportion", variable: "Any event")?.value.double, 0)
  }

  @Test("keeps apart a term under two classes, and a term named as a class") func twoClasses() throws {
    var events = SmallEvents.events
    events[4].organClass = SmallEvents.nerves
    events[5].term = SmallEvents.gut
    let result = try SmallEvents.result(AdverseEvents.analysis, on: SmallEvents.cohort(events))
    #expect(result.counts("any_grade", "\(SmallEvents.gut): Nausea", nil) == [1])
    #expect(result.counts("any_grade", "\(SmallEvents.nerves): Nausea", nil) == [1])
    #expect(result.counts("any_grade", "\(SmallEvents.gut): \(SmallEvents.gut)", nil) == [1])
    #expect(result.counts("any_grade", SmallEvents.gut, nil) == [3])
  }

  @Test("goes without grades and without classes where they are not recorded") func bare() throws {
    let cohort = try SmallEvents.cohort()
    let (table, subjects) = try cohort.linkedTable("adverse_events")
    let bare = try Table(
      name: "adverse_events", columns: table.columns.filter { ["id", "term"].contains($0.key) })
    let result = try SmallEvents.result(
      AdverseEvents.analysis, on: cohort.linking(bare, of: subjects, as: "adverse_events", descriptions: [:]))
    #expect(result.tables[0].columns.map(\.header) == ["Subjects"])
    #expect(result.tables[0].rowHeader == "Term")
    #expect(result.counts("any_grade", "Nausea", nil) == [2])
    #expect(result.row("grade_3_or_more", variable: "Nausea") == nil)
  }

  @Test("does not depend on the order of the rows, and repeated rows change no count of subjects", arguments: 0..<10)
  func invariance(seed: UInt64) throws {
    var draws = Seeded(seed)
    let shuffled = try SmallEvents.result(
      AdverseEvents.analysis, ["by": .text("arm")], on: SmallEvents.cohort(SmallEvents.events.shuffled(using: &draws)))
    #expect(shuffled.rows == (try table()).rows)
    let doubled = try SmallEvents.result(
      AdverseEvents.analysis, ["by": .text("arm")], on: SmallEvents.cohort(SmallEvents.events + SmallEvents.events))
    #expect(doubled.rows.filter { $0.statistic != "events" } == shuffled.rows.filter { $0.statistic != "events" })
    #expect(doubled.counts("events", "Nausea", nil) == [6])
  }

  @Test("agrees with a naive recount of random tables", arguments: 0..<20) func recounted(seed: UInt64) throws {
    var draws = Seeded(seed)
    let ids = (0..<(1 + draws.below(30))).map { "s\($0)" }
    let arms = ids.map { _ in ["A", "B", "C"][draws.below(3)] }
    let events = (0..<draws.below(200)).map { _ in
      let term = draws.below(7)
      return SmallEvents.Event(
        subject: ids[draws.below(ids.count)], organClass: "Class \(term % 3)", term: "Term \(term)",
        grade: draws.below(6) == 0 ? nil : 1 + draws.below(5), onset: draws.below(20), end: 30)
    }
    let cohort = try SmallEvents.cohort(
      subjects: ["id": Column(texts: ids), "arm": Column(categories: arms, levels: ["A", "B", "C"])], events: events)
    let result = try SmallEvents.result(
      AdverseEvents.analysis, ["by": .text("arm"), "window": .list([.integer(3), .integer(12)])], on: cohort)
    for (label, isOf) in lines {
      for arm in ["A", "B", "C"] {
        let worst = ids.indices.filter { arms[$0] == arm }.compactMap { member in
          events.filter { $0.subject == ids[member] && isOf($0) && (3...12).contains($0.onset ?? 0) }.map {
            $0.grade ?? 0
          }.max()
        }
        let expected: [Int?] =
          worst.isEmpty && result.row("any_grade", group: arm, variable: label) == nil
          ? [nil, nil] : [worst.count, worst.count { $0 >= 3 }]
        #expect(result.counts("any_grade", label, arm) + result.counts("grade_3_or_more", label, arm) == expected)
      }
    }
  }

  private let lines: [(label: String, isOf: (SmallEvents.Event) -> Bool)] =
    [("Any event", { _ in true })] + (0..<3).map { place in ("Class \(place)", { $0.organClass == "Class \(place)" }) }
    + (0..<7).map { place in ("Term \(place)", { $0.term == "Term \(place)" }) }
}
