import Cohorts
import OrderedCollections
import Testing

@Suite struct ExpressionFunctionTests {
  /// One subject without any reason for anything, and one whose `x` was not done.
  private func cohort() throws -> Cohort {
    let x = Column(
      .number([1, .nan, .nan]), validity: Validity([true, false, false]),
      reasons: MissingReasons(codes: [0, UInt8(ascii: "A"), 0]))
    return try Cohort(
      name: "demo", subjects: Table(name: "subjects", columns: ["id": Column(integers: [1, 2, 3]), "x": x]),
      dictionary: DataDictionary(subjectID: "id"))
  }

  @Test("every function does what its example says", arguments: Expression.functions)
  func examples(_ function: ExpressionHelp) throws {
    #expect(try cohort().evaluate(function.example).column[0].description == function.gives)
    #expect(function.form.hasPrefix(function.name + "(") && function.prose.hasSuffix("."))
    #expect(function.example.contains(function.name + "("))
  }

  @Test("why a value is missing can be asked, of everybody")
  func reasons() throws {
    let cohort = try cohort()
    let reasons = try cohort.evaluate("missing_reason(x)").column
    #expect((0..<3).map { reasons[$0].description } == ["present", "A", "."])
    #expect(try cohort.truth(of: "missing_reason(x) == 'A'").values == [0, 1, 0])
    #expect(try cohort.truth(of: "missing_reason(id) == 'present'").values == [1, 1, 1])
    #expect(try cohort.where("missing_reason(x) ~= 'present'").evaluate("missing_reason(x)").column[0] == .text("A"))
  }

  @Test(
    "cut gives ordered intervals in plain words",
    arguments: [
      ("cut(age, {18, 40, 65})", "< 18|18 to < 40|40 to < 65|-|>= 65|< 18|18 to < 40|40 to < 65"),
      ("cut(age, {18, 40, 65}, 'right')", "<= 18|<= 18|> 18 to 40|-|> 40 to 65|<= 18|> 18 to 40|> 40 to 65"),
      ("cut(age, {18, 65}, {'child', 'adult', 'older'})", "child|adult|adult|-|older|child|adult|adult"),
      ("cut(age, {18, 65}, {'child', 'adult', 'older'}, 'right')", "child|child|adult|-|adult|child|adult|adult"),
      ("cut(dose, {-0.5, 1.5})", ">= 1.5|-|>= 1.5|-0.5 to < 1.5|< -0.5|>= 1.5|>= 1.5|-0.5 to < 1.5"),
      (
        "cut(infused, {'2021-01-01'})",
        "< 2021-01-01|< 2021-01-01|>= 2021-01-01|-|>= 2021-01-01|< 2021-01-01|>= 2021-01-01|>= 2021-01-01"
      ),
      ("cut(age, {18}) == '< 18'", "yes|no|no|-|no|yes|no|no"),
      ("cut(age, {18}) > '< 18'", "no|yes|yes|-|yes|no|yes|yes"),
    ])
  func intervals(_ source: String, _ expected: String) throws {
    #expect(try SmallCohort.values(source).joined(separator: "|") == expected)
  }

  @Test("cut keeps its levels in order, those that nobody has among them")
  func levels() throws {
    let column = try SmallCohort.make().evaluate("cut(age, {0, 18, 200})").column
    guard case .category(let values) = column.storage else { return #expect(Bool(false), "not a category") }
    #expect(values.levels == ["< 0", "0 to < 18", "18 to < 200", ">= 200"])
  }

  @Test(
    "a choice is missing where its condition is unknown",
    arguments: [
      ("if_else(relapsed, age, dose)", "17|-|-|-|-1|3.25|30|-"),
      ("if_else(age < 18, 'child', 'adult')", "child|adult|adult|-|adult|child|adult|adult"),
      ("if_else(relapsed, infused, '2000-01-01')", "2020-02-28|2000-01-01|-|-|2000-01-01|2000-01-01|2021-03-01|-"),
      ("if_else(relapsed, site, 'none')", "Köln|none|-|Basel|none|none|Köln|-"),
      ("if_else(diagnosis == 'MPAL', 'other', diagnosis)", "T-ALL|T-ALL|B-ALL|other|-|B-ALL|T-ALL|B-ALL"),
      ("if_else(relapsed, age > 20, not relapsed)", "no|yes|-|-|yes|yes|yes|-"),
      ("between(age, 18, 40)", "no|yes|yes|-|no|no|yes|no"),
      ("between(age + 0, 18, 40)", "no|yes|yes|-|no|no|yes|no"),
      ("between(age, 18, dose * 10)", "no|-|no|-|no|no|yes|no"),
      ("between(diagnosis, 'T-ALL', 'MPAL')", "yes|yes|no|yes|-|no|yes|no"),
      ("between(infused, '2020-03-01', '2021-12-31')", "no|yes|yes|-|no|no|yes|no"),
    ])
  func choices(_ source: String, _ expected: String) throws {
    #expect(try SmallCohort.values(source).joined(separator: "|") == expected)
  }

  @Test("nested choices keep their levels in the order in which they are written")
  func nestedChoices() throws {
    let column = try SmallCohort.make().evaluate(
      "if_else(age < 18, 'child', if_else(age < 65, 'adult', 'older'))"
    ).column
    guard case .category(let values) = column.storage else { return #expect(Bool(false), "not a category") }
    #expect(values.levels == ["child", "adult", "older"])
    #expect(
      (0..<8).map { column[$0].description }.joined(separator: "|") == "child|adult|adult||older|child|adult|adult")
  }

  @Test(
    "texts are looked into and rewritten",
    arguments: [
      ("ends_with(site, 'n')", "yes|yes|-|no|yes|no|yes|no"), ("contains(site, 'er')", "no|yes|-|no|yes|no|no|no"),
      ("contains(site, '')", "yes|yes|-|yes|yes|yes|yes|yes"), ("contains(site, 'üri')", "no|no|-|no|no|no|no|yes"),
      ("contains(diagnosis, '-ALL')", "yes|yes|yes|no|-|yes|yes|yes"),
      ("ends_with(diagnosis, 'AL')", "no|no|no|yes|-|no|no|no"),
      ("contains('abcabd', 'abd')", "yes|yes|yes|yes|yes|yes|yes|yes"),
      ("lower(site)", "köln|bern|-|basel|bern||köln|zürich"), ("upper(site)", "KÖLN|BERN|-|BASEL|BERN||KÖLN|ZÜRICH"),
      ("upper(diagnosis_at_relapse)", "B-ALL|T-ALL|-|MPAL|T-ALL|T-ALL|B-ALL|-"), ("length(site)", "4|4|-|5|4|0|4|6"),
      ("length(diagnosis)", "5|5|5|4|-|5|5|5"), ("text(age)", "17|18|40|-|65|7|30|52"),
      ("text(dose)", "1.5|-|2|0|-1|3.25|10|0.5"), ("text(relapsed)", "yes|no|-|yes|no|no|yes|-"),
      ("text(infused) == '2020-02-28'", "yes|no|no|-|no|no|no|no"), ("number(relapsed)", "1|0|-|1|0|0|1|-"),
      ("number(site)", "-|-|-|-|-|-|-|-"), ("number(text(dose)) == dose", "yes|-|yes|yes|yes|yes|yes|yes"),
      ("ceil(dose)", "2|-|2|0|-1|4|10|1"), ("month(infused)", "2|3|12|-|1|6|3|2"),
      ("day(infused)", "28|1|31|-|1|15|1|29"),
      ("month(seen)", "1|1|1|12|3|-|1|1"), ("day(seen)", "1|1|2|31|1|-|1|1"),
    ])
  func texts(_ source: String, _ expected: String) throws {
    #expect(try SmallCohort.values(source).joined(separator: "|") == expected)
  }

  @Test("lower of a category is a category, whose levels that become one are one")
  func renamedLevels() throws {
    let cohort = try Cohort(
      name: "c",
      subjects: Table(
        name: "subjects",
        columns: [
          "id": Column(integers: [1, 2, 3]),
          "r": Column(categories: ["Yes", "no", "YES"], levels: ["YES", "no", "Yes"]),
        ]),
      dictionary: DataDictionary(subjectID: "id"))
    #expect(try cohort.evaluate("lower(r)").column == Column(categories: ["yes", "no", "yes"], levels: ["yes", "no"]))
  }

  @Test(
    "a text is a number where it writes one",
    arguments: [
      ("12", 12.0), (" -1.5e3 ", -1500), ("+.5", 0.5), ("1e999", nil), ("nan", nil), ("inf", nil), ("0x10", nil),
      ("", nil),
      ("1,5", nil), ("< 5", nil), ("1 2", nil),
    ])
  func numbers(_ text: String, _ expected: Double?) throws {
    let value = try SmallCohort.make().evaluate("number('\(text)')").column[0]
    #expect(value == (expected.map(Value.number) ?? .missing))
  }

  @Test("times of day compare with times in quotes")
  func times() throws {
    let cohort = try Cohort(
      name: "c",
      subjects: Table(
        name: "subjects",
        columns: [
          "id": Column(integers: [1, 2, 3]),
          "t": Column(.time([37_800_000, 0, 37_801_000]), validity: Validity([true, false, true])),
        ]), dictionary: DataDictionary(subjectID: "id"))
    #expect(try cohort.truth(of: "t <= '10:30'").values == [1, 2, 0])
    #expect(try cohort.truth(of: "t == '10:30:01'").values == [0, 2, 1])
    #expect(try cohort.truth(of: "between(t, '00:00', '10:30')").values == [1, 2, 0])
    #expect(try cohort.evaluate("max(t, '10:30:01')").column[0].description == "10:30:01")
    let error = try #require(throws: CohortError.self) { try cohort.truth(of: "t > '24:00'") }
    #expect(
      error.description
        == "'24:00' is not a time of day; write it as 'hh:mm' or 'hh:mm:ss'\n  t > '24:00'\n      ^^^^^^^")
  }

  @Test(
    "values that a function cannot take are refused where they stand",
    arguments: [
      ("cut(age)", "cut takes 2 to 4 values, but 1 is given", 0, 8),
      ("cut(age, 18)", "cut needs the edges of its intervals as a list, such as {18, 65}", 9, 2),
      ("cut(age, {})", "cut needs the edges of its intervals as a list, such as {18, 65}", 9, 2),
      ("cut(age, {65, 18})", "the edges of cut should ascend, but 18 comes after 65", 14, 2),
      ("cut(age, {18, dose})", "an edge of cut should be a number as it is written, not dose", 14, 4),
      ("cut(infused, {2020})", "an edge of cut should be a date in quotes, not 2020", 14, 4),
      ("cut(age, {18}, {'a'})", "1 edge makes 2 intervals, but 1 label is given", 15, 5),
      ("cut(age, {18, 65}, {'a', 'b'})", "2 edges make 3 intervals, but 2 labels are given", 19, 10),
      ("cut(age, {18}, {'a', 'a'})", "the label 'a' is given to two intervals", 21, 3),
      ("cut(age, {18}, {1, 2})", "a label of cut should be a text in quotes, not 1", 16, 1),
      (
        "cut(age, {18}, 'up')",
        "the side of cut on which an edge belongs to its interval is 'left' or 'right', not 'up'", 15, 4
      ),
      ("cut(site, {18})", "cut needs numbers or dates, but site is text", 4, 4),
      ("age == {18}", "unexpected { where a value was expected", 7, 1),
      ("max({1}, 2)", "unexpected { where a value was expected", 4, 1),
      ("if_else(age, 1, 2)", "a condition is needed, but age is a number", 8, 3),
      ("if_else(relapsed, 1, 'x')", "if_else needs values of one kind, but 1 is a number and 'x' is text", 21, 3),
      ("if_else(relapsed, 1)", "if_else takes 3 values, but 2 are given", 0, 20),
      ("contains(site, site)", "contains needs a text in quotes as its second value, not site", 15, 4),
      ("upper(age)", "upper needs text, but age is a number", 6, 3),
      ("length(infused)", "length needs text, but infused is a date", 7, 7),
      ("missing_reason(age + 1)", "missing_reason needs the name of a column, not age + 1", 15, 7),
      (
        "impute_date(site, 'next')",
        "impute_date takes the rule 'first', 'middle' or 'last' as its second value, not 'next'", 18, 6
      ),
      ("is_partial_date(age)", "is_partial_date needs text, but age is a number", 16, 3),
      ("year(site)", "year needs a date, such as date(site), but site is text", 5, 4),
      (
        "infused + dose",
        "only whole days are added to a date, and dose may be a part of one; write floor(dose) or round(dose)", 10, 4
      ),
      (
        "sum(age) > 3",
        "sum looks at all rows of a subject in a linked table; it stands in what per_subject and derive_rows compute",
        0, 8
      ),
    ])
  func refused(_ source: String, _ message: String, _ offset: Int, _ length: Int) throws {
    let thrown = try #require(throws: CohortError.self) { try SmallCohort.make().evaluate(source) }
    guard case .expression(let error) = thrown else { throw thrown }
    #expect(error.message == message)
    #expect(error.offset == offset && error.length == length)
  }
}
