import Lua
import LuaSyntax

/// What a run says of a text or a name that is wrong: the words of the check, where it knows better than Lua.
extension ScriptHost {
  /// Why a text does not parse.
  static func fault(of source: LuaSource) -> (line: Int, words: String)? {
    do throws(LuaSyntaxError) {
      _ = try LuaChunk(source.text)
      return nil
    } catch { return (error.position.line, error.message) }
  }

  /// What is said of a name that nothing declares; `nil` where nothing is known but names that are near.
  ///
  /// A plugin learns nothing of the cohort by it.
  func wordsOnUnknown(_ name: String, in environment: String) -> String? {
    let modules = lua.moduleNames(environment)
    return UnknownNames(modules: modules, cohort: environment.isEmpty ? cohort : nil).message(on: name, in: "'")
  }
}

extension LuaError {
  /// What to do about an error that Lua raises by itself; empty where it says all that is known.
  var advice: String {
    guard kind == .runtime else { return "" }
    if message.hasPrefix("attempt to add a 'string'") || message.hasSuffix("' with a 'string'") {
      return "; texts are joined with .."
    }
    if message.contains("a nil value (field '?')") || message.contains("a nil value (field 'integer index')") {
      return "; nothing stands at that place: places begin at 1"
    }
    if message.hasSuffix(", got nil)") { return "; what is handed over is nil: a place or a name that is not there" }
    guard let field = message.firstMatch(of: #/call a nil value \(field '(\w+)'\)/#)?.output.1,
      let name = UnavailableNames.all.first(where: { $0.hasSuffix(".\(field)") }),
      let reason = UnavailableNames.reason(name)
    else { return "" }
    return "; \(name) is not available to scripts: \(reason)"
  }
}
