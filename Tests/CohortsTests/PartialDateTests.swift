import Cohorts
import OrderedCollections
import Testing

/// Dates as ISO 8601 writes them, parts of which are missing; the imputed days are those of admiral's `impute_dtc_dt`.
@Suite struct PartialDateTests {
  private func values(_ expression: String, _ texts: [String?]) throws -> [String] {
    let cohort = try Cohort(
      name: "c",
      subjects: Table(
        name: "subjects", columns: ["id": Column(integers: Array(0..<texts.count)), "t": Column(texts: texts)]),
      dictionary: DataDictionary(subjectID: "id"))
    let column = try cohort.evaluate(expression).column
    return (0..<column.count).map { column[$0] == .missing ? "-" : column[$0].description }
  }

  private static let texts: [String?] = [
    "2013-07-04", "2013-07", "2013", "2013---04", "--07-04", "2012-02", "2013-02-29", "2013-13", "July 2013", "", nil,
    "2013-07-04T10:30", "2013-07-04T", "2013-07T10", "-----04", "2013-7-4", " 2013",
  ]

  @Test("a date is partial where a part is missing, and not where it is complete or no date")
  func isPartial() throws {
    #expect(
      try values("is_partial_date(t)", Self.texts).joined(separator: " ")
        == "no yes yes yes yes yes no no no no - no no no no no no")
  }

  @Test("a partial date is never guessed")
  func date() throws {
    #expect(
      try values("date(t)", Self.texts).joined(separator: " ")
        == "2013-07-04 - - - - - - - - - - 2013-07-04 - - - - -")
  }

  @Test("the first, the middle and the last day are put in by their rules")
  func imputed() throws {
    #expect(
      try values("impute_date(t, 'first')", Array(Self.texts[..<7])).joined(separator: " ")
        == "2013-07-04 2013-07-01 2013-01-01 2013-01-01 - 2012-02-01 -")
    #expect(
      try values("impute_date(t, 'middle')", Array(Self.texts[..<7])).joined(separator: " ")
        == "2013-07-04 2013-07-15 2013-06-30 2013-06-30 - 2012-02-15 -")
    #expect(
      try values("impute_date(t, 'last')", Array(Self.texts[..<7])).joined(separator: " ")
        == "2013-07-04 2013-07-31 2013-12-31 2013-12-31 - 2012-02-29 -")
    #expect(
      try values("impute_date(t, 'last')", ["2013-02", "2000-02", "1900-02", "2013-04"]).joined(separator: " ")
        == "2013-02-28 2000-02-29 1900-02-28 2013-04-30")
  }

  @Test("of a category the same, and a date stays as it is")
  func kinds() throws {
    let cohort = try Cohort(
      name: "c",
      subjects: Table(
        name: "subjects",
        columns: [
          "id": Column(integers: [1, 2]), "t": Column(categories: ["2013", nil]),
          "d": Column(dates: [CalendarDate(year: 2013, month: 7, day: 4), nil]),
        ]), dictionary: DataDictionary(subjectID: "id"))
    #expect(try cohort.evaluate("impute_date(t, 'last')").column[0].description == "2013-12-31")
    #expect(try cohort.evaluate("impute_date(d, 'last')").column == cohort.column("d"))
    #expect(try cohort.truth(of: "is_partial_date(t)").values == [1, 2])
    #expect(try cohort.evaluate("date(t)").column.missingCount == 2)
  }
}
