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
    do { _ = try lua.run(LuaSource(name: name, text: source)) } catch { throw failure(error, of: name) }
    return conformance()
  }

  /// Runs a script that declares analyses, and gives the promises of the contract that they break.
  ///
  /// A script that fails once it has declared some is no reason not to try those. What plugins declare that it requires is theirs.
  ///
  /// - Parameters:
  ///   - source: The script.
  ///   - name: The name that its errors carry.
  /// - Returns: One line a broken promise; `nil` where the script declares nothing in this run.
  /// - Throws: ``ScriptFailure`` where it goes over a bound, or fails before it has declared anything.
  public func brokenPromises(ofScript source: String, name: String) throws(ScriptFailure) -> [String]? {
    do { _ = try lua.run(LuaSource(name: name, text: source)) } catch {
      let failure = failure(error, of: name)
      guard failure.bound == nil, !ownAnalyses.isEmpty else { throw failure }
    }
    return ownAnalyses.isEmpty ? nil : conformance { ownAnalyses.contains($0) }
  }

  /// The full names of the analyses that the script itself declares, or files beside it.
  private var ownAnalyses: Set<String> { Set(declarers.filter { $0.value.isEmpty }.keys) }
}
