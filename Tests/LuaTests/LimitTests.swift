import Foundation
import Lua
import Testing

/// Runs a text on a thread of its own, and stops it from outside after a moment.
private func stopped(_ text: String, file: String = "test.lua") async throws -> LuaError? {
  try await withCheckedThrowingContinuation { continuation in
    let thread = Thread {
      do {
        let state = try LuaState()
        try state.register(global: "noop", .function(LuaFunction("noop") { $0 }))
        let interrupt = state.interrupt
        DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(50)) { interrupt.stop() }
        _ = try state.run(text)
        continuation.resume(returning: nil)
      } catch {
        continuation.resume(returning: error as? LuaError)
      }
    }
    thread.stackSize = 16 << 20
    thread.start()
  }
}

@Suite struct LimitTests {
  @Test(
    arguments: [
      "while true do end",
      "while true do pcall(function() while true do end end) end",
      "while true do pcall(error) end",
      "while true do xpcall(function() while true do end end, function() while true do end end) end",
      "while true do local c = coroutine.create(function() while true do end end) coroutine.resume(c) end",
      "while true do coroutine.resume(coroutine.create(function() end)) end",
      "local c = coroutine.wrap(function() while true do coroutine.yield() end end) while true do c() end",
      "local function f() pcall(coroutine.wrap(function() f() end)) end while true do f() end",
      "while true do noop() end",
      "while true do pcall(noop, { 1, 2 }) end",
      "local t = {} for i = 1, 100 do t[i] = i end while true do table.sort(t, function(a, b) return a < b end) end",
      "local t = setmetatable({}, { __index = function(t, k) while true do end end }) return pcall(function() return t.x end)",
      "error(setmetatable({}, { __tostring = function() while true do end end }))",
      "for i = 1, math.huge do load('return 1')() end",
      "::a:: goto a",
    ])
  func anEndlessLoopIsStopped(_ text: String) async throws {
    let error = try #require(try await stopped(text))
    #expect(error.kind == .interrupted)
  }

  @Test func theStoppedLineIsTold() async throws {
    let error = try #require(
      try await stopped("local n = 0\nlocal function spin()\n  while true do n = n + 1 end\nend\nspin()"))
    #expect(error.place?.description == "test.lua:3")
    #expect(error.traceback.map(\.function) == ["spin", "main chunk"])
  }

  @Test func aStoppedStateGoesOnOnlyWhenItIsCleared() throws {
    let state = try makeState()
    state.interrupt.stop()
    #expect(try failure("return 1", in: state).kind == .interrupted)
    state.interrupt.clear()
    #expect(try state.run("return 1") == [1])
  }

  @Test func aSignalOfTheProcessStopsTheScript() async throws {
    let error: LuaError? = try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread {
        do {
          let state = try LuaState()
          state.interrupt.stop(onSignal: SIGUSR2)
          DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(50)) { kill(getpid(), SIGUSR2) }
          _ = try state.run("while true do end")
          continuation.resume(returning: nil)
        } catch {
          continuation.resume(returning: error as? LuaError)
        }
      }
    }
    #expect(error?.kind == .interrupted)
  }

  @Test func aRowLoopIsStopped() async throws {
    let error: LuaError? = try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread {
        do {
          let state = try LuaState()
          let function = try state.run("return function(p) local n = 0 for i = 1, 1000 do n = n + i end end").first?
            .function
          let interrupt = state.interrupt
          DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(50)) { interrupt.stop() }
          if let function {
            _ = try state.forEach(function, LuaRows(columns: [LuaColumn("x", .lent { "\($0)" })], count: 1 << 40))
          }
          continuation.resume(returning: nil)
        } catch {
          continuation.resume(returning: error as? LuaError)
        }
      }
    }
    #expect(error?.kind == .interrupted)
    #expect(error?.row != nil)
  }

  @Test(arguments: [
    "local t = {} for i = 1, 1e9 do t[i] = i end",
    "local s = 'x' while true do s = s .. s end",
    "local t = {} while true do t[#t + 1] = ('x'):rep(1000000) .. #t end",
    "local function f(...) return 1 + f(1, ...) end f()",
    "local t = {} for i = 1, 1e9 do t[i] = coroutine.create(print) end",
    "return string.rep('x', 100000000)",
  ])
  func theMemoryLimitHolds(_ text: String) throws {
    let state = try makeState { $0.memoryLimit = 8 << 20 }
    let error = try failure(text, in: state)
    #expect(error.kind == .memory || error.message.contains("stack overflow"))
    #expect(state.memoryInUse < 10 << 20)
    #expect(try state.run("return 1 + 1") == [2])
  }

  @Test func aScriptMayCatchTheEndOfMemory() throws {
    let state = try makeState { $0.memoryLimit = 8 << 20 }
    let values = try state.run(
      "local ok, m = pcall(function() local s = 'x' while true do s = s .. s end end) return ok, m")
    #expect(values == [false, "not enough memory"])
  }

  @Test func aRunAfterAnotherHasABudgetOfItsOwn() throws {
    let state = try makeState { $0.printLimit = 20 }
    var printed = ""
    state.output = { printed += $0 }
    for _ in 0..<3 {
      state.beginRun()
      try state.run("print(('x'):rep(15))")
    }
    #expect(printed.utf8.count == 3 * 16)
    _ = try failure("print(('x'):rep(15))", in: state)
  }

  @Test func aFullStateCanBeEmptied() throws {
    let state = try makeState { $0.memoryLimit = 4 << 20 }
    let functions = try state.run(
      """
      local list = {}
      local last = list
      return function() while true do last.n = {} last = last.n end end, function() list, last = nil, nil end
      """
    ).compactMap(\.function)
    #expect(throws: LuaError.self) { try state.call(functions[0]) }
    let held = state.memoryInUse
    #expect(held > 3 << 20)
    state.beginRun()
    _ = try state.call(functions[1])
    try state.collectGarbage()
    #expect(state.memoryInUse < held / 4)
    // From then on the limit is what it was.
    state.beginRun()
    #expect(try failure("local s = ('x'):rep(5 << 20)", in: state).kind == .memory)
  }

  @Test func printHasABudget() throws {
    let state = try makeState { $0.printLimit = 20 }
    var printed = ""
    state.output = { printed += $0 }
    let error = try failure("print('a', 1, nil, true)\nprint('b')\nprint(('x'):rep(20))", in: state)
    #expect(printed == "a\t1\tnil\ttrue\nb\n")
    #expect(error.description == "test.lua:3: print: more than 20 bytes, which is the limit of a run or an entry")
  }
}
