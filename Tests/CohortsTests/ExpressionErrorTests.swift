import OrderedCollections
import Testing

@testable import Cohorts

@Suite struct ExpressionErrorTests {
  /// What is said of an expression over ``SmallCohort``, and where.
  private func error(_ source: String) throws -> ExpressionError {
    let cohort = try SmallCohort.make()
    let thrown = try #require(throws: CohortError.self) { try cohort.evaluate(source) }
    guard case .expression(let error) = thrown else { throw thrown }
    return error
  }

  @Test("what is written in the place of a function of another language is a function that there is")
  func foreignFunctions() {
    for (name, instead) in ForeignWord.functions where !instead.hasPrefix("a list") {
      let function = instead.prefix { $0 != "(" }.replacing("not ", with: "")
      #expect(ExpressionFunction(rawValue: String(function)) != nil, "\(name): \(instead)")
      #expect(ExpressionFunction(rawValue: name) == nil, "\(name) is one")
    }
  }

  @Test(
    "an expression that cannot be read says why, and where",
    arguments: [
      ("", "the expression ends where a value was expected", 0, 1),
      ("age >=", "the expression ends where a value was expected", 6, 1),
      ("age >= )", "unexpected ) where a value was expected", 7, 1),
      ("age 18", "unexpected 18 where an operator such as and, == or + was expected", 4, 2),
      ("(age > 1", "this ( is never closed", 0, 1),
      ("(age > 1]", "unexpected character ]", 8, 1),
      ("(age > 1 2)", "unexpected 2 where ) or an operator was expected", 9, 1),
      ("age in {1, 2", "this { is never closed", 7, 1),
      ("age in {1 2}", "unexpected 2 where } or a comma was expected", 10, 1),
      ("age in 3", "unexpected 3 where a list such as {1, 2} was expected", 7, 1),
      ("age not 3", "unexpected 3 where in was expected", 8, 1),
      ("site == 'Bern", "the text is never closed: its second quote is missing", 8, 5),
      ("site == 'Ber\nn'", "the text is never closed: its second quote is missing", 8, 4),
      ("site == \"Bern\\", "the text is never closed: its second quote is missing", 8, 6),
      ("`site == 1", "the name is never closed: its second backquote is missing", 0, 10),
      ("`` == 1", "there is no name between the backquotes", 0, 2),
      (#"site == '\q'"#, #"\q is not an escape that Lua knows; for a backslash write \\"#, 9, 2),
      (#"site == '\300'"#, #"\300 is not an escape that Lua knows; for a backslash write \\"#, 9, 4),
      (#"site == '\xZZ'"#, #"\xZZ is not an escape that Lua knows; for a backslash write \\"#, 9, 4),
      (#"site == '\xff'"#, "the escapes of this text do not make valid UTF-8", 8, 6),
      ("age > 12abc", "malformed number 12abc", 6, 5), ("age > 1.2.3", "malformed number 1.2.3", 6, 5),
      ("age > 1_000", "malformed number 1_000", 6, 5), ("age > 1e999", "malformed number 1e999", 6, 5),
      ("age > 0x", "malformed number 0x", 6, 2), ("age > 1e", "malformed number 1e", 6, 2),
      ("age = 18", "= assigns; did you mean ==?", 4, 1),
      ("age != 18", "there is no operator !=; write ~=", 4, 2),
      ("age <> 18", "there is no operator <>; write ~=", 4, 2),
      ("relapsed && relapsed", "there is no operator &&; write and", 9, 2),
      ("relapsed || relapsed", "there is no operator ||; write or", 9, 2),
      ("!relapsed", "there is no operator !; write not", 0, 1), ("age ** 2", "there is no operator **; write ^", 4, 2),
      ("age --1", "an expression cannot hold a comment; to subtract a negative number write - -", 4, 2),
      ("age ≥ 18", "unexpected character ≥; write >=", 4, 1),
      ("site == ‘Bern’", "unexpected character ‘; write '", 8, 1),
      ("age # 2", "unexpected character #", 4, 1),
      ("age ~= .", "nothing equals a missing value; write is_missing(x)", 7, 1),
      ("age .. 2", "unexpected character ..", 4, 2), ("age ge 18", "there is no operator ge; write >=", 4, 2),
      ("is.na(age)", "there is no function \"is.na\"; write is_missing(x)", 0, 5),
      ("age == nil", "nothing equals a missing value; write is_missing(x)", 7, 3),
      ("rond(age)", "there is no function \"rond\"; did you mean \"round\"?", 0, 4),
      (
        "q(age)",
        "there is no function \"q\"; there are is_missing, if_missing, missing_reason, if_else, between, min, max, abs, log, exp, sqrt, floor, ceil, round, cut, in_days, in_weeks, in_months, in_years, year, month, day, days_between, date, is_partial_date, impute_date, starts_with, ends_with, contains, lower, upper, trim, length, number, text",
        0, 1
      ),
      ("abs(age, 2)", "abs takes 1 value, but 2 are given", 0, 11),
      ("abs()", "abs takes 1 value, but none is given", 0, 5),
      ("min(age)", "min takes 2 or more values, but 1 is given", 0, 8),
      ("if_missing(age)", "if_missing takes 2 values, but 1 is given", 0, 15),
    ])
  func reading(_ source: String, _ message: String, _ offset: Int, _ length: Int) throws {
    let error = try error(source)
    #expect(error.message == message)
    #expect(error.offset == offset)
    #expect(error.length == length)
    #expect(error.source == source)
  }

  @Test(
    "an expression that does not fit the columns says why, and where",
    arguments: [
      ("agee > 1", "column \"agee\" is not in \"demo\"; did you mean \"age\"?", 0, 4),
      ("1 < ph.ecg", "column \"ph.ecg\" is not in \"demo\"; did you mean \"ph.ecog\"?", 4, 6),
      ("zzzzzz", "column \"zzzzzz\" is not in \"demo\"", 0, 6),
      ("diagnosis == 'T-AL'", "column \"diagnosis\" has no level \"T-AL\"; did you mean \"T-ALL\"?", 13, 6),
      ("'TALL' == diagnosis", "column \"diagnosis\" has no level \"TALL\"; did you mean \"T-ALL\"?", 0, 6),
      (
        "diagnosis in {'T-ALL', 'Hodgkin'}",
        "column \"diagnosis\" has no level \"Hodgkin\"; its levels: \"B-ALL\", \"T-ALL\", \"MPAL\"", 23, 9
      ),
      ("diagnosis == MPAL", "\"MPAL\" is a level of diagnosis, not a column; write it in quotes, 'MPAL'", 13, 4),
      ("age == 'x'", "cannot compare age (a number) with 'x' (text)", 0, 10),
      (
        "'age' >= 18", "cannot compare 'age' (text) with 18 (a number); the column is written without quotes, age", 0,
        11
      ),
      ("site > 3", "cannot compare site (text) with 3 (a number); the numbers that it writes are number(site)", 0, 8),
      (
        "diagnosis == 1",
        "cannot compare diagnosis (a category) with 1 (a number); its levels: \"B-ALL\", \"T-ALL\", \"MPAL\"", 0, 14
      ),
      ("infused > 3", "cannot compare infused (a date) with 3 (a number)", 0, 11),
      ("age in {1, 'x'}", "cannot compare age (a number) with 'x' (text)", 11, 3),
      ("relapsed == 1", "relapsed is yes or no, not a number; write relapsed == true or relapsed == false", 0, 13),
      ("relapsed < true", "relapsed is yes or no, which has no order; compare it with == or ~=", 0, 8),
      ("1 < age < 18", "comparisons do not chain; write 1 < age and age < 18", 0, 12),
      ("not age > 18", "not binds tighter than a comparison; write not (age > 18)", 0, 12),
      ("not age", "a condition is needed, but age is a number", 4, 3),
      ("relapsed and age", "a condition is needed, but age is a number", 13, 3),
      ("relapsed or 'x'", "a condition is needed, but 'x' is text", 12, 3),
      ("site + 1", "+ needs a number, but site is text", 0, 4),
      ("-relapsed", "- needs a number, but relapsed is yes or no", 1, 8),
      ("abs(diagnosis)", "abs needs a number, but diagnosis is a category", 4, 9),
      (
        "infused * 30",
        "infused is a date, which cannot be reckoned with so; dates are subtracted, and whole days added to them", 0, 7
      ),
      (
        "seen + 30",
        "seen is a date-time, which cannot be reckoned with so; dates are subtracted, and whole days added to them", 0,
        4
      ),
      ("infused > '01.03.2021'", "'01.03.2021' is not a date; write it as 'yyyy-mm-dd'", 10, 12),
      ("infused > '2021-02-29'", "'2021-02-29' is not a date; write it as 'yyyy-mm-dd'", 10, 12),
      (
        "seen > '2021-03-01'",
        "'2021-03-01' is not a moment; write it as 'yyyy-mm-ddThh:mm:ss', or compare the day, date(seen)", 7, 12
      ),
      ("year(age)", "year needs a date, but age is a number", 5, 3),
      ("days_between(seen, infused)", "days_between needs a date, such as date(seen), but seen is a date-time", 13, 4),
      (
        "between(age, 70, 60)",
        "nothing is between 70 and 60: the lower limit comes first; write between(age, 60, 70)", 13, 2
      ),
      ("starts_with(site, site)", "starts_with needs a text in quotes as its second value, not site", 18, 4),
      ("starts_with(age, 'x')", "starts_with needs text, but age is a number", 12, 3),
      ("max(age, site)", "max needs values of one kind, but age is a number and site is text", 9, 4),
      ("min(site, 'x')", "min needs numbers or dates, but site is text", 4, 4),
      ("if_missing(age, 'x')", "if_missing needs values of one kind, but age is a number and 'x' is text", 16, 3),
      (
        "if_missing(diagnosis, 'Hodgkin')",
        "column \"diagnosis\" has no level \"Hodgkin\"; its levels: \"B-ALL\", \"T-ALL\", \"MPAL\"", 22, 9
      ),
      (
        "diagnosis < diagnosis_at_relapse",
        "diagnosis and diagnosis_at_relapse have different levels, which have no common order; compare them with == or ~=",
        0, 32
      ),
    ])
  func fitting(_ source: String, _ message: String, _ offset: Int, _ length: Int) throws {
    let error = try error(source)
    #expect(error.message == message)
    #expect(error.offset == offset)
    #expect(error.length == length)
  }

  @Test("nesting is read to 200 levels, and no deeper")
  func depth() throws {
    let nested = { (levels: Int) in String(repeating: "(", count: levels) + "1" + String(repeating: ")", count: levels)
    }
    #expect(throws: Never.self) { try Expression(parsing: nested(199)) }
    var sources = [nested(200), nested(100_000)]
    for part in ["- ", "not ", "2^", "1+", "abs(", "1 in {", "(1)*", "if_missing(1,"] {
      sources.append(String(repeating: part, count: 300) + "1")
    }
    for source in sources {
      let error = try #require(throws: ExpressionError.self) { try Expression(parsing: source) }
      #expect(error.message == "the expression is nested deeper than 200 levels")
    }
  }

  @Test("the caret stands under the place, on the line concerned")
  func caret() throws {
    #expect(
      try error("age >= 18 and diagnosis == 'T-AL'").description == """
        column "diagnosis" has no level "T-AL"; did you mean "T-ALL"?
          age >= 18 and diagnosis == 'T-AL'
                                     ^^^^^^
        """)
    #expect(
      try error("site == 'Köln'\n  and agee > 3\n  and true").description == """
        column "agee" is not in "demo"; did you mean "age"?
            and agee > 3
                ^^^^
        """)
    #expect(try error("'Köln' == agee").offset == 10)
    #expect(
      ExpressionError("no", source: "a\r\nb", offset: 2).description == "no\n  b\n  ^",
      "a line may end in two characters")
    #expect(ExpressionError("no", source: "ab", offset: 9, length: -1).description == "no\n  ab\n    ^")
  }

  @Test("any bytes at all are read or refused, and never trap")
  func noise() {
    let pieces = [
      "age", "site", "relapsed", "(", ")", "{", "}", ",", " ", "'", "\"", "\\", "`", "1", "0x", ".", "e", "==", "~=",
      "<",
      "=", "-", "not ", "and ", " or ", " in ", "nil", "min(", "is_missing(", "date(", "é", "😀", "\n", "\u{0}", "^",
      "//",
    ]
    var state: UInt64 = 7
    for _ in 0..<20_000 {
      var source = ""
      for _ in 0..<12 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        source += pieces[Int(state >> 33) % pieces.count]
      }
      do {
        _ = try SmallCohort.outcomes(source)
      } catch let error as CohortError {
        guard case .expression(let fault) = error else { return }
        #expect(!fault.message.isEmpty && fault.offset <= source.count)
      } catch { Issue.record(error) }
    }
  }

  @Test("a category whose levels are not all numbers is compared with a level, in quotes")
  func levelsForNumbers() throws {
    let lines = Column(
      .category(Categories(codes: [0, 1, 2], levels: ["1-2", "3", "4 or more"], isOrderDeclared: true)),
      validity: Validity([true, true, true]))
    let free = Column(categories: ["3", "b", "c"])
    let cohort = try Cohort(
      name: "demo",
      subjects: Table(name: "subjects", columns: ["id": Column(integers: [1, 2, 3]), "lines": lines, "free": free]),
      dictionary: DataDictionary(subjectID: "id"))
    func message(_ source: String) -> String {
      do { _ = try cohort.truth(of: source) } catch {
        return "\(error)".split(separator: "\n").first.map(String.init) ?? ""
      }
      return ""
    }
    let levels = "cannot compare lines (a category) with 3 (a number); its levels: \"1-2\", \"3\", \"4 or more\""
    #expect(message("lines >= 3") == levels + "; write lines >= '3'")
    #expect(message("3 < lines") == levels + "; write '3' < lines")
    #expect(message("lines >= 5") == levels.replacing("with 3", with: "with 5"))
    #expect(message("free == 3").hasSuffix("; write free == '3'"))
    #expect(message("free > 3").hasSuffix("its levels: \"3\", \"b\", \"c\""))
    #expect(try cohort.truth(of: "lines >= '3'").values.filter { $0 == Truth.yes }.count == 2)
  }
}
