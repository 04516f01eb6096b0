import OrderedCollections
import Testing

@testable import Cohorts

/// The value of the one row that a condition leaves; all that is expected is worked out by hand.
@Suite struct OnlyRowTests {
  private static let rows: OrderedDictionary<String, Column> = [
    "code": Column(texts: ["BOR", "OVR", "BOR", "OVR", "OVR", "BOR"]),
    "response": Column(categories: ["CR", "PR", "PD", "SD", "CR", nil], levels: ["CR", "PR", "SD", "PD", "NE"]),
    "note": Column(texts: ["a", "b", "c", "d", "e", "f"]),
    "number": Column(
      .number([1, 2, 0, 4, 5, 6]), validity: Validity([true, true, false, true, true, true]),
      reasons: MissingReasons(codes: [0, 0, UInt8(ascii: "N"), 0, 0, 0])),
    "day": Column(dates: [1, 2, 3, 4, 5, 6].map { CalendarDate(year: 2020, month: 1, day: $0) }),
    "flag": Column(flags: [true, nil, false, true, nil, true]),
  ]

  /// Subjects a to d with rows 0-1, 2-4, none and 5.
  private func cohort() throws -> Cohort {
    let described: OrderedDictionary<String, ColumnDescription> = [
      "number": ColumnDescription(label: "Size", unit: "mm", format: "8.1"),
      "response": ColumnDescription(label: "Response", levelLabels: ["CR": "Complete"]),
    ]
    return try Cohort(
      name: "demo", subjects: Table(name: "subjects", columns: ["id": Column(texts: ["a", "b", "c", "d"])]),
      linked: ["rs": LinkedTable(table: Table(name: "rs", columns: Self.rows), subjectRows: [0, 0, 1, 1, 1, 3])],
      dictionary: DataDictionary(subjectID: "id", linked: ["rs": described]))
  }

  private func column(_ source: String) throws -> Column { try cohort().perSubject(source, ofTable: "rs").column }

  @Test("the value is of the column's type, missing without a row and where the row has none")
  func types() throws {
    let best = "where code == 'BOR'"
    #expect(
      try column("only(response) \(best)")
        == Column(categories: ["CR", "PD", nil, nil], levels: ["CR", "PR", "SD", "PD", "NE"]))
    #expect(try column("only(note) \(best)") == Column(texts: ["a", "c", nil, "f"]))
    #expect(try column("only(flag) \(best)") == Column(flags: [true, false, nil, true]))
    let days = try column("only(day) \(best)")
    #expect(
      days.type == .date && (0..<4).map { days[$0].description } == ["2020-01-01", "2020-01-03", "", "2020-01-06"])
    #expect(try column("only(number * 2) \(best)") == Column(numbers: [2, nil, nil, 12]))
  }

  @Test("the reason for a missing value goes with it")
  func reasons() throws {
    #expect(try column("only(number) where code == 'BOR'").reasons?.codes == [0, UInt8(ascii: "N"), 0, 0])
  }

  @Test("label, unit, format and the meanings of levels are the column's")
  func descriptions() throws {
    let cohort = try cohort().perSubject(
      table: "rs",
      definitions: [
        "size": "only(number) where code == 'BOR'", "bor": "only(response) where code == 'BOR'",
        "big": "only(number) > 1 where code == 'BOR'",
      ], labels: ["bor": "Best response"])
    let described = cohort.dictionary.columns
    #expect(described["size"]?.label == "Size" && described["size"]?.unit == "mm" && described["size"]?.format == "8.1")
    #expect(described["bor"]?.label == "Best response" && described["bor"]?.levelLabels == ["CR": "Complete"])
    #expect(described["big"]?.label == nil && described["big"]?.unit == nil)
    #expect(described["size"]?.derivation == "only(number) where code == 'BOR', of rs")
  }

  @Test("it stands in a larger expression, and in each row of the subject")
  func within() throws {
    #expect(try column("only(response) == 'CR' where code == 'BOR'") == Column(flags: [true, false, nil, nil]))
    let rows = try cohort().derivingRows(table: "rs", definitions: ["x": "only(note) where code == 'BOR'"])
    #expect(try rows.linkedTable("rs").table.column("x") == Column(texts: ["a", nil, "c", nil, nil, "f"]))
  }

  @Test("a subject of several rows is named with both, as the table stores them")
  func several() throws {
    let all = SeveralRows(subject: "a", table: "rs", condition: nil, first: 0, second: 1, others: 1)
    #expect(throws: CohortError.severalRows(all)) { try column("only(note)") }
    let some = SeveralRows(subject: "b", table: "rs", condition: "code == 'OVR'", first: 3, second: 4, others: 0)
    #expect(throws: CohortError.severalRows(some)) { try column("only(note) where code == 'OVR'") }
    #expect(
      CohortError.severalRows(some).description == """
        subject "b" has rows 4 and 5 of "rs" where code == 'OVR'; at most one row a subject is expected: narrow "where", such as by \
        and ANL01FL == 'Y'
        """)
    #expect(throws: CohortError.severalRows(some)) {
      try cohort().where("id ~= 'a'").perSubject("only(note) where code == 'OVR'", ofTable: "rs")
    }
    #expect(throws: CohortError.severalRows(some)) {
      try cohort().derivingRows(table: "rs", definitions: ["x": "only(note) where code == 'OVR'"])
    }
    #expect(throws: CohortError.severalRows(all)) {
      try cohort().restrictingRows(table: "rs", to: "note == only(note)")
    }
  }

  @Test("the rows themselves are found")
  func rows() throws {
    #expect(try cohort().onlyRows(ofTable: "rs", where: "code == 'BOR'") == [0, 2, -1, 5])
    #expect(try cohort().where("id == 'd' or id == 'c'").onlyRows(ofTable: "rs") == [-1, 0])
    #expect(try cohort().onlyRows(ofTable: "rs", where: "row_number() == count()") == [1, 4, -1, 5])
    #expect(throws: CohortError.unknownTable("rss", known: ["rs"], nearest: "rs")) {
      try cohort().onlyRows(ofTable: "rss")
    }
  }
}

/// Flags stand in files as letters and words, and are asked for so.
@Suite struct FlagTextTests {
  @Test(
    "a flag is compared with the letters and words that files write",
    arguments: [
      ("relapsed == 'Y'", "10?1001?"), ("relapsed == 'N'", "01?0110?"), ("relapsed ~= 'Y'", "01?0110?"),
      ("relapsed ~= 'no'", "10?1001?"), ("'TRUE' == relapsed", "10?1001?"), ("relapsed == 'Yes'", "10?1001?"),
      ("relapsed == 'false'", "01?0110?"), ("relapsed in {'Y'}", "10?1001?"), ("relapsed in {'Y', 'n'}", "11?1111?"),
      ("not (relapsed == 'y')", "01?0110?"),
    ])
  func compared(_ condition: String, _ expected: String) throws {
    #expect(try SmallCohort.outcomes(condition) == expected)
  }

  @Test(
    "any other text is no flag",
    arguments: ["relapsed == 'J'", "relapsed ~= ''", "relapsed == '1'", "relapsed < 'Y'", "relapsed in {'Y', 'J'}"])
  func refused(_ condition: String) throws {
    let error = try #require(throws: CohortError.self) { try SmallCohort.outcomes(condition) }
    #expect(error.description.hasPrefix("cannot compare relapsed (yes or no) with '"), "\(error)")
  }
}
