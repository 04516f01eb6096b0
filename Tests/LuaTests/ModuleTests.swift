import Lua
import Testing

@Suite struct ModuleTests {
  private func state(_ files: [String: String]) throws -> LuaState {
    let state = try makeState()
    state.hostModule = { name, _ in name == "survival" ? .table(["one": 1]) : nil }
    state.resolver = { name, _ in files[name].map { LuaModule(LuaSource(name: "\(name).lua", text: $0)) } }
    state.moduleNames = { _ in ["survival"] }
    return state
  }

  @Test func aModuleIsLoadedOnce() throws {
    let state = try state(["counter": "local n = 0 return { next = function() n = n + 1 return n end }"])
    let values = try state.run(
      "local a, b = require 'counter', require 'counter' a.next() return b.next(), a == b, require 'survival'.one")
    #expect(values == [2, true, 1])
  }

  @Test func aForgottenModuleIsLoadedAnewAndThoseOfTheHostStay() throws {
    let state = try state(["counter": "local n = 0 return { next = function() n = n + 1 return n end }"])
    let text = "return require('counter').next(), require 'survival'"
    #expect(try state.run(text).first == 1)
    #expect(try state.run(text).first == 2)
    try state.forgetModules()
    #expect(try state.run(text).first == 1)
    #expect(try state.run("return require('survival').one") == [1])
  }

  @Test func aModuleKnowsItsName() throws {
    #expect(try state(["dir/part": "return ..."]).run("return require 'dir/part'") == ["dir/part"])
  }

  @Test func anUnknownModuleIsNamedWithTheNearest() throws {
    let error = try failure("local s = require 'survivl'", in: state([:]))
    #expect(error.message == "require: there is no module \"survivl\"; did you mean \"survival\"?")
    #expect(error.cause as? LuaModuleError == .notFound("survivl", nearest: "survival"))
  }

  @Test func aCircleIsShownAsAPath() throws {
    let state = try state(["a": "return require 'b'", "b": "return require 'c'", "c": "return require 'b'"])
    let error = try failure("require 'a'", in: state)
    #expect(error.description == "c.lua:1: require: modules need each other in a circle: b → c → b")
  }

  @Test func aModuleThatFailedCanBeTriedAgain() throws {
    let state = try state(["bad": "error 'broken'"])
    let values = try state.run(
      "local _, a = pcall(require, 'bad') local _, b = pcall(require, 'bad') return a, b")
    #expect(values == ["bad.lua:1: broken", "bad.lua:1: broken"])
  }

  @Test func aModuleThatDoesNotParseSaysWhere() throws {
    let error = try failure("require 'bad'", in: state(["bad": "\nlocal = 3"]))
    #expect(error.message == "require: module \"bad\" does not parse: bad.lua:2: <name> expected near '='")
  }

  @Test func whatTheResolverThrowsIsTheCause() throws {
    struct Locked: Error {}
    let state = try makeState()
    state.resolver = { _, _ in throw Locked() }
    #expect(try failure("require 'x'", in: state).cause is Locked)
  }
}
