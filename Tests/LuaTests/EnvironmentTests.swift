import Lua
import Testing

/// A state whose modules of the names `a…` belong to the environment of that letter; `s…` to whoever asks.
private func state(_ files: [String: String]) throws -> LuaState {
  let state = try makeState()
  state.resolver = { name, environment in
    guard let text = files[name] else { return nil }
    let own = name.hasPrefix("s") || name.contains("/") ? environment : String(name.prefix(1))
    return LuaModule(LuaSource(name: "\(name).lua", text: text), environment: own)
  }
  return state
}

@Suite struct EnvironmentTests {
  @Test(arguments: ["string", "table", "math", "utf8", "coroutine", "os"])
  func eachHasLibrariesOfItsOwn(_ library: String) throws {
    let state = try state([
      "a": "\(library).added = 1 for k in pairs(\(library)) do \(library)[k] = nil end return next(\(library))"
    ])
    let values = try state.run("local empty = require 'a' return empty, next(\(library)) ~= nil, \(library).added")
    #expect(values == [true, true, nil])
  }

  @Test func methodsOfTextsCannotBeChanged() throws {
    let state = try state([
      "a": """
      function string.upper() return 'fooled' end
      string.format, string.len = nil, nil
      return { own = string.upper 'x', method = ('x'):upper() }
      """
    ])
    let values = try state.run(
      "local a = require 'a' return a.own, a.method, ('x'):upper(), string.upper 'x', ('%d'):format(3), ('').__index")
    #expect(values == ["fooled", "X", "X", "X", "3", nil])
  }

  @Test func globalsAreStrictInEach() throws {
    let state = try state(["a": "return { read = function() return prnt end, write = function() x = 1 end, g = _G }"])
    try state.register(global: "shared", 1)
    #expect(
      try failure("require('a').read()", in: state).description
        == "a.lua:1: unknown name \"prnt\"; did you mean \"print\"?")
    #expect(try failure("require('a').write()", in: state).message.hasPrefix("\"x\" is not declared"))
    #expect(try state.run("return shared, require('a').g == _G") == [1, false])
    #expect(try failure("return require('a').g.shared", in: state).message.hasPrefix("unknown name \"shared\""))
  }

  @Test func loadSeesTheGlobalsOfItsEnvironmentWhoeverCallsIt() throws {
    let state = try state([
      "a": "math.secret = 7 return { load = load, require = require, part = function() return require 'a/part' end }",
      "a/part": "return 'part of a'",
    ])
    let values = try state.run(
      """
      local a = require 'a'
      local _ENV = setmetatable({ math = { secret = 'script' } }, { __index = _ENV })
      local through = { pcall(a.load, 'return math.secret') }
      return through[2](), load('return math.secret')(), select(2, pcall(a.require, 'a/part')), a.part(),
        coroutine.wrap(a.require)('a/part')
      """)
    #expect(values == [7, nil, "part of a", "part of a", "part of a"])
  }

  @Test func aModuleIsLoadedOnceInItsEnvironmentHoweverManyAsk() throws {
    let state = try state([
      "a": "local n = 0 return { next = function() n = n + 1 return n end }", "b": "return require 'a'",
      "s": "local n = 0 return { next = function() n = n + 1 return n end }", "c": "return require 's'",
    ])
    let values = try state.run(
      """
      local a, b, s, c = require 'a', require 'b', require 's', require 'c'
      a.next() s.next()
      return b.next(), a == b, c.next(), s == c
      """)
    #expect(values == [2, true, 1, false])
  }

  @Test func theHostAnswersEachEnvironmentForItself() throws {
    let state = try state(["a": "local w = require 'host' w.mark = 1 return w"])
    var asked: [String] = []
    state.hostModule = { name, environment in
      guard name == "host" else { return nil }
      asked.append(environment)
      return .table(["environment": .string(environment)])
    }
    let values = try state.run(
      "local h, a = require 'host', require 'a' return h.environment, a.environment, a.mark, h.mark, require 'host' == h"
    )
    #expect(values == ["", "a", 1, nil, true])
    #expect(asked == ["", "a"])
  }

  @Test func aCircleAcrossEnvironmentsIsShownAsAPath() throws {
    let state = try makeState()
    let files = [
      "team/one": "return require 'part'", "part": "return require 'team/two'", "team/two": "return require 'team/one'",
    ]
    state.resolver = { name, environment in
      files[name].map {
        LuaModule(
          LuaSource(name: "\(name).lua", text: $0), environment: name.contains("/") ? "\(name)@1.0.0" : environment)
      }
    }
    #expect(
      try failure("require 'team/one'", in: state).description
        == "team/two.lua:1: require: modules need each other in a circle: "
        + "team/one@1.0.0 → team/one@1.0.0:part → team/two@1.0.0 → team/one@1.0.0")
  }

  @Test func aFunctionThatIsWithheldSaysSo() throws {
    let state = try state(["a": "return { pcall(print, 1), pcall(math.random), pcall(tostring, 1) }"])
    state.withheld = { environment in
      ["print": "\(environment) may not print", "math.random": "\(environment) may not draw"]
    }
    #expect(try state.run("local a = require 'a' return a[1], a[2], a[3], a[4]") == [false, false, true, "1"])
  }

  @Test(arguments: ["maths.random", "math.randon", "prnt", "math.pi"])
  func onlyAFunctionCanBeWithheld(_ name: String) throws {
    let state = try state(["a": "return 1"])
    state.withheld = { _ in [name: "no"] }
    #expect(try failure("require 'a'", in: state).message == "there is no function '\(name)' to withhold")
  }

  @Test func drawsOfAPluginDoNotChangeTheScripts() throws {
    let plain = try evaluate("return math.random(1 << 40), math.random(1 << 40)")
    let state = try state(["a": "math.randomseed(5) return { math.random(1 << 40), math.random(1 << 40) }"])
    let values = try state.run(
      "local first = math.random(1 << 40) local a = require 'a' return first, math.random(1 << 40), a[1]")
    #expect(Array(values.prefix(2)) == plain)
    #expect(values[2] != plain[0])
  }

  @Test func theHostCanRunATextInAnEnvironment() throws {
    let state = try state(["a": "math.secret = 1 return true"])
    try state.run("require 'a'")
    let source = LuaSource(name: "in.lua", text: "return math.secret, ...")
    #expect(try state.run(source, in: "a", arguments: [2]) == [1, 2])
    #expect(try state.run(source) == [nil])
  }

  @Test func theMetatableOfAnotherEnvironmentsObjectIsShownFrozen() throws {
    let state = try state([
      "a": """
      local Class = { kind = 'a' } Class.__index = Class
      function Class.new() return setmetatable({}, Class) end
      function Class.is(o) return getmetatable(o) == Class end
      return Class
      """
    ])
    let values = try state.run(
      """
      local Class = require 'a'
      local o = Class.new()
      local mine = setmetatable({}, Class)
      return Class.is(o), getmetatable(o) == Class, getmetatable(mine) == Class, mine.kind,
        pcall(function() getmetatable(o).kind = 'b' end)
      """)
    #expect(values.dropLast() == [true, true, true, "a", false])
    #expect(values.last == "test.lua:5: \"a\" is frozen: \"kind\" cannot be assigned")
  }
}
