import Cohorts
import Testing

@testable import Readers

@Suite("Types by content")
struct TypingTests {
  private func column(_ values: [String], as request: ColumnRequest = .byContent) throws -> Column {
    let text = "id,x\n" + values.enumerated().map { "\($0),\($1)\n" }.joined()
    return try #require(try read(text, types: ["x": request]).columns["x"])
  }

  @Test("Whole numbers, with a sign, to the ends of 64 bits")
  func integers() throws {
    #expect(isSame(try column(["1", "-2", "+3", "NA"]), Column(integers: [1, -2, 3, nil])))
    #expect(
      try column(["9223372036854775807", "-9223372036854775808"]) == Column(integers: [.max, .min]))
  }

  @Test("One decimal number makes a column of numbers, wherever it stands")
  func numbers() throws {
    #expect(
      isSame(try column(["1", "2.5", ".5", "5.", "1e3", "-1E-2"]), Column(numbers: [1, 2.5, 0.5, 5, 1000, -0.01])))
    let late = try column((0..<5000).map(String.init) + ["0.5"])
    #expect(late.type == .number)
    #expect(late[4999] == .number(4999) && late[5000] == .number(0.5))
  }

  @Test("Digits after a leading zero, and whole numbers past 64 bits, are identifiers")
  func identifiers() throws {
    #expect(shown(try column(["007", "012", "100"])) == ["007", "012", "100"])
    #expect(try column(["007", "012", "100"]).type == .text)
    #expect(try column(["12345678901234567890", "1"]).type == .text)
    #expect(try column(["0.7", "0", "-0.5"]).type == .number)
  }

  @Test("Between brackets words are values, those that end as a token of cBioPortal's too")
  func brackets() throws {
    #expect(
      shown(try column(["[Unknown]", "[is not available]", "[un available]"])) == [
        "[Unknown]", "[is not available]", "[un available]",
      ])
    #expect(try column(["[Not Available]", "[Completed]", "[Completed]"]).missingCount == 0)
  }

  @Test("Flags in their usual spellings; 0 and 1 stay whole numbers unless declared")
  func flags() throws {
    #expect(isSame(try column(["yes", "No", "YES", ""]), Column(flags: [true, false, true, nil])))
    #expect(isSame(try column(["true", "FALSE", "True"]), Column(flags: [true, false, true])))
    #expect(isSame(try column(["Y", "N", "y"]), Column(flags: [true, false, true])))
    #expect(isSame(try column(["Y", "Y"]), Column(flags: [true, true])))
    #expect(isSame(try column(["T", "F", "T"]), Column(flags: [true, false, true])))
    #expect(isSame(try column(["0", "1", "1"]), Column(integers: [0, 1, 1])))
    #expect(isSame(try column(["0", "1", "."], as: ColumnRequest(type: .flag)), Column(flags: [false, true, nil])))
  }

  @Test("F alone is a sex and T alone a stage, not a flag")
  func letters() throws {
    #expect(isSame(try column(["F", "F", "F"]), Column(categories: ["F", "F", "F"])))
    #expect(isSame(try column(["T", "T"]), Column(categories: ["T", "T"])))
    #expect(isSame(try column(["F", "M", "F"]), Column(categories: ["F", "M", "F"])))
  }

  @Test("What stands for a missing value, and what does not")
  func missing() throws {
    for token in [
      "", "NA", ".", "NaN", "nan", "N/A", "n/a", "#N/A", "NULL", "Null", "null", "missing", "Missing", "\"\"",
    ] {
      #expect(try column(["1", token, "2"]) == Column(integers: [1, nil, 2]), "\(token)")
    }
    let levels = try column(["none", "unknown", "na", "-", "none", "unknown", "na", "-"])
    #expect(levels.missingCount == 0 && levels.type == .category)
  }

  @Test("Between quotes a token is a text, but not a number")
  func quotedTokens() throws {
    #expect(shown(try column(["\"NA\"", "NA", "US", "US"])) == ["NA", "", "US", "US"])
    #expect(isSame(try column(["\"NA\"", "\"1\"", "2"]), Column(integers: [nil, 1, 2])))
  }

  @Test("A column without values is one of numbers, all missing")
  func empty() throws {
    let empty = try column(["", "NA", "."])
    #expect(empty.type == .number && empty.missingCount == 3)
  }

  @Test("A column whose first values come late has their type")
  func late() throws {
    let column = try column([String](repeating: "", count: 3000) + ["2021-03-09"])
    #expect(column.type == .date && column.missingCount == 3000)
  }

  @Test("Texts that repeat are categories in natural order, texts that do not are texts")
  func categories() throws {
    let grades = try column(["Grade 10", "grade 2", "Grade 1", "Grade 10"])
    guard case .category(let values) = grades.storage else { return #expect(Bool(false), "no category") }
    #expect(values.levels == ["Grade 1", "grade 2", "Grade 10"])
    #expect(shown(grades) == ["Grade 10", "grade 2", "Grade 1", "Grade 10"])
    #expect(try column(["a", "b", "c"]).type == .text)
    let many = (0..<400).map { "v\($0)" }
    #expect(try column(many + many).type == .category)
    #expect(try column(many + many.prefix(399)).type == .text)
    let tooMany = (0..<501).map { "v\($0)" }
    #expect(try column(tooMany + tooMany).type == .text)
  }

  @Test("A number that is none makes a text, and is named in a note")
  func misfits() throws {
    let read = try read("id,age\n1,34\n2,51\n3,forty\n4,28\n")
    #expect(read.columns["age"]?.type == .text)
    #expect(read.notes == ["\"age\" is text: \"forty\" in line 4 is not a number"])
  }

  @Test("Declared types hold against content")
  func declared() throws {
    #expect(isSame(try column(["1", "2"], as: ColumnRequest(type: .text)), Column(texts: ["1", "2"])))
    #expect(isSame(try column(["1", "2"], as: ColumnRequest(type: .number)), Column(numbers: [1, 2])))
    #expect(isSame(try column(["007", "8"], as: ColumnRequest(type: .integer)), Column(integers: [7, 8])))
    #expect(
      try column(["b", "a"], as: ColumnRequest(type: .category, levels: ["b", "c", "a"]))
        == Column(categories: ["b", "a"], levels: ["b", "c", "a"]))
  }
}

@Suite("Dates and moments")
struct DateTests {
  private func column(_ values: [String]) throws -> Column {
    try #require(try read("x|id\n" + values.enumerated().map { "\($1)|\($0)\n" }.joined()).columns["x"])
  }

  private func date(_ year: Int, _ month: Int, _ day: Int) -> CalendarDate? {
    CalendarDate(year: year, month: month, day: day)
  }

  @Test("Days as ISO 8601 and as SAS writes them")
  func unambiguous() throws {
    // Days from the Unix epoch: 11017 is 2000-03-01 (Hinnant 2013), 18695 is 2021-03-09 (date -d @1615248000).
    #expect(try column(["2000-03-01", "2021-03-09"]).storage == .date([11017, 18695]))
    #expect(try column(["2021/03/09"]).storage == .date([18695]))
    #expect(try column(["09MAR2021", "9mar2021", "09-Mar-2021"]).storage == .date([18695, 18695, 18695]))
  }

  @Test("A day that the calendar does not have makes a text")
  func impossible() throws {
    #expect(try column(["2021-02-28", "2020-02-29"]).type == .date)
    #expect(try column(["2021-02-29", "2020-02-29"]).type == .text)
    #expect(try column(["2021-13-01"]).type == .text)
  }

  @Test("Day and month before the year are told apart by the column, or not at all")
  func order() throws {
    #expect(isSame(try column(["03/09/2021", "31/12/2021"]), Column(dates: [date(2021, 9, 3), date(2021, 12, 31)])))
    #expect(isSame(try column(["03/09/2021", "12/31/2021"]), Column(dates: [date(2021, 3, 9), date(2021, 12, 31)])))
    #expect(isSame(try column(["9.3.2021", "31.12.2021"]), Column(dates: [date(2021, 3, 9), date(2021, 12, 31)])))
    #expect(try column(["31/12/2021", "12/31/2021"]).type == .text)
    let read = try read("id,x\n1,03/09/2021\n2,04/09/2021\n")
    #expect(read.columns["x"]?.type == .text)
    #expect(read.notes == ["\"x\" is text: day and month of its dates cannot be told apart"])
  }

  @Test("Two-digit years, months alone and zones are texts")
  func notDates() throws {
    #expect(try column(["31/12/21", "30/12/21"]).type == .text)
    #expect(try column(["2021-03", "2021-04"]).type == .text)
    #expect(try column(["2021-03-09T14:30:00Z", "2021-03-09T14:31:00Z"]).type == .text)
  }

  @Test("Moments to the minute, second or millisecond")
  func moments() throws {
    // 2021-03-09T00:00:00 is 1615248000 s after the epoch.
    let midnight: Int64 = 1_615_248_000_000
    let column = try column([
      "2021-03-09T00:00", "2021-03-09 01:00:01", "2021-03-09T00:00:00.5", "2021-03-09T23:59:59.999",
    ])
    #expect(
      column.storage
        == .dateTime([midnight, midnight + 3_601_000, midnight + 500, midnight + 86_399_999]))
    #expect(try self.column(["2021-03-09T24:00"]).type == .text)
  }
}
