import Lua
import LuaSyntax

/// What a run says of a text or a name that is wrong: the words of the check, where it knows better than Lua.
extension ScriptHost {
  /// Why a text does not parse.
  static func fault(of source: LuaSource) -> LuaFault? {
    do throws(LuaSyntaxError) {
      _ = try LuaChunk(source.text)
      return nil
    } catch {
      return LuaFault(line: error.position.line, column: error.position.column, words: error.message)
    }
  }

  /// What is said of a name that nothing declares, where others can be seen.
  ///
  /// A plugin learns nothing of the cohort by it.
  func wordsOnUnknown(_ name: String, in environment: String, seen names: [String]) -> String {
    let modules = lua.moduleNames(environment)
    let unknown = UnknownNames(modules: modules, cohort: environment.isEmpty ? cohort : nil, seen: names)
    return unknown.message(on: name, in: "'")
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
