import Cohorts
import OrderedCollections
import Testing

/// Against polars 2.1.0: `df.filter(condition).group_by("s").agg(…)` joined to the subjects, with rows sorted by `day` (stable) where
/// the order counts, those without a day left out; windows with `.over("s")`, sums and maxima so far with `forward_fill`.
@Suite struct RowFunctionTests {
  private static let rows: [(name: String, values: String)] = [
    ("s", "2 2 1 6 5 1 3 4 1 3 2 4 1 3 6 4 7 7 1 0 2 2 1 1 1 3 3 1 5 1 5 1 6 7 6 1 4 0 0 4"),
    ("day", "8 - 3 5 21 5 1 8 - - 13 21 3 1 3 - - 13 13 - - 21 5 8 30 8 13 - 8 30 - - 1 - 21 30 30 13 1 -"),
    ("grade", "5 3 2 1 - 4 - 5 2 - 4 1 4 4 1 5 5 - 2 1 5 2 1 1 3 3 4 2 3 1 1 - 4 5 2 2 2 1 3 1"),
    (
      "term",
      "CRS - - fever - ICANS ICANS fever ICANS fever - ICANS - CRS CRS fever ICANS CRS CRS ICANS ICANS CRS ICANS - CRS CRS "
        + "fever CRS - CRS fever ICANS fever ICANS CRS ICANS - CRS ICANS fever"
    ),
  ]

  private static func cells(_ name: String) -> [String?] {
    let values = rows.first { $0.name == name }?.values ?? ""
    return values.split(separator: " ").map { $0 == "-" ? nil : String($0) }
  }

  private func cohort() throws -> Cohort {
    let subjects = Table(columns: ["id": Column(integers: Array(0..<8))], name: "subjects")
    let table = Table(
      columns: [
        "s": Column(integers: Self.cells("s").map { $0.flatMap { Int($0) } }),
        "day": Column(integers: Self.cells("day").map { $0.flatMap { Int($0) } }),
        "grade": Column(integers: Self.cells("grade").map { $0.flatMap { Int($0) } }),
        "term": Column(categories: Self.cells("term"), levels: ["fever", "ICANS", "CRS"]),
        "note": Column(texts: Self.cells("term")),
        "severe": Column(flags: Self.cells("grade").map { $0.flatMap { Int($0) }.map { $0 >= 4 } }),
      ], name: "ae")
    let linked = LinkedTable(table: table, subjectRows: Self.cells("s").map { Int32($0 ?? "") ?? 0 })
    return Cohort(
      name: "demo", verified: subjects, linked: ["ae": linked], dictionary: DataDictionary(subjectID: "id"),
      provenance: Provenance())
  }

  private func text(_ column: Column) -> String {
    (0..<column.count).map { column[$0] == .missing ? "-" : column[$0].description }.joined(separator: " ")
  }

  @Test(
    "one value a subject is what polars makes of the groups",
    arguments: [
      ("max(grade)", "3 4 5 4 5 3 4 5"), ("max(grade) where term == 'CRS'", "1 3 5 4 - - 2 -"),
      ("min(grade) where day > 5", "1 1 2 3 1 3 2 -"), ("sum(grade)", "5 24 19 11 14 4 8 10"),
      ("mean(grade)", "1.6666666666666667 2.1818181818181817 3.8 3.6666666666666665 2.8 2 2 5"),
      ("median(grade)", "1 2 4 4 2 2 1.5 5"), ("count()", "3 12 5 5 5 3 4 3"), ("count(grade)", "3 11 5 3 5 2 4 2"),
      ("n_distinct(term)", "2 2 2 3 2 1 2 2"), ("n_distinct(note)", "2 2 2 3 2 1 2 2"),
      ("n_distinct(grade) where term == 'CRS'", "1 3 2 2 0 0 2 0"), ("first(grade)", "3 2 5 4 5 3 4 -"),
      ("last(grade) by day", "1 2 2 4 2 3 2 -"), ("last(term) where grade >= 2", "ICANS ICANS CRS fever fever - CRS -"),
      ("last(note) by day where grade >= 2", "ICANS ICANS CRS fever fever - CRS -"),
      ("any(grade >= 4)", "no yes yes yes yes - yes yes"), ("all(grade >= 2)", "no no yes - no no no -"),
      ("any(severe)", "no yes yes yes yes - yes yes"),
      ("any(grade >= 2) where term == 'CRS'", "no yes yes yes no no yes -"),
      ("max(term)", "CRS CRS CRS CRS ICANS fever CRS CRS"), ("max(term) == 'CRS'", "yes yes yes yes no no yes yes"),
      ("max(grade) - min(grade)", "2 3 3 1 4 2 3 0"),
      ("count() > 3 and max(grade) >= 4", "no yes yes yes yes no yes no"),
      ("max(grade - first(grade))", "0 2 0 0 0 0 0 -"), ("max(max(grade, 2))", "3 4 5 4 5 3 4 5"),
      ("sum(grade) where row_number() == 1", "3 2 5 - 5 3 4 -"), ("if_missing(max(day), 0) * 0", "0 0 0 0 0 0 0 0"),
    ])
  func perSubject(_ source: String, _ expected: String) throws {
    #expect(text(try cohort().perSubject(source, ofTable: "ae").column) == expected)
  }

  @Test(
    "one value a row is what polars makes of windows",
    arguments: [
      ("row_number()", "1 - 1 3 2 3 1 1 - - 2 2 2 2 2 - - 1 6 - - 3 4 5 7 3 4 - 1 8 - - 1 - 4 9 3 2 1 -"),
      ("previous(grade)", "- - - 1 3 4 - - - - 5 5 2 - 4 - - - 1 - - 4 4 1 2 4 3 - - 3 - - - - 1 1 1 3 - -"),
      ("next(grade)", "4 - 4 2 - 1 4 1 - - 2 2 4 3 1 - - - 3 - - - 1 2 1 4 - - - 2 - - 1 - - - - - 1 -"),
      (
        "running_sum(grade)", "5 - 2 6 3 10 - 5 - - 9 6 6 4 5 - - - 14 - - 11 11 12 17 7 11 - 3 18 - - 4 - 8 20 8 4 3 -"
      ),
      ("running_max(grade) by day", "5 - 2 4 3 4 - 5 - - 5 5 4 4 4 - - - 4 - - 5 4 4 4 4 4 - 3 4 - - 4 - 4 4 5 3 3 -"),
      (
        "day - first(day)", "0 - 0 4 13 2 0 0 - - 5 13 0 0 2 - - 0 10 - - 13 2 5 27 7 12 - 0 27 - - 0 - 20 27 22 12 0 -"
      ),
      ("count() - count()", Array(repeating: "0", count: 40).joined(separator: " ")),
    ])
  func perRow(_ source: String, _ expected: String) throws {
    let cohort = try cohort().derivingRows(table: "ae", definitions: ["x": source])
    #expect(text(try cohort.linkedTable("ae").table.column("x")) == expected)
  }

  @Test("the examples of help are true", arguments: Expression.rowFunctions)
  func examples(_ function: ExpressionHelp) throws {
    let table = Table(columns: ["x": Column(integers: [3, 1, 2])], name: "t")
    let cohort = Cohort(
      name: "c", verified: Table(columns: ["id": Column(integers: [1])], name: "s"),
      linked: ["t": LinkedTable(table: table, subjectRows: [0, 0, 0])], dictionary: DataDictionary(subjectID: "id"),
      provenance: Provenance())
    #expect(function.example.contains(function.name + "("))
    if function.gives.contains(",") {
      let rows = try cohort.derivingRows(table: "t", definitions: ["y": function.example]).linkedTable("t").table
      #expect(text(try rows.column("y")) == function.gives.replacing(",", with: ""))
    } else {
      #expect(text(try cohort.perSubject(function.example, ofTable: "t").column) == function.gives)
    }
  }

  @Test("of rows of one day the first and the last are as they stand in the table; of one without a day neither is")
  func tiedDays() throws {
    let rows: OrderedDictionary<String, Column> = [
      "x": Column(integers: [3, 1, nil, 2, nil, 9]), "day": Column(integers: [2, 2, 1, 2, 2, nil]),
    ]
    let cohort = Cohort(
      name: "c", verified: Table(columns: ["id": Column(integers: [1])], name: "s"),
      linked: ["t": LinkedTable(table: Table(columns: rows, name: "t"), subjectRows: [0, 0, 0, 0, 0, 0])],
      dictionary: DataDictionary(subjectID: "id"), provenance: Provenance())
    for (source, expected) in [
      ("first(x)", "3"), ("last(x)", "2"), ("first(x) by 0 - day", "3"), ("last(x) by 0 - day", "2"),
      ("last(x) by x", "9"), ("first(x) where x < 3", "1"),
    ] {
      #expect(text(try cohort.perSubject(source, ofTable: "t").column) == expected, "\(source)")
    }
  }

  @Test("a subject without rows has a count of 0, any is false, and the others are missing")
  func withoutRows() throws {
    let cohort = try cohort()
    let none = "where grade > 5"
    for (source, expected) in [
      ("count()", "0"), ("count(grade)", "0"), ("n_distinct(term)", "0"), ("any(grade > 1)", "no"),
      ("all(grade > 1)", "-"),
      ("max(grade)", "-"), ("sum(grade)", "-"), ("mean(grade)", "-"), ("median(grade)", "-"), ("first(term)", "-"),
      ("last(note)", "-"), ("only(term)", "-"), ("only(severe)", "-"),
    ] {
      let expected = Array(repeating: expected, count: 8).joined(separator: " ")
      #expect(text(try cohort.perSubject("\(source) \(none)", ofTable: "ae").column) == expected, "\(source)")
    }
    let empty = LinkedTable(table: Table(columns: ["x": Column(integers: [])], name: "e"), subjectRows: [])
    let bare = Cohort(
      name: "c", verified: Table(columns: ["id": Column(integers: [1, 2])], name: "s"), linked: ["e": empty],
      dictionary: DataDictionary(subjectID: "id"), provenance: Provenance())
    #expect(text(try bare.perSubject("max(x)", ofTable: "e").column) == "- -")
    #expect(text(try bare.perSubject("count()", ofTable: "e").column) == "0 0")
    #expect(try bare.derivingRows(table: "e", definitions: ["n": "row_number()"]).linkedTable("e").table.count == 0)
  }

  @Test("a sum keeps what each addition rounds away")
  func carefulSum() throws {
    let table = Table(columns: ["x": Column(numbers: [0.1, 1e16, 0.2, -1e16])], name: "t")
    let cohort = Cohort(
      name: "c", verified: Table(columns: ["id": Column(integers: [1])], name: "s"),
      linked: ["t": LinkedTable(table: table, subjectRows: [0, 0, 0, 0])], dictionary: DataDictionary(subjectID: "id"),
      provenance: Provenance())
    // math.fsum([0.1, 1e16, 0.2, -1e16]) in Python.
    #expect(try cohort.perSubject("sum(x)", ofTable: "t").column[0] == .number(0.30000000000000004))
  }

  @Test("rows whose condition is unknown do not count, and their number is told")
  func unknownRows() throws {
    let variable = try cohort().perSubject("count() where grade >= 1", ofTable: "ae")
    #expect(variable.unknownRows == 5)
    #expect(
      variable.description(of: "count() where grade >= 1", table: "ae").derivation
        == "count() where grade >= 1, of ae (5 rows left out: the condition is unknown)")
  }

  @Test("of a part of a cohort, a resample or all, the same subjects get the same")
  func selections() throws {
    let cohort = try cohort()
    let some = try cohort.where("id in {1, 4, 7}")
    #expect(text(try some.perSubject("max(grade)", ofTable: "ae").column) == "4 5 5")
    let derived = try some.perSubject(table: "ae", definitions: ["worst": "max(grade)", "n": "count()"])
    #expect(text(try derived.column("worst")) == "4 5 5")
    #expect(text(try derived.column("n")) == "12 5 3")
    let twice = cohort.resampled([0, 2, 0, 0, 1, 0, 0, 0])
    #expect(text(try twice.perSubject("max(grade)", ofTable: "ae").column) == "4 4 5")
    let rows = try twice.derivingRows(table: "ae", definitions: ["worst": "max(grade)"])
    #expect(text(try rows.perSubject("min(worst)", ofTable: "ae").column) == "4 4 5")
    #expect(try rows.linkedTable("ae").table.count == 29)
  }

  @Test("rows are restricted without leaving out a subject, and counted")
  func restricting() throws {
    let cohort = try cohort()
    let (severe, before, after, unknown) = try cohort.restrictingRows(table: "ae", to: "grade >= 4")
    #expect([before, after, unknown] == [40, 12, 5])
    #expect(severe.count == 8)
    #expect(text(try severe.perSubject("count()", ofTable: "ae").column) == "0 2 3 2 2 0 1 2")
    let first = try cohort.restrictingRows(table: "ae", to: "row_number() == 1").cohort
    #expect(text(try first.perSubject("count()", ofTable: "ae").column) == "1 1 1 1 1 1 1 1")
    let some = try cohort.where("id == 1").restrictingRows(table: "ae", to: "grade >= 4")
    #expect([some.before, some.after, some.unknown] == [12, 2, 1])
  }

  @Test("derived rows can be derived from, and units go with them")
  func chains() throws {
    let cohort = try cohort().derivingRows(
      table: "ae", definitions: ["since": "day - first(day)", "late": "since > 10"])
    #expect(text(try cohort.perSubject("count() where late", ofTable: "ae").column) == "1 3 1 1 2 1 1 0")
    #expect(cohort.dictionary.linked["ae"]?["late"]?.derivation == "since > 10")
  }

  @Test(
    "what does not fit is refused where it stands, and the definition is named",
    arguments: [
      ("max(grde)", "x: column \"grde\" is not in \"ae\"; did you mean \"grade\"?", 4, 4),
      (
        "grade",
        "x: grade has a value for each row, where one for each subject is needed, such as max(x), first(x) or count()",
        0, 5
      ),
      (
        "is_missing(grade)",
        "x: grade has a value for each row, where one for each subject is needed, such as max(x), first(x) or count()",
        11, 5
      ),
      (
        "row_number()",
        "x: row_number() has a value for each row, where one for each subject is needed, such as max(x), first(x) or count()",
        0, 12
      ),
      ("max(grade) where term == 'CR'", "x: column \"term\" has no level \"CR\"; did you mean \"CRS\"?", 25, 4),
      ("max(note)", "x: max needs numbers, dates or a category, but note is text", 4, 4),
      ("sum(term)", "x: sum needs a number, but term is a category", 4, 4),
      ("any(grade)", "x: a condition is needed, but grade is a number", 4, 5),
      ("first(grade) by note", "x: rows are ordered by numbers, dates or a category, but note is text", 16, 4),
      (
        "first(grade) by row_number()",
        "x: row_number looks at all rows of a subject in a linked table; it stands in what per_subject and derive_rows compute",
        16, 12
      ),
      ("max(grade) where grade", "x: a condition is needed, but grade is a number", 17, 5),
      ("max(grade) where term == 'CRS' where day > 1", "x: there can be only one where", 31, 5),
      ("max(grade) whre day > 1", "x: unexpected whre where an operator, where or by was expected", 11, 4),
      ("count(1, 2)", "x: count takes 0 or 1 value, but 2 are given", 0, 11),
      ("first()", "x: first takes 1 value, but none is given", 0, 7),
      ("maxx(grade)", "x: there is no function \"maxx\"; did you mean \"max\"?", 0, 4),
      ("max(term) == 'CR'", "x: column \"max(term)\" has no level \"CR\"; did you mean \"CRS\"?", 13, 4),
    ])
  func refused(_ source: String, _ message: String, _ offset: Int, _ length: Int) throws {
    let thrown = try #require(throws: CohortError.self) {
      try cohort().perSubject(table: "ae", definitions: ["x": source])
    }
    guard case .expression(let error) = thrown else { throw thrown }
    #expect(error.message == message)
    #expect(error.offset == offset && error.length == length)
  }

  @Test("a table that is not there is named with the nearest, and ids are not replaced")
  func tables() throws {
    let cohort = try cohort()
    #expect(throws: CohortError.unknownTable("aee", known: ["ae"], nearest: "ae")) {
      try cohort.perSubject("count()", ofTable: "aee")
    }
    #expect(throws: CohortError.unknownTable("aee", known: ["ae"], nearest: "ae")) {
      try cohort.derivingRows(table: "aee", definitions: ["x": "grade"])
    }
    #expect(throws: CohortError.unknownTable("aee", known: ["ae"], nearest: "ae")) {
      try cohort.restrictingRows(table: "aee", to: "true")
    }
    #expect(throws: CohortError.replacesID("id")) { try cohort.perSubject(table: "ae", definitions: ["id": "count()"]) }
  }

  @Test("any bytes at all are read or refused, and never trap")
  func noise() throws {
    let cohort = try cohort()
    let pieces = [
      "max(", "count()", "first(", "only(", "grade", "term", "(", ")", " where ", " by ", "day", "'CRS'", " == ",
      " and ", ",",
      "row_number()",
      "previous(", "sum(", "1", " - ", "any(", "{", "}", "note", "cut(", "if_else(", "is_missing(", "missing_reason(",
    ]
    var state: UInt64 = 11
    for _ in 0..<20_000 {
      var source = ""
      for _ in 0..<8 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        source += pieces[Int(state >> 33) % pieces.count]
      }
      _ = try? cohort.perSubject(source, ofTable: "ae")
      _ = try? cohort.derivingRows(table: "ae", definitions: ["x": source])
      _ = try? cohort.restrictingRows(table: "ae", to: source)
    }
  }

  /// A cohort of one subject with these levels of severity in its rows.
  private func severities(_ column: Column) throws -> Cohort {
    let table = Table(
      columns: ["s": Column(integers: Array(repeating: 0, count: column.count)), "severity": column], name: "ae")
    let rows = LinkedTable(table: table, subjectRows: Array(repeating: 0, count: column.count))
    return Cohort(
      name: "demo", verified: Table(columns: ["id": Column(integers: [0])], name: "subjects"), linked: ["ae": rows],
      dictionary: DataDictionary(subjectID: "id"), provenance: Provenance())
  }

  @Test("The highest level is told only where somebody has said the order of levels, or they are numbered")
  func orderOfLevels() throws {
    let declared = try severities(Column(categories: ["HIGH", "LOW"], levels: ["LOW", "HIGH"]))
    #expect(text(try declared.perSubject("max(severity)", ofTable: "ae").column) == "HIGH")
    let numbered = try severities(Column(categories: ["Grade 2", "Grade 10"]))
    #expect(text(try numbered.perSubject("max(severity)", ofTable: "ae").column) == "Grade 10")
    let plain = try severities(Column(categories: ["HIGH", "LOW"]))
    #expect(text(try plain.perSubject("first(severity)", ofTable: "ae").column) == "HIGH")
    let cut = try plain.derivingRows(table: "ae", definitions: ["band": "cut(s, {1, 5}, {'low', 'mid', 'high'})"])
    #expect(text(try cut.perSubject("max(band)", ofTable: "ae").column) == "low")
    for source in [
      "max(severity)", "min(severity)", "first(s) by severity", "any(severity > 'LOW')",
      "max(if_missing(severity, 'LOW'))",
      "max(if_else(s == 0, 'HIGH', 'LOW'))",
    ] {
      #expect(throws: CohortError.self, "\(source)") { try plain.perSubject(source, ofTable: "ae") }
    }
    do {
      _ = try plain.perSubject("max(severity)", ofTable: "ae")
    } catch CohortError.expression(let error) {
      #expect(
        error.message == #"""
          max needs levels in order, but nobody has said in which order those of severity stand: "HIGH", "LOW"; declare it for the \#
          column in cohort.toml, the lowest first: levels = ["…", "…"]
          """#)
      #expect(error.offset == 4 && error.length == 8)
    }
    let alike = try plain.derivingRows(table: "ae", definitions: ["same": "severity"])
    #expect(throws: CohortError.self) { try alike.perSubject("max(same)", ofTable: "ae") }
  }

  @Test("A role in the place of a column names the column that has it; a text is compared with a number by number()")
  func hints() throws {
    var cohort = try severities(Column(categories: ["3", "4"]))
    var described: OrderedDictionary<String, ColumnDescription> = [:]
    described["severity"] = ColumnDescription(role: .grade)
    cohort = cohort.linking(
      try cohort.linkedTable("ae").table, of: [0, 0], as: "ae", descriptions: described)
    func message(_ source: String) -> String {
      do { _ = try cohort.perSubject(source, ofTable: "ae") } catch { return "\(error)" }
      return ""
    }
    #expect(message("max(grade)").hasPrefix(#"column "grade" is not in "ae"; the grade is in "severity""#))
    #expect(
      message("count() where severity >= 3").hasPrefix(
        "cannot compare severity (a category) with 3 (a number); the numbers that it writes are number(severity)"))
    #expect(text(try cohort.perSubject("count() where number(severity) >= 4", ofTable: "ae").column) == "1")
  }
}

extension Table {
  /// A table of columns that are known to be of one length.
  fileprivate init(columns: OrderedDictionary<String, Column>, name: String) {
    do { try self.init(name: name, columns: columns) } catch { preconditionFailure("\(error)") }
  }
}
