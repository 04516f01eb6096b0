import Cohorts
import Foundation
import OrderedCollections
import Readers
import TestSupport
import Testing

@testable import Workbench

@Suite("The overview of a cohort")
struct CohortOverviewTests {
  /// Four subjects, of whom one was grafted after death.
  private func overview(_ findings: [Finding] = []) throws -> CohortOverview {
    let columns: OrderedDictionary<String, Column> = [
      "id": Column(texts: ["a", "b", "c", "d"]), "age": Column(numbers: [30, 41.5, 60, nil]),
      "sex": Column(categories: ["F", "M", "F", "F"]), "treated": Column(flags: [true, false, true, nil]),
      "day": Column(integers: [12, nil, nil, nil]), "os": Column(integers: [10, 20, 30, 40]),
      "died": Column(integers: [1, 0, 0, 1]), "death_day": Column(integers: [10, nil, nil, 40]),
    ]
    var dictionary = DataDictionary(
      subjectID: "id",
      columns: [
        "age": ColumnDescription(label: "Age at infusion", unit: "years", knownAt: .baseline),
        "day": ColumnDescription(knownAt: .onDay(["day"])),
        "death_day": ColumnDescription(knownAt: .onDay(["death_day"])),
      ])
    dictionary.endpoints["os"] = EndpointDefinition(
      name: "os", label: "Overall survival", time: "os", event: .indicator(column: "died"), origin: "infusion")
    dictionary.populations["women"] = Population(label: "Women", condition: "sex == 'F'")
    let cohort = try Cohort(
      name: "small", subjects: Table(name: "subjects", columns: columns), dictionary: dictionary)
    return CohortOverview(LoadedCohort(cohort: cohort, notes: ["read with care"], findings: findings))
  }

  @Test("text: tables with their values, populations, endpoints, findings by grade, and a count of them at the end")
  func text() throws {
    #expect(
      try overview().text(width: 80) == """
        small: 4 subjects

        Subjects: 4 rows, 8 columns
          name       type      missing  label            values
          id         text      0                         such as a
          age        number    1 (25%)  Age at infusion  30 to 60, quartiles 35.75,
                                                         41.5, 50.75 years
          sex        category  0                         F 3, M 1
          treated    flag      1 (25%)                   yes 2, no 1
          day        integer   3 (75%)                   12 throughout
          os         integer   0                         10 to 40, quartiles 17.5, 25,
                                                         32.5
          died       integer   0                         0: 2, 1: 2
          death_day  integer   2 (50%)                   10 to 40, quartiles 17.5, 25,
                                                         32.5

        Populations
          women: Women, sex == 'F'; 3 subjects

        Endpoints
          os: Overall survival, days from infusion; 2 events in 4 subjects, median
            follow-up 30 days

        To be careful of
          The dictionary does not say when these become known, so that immortal time
            cannot be noticed: sex, treated.
          Known only after the origin; not to group a survival analysis by: day, os,
            died, death_day.

        How it was read
          read with care

        Files

        Errors
          subjects, row 1: "day" is after death by "death_day" in 1 subject: a (day
            12, dead on day 10) [after_death]

        1 error, no warnings, no notes

        """)
  }

  @Test("no line is wider than the terminal, at any width", arguments: [60, 80, 100, 120, 200])
  func widths(_ width: Int) throws {
    let overview = CohortOverview(LoadedCohort(cohort: try DemonstrationCohort.make(), notes: []))
    let lines = overview.text(width: width).split(separator: "\n").filter { !$0.contains("SHA-256") }
    #expect(lines.allSatisfy { $0.count <= max(width, 72) }, "\(lines.filter { $0.count > max(width, 72) })")
  }

  @Test("the demonstration cohort has no error and no warning")
  func demonstration() throws {
    let overview = CohortOverview(LoadedCohort(cohort: try DemonstrationCohort.make(), notes: []))
    #expect(overview.findings.filter { $0.grade != .note } == [])
    #expect(overview.verdict == "no errors, no warnings, 3 notes")
  }

  @Test("notes of one check on many columns are told in one; errors each")
  func folding() {
    func lines(_ grade: Finding.Grade) -> [String] {
      let found = ["a", "b", "c"].map { (name: String) in
        Finding(grade, check: "empty_column", "\"\(name)\" has no value", table: "ae", column: name)
      }
      return FindingText(found).lines(width: 80)
    }
    #expect(lines(.note) == ["", "Notes", "  ae: no value at all in 3 columns: a, b, c [empty_column]"])
    #expect(lines(.error).count == 5)
  }

  @Test("JSON: one object with the same, in full")
  func json() throws {
    let text = try overview().json
    let value = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
    #expect(value["form"] == .text("workbench-data/1"))
    #expect(text.contains("\"counts\": {\"errors\": 1, \"warnings\": 0, \"notes\": 0}"))
    #expect(
      text.contains(
        """
        {"name": "age", "type": "number", "label": "Age at infusion", "unit": "years", "format": null, "role": null, \
        "known_at": "baseline", "derived_from": null, "rows": 4, "missing": 1, \
        "values": {"min": 30, "quartiles": [35.75, 41.5, 50.75], "max": 60}}
        """))
    #expect(
      text.contains(
        """
        {"grade": "error", "check": "after_death", "message": "\\"day\\" is after death by \\"death_day\\" in 1 subject: \
        a (day 12, dead on day 10)", "table": "subjects", "row": 1, "subject": "a", "column": "day", "count": 1}
        """))
    #expect(
      text.contains(
        """
        {"name": "women", "label": "Women", "condition": "sex == 'F'", "subjects": 3}
        """))
    #expect(try overview().json == text)
  }

  @Test("what reading has found is told with what the checks find, the gravest first")
  func order() throws {
    let overview = try overview([Finding(.note, check: "x", "a note"), Finding(.warning, check: "y", "a warning")])
    #expect(overview.findings.map(\.check) == ["after_death", "y", "x"])
    #expect(overview.verdict == "1 error, 1 warning, 1 note")
  }
}
