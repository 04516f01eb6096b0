import Cohorts
import Testing

/// All by hand, from the eight rows of ``SmallCohort``.
@Suite struct ExpressionTests {
  @Test(
    "a condition holds, does not hold, or is unknown, row by row",
    arguments: [
      ("age >= 18", "011?1011"), ("18 <= age", "011?1011"), ("age == 18", "010?0000"), ("age ~= 18", "101?1111"),
      ("age < 17.5", "100?0100"), ("dose > 1", "1?100110"), ("dose == 2.0", "0?100000"), ("dose < age", "1?1?1111"),
      ("diagnosis == 'T-ALL'", "1100?010"), ("diagnosis ~= 'T-ALL'", "0011?101"), ("'T-ALL' == diagnosis", "1100?010"),
      ("diagnosis < 'MPAL'", "1110?111"), ("diagnosis >= 'T-ALL'", "1101?010"), ("'B-ALL' < diagnosis", "1101?010"),
      ("diagnosis == diagnosis_at_relapse", "01?1?00?"), ("diagnosis ~= diagnosis_at_relapse", "10?0?11?"),
      ("relapsed", "10?1001?"), ("relapsed == true", "10?1001?"), ("relapsed ~= true", "01?0110?"),
      ("not relapsed", "01?0110?"), ("relapsed == (age > 20)", "01??011?"),
      ("site == 'Bern'", "01?01000"), ("site ~= 'Bern'", "10?10111"), ("site < 'C'", "01?11100"),
      ("site == 'K\\u{F6}ln'", "10?00010"), ("site == ''", "00?00100"), ("starts_with(site, 'B')", "01?11000"),
      ("starts_with(diagnosis, 'T')", "1100?010"), ("site == diagnosis", "00?0?000"),
      ("infused == '2021-03-01'", "000?0010"), ("infused <= '2020-03-01'", "110?0100"),
      ("infused > date('2021-03-01')", "001?1001"), ("year(infused) == 2021", "001?0010"),
      ("days_between(infused, '2020-03-01') == 2", "100?0000"), ("date(seen) == '1970-01-01'", "11000?11"),
      ("date(seen) == '1969-12-31'", "00010?00"), ("seen == '1970-01-02T00:00:00'", "00100?00"),
      ("seen >= '1970-01-01T23:59:59'", "01101?00"), ("year(seen) == 2021", "00001?00"),
      ("age in {17, 18, 65}", "110?1000"), ("age not in {17, 18, 65}", "001?0111"), ("age in {17.0, 18.5}", "100?0000"),
      ("diagnosis in {'T-ALL', 'B-ALL'}", "1110?111"), ("diagnosis in {'B-ALL', 'MPAL'}", "0011?101"),
      ("diagnosis in {}", "0000?000"), ("site in {'Bern', 'Basel'}", "01?11000"), ("dose in {age, 2}", "0?1?0000"),
      ("infused in {'2020-02-28', '2021-03-01'}", "100?0010"), ("relapsed in {true}", "10?1001?"),
      ("is_missing(age)", "00010000"), ("is_missing(dose)", "01000000"), ("is_missing(age > 3)", "00010000"),
      ("is_missing(diagnosis)", "00001000"), ("is_missing(site)", "00100000"), ("is_missing(1 / dose)", "01010000"),
      ("if_missing(relapsed, false)", "10010010"), ("if_missing(age, 0) > 10", "11101011"),
      ("if_missing(diagnosis, 'B-ALL') == 'B-ALL'", "00101101"), ("if_missing(site, 'Bern') == 'Bern'", "01101000"),
      ("ph.ecog >= 1", "01101?10"), ("`ph.ecog` >= 1", "01101?10"), ("`body weight` > 70", "010110?0"),
      ("true", "11111111"), ("1 == 1.0", "11111111"), ("'a' < 'b'", "11111111"), ("false or not true", "00000000"),
    ])
  func outcomes(_ condition: String, _ expected: String) throws {
    #expect(try SmallCohort.outcomes(condition) == expected)
  }

  @Test(
    "operators bind as tightly as in Lua",
    arguments: [
      ("2 + 3 * 4", "14"), ("(2 + 3) * 4", "20"), ("2 ^ 3 ^ 2", "512"), ("-2 ^ 2", "-4"), ("2 ^ -1", "0.5"),
      ("10 - 4 - 3", "3"), ("7 // 2", "3"), ("-7 // 2", "-4"), ("7 % 3", "1"), ("-7 % 3", "2"), ("7 % -3", "-2"),
      ("5.5 % 2", "1.5"), ("7 / 2", "3.5"), ("2 * -3", "-6"), ("- - 3", "3"), ("0x10 + 1e1", "26"), (".5 + 5.", "5.5"),
      ("true or false and false", "yes"), ("not false or true", "yes"), ("not true == false", "yes"),
      ("1 + 1 == 2 and 3 < 4", "yes"), ("not (1 == 2)", "yes"), ("1 in {1} and 2 in {1}", "no"),
      ("min(3, 1, 2)", "1"), ("max(3, 1.5)", "3"), ("abs(-3)", "3"), ("log(1)", "0"), ("exp(0)", "1"),
      ("sqrt(2.25)", "1.5"),
      ("log(exp(2))", "2"), ("log(0)", "-"), ("sqrt(-1)", "-"), ("exp(1000)", "-"), ("floor(-1.5)", "-2"),
      ("round(2.5)", "3"),
      ("round(-2.5)", "-3"), ("round(0.49999999999999994)", "0"), ("days_between('2020-02-28', '2020-03-01')", "2"),
      ("date('2000-02-29')", "2000-02-29"), ("max(date('2000-02-29'), '2001-01-01')", "2001-01-01"),
    ])
  func precedence(_ expression: String, _ expected: String) throws {
    #expect(try SmallCohort.values(expression) == Array(repeating: expected, count: 8))
  }

  @Test("what reads a missing value is missing, and so is what has no finite value")
  func missing() throws {
    #expect(try SmallCohort.values("age + 1") == ["18", "19", "41", "-", "66", "8", "31", "53"])
    #expect(try SmallCohort.values("6 / dose") == ["4", "-", "3", "-", "-6", "1.8461538461538463", "0.6", "12"])
    #expect(try SmallCohort.values("1 // 0") == Array(repeating: "-", count: 8))
    #expect(try SmallCohort.values("1 % 0") == Array(repeating: "-", count: 8))
    #expect(try SmallCohort.values("0 / 0") == Array(repeating: "-", count: 8))
    #expect(try SmallCohort.values("1e308 * 10") == Array(repeating: "-", count: 8))
    #expect(try SmallCohort.values("dose ^ 0.5 * 0") == ["0", "-", "0", "0", "-", "0", "0", "0"])
    #expect(try SmallCohort.values("dose ^ 0") == ["1", "-", "1", "1", "1", "1", "1", "1"])
    #expect(try SmallCohort.values("min(age, dose)") == ["1.5", "-", "2", "-", "-1", "3.25", "10", "0.5"])
    #expect(try SmallCohort.values("if_missing(dose, age)") == ["1.5", "18", "2", "0", "-1", "3.25", "10", "0.5"])
  }

  @Test("whole numbers stay whole where Lua keeps them so, and become real past 2^53")
  func wholeNumbers() throws {
    let cohort = try SmallCohort.make()
    for source in [
      "age", "age + 1", "-age", "age // 2", "age % 2", "age * 3", "abs(age)", "floor(dose)", "year(infused)",
    ] {
      #expect(try cohort.evaluate(source).column.type == .integer, "\(source)")
    }
    for source in ["age / 2", "age ^ 2", "age + 0.5", "dose * 2", "max(age, dose)", "age * 9007199254740992"] {
      #expect(try cohort.evaluate(source).column.type == .number, "\(source)")
    }
  }

  @Test("a column by itself is that column, whatever its kind")
  func columns() throws {
    let cohort = try SmallCohort.make()
    for name in cohort.columnNames { #expect(try cohort.evaluate("`\(name)`").column == cohort.column(name)) }
    #expect(try cohort.evaluate("(site)").column == cohort.column("site"))
    #expect(try cohort.evaluate("if_missing(diagnosis, diagnosis)").column == cohort.column("diagnosis"))
    #expect(try cohort.evaluate("if_missing(seen, seen)").column == cohort.column("seen"))
    #expect(try cohort.evaluate("if_missing(site, site)").column == cohort.column("site"))
  }

  @Test("texts are read with Lua's escapes")
  func escapes() throws {
    for (source, expected) in [
      (#"'a\tb\n\\'"#, "a\tb\n\\"), (#""it's""#, "it's"), (#"'it\'s'"#, "it's"), (#"'\65\066\x43'"#, "ABC"),
      (#"'\u{1F600}'"#, "😀"), ("'a\\z  \n b'", "ab"), (#"'\195\164'"#, "ä"),
    ] {
      #expect(try SmallCohort.values(source).first == expected)
    }
  }

  @Test("an expression names the columns that it reads, each once, in order")
  func columnsRead() throws {
    let expression = try Expression(parsing: "b > 1 and (a.x in {b, `c d`} or is_missing(a.x))")
    #expect(expression.columns == ["b", "a.x", "c d"])
    #expect(try Expression(parsing: "1 + 1").columns == [])
    #expect(try Expression(parsing: "a") == Expression(parsing: "a"))
  }

  @Test("a long row of alternatives is not deep")
  func longRow() throws {
    let source = (0..<5000).map { "age == \($0)" }.joined(separator: " or ")
    #expect(try SmallCohort.outcomes(source) == "111?1111")
    let many = "age in {\((20..<5000).map(String.init).joined(separator: ", "))}"
    #expect(try SmallCohort.outcomes(many) == "001?1011")
  }

  @Test("nested parts are bound and run once each, however deep")
  func nesting() throws {
    let negations = (0..<60).reduce("relapsed") { source, _ in "(not \(source) == true)" }
    #expect(try SmallCohort.outcomes(negations) == "10?1001?")
    let memberships = (0..<60).reduce("relapsed") { source, _ in "(\(source) in {true, true, true})" }
    #expect(try SmallCohort.outcomes(memberships) == "10?1001?")
    let replacements = (0..<60).reduce("age") { source, _ in "if_missing(\(source), if_missing(age, 1))" }
    #expect(try SmallCohort.values(replacements)[3] == "1")
  }
}
