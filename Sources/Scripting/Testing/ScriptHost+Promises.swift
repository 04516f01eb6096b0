import Lua

extension ScriptHost {
  /// Runs a text that declares analyses, and gives the promises of the contract that they break.
  ///
  /// - Parameters:
  ///   - source: The text.
  ///   - name: The name that its errors carry.
  /// - Returns: One line a broken promise: the analysis, and what it did.
  /// - Throws: ``ScriptFailure`` where the text cannot be run.
  public func brokenPromises(_ source: String, name: String) throws(ScriptFailure) -> [String] {
    do { _ = try lua.run(LuaSource(name: name, text: source)) } catch { throw ScriptFailure(error, script: name) }
    return conformance()
  }
}
