import Lua
import Testing

private struct Refusal: Error, CustomStringConvertible { let description = "not these" }

private func number(_ value: LuaValue) -> Int { value.integer ?? amounts.unwrap(value) ?? 0 }

private let amounts = HostType<Int>(
  "amount", properties: ["value": { .integer($0) }],
  operators: [
    .add: { amounts.wrap(number($0[0]) + number($0[1])) }, .subtract: { amounts.wrap(number($0[0]) - number($0[1])) },
    .negate: { amounts.wrap(-number($0[0])) }, .not: { amounts.wrap(~number($0[0])) }, .less: { _ in throw Refusal() },
  ])

@Suite("Operators of objects, and loops over values of Swift") struct OperatorTests {
  private func state() throws -> LuaState {
    let state = try makeState()
    try state.register(global: "a", amounts.wrap(40))
    try state.register(
      global: "each",
      .function(
        LuaFunction(iterating: "each") { place in
          if place > 12 { throw Refusal() }
          guard place < 11 else { return [] }
          return LuaTable(
            (place..<min(place + 3, 11)).map { $0 == 5 ? .missing : $0 == 6 ? "six" : .integer($0 * $0) })
        }))
    return state
  }

  private func evaluate(_ text: String) throws -> [LuaValue] { try state().run(text) }

  private func message(_ text: String) throws -> String {
    let state = try state()
    return try #require(throws: LuaError.self) { try state.run(text) }.description
  }

  @Test("the object may stand on either side") func sides() throws {
    #expect(
      try evaluate("return (a + 2).value, (2 + a).value, (50 - a).value, (a - a).value, (-a).value, (~a).value")
        == [42, 42, 10, 0, -40, -41])
  }

  @Test("what has no meaning is an error of the caller's line") func errors() throws {
    #expect(try message("local x = 1\nlocal y = a < 2").hasPrefix("test.lua:2: not these"))
    #expect(try message("return a * 2").contains("attempt to perform arithmetic on a amount value"))
    #expect(try message("return a .. 'x'").contains("attempt to concatenate a amount value"))
    #expect(try evaluate("return pcall(function() return a <= a end)").first == false)
  }

  @Test("operators are no members, and cannot be had of the object") func closed() throws {
    #expect(try message("return a.__add").contains("no member \"__add\" on amount"))
    #expect(try evaluate("return getmetatable(a)") == [false])
  }

  @Test("a loop runs over values that come in chunks") func loop() throws {
    #expect(
      try evaluate(
        "local t = {}; for place, value in each, nil, 0 do t[#t + 1] = place .. '=' .. tostring(value) end; return table.concat(t, ' ')"
      )
        == ["1=1 2=4 3=9 4=16 5=missing 6=six 7=49 8=64 9=81 10=100"])
  }

  @Test("a loop can be left, begun in the middle, nested, and asked for places that are not there") func freely() throws
  {
    #expect(
      try evaluate(
        """
        local n = 0
        for i in each, nil, 8 do for j in each, nil, 9 do n = n + j end end
        for i in each, nil, 0 do if i == 4 then break end end
        return n, (each(nil, 1)), (each(nil, 10)), (each(nil, 10)), (each(nil, 0))
        """) == [20, 2, nil, nil, 1])
    #expect(try message("return each(nil, 12)").hasPrefix("test.lua:1: not these"))
    #expect(try evaluate("pcall(each, nil, 12); return (each(nil, 3))") == [4])
  }

  @Test("nothing is left behind") func leaks() throws {
    let registry: HostRegistry
    do {
      let state = try state()
      registry = state.registry
      _ = try state.run("for n = 1, 1000 do local x = a + n; pcall(each, nil, 12); for i in each, nil, 0 do end end")
    }
    #expect(registry.count == 0)
  }
}
