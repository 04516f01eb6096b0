import Lua
import Testing

/// A fresh state, with what a test needs in it.
func makeState(_ change: (inout LuaOptions) -> Void = { _ in }) throws -> LuaState {
  var options = LuaOptions()
  change(&options)
  return try LuaState(options: options)
}

extension LuaState {
  /// Runs a text named `test.lua`.
  @discardableResult
  func run(_ text: String, _ arguments: [LuaValue] = []) throws -> [LuaValue] {
    try run(LuaSource(name: "test.lua", text: text), arguments: arguments)
  }
}

/// What a text returns in a fresh state.
func evaluate(_ text: String) throws -> [LuaValue] {
  try LuaState().run(text)
}

/// The error that a text ends with.
func failure(_ text: String, in state: LuaState? = nil) throws -> LuaError {
  let state = try state ?? LuaState()
  return try #require(throws: LuaError.self) { try state.run(text) }
}
