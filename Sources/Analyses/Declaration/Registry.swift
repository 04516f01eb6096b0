import Cohorts

/// The plugins of a workbench and what they offer, by name.
public struct Registry: Sendable {
  /// What can be wrong with a set of plugins.
  public enum Fault: Error, Sendable, Hashable, CustomStringConvertible {
    /// Two plugins have the same name.
    case duplicatePlugin(String)
    /// A function is not named after its plugin.
    case foreignName(String, plugin: String)
    /// Two functions have the same name.
    case duplicateFunction(String)

    /// The fault, as a sentence.
    public var description: String {
      switch self {
      case .duplicatePlugin(let name): "two plugins are named \"\(name)\""
      case .foreignName(let name, let plugin):
        "function \"\(name)\" of plugin \"\(plugin)\" must be named \"\(plugin).…\""
      case .duplicateFunction(let name): "two functions are named \"\(name)\""
      }
    }
  }

  /// The plugins, in the order of the manual.
  public let plugins: [any Plugin]

  private var functions: [String: any PluginFunction]

  /// A registry of plugins.
  ///
  /// - Throws: ``Fault``.
  public init(_ plugins: [any Plugin]) throws(Fault) {
    var names: Set<String> = []
    var functions: [String: any PluginFunction] = [:]
    for plugin in plugins {
      guard names.insert(plugin.name).inserted else { throw .duplicatePlugin(plugin.name) }
      for function in plugin.functions {
        guard function.module == plugin.name, !function.function.isEmpty else {
          throw .foreignName(function.name, plugin: plugin.name)
        }
        guard functions.updateValue(function, forKey: function.name) == nil else {
          throw .duplicateFunction(function.name)
        }
      }
    }
    self.plugins = plugins
    self.functions = functions
  }

  /// What scripts have declared beside the plugins, a plugin for each module.
  public private(set) var declared: [any Plugin] = []

  /// Adds an analysis that a script declares, under a module that none of the plugins has.
  ///
  /// - Throws: ``Fault`` where there is one of that name, or the module is a plugin's.
  public mutating func declare(_ analysis: Analysis) throws(Fault) {
    guard !plugins.contains(where: { $0.name == analysis.module }) else { throw .duplicatePlugin(analysis.module) }
    guard functions[analysis.name] == nil else { throw .duplicateFunction(analysis.name) }
    functions[analysis.name] = analysis
    isConfined = isConfined || analysis.isConfined
    if let place = declared.firstIndex(where: { $0.name == analysis.module }) {
      declared[place] = DeclaredAnalyses(name: analysis.module, analyses: declared[place].analyses + [analysis])
    } else {
      declared.append(DeclaredAnalyses(name: analysis.module, analyses: [analysis]))
    }
  }

  /// Whether any analysis may be done only on the thread on which it was declared.
  public private(set) var isConfined = false

  /// The analysis of that full name.
  public func analysis(_ name: String) -> Analysis? { functions[name] as? Analysis }

  /// The analysis or derivation of that full name.
  public func function(_ name: String) -> (any PluginFunction)? { functions[name] }

  /// The full names of all analyses, in order.
  public var names: [String] { (plugins + declared).flatMap { $0.analyses.map(\.name) } }

  /// The full name nearest to a misspelt one.
  public func nearest(to name: String) -> String? { Nearest.name(to: name, among: names) }
}

/// The analyses that scripts declare under one module name.
private struct DeclaredAnalyses: Plugin {
  let name: String
  let summary = "Analyses that a script declares."
  let analyses: [Analysis]
}
