public import Analyses
public import Cohorts
import LuaSyntax

/// Checks scripts without running them: what is written wrongly, what does not exist, and what is likely not to be meant.
///
/// Values are followed as far as that is simple: through locals, fields of tables and the members of what the host lends. What
/// cannot be followed is taken to be right.
public struct ScriptCheck: Sendable {
  /// The analyses and derivations of the workbench.
  public var registry: Registry
  /// What is declared of further modules, such as those of installed plugins.
  public var modules: [ModuleDeclaration]
  /// The names of modules of which nothing more is known, such as files beside the script.
  public var otherModules: [String]
  /// The cohort that the script is to run on, where its names are to be checked too.
  public var cohort: Cohort?

  /// A check.
  public init(
    registry: Registry, modules: [ModuleDeclaration] = [], otherModules: [String] = [], cohort: Cohort? = nil
  ) {
    self.registry = registry
    self.modules = modules
    self.otherModules = otherModules
    self.cohort = cohort
  }

  /// What a text is for.
  enum Kind {
    /// It has a header and returns a report.
    case script
    /// It is required by others.
    case module
    /// It tests others.
    case test
  }

  /// Checks a script.
  ///
  /// - Parameters:
  ///   - source: Its text.
  ///   - file: The name of its file, for the findings.
  /// - Returns: What was found, in the order of the text.
  public func findings(in source: String, file: String) -> [ScriptFinding] {
    do throws(LuaSyntaxError) {
      let chunk = try LuaChunk(source)
      return ScriptReading(chunk, self, text: source, file: file).findings()
    } catch {
      return [ScriptFinding(.syntax, .error, error.message, at: error.range, of: SourceText(source), in: file)]
    }
  }

  /// The calls of functions of plugins that a script makes as far as they can be told, in the order of the text.
  ///
  /// - Parameter source: The text of the script.
  /// - Returns: The names of the functions, each with its line; none where the text is no Lua.
  public func calls(in source: String) -> [(function: String, line: Int)] {
    guard let chunk = try? LuaChunk(source) else { return [] }
    let reading = ScriptReading(chunk, self, text: source, file: "")
    _ = reading.findings()
    return reading.calls.sorted { $0.range.lowerBound < $1.range.lowerBound }.map {
      ($0.function, chunk.source.position(of: $0.range.lowerBound).line)
    }
  }

  /// The names of all modules that a script may require.
  var moduleNames: [String] {
    ["workbench"] + registry.plugins.map(\.name) + modules.map(\.name) + otherModules
  }

  /// What is declared of a module, where anything is.
  func module(_ name: String) -> ModuleDeclaration? {
    registry.plugins.first { $0.name == name }?.declaration ?? modules.first { $0.name == name }
  }
}
