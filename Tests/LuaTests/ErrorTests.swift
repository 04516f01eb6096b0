import Lua
import Testing

@Suite struct ErrorTests {
  @Test func aSyntaxErrorHasItsLine() throws {
    let error = try failure("local a = 1\nlocal b = +\n")
    #expect(error.kind == .syntax)
    #expect(error.description == "test.lua:2: unexpected symbol near '+'")
  }

  @Test func aRuntimeErrorHasPlaceAndTraceback() throws {
    let error = try failure(
      """
      local function inner(x)
        return x.field.more
      end
      local function outer()
        local y = inner({})
        return y
      end
      return (outer())
      """)
    #expect(error.kind == .runtime)
    #expect(error.place?.description == "test.lua:2")
    #expect(error.message == "attempt to index a nil value (field 'field')")
    #expect(error.traceback.map(\.place.line) == [2, 5, 8])
    #expect(error.traceback.map(\.function) == ["inner", "outer", "main chunk"])
  }

  @Test func anErrorInACoroutineIsToldWithItsCalls() throws {
    let error = try failure(
      """
      local function inner()
        coroutine.yield()
        error 'boom'
      end
      local step = coroutine.wrap(function()
        inner()
      end)
      step()
      step()
      """)
    #expect(error.description == "test.lua:3: boom")
    #expect(error.traceback.map(\.place.line) == [3, 6, 9])
    let nested = try failure(
      """
      local outer = coroutine.wrap(function()
        coroutine.wrap(function()
          local x = nil + 1
        end)()
      end)
      outer()
      """)
    #expect(nested.description == "test.lua:3: attempt to perform arithmetic on a nil value")
    #expect(nested.traceback.map(\.place.line) == [3, 2, 6])
    let later = try failure(
      "local ok = pcall(coroutine.wrap(function() error 'early' end))\nerror 'late'")
    #expect(later.description == "test.lua:2: late")
    #expect(later.traceback.count == 1)
  }

  @Test func aLongChunkNameStaysWhole() throws {
    let name = String(repeating: "folder/", count: 20) + "script.lua"
    let state = try makeState()
    let error = try #require(throws: LuaError.self) { try state.run(LuaSource(name: name, text: "\nerror 'x'")) }
    #expect(error.description == "\(name):2: x")
    let syntax = try #require(throws: LuaError.self) { try state.run(LuaSource(name: name, text: "\nreturn +")) }
    #expect(syntax.place?.chunk == name)
  }

  @Test func aLongMessageIsCutWhereACharacterBegins() throws {
    #expect(try failure("error(('x'):rep(16384), 0)").message == String(repeating: "x", count: 16384))
    #expect(try failure("error(('x'):rep(1 << 24), 0)").message == String(repeating: "x", count: 16384) + "…")
    #expect(
      try failure("error('x' .. ('é'):rep(1 << 20), 0)").message == "x" + String(repeating: "é", count: 8191) + "…")
    let state = try makeState()
    let long = LuaFunction("long") { _ in throw Long() }
    try state.register(global: "long", .function(long))
    let error = try failure("long()", in: state)
    #expect(error.message.utf8.count == 16384 + 3 && error.cause is Long)
  }

  private struct Long: Error, CustomStringConvertible {
    let description = String(repeating: "y", count: 1 << 20)
  }

  @Test func errorsThatAreNoTextsAreTold() throws {
    #expect(try failure("error {}").message == "the error is a table (table#1), and has no text: give error() a string")
    #expect(
      try failure("error(setmetatable({}, { __tostring = function() return 'told' end }))").message == "told")
    let silent = try failure("local x = 1\nerror()")
    #expect(silent.description == "test.lua:2: the script raised an error without a message: give error() a string")
    #expect(try failure("error('plain', 0)").description == "test.lua:1: plain")
  }

  @Test func deepRecursionIsAnError() throws {
    #expect(try failure("local function f(n) return 1 + f(n + 1) end f(1)").message.contains("stack overflow"))
    #expect(
      try failure("local function f() return pcall(f) end local ok = f() error('ended ' .. tostring(ok), 0)").message
        .hasPrefix("ended"))
    #expect(
      try evaluate("return pcall(string.gsub, ('x'):rep(10), 'x', function() return error('in gsub') end)").first
        == false)
  }

  @Test func valuesThatCannotBeReadAreRefused() throws {
    #expect(try failure("local t = {} t.t = t return t").message.hasPrefix("the table contains itself"))
    #expect(
      try failure("local t = {} for i = 1, 300 do t = { t } end return t").message
        == "the table is nested deeper than 100 levels, which is the limit")
    #expect(
      try failure("local t = {} for i = 1, 1000000 do t[i] = i end return t").message
        == "the value has more than 500000 entries, which is the limit")
    #expect(try failure("return coroutine.create(print)").message == "a thread cannot be read as a value")
    let raising = "return setmetatable({ 1, x = 2 }, { __index = function() error 'no' end, __pairs = error })"
    #expect(try evaluate(raising) == [.table(LuaTable([1], fields: [.init("x", 2)]))])
  }
}
