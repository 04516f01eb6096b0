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
    return unknown.message(on: name)
  }
}
