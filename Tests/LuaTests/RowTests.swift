import Lua
import Testing

@Suite struct RowTests {
  private let rows = LuaRows(
    columns: [
      LuaColumn("age", .numbers([61, 12, 0, 45]), validity: [0b1011]),
      LuaColumn("prior", .integers([1, 2, 3, 4])),
      LuaColumn("relapsed", .flags([true, false, true, false])),
      LuaColumn("diagnosis", .categories([0, 1, 1, -1], levels: ["B-ALL", "T-ALL"])),
      LuaColumn("note", .text(offsets: [0, 2, 2, 5, 6], bytes: Array("abcdef".utf8))),
      LuaColumn("day", .days([0, 1, -1, 19_000])),
      LuaColumn("date", .dates([0, 11_016, -1, 19_782])),
      LuaColumn("id", .lent { $0 == 3 ? nil : "P\($0 + 1)" }),
    ], count: 4, subject: "cohort 'demo'")

  private func function(_ text: String, _ state: LuaState) throws -> LuaFunction {
    try #require(try state.run("return function(p) return \(text) end").first?.function)
  }

  private func values(_ text: String) throws -> [LuaValue] {
    let state = try makeState()
    return try state.values(function(text, state), rows).values
  }

  private func failure(_ text: String) throws -> LuaError {
    let state = try makeState()
    let function = try function(text, state)
    return try #require(throws: LuaError.self) { try state.truths(function, rows) }
  }

  @Test func eachKindOfColumnIsRead() throws {
    #expect(try values("p.age") == [61, 12, nil, 45].map { $0.map { .number(Double($0)) } ?? .nil })
    #expect(try values("p.prior") == [1, 2, 3, 4])
    #expect(try values("p.relapsed") == [true, false, true, false])
    #expect(try values("p.diagnosis") == ["B-ALL", "T-ALL", "T-ALL", nil])
    #expect(try values("p.note") == ["ab", "", "cde", "f"])
    #expect(try values("p.day") == [0, 1, -1, 19_000])
    // R: as.Date(c(0, 11016, -1, 19782), origin = "1970-01-01")
    #expect(try values("p.date") == ["1970-01-01", "2000-02-29", "1969-12-31", "2024-02-29"])
    #expect(try values("p.id") == ["P1", "P2", "P3", nil])
    #expect(try values("tostring(p)") == ["row 1", "row 2", "row 3", "row 4"])
  }

  @Test func aTruthIsTrueFalseOrUnknown() throws {
    let state = try makeState()
    let result = try state.truths(function("p.age and p.age >= 18 and p.diagnosis == 'B-ALL'", state), rows)
    #expect(result.values == [1, 0, 2, 0])
    #expect(result.columnsRead == ["age", "diagnosis"])
  }

  @Test func numbersMayBeMissing() throws {
    let state = try makeState()
    let result = try state.numbers(function("p.age and p.age / 2", state), rows)
    #expect(result.values.numbers == [30.5, 6, 0, 22.5])
    #expect(result.values.isMissing == [false, false, true, false])
  }

  @Test func aSelectionChoosesTheRows() throws {
    let state = try makeState()
    var chosen = rows
    chosen = LuaRows(columns: rows.columns, count: 0, selection: [3, 0], subject: "the cohort")
    #expect(try state.values(function("p.prior", state), chosen).values == [4, 1])
  }

  @Test func anUnknownColumnIsNamedWithTheNearest() throws {
    #expect(
      try failure("p.diagnose").message == "column \"diagnose\" is not in cohort 'demo'; did you mean \"diagnosis\"?")
  }

  @Test(arguments: 0..<5) func ofColumnsThatAreEquallyNearTheFirstByNameIsNamed(turn: Int) throws {
    // Lua keeps them in an order of its own, which differs from state to state.
    let names = (0..<40).map { "day\(Character(UnicodeScalar(UInt8(97 + $0 % 20))))\($0 < 20 ? "x" : "y")" }
    let rows = LuaRows(columns: names.map { LuaColumn($0, .integers([1])) }, count: 1, subject: "it")
    let state = try makeState()
    let function = try function("p.dayx > 0", state)
    let error = try #require(throws: LuaError.self) { try state.truths(function, rows) }
    #expect(error.message == "column \"dayx\" is not in it; did you mean \"dayax\"?")
  }

  @Test func aWrongResultNamesRowAndType() throws {
    let error = try failure("p.prior < 3 or 'yes'")
    #expect(
      error.description
        == "the function (line 1 of test.lua) must return true or false; it returned a string (row 3)")
  }

  @Test func aComparisonWithMissingSaysWhatIsMissing() throws {
    let error = try failure("p.age >= 18")
    #expect(
      error.description == "test.lua:1: attempt to compare number with nil (row 3, where \"age\" is missing)")
  }

  @Test func aRowIsOnlyValidInside() throws {
    let state = try makeState()
    let keep = try #require(
      try state.run(
        "local kept return function(p) kept = kept or p return true end, function() return kept.age end"
      ).map(\.function) as? [LuaFunction])
    _ = try state.truths(keep[0], rows)
    let error = try #require(throws: LuaError.self) { try state.call(keep[1]) }
    #expect(error.message == "this row is only valid inside the function that it was given to")
    #expect(try failure("(function() p.age = 1 end)()").message.hasPrefix("a row is read-only"))
    #expect(try values("getmetatable(p)") == [false, false, false, false])
  }

  @Test func functionsOverRowsMayNest() throws {
    let state = try makeState()
    let rows = rows
    try state.register(
      global: "count",
      .function(
        LuaFunction("count") { [weak state] arguments in
          guard let state, let function = arguments.first?.function else { return [] }
          return [.integer(try state.truths(function, rows).values.count { $0 == 1 })]
        }))
    #expect(
      try state.values(function("count(function(q) return q.prior > p.prior end)", state), rows).values == [3, 2, 1, 0])
  }

  @Test func rowsOutsideOfAColumnAreRefused() throws {
    let state = try makeState()
    let function = try function("p.x", state)
    for rows in [
      LuaRows(columns: [LuaColumn("x", .integers([1, 2]))], count: 3),
      LuaRows(columns: [LuaColumn("x", .integers([1, 2]))], count: 0, selection: [0, 2]),
      LuaRows(columns: [LuaColumn("x", .integers([1, 2]))], count: 0, selection: [-1]),
      LuaRows(columns: [LuaColumn("x", .text(offsets: [0, 1], bytes: [65]))], count: 2),
      LuaRows(columns: [LuaColumn("x", .text(offsets: [0, 5], bytes: [65]))], count: 1),
      LuaRows(columns: [LuaColumn("x", .integers([1]), validity: [])], count: 1),
    ] {
      #expect(throws: LuaError.self) { try state.values(function, rows) }
    }
  }

  @Test func manyColumnsAreToldApart() throws {
    let state = try makeState()
    let columns = (0..<300).map { LuaColumn("column_\($0)", .integers([$0])) }
    let text = (0..<300).map { "p.column_\($0) == \($0)" }.joined(separator: "\nand ")
    let result = try state.truths(function(text, state), LuaRows(columns: columns, count: 1))
    #expect(result.values == [1])
    #expect(result.columnsRead.count == 300)
  }

  /// The days by Python's `datetime.date.toordinal() - 719163`, and beyond its years by counting on from there.
  @Test func datesOfAllYearsAreWritten() throws {
    let state = try makeState()
    let function = try #require(try state.run("return function(p) return p.d end").first?.function)
    let days: [Int32] = [-719_162, -719_163, -719_528, -719_529, -25_567, 11_016, 2_932_896, 2_932_897]
    let dates = try state.values(function, LuaRows(columns: [LuaColumn("d", .dates(days))], count: days.count)).values
    #expect(
      dates == [
        "0001-01-01", "0000-12-31", "0000-01-01", "-001-12-31", "1900-01-01", "2000-02-29", "9999-12-31", "10000-01-01",
      ])
  }
}
