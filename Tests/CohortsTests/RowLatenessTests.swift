import Cohorts
import OrderedCollections
import Testing

/// What is computed from rows is known when all that it reads is.
@Suite struct RowLatenessTests {
  private func cohort(
    _ columns: OrderedDictionary<String, ColumnDescription> = [:]
  ) throws -> Cohort {
    let rows: OrderedDictionary<String, Column> = [
      "onset_day": Column(integers: [3, 5, 40]), "term": Column(texts: ["CRS", "fever", "CRS"]),
      "grade": Column(integers: [1, 2, 4]),
    ]
    let visits: OrderedDictionary<String, Column> = [
      "day": Column(integers: [28, 90, 28]), "response": Column(texts: ["CR", "PD", "PR"]),
    ]
    return try Cohort(
      name: "demo",
      subjects: Table(
        name: "subjects", columns: ["id": Column(integers: [1, 2]), "os": Column(integers: [100, 200])]),
      linked: [
        "ae": LinkedTable(table: Table(name: "ae", columns: rows), subjectRows: [0, 0, 1]),
        "visits": LinkedTable(table: Table(name: "visits", columns: visits), subjectRows: [0, 0, 1]),
      ], dictionary: DataDictionary(subjectID: "id", linked: ["ae": columns]))
  }

  private func knownAt(_ source: String, _ table: String = "ae") throws -> KnownAt? {
    try cohort().perSubject(source, ofTable: table, as: "x").knownAt
  }

  @Test("worst grades, counts and last values are known after the origin")
  func late() throws {
    for source in ["max(grade)", "count()", "count() > 1", "last(grade)", "first(grade)", "max(onset_day)", "1"] {
      #expect(try knownAt(source) == .afterOrigin, "\(source)")
    }
  }

  @Test("the day of the first row is known on that day, where the condition reads what is known then")
  func firstDay() throws {
    for source in [
      "min(onset_day)", "first(onset_day)", "min(onset_day) where term == 'CRS'", "first(onset_day) by onset_day",
      "only(onset_day) where term == 'CRS'",
    ] {
      #expect(try knownAt(source) == .onDay(["x"]), "\(source)")
    }
    #expect(try knownAt("min(day) where response == 'PD'", "visits") == .onDay(["x"]))
    for source in [
      "min(onset_day) where grade >= 3", "min(onset_day) + 1", "last(onset_day)", "first(onset_day) by grade",
      "min(onset_day) where row_number() == count()",
    ] {
      #expect(try knownAt(source) == .afterOrigin, "\(source)")
    }
  }

  @Test("what reads nothing but what is declared to be known at baseline is known there")
  func baseline() throws {
    let history = try cohort(["term": .init(knownAt: .baseline), "grade": .init(knownAt: .baseline)])
    #expect(try history.perSubject("max(grade) where term == 'CRS'", ofTable: "ae").knownAt == .baseline)
    #expect(try history.perSubject("count()", ofTable: "ae").knownAt == .baseline)
    #expect(try history.perSubject("last(grade) by onset_day", ofTable: "ae").knownAt == .afterOrigin)
    let mixed = try cohort(["term": .init(knownAt: .baseline), "grade": .init(knownAt: .afterOrigin)])
    #expect(try mixed.perSubject("count()", ofTable: "ae").knownAt == .afterOrigin)
    #expect(
      try history.derivingRows(table: "ae", definitions: ["g": "grade + 1"]).dictionary.linked["ae"]?["g"]?.knownAt
        == .baseline)
  }

  @Test(
    "a survival analysis grouped by the worst grade is late for everybody, by the first day for those who have it late")
  func guarded() throws {
    let derived = try cohort().perSubject(
      table: "ae", definitions: ["worst": "max(grade)", "crs_day": "min(onset_day) where term == 'CRS'"],
      labels: ["worst": "Worst grade"])
    let endpoint = EndpointDefinition(name: "os", time: "os", event: .indicator(column: "os"), unit: .days)
    #expect(try derived.lateness(of: "worst", for: endpoint)?.subjects == 2)
    #expect(try derived.lateness(of: "crs_day", for: endpoint)?.medianDay == 21.5)
    #expect(derived.dictionary.label(of: "worst") == "Worst grade")
    #expect(derived.derivation(of: "worst") == "max(grade), of ae")
  }
}
