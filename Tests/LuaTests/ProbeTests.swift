import Lua
import Testing

@Suite struct ProbeTests {
  /// Those that do not crash a defective Lua; the others need a process of their own.
  @Test(arguments: ["bits", "break", "index", "sort"])
  func aProbeComesToAVerdict(_ id: String) throws {
    let probe = try #require(LuaProbe.named(id))
    #expect(probe.run() != .failed)
  }

  @Test func probesAreNamedOnceAndExplained() {
    #expect(LuaProbe.all.map(\.id) == ["concat", "close", "names", "bits", "break", "index", "sort"])
    #expect(LuaProbe.all.allSatisfy { !$0.title.isEmpty && !$0.meaning.isEmpty })
  }

  @Test func theVersionIsOfLua54() {
    #expect(LuaLibrary.version.hasPrefix("Lua 5.4"))
  }
}
