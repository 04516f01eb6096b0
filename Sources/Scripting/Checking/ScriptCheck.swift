public import Analyses
public import Cohorts
import Lua
import LuaSyntax

/// Checks scripts without running them: what is written wrongly, what does not exist, and what is likely not to be meant.
///
/// Values are followed as far as that is simple: through locals, fields of tables and the members of what the host lends. What
/// cannot be followed is taken to be right.
public struct ScriptCheck: Sendable {
  /// The analyses and derivations of the workbench.
  public var registry: Registry
  /// What plugins offer that scripts may require.
  public var plugins: [PluginDeclaration]
  /// The texts of modules of which nothing is declared, such as files beside the script, by name: they are read, and not run.
  public var texts: [String: String] = [:]
  /// The names of modules of which nothing more is known.
  public var otherModules: [String]
  /// Why it is not known what plugins offer that can be required, by their ids.
  public var doubts: [String: String] = [:]
  /// Why modules that there are cannot be required, such as plugins that are not trusted, by their names.
  public var refusals: [String: String]
  /// The cohort that the script is to run on, where its names are to be checked too.
  public var cohort: Cohort?

  /// A check.
  public init(
    registry: Registry, plugins: [PluginDeclaration] = [], otherModules: [String] = [],
    refusals: [String: String] = [:],
    cohort: Cohort? = nil
  ) {
    self.registry = registry
    self.plugins = plugins
    self.otherModules = otherModules
    self.refusals = refusals
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
    /// It tells editors what there is, and is never run.
    case stub
  }

  /// Checks a script.
  ///
  /// - Parameters:
  ///   - source: Its text.
  ///   - file: The name of its file, for the findings.
  /// - Returns: What was found, in the order of the text.
  public func findings(in source: String, file: String) -> [ScriptFinding] {
    let tooLong = findingsOfSize(source, file: file)
    guard tooLong.isEmpty else { return tooLong }
    do throws(LuaSyntaxError) {
      let chunk = try LuaChunk(source)
      return ScriptReading(chunk, self, text: source, file: file).findings()
    } catch {
      return [ScriptFinding(.syntax, .error, error.message, at: error.range, of: SourceText(source), in: file)]
    }
  }

  /// A text that is larger than Lua is given to read.
  private func findingsOfSize(_ source: String, file: String) -> [ScriptFinding] {
    let text = SourceText(source)
    let limits = LuaOptions()
    guard text.bytes.count <= limits.sourceLimit else {
      let message = "the text has \(text.bytes.count) bytes; a script may have \(limits.sourceLimit)"
      return [ScriptFinding(.syntax, .error, message, at: 0..<0, of: text, in: file)]
    }
    let lines = text.bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    guard let line = lines.first(where: { $0.count > limits.lineLimit }) else { return [] }
    let message = "the line has \(line.count) bytes; it may have \(limits.lineLimit)"
    let start = line.startIndex
    return [ScriptFinding(.syntax, .error, message, at: start..<start, of: text, in: file)]
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

  /// What a script takes for granted of its cohort, in the order in which it first names it.
  ///
  /// - Parameter source: The text of the script.
  /// - Returns: What its header should say that it needs; nothing where the text is no Lua.
  public func needs(of source: String) -> [ScriptHeader.Need] {
    guard let chunk = try? LuaChunk(source) else { return [] }
    let reading = ScriptReading(chunk, self, text: source, file: "")
    _ = reading.findings()
    return reading.needs.map(\.need)
  }

  /// What a script declares with `workbench.analysis`, module by module, as far as that can be read.
  ///
  /// - Parameter source: The text of the script.
  /// - Returns: The modules; none where the text is no Lua.
  public func declaredModules(in source: String) -> [ModuleDeclaration] {
    guard let chunk = try? LuaChunk(source) else { return [] }
    let reading = ScriptReading(chunk, self, text: source, file: "")
    _ = reading.findings()
    return reading.registry.declared.map(\.declaration)
  }

  /// Whether a text may declare analyses: whether it speaks of `workbench.analysis`, under whatever name it has the module.
  ///
  /// - Parameter source: The text.
  /// - Returns: Whether it may; a text that is no Lua declares nothing.
  public static func mayDeclareAnalyses(_ source: String) -> Bool {
    guard source.contains("analysis"), !source.hasPrefix("---@meta"), let chunk = try? LuaChunk(source) else {
      return false
    }
    var isFound = false
    chunk.forEachExpression { expression in
      if case .suffixed(_, let suffixes) = expression.form {
        isFound =
          isFound || suffixes.contains { if case .field(let word) = $0.form { word.text == "analysis" } else { false } }
      }
    }
    return isFound
  }

  /// The names of the modules that a script requires by a constant name.
  ///
  /// - Parameter source: The text of the script.
  /// - Returns: The names; none where the text is no Lua.
  public static func requiredModules(in source: String) -> Set<String> {
    guard let chunk = try? LuaChunk(source) else { return [] }
    var names: Set<String> = []
    chunk.forEachExpression { expression in
      if case .suffixed(let first, let suffixes) = expression.form, case .name(let name) = first.form,
        name.binding == .global, name.text == "require", case .call(let arguments)? = suffixes.first?.form,
        case .string(let module)? = arguments.first?.form
      {
        names.insert(module)
      }
    }
    return names
  }

  /// The names of the modules that a script requires by a constant name, and that others require which it requires.
  ///
  /// - Parameters:
  ///   - source: The text of the script.
  ///   - texts: The texts of other modules, by name.
  /// - Returns: The names.
  public static func requiredModules(in source: String, with texts: [String: String]) -> Set<String> {
    var (names, open) = (Set<String>(), [source])
    while let next = open.popLast() {
      let new = requiredModules(in: next).subtracting(names)
      names.formUnion(new)
      open += new.compactMap { texts[$0] }
    }
    return names
  }

  /// The names of all modules that a script may require.
  var moduleNames: [String] {
    ["workbench"] + registry.plugins.map(\.name) + plugins.map(\.id) + texts.keys.sorted() + otherModules
  }
}

extension LuaChunk {
  /// Does something with each expression, however deep; with those around others first.
  fileprivate func forEachExpression(_ body: (LuaExpression) -> Void) {
    func visit(_ expression: LuaExpression) {
      body(expression)
      for child in expression.children { visit(child) }
    }
    block.forEachStatement { for expression in $0.expressions { visit(expression) } }
  }
}
