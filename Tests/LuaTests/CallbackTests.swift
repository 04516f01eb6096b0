import Lua
import Testing

private struct Refusal: Error, Equatable, CustomStringConvertible {
  let reason: String
  var description: String { reason }
}

private final class Token {
  nonisolated(unsafe) static var alive = 0
  init() { Token.alive += 1 }
  deinit { Token.alive -= 1 }
}

@Suite(.serialized) struct CallbackTests {
  @Test func argumentsAndResultsCross() throws {
    let state = try makeState()
    try state.register(global: "echo", .function(LuaFunction("echo") { $0 }))
    let values = try state.run("return echo(1, 2.5, 'x', { 1, { a = true } }, nil, false)")
    #expect(values == [1, 2.5, "x", .table([1, .table(["a": true])]), nil, false])
  }

  @Test func aLentFunctionComesBackByItsName() throws {
    let state = try makeState()
    try state.register(global: "echo", .function(LuaFunction("module.echo") { $0 }))
    let values = try state.run("return echo(echo, function() end, { first = echo }, 'after')")
    #expect(values.count == 4 && values[3] == "after")
    guard case .function(let lent) = values[0], case .function(let own) = values[1],
      case .table(let table) = values[2], case .function(let inside)? = table.fields.first?.value
    else {
      Issue.record("\(values)")
      return
    }
    #expect(lent.name == "module.echo" && own.name == nil && inside.name == "module.echo")
    try state.register(global: "again", .function(lent))
    #expect(try state.run("return again(7)") == [7])
  }

  @Test func aSwiftErrorKeepsItsIdentity() throws {
    let state = try makeState()
    try state.register(
      global: "refuse", .function(LuaFunction("refuse") { _ in throw Refusal(reason: "no such group") }))
    let error = try failure("local function inner()\n  refuse()\nend\ninner()", in: state)
    #expect(error.kind == .host)
    #expect(error.cause as? Refusal == Refusal(reason: "no such group"))
    #expect(error.description == "test.lua:2: no such group")
    #expect(error.traceback.map(\.function) == ["inner", "main chunk"])
    #expect(error.traceback.map(\.place.line) == [2, 4])
  }

  @Test(arguments: [
    ("error(message, 0)", "test.lua:2: no"), ("error(message)", "test.lua:2: no"),
    ("error('outer: ' .. message)", "test.lua:2: outer: no"),
  ])
  func aSwiftErrorThatIsRaisedAgainKeepsItsIdentity(_ raise: String, _ description: String) throws {
    let state = try makeState()
    try state.register(global: "refuse", .function(LuaFunction("refuse") { _ in throw Refusal(reason: "no") }))
    let error = try failure("local ok, message = pcall(refuse, 1)\n\(raise)", in: state)
    #expect(error.cause as? Refusal == Refusal(reason: "no"))
    #expect(error.kind == .host)
    #expect(error.description == description)
    #expect(try failure("pcall(refuse, 1)\nerror 'another'", in: state).cause == nil)
  }

  @Test func aScriptSeesASwiftErrorAsText() throws {
    let state = try makeState()
    try state.register(global: "refuse", .function(LuaFunction("refuse") { _ in throw Refusal(reason: "no") }))
    let values = try state.run(
      """
      local _, a = pcall(refuse)
      local _, b = pcall(function() refuse() end)
      local _, c = xpcall(function() refuse() end, function(m) return 'handled ' .. m end)
      local _, d = coroutine.resume(coroutine.create(function() refuse() end))
      local _, e = pcall(coroutine.wrap(function() refuse() end))
      return a, b, c, d, e
      """)
    #expect(
      values == ["no", "test.lua:2: no", "handled test.lua:3: no", "test.lua:4: no", "test.lua:5: no"])
  }

  @Test func aHundredThousandErrorsLeakNothing() throws {
    do {
      let state = try makeState()
      try state.register(
        global: "refuse",
        .function(
          LuaFunction("refuse") { _ in
            let token = Token()
            defer { withExtendedLifetime(token) {} }
            throw Refusal(reason: "no")
          }))
      try state.run("for i = 1, 100000 do pcall(refuse, { i, 'text' }) end")
      #expect(Token.alive == 0)
    }
    #expect(Token.alive == 0)
  }

  @Test func functionsOfAScriptCanBeKeptAndCalled() throws {
    let state = try makeState()
    var kept: LuaFunction?
    try state.register(
      global: "keep",
      .function(
        LuaFunction("keep") { arguments in
          kept = arguments.first?.function
          return []
        }))
    try state.run("local n = 0 keep(function(by) n = n + by return n end)")
    let function = try #require(kept)
    #expect(try state.call(function, [5]) == [5])
    #expect(try state.call(function, [7]) == [12])
  }

  @Test func functionHandlesAreUsedAgain() throws {
    let state = try makeState()
    try state.register(global: "drop", .function(LuaFunction("drop") { _ in [] }))
    try state.run("local function f() end for i = 1, 100000 do drop(f) end")
    let before = state.memoryInUse
    try state.run("local function f() end for i = 1, 100000 do drop(f) end")
    #expect(state.memoryInUse < before + 1_000_000)
  }

  @Test func aCallbackMayRunScriptsItself() throws {
    let state = try makeState()
    try state.register(
      global: "again",
      .function(
        LuaFunction("again") { [weak state] arguments in
          guard let state, let function = arguments.first?.function else { return [] }
          return try state.call(function, [21])
        }))
    #expect(try state.run("return again(function(x) return x * 2 end)") == [42])
    let error = try failure("again(function()\n  error 'inner'\nend)", in: state)
    #expect(error.description == "test.lua:2: inner")
    #expect(error.kind == .runtime)
    let inCoroutine = try state.run(
      "return coroutine.wrap(function() return again(function(x) coroutine.isyieldable() return x end) end)()")
    #expect(inCoroutine == [21])
  }

  @Test func whatAnErrorLeavesOnTheWayIsLetGoOf() throws {
    let state = try makeState()
    let things = HostType<Int>("thing")
    try state.register(
      global: "broken",
      .function(
        LuaFunction("broken") { _ in
          [things.wrap(1), .table(LuaTable([], fields: [.init(.nil, things.wrap(2)), .init("x", things.wrap(3))]))]
        }))
    try state.register(
      global: "within",
      .function(
        LuaFunction("within") { [weak state] in
          guard let state, let function = $0.first?.function else { return [] }
          return [things.wrap(4)] + (try state.call(function))
        }))
    // The functions and the Swift error that was caught last, which is remembered.
    for text in ["pcall(within, broken)", "pcall(broken)", "within(function() pcall(broken) return broken end)"] {
      try state.run(text + " for i = 1, 20000 do local garbage = { {} } end")
      #expect(state.hostValuesInUse == 3, "\(text)")
    }
    #expect(try failure("broken()", in: state).message == "a table from the host has nil as a key")
  }

  @Test func recursionThroughSwiftIsBounded() throws {
    let state = try makeState()
    try state.register(
      global: "again",
      .function(
        LuaFunction("again") { [weak state] arguments in
          guard let state, let function = arguments.first?.function else { return [] }
          return try state.call(function)
        }))
    let error = try failure("local function f() return again(f) end f()", in: state)
    #expect(error.message.contains("stack overflow"))
    #expect(try state.run("return 1") == [1])
  }

  @Test func theTextOfAnInnerErrorKeepsItsPlace() throws {
    let state = try makeState()
    try state.register(
      global: "inner",
      .function(
        LuaFunction("inner") { [weak state] _ in
          try state?.run(LuaSource(name: "inner.lua", text: "\nerror 'deep'")) ?? []
        }))
    #expect(try state.run("return pcall(inner)") == [false, "inner.lua:2: deep"])
  }

  @Test func whatASwiftFunctionCatchesDoesNotColourALaterError() throws {
    let state = try makeState()
    try state.register(
      global: "attempt",
      .function(
        LuaFunction("attempt") { [weak state] _ in
          _ = try? state?.load(LuaSource(name: "bad.lua", text: "return +"))
          throw Refusal(reason: "later")
        }))
    let error = try failure("attempt()", in: state)
    #expect(error.kind == .host)
    #expect(error.message == "later")
  }
}
