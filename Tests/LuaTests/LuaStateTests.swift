import Lua
import Testing

@Suite struct LuaStateTests {
  @Test func aScriptReturnsItsValues() throws {
    let state = try LuaState()
    let values = try state.run(LuaSource(name: "t.lua", text: "return 1, 2.5, 'x', true, nil, {1, 2, a = 3}"))
    #expect(values == [1, 2.5, "x", true, nil, .table(LuaTable([1, 2], fields: [.init("a", 3)]))])
  }
}
