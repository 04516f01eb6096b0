import Foundation
import Lua
import Testing

private func profile(_ text: String, every: Int = 97, _ prepare: (LuaState) throws -> Void = { _ in }) throws
  -> [Int: LuaProfile.Line]
{
  let state = try makeState()
  try prepare(state)
  try state.startProfile(every: every)
  try state.run(text)
  let lines = try #require(try state.endProfile()).lines
  #expect(lines.allSatisfy { $0.chunk == "test.lua" })
  return Dictionary(uniqueKeysWithValues: lines.map { ($0.line, $0) })
}

private func wait(milliseconds: Int) {
  let clock = ContinuousClock()
  let start = clock.now
  while clock.now - start < .milliseconds(milliseconds) {}
}

@Suite struct ProfileTests {
  @Test func theLineThatRunsMostHasMostSamples() throws {
    let lines = try profile(
      """
      local n = 0
      for i = 1, 1000 do
        n = n + 1
        for j = 1, 99 do n = n + j * 2 end
      end
      """)
    let inner = lines[4]?.samples ?? 0
    let all = lines.values.map(\.samples).reduce(0, +)
    #expect(inner > all * 9 / 10)
    #expect(all > 3 * 99 * 1000 / 97)
    #expect(lines.values.allSatisfy { $0.calls == 0 && $0.hostNanoseconds == 0 })
  }

  @Test func coroutinesAreMeasured() throws {
    let lines = try profile(
      """
      local c = coroutine.wrap(function()
        while true do
          for i = 1, 1000 do end
          coroutine.yield()
        end
      end)
      for i = 1, 20 do c() end
      """)
    #expect((lines[3]?.samples ?? 0) > 100)
  }

  @Test func callsOfSwiftBelongToTheLineThatMakesThem() throws {
    let lines = try profile(
      "wait(2)\nfor i = 1, 5 do\n  pcall(wait, 1)\nend\nreturn #thing"
    ) { state in
      try state.register(
        global: "wait",
        .function(
          LuaFunction("wait") { arguments in
            wait(milliseconds: arguments.first?.integer ?? 0)
            return []
          }))
      try state.register(global: "thing", HostType<Int>("thing", length: { $0 }).wrap(3))
    }
    #expect(lines[1]?.calls == 1 && lines[3]?.calls == 5 && lines[5]?.calls == 1)
    #expect((lines[1]?.hostNanoseconds ?? 0) >= 2_000_000)
    #expect((lines[3]?.hostNanoseconds ?? 0) >= 5_000_000)
  }

  @Test func theTimeOfAScriptThatSwiftCallsIsNotSwifts() throws {
    let lines = try profile("again(function()\n  wait(20)\nend)\nagain(function() end)") { state in
      try state.register(
        global: "again",
        .function(LuaFunction("again") { [weak state] in try state?.call($0[0].function!) ?? [] }))
      try state.register(
        global: "wait",
        .function(
          LuaFunction("wait") {
            wait(milliseconds: $0[0].integer!); return []
          }))
    }
    let waited = try #require(lines[2]).hostNanoseconds
    #expect(waited >= 20_000_000)
    #expect(try #require(lines[1]).hostNanoseconds < waited / 2)
  }

  @Test func anErrorIsMeasuredToo() throws {
    let lines = try profile("for i = 1, 10 do pcall(refuse) end") { state in
      try state.register(global: "refuse", .function(LuaFunction("refuse") { _ in throw CancellationError() }))
    }
    #expect(lines[1]?.calls == 10)
  }

  @Test func aRunThatIsNotMeasuredGivesNothing() throws {
    let state = try makeState()
    #expect(try state.endProfile() == nil)
    try state.startProfile()
    #expect(try state.endProfile()?.lines == [])
    try state.run("for i = 1, 10000 do end")
    #expect(try state.endProfile() == nil)
  }

  @Test func measuringBeginsAnewEachTime() throws {
    let state = try makeState()
    for _ in 0..<3 {
      try state.startProfile(every: 10)
      try state.run("for i = 1, 100 do end")
      #expect(try #require(try state.endProfile()).lines.map(\.samples).reduce(0, +) < 30)
    }
  }

  @Test func measuringCannotBeginInsideARun() throws {
    let state = try makeState()
    try state.register(
      global: "start",
      .function(
        LuaFunction("start") { [weak state] _ in
          try state?.startProfile(); return []
        }))
    #expect(try failure("start()", in: state).message == "measuring cannot begin or end while a script runs")
  }

  @Test(arguments: [
    "while true do end", "while true do pcall(function() while true do end end) end",
    "local c = coroutine.wrap(function() while true do coroutine.yield() end end) while true do c() end",
  ])
  func aRunThatIsMeasuredCanBeStopped(_ text: String) async throws {
    let (kind, samples): (LuaError.Kind?, Int) = try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread {
        do {
          let state = try LuaState()
          try state.startProfile(every: 1009)
          let interrupt = state.interrupt
          DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(50)) { interrupt.stop() }
          let error = #expect(throws: LuaError.self) { try state.run(text) }
          interrupt.clear()
          try state.run("for i = 1, 100000 do end")
          let lines = try state.endProfile()?.lines ?? []
          continuation.resume(returning: (error?.kind, lines.map(\.samples).reduce(0, +)))
        } catch { continuation.resume(throwing: error) }
      }
    }
    #expect(kind == .interrupted)
    #expect(samples > 50)
  }

  @Test func manyLinesAreKeptApart() throws {
    let text = (0..<500).map { _ in "for i = 1, 50 do end" }.joined(separator: "\n")
    let lines = try profile(text, every: 7)
    #expect(lines.count == 500)
  }

  @Test func theLineThatRunsIsKnownToACrash() throws {
    let state = try makeState()
    var places: [String] = []
    try state.register(
      global: "look",
      .function(
        LuaFunction("look") { _ in
          var room = [CChar](repeating: 0, count: 64)
          let length = LuaLibrary.crashPlace(&room, room.count)
          places.append(String(decoding: room.prefix(length).map(UInt8.init(bitPattern:)), as: UTF8.self))
          return []
        }))
    try state.run("look()\n\npcall(look)\ncoroutine.wrap(function()\n  table.sort({ 2, 1 }, look)\nend)()")
    #expect(places == ["test.lua:1", "test.lua:3", "test.lua:5", "test.lua:5"])
    var room = [CChar](repeating: 0, count: 8)
    #expect(LuaLibrary.crashPlace(&room, room.count) == 0)
  }
}
