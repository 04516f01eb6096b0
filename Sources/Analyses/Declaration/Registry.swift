import Cohorts

/// The plugins of a workbench and their analyses, by name.
public struct Registry: Sendable {
  /// What can be wrong with a set of plugins.
  public enum Fault: Error, Sendable, Hashable, CustomStringConvertible {
    /// Two plugins have the same name.
    case duplicatePlugin(String)
    /// An analysis is not named after its plugin.
    case foreignName(String, plugin: String)
    /// Two analyses have the same name.
    case duplicateAnalysis(String)

    /// The fault, as a sentence.
    public var description: String {
      switch self {
      case .duplicatePlugin(let name): "two plugins are named \"\(name)\""
      case .foreignName(let name, let plugin):
        "analysis \"\(name)\" of plugin \"\(plugin)\" must be named \"\(plugin).…\""
      case .duplicateAnalysis(let name): "two analyses are named \"\(name)\""
      }
    }
  }

  /// The plugins, in the order of the manual.
  public let plugins: [any Plugin]

  private let analyses: [String: Analysis]

  /// A registry of plugins.
  ///
  /// - Throws: ``Fault``.
  public init(_ plugins: [any Plugin]) throws(Fault) {
    var names: Set<String> = []
    var analyses: [String: Analysis] = [:]
    for plugin in plugins {
      guard names.insert(plugin.name).inserted else { throw .duplicatePlugin(plugin.name) }
      for analysis in plugin.analyses {
        guard analysis.module == plugin.name, !analysis.function.isEmpty else {
          throw .foreignName(analysis.name, plugin: plugin.name)
        }
        guard analyses.updateValue(analysis, forKey: analysis.name) == nil else {
          throw .duplicateAnalysis(analysis.name)
        }
      }
    }
    self.plugins = plugins
    self.analyses = analyses
  }

  /// The analysis of that full name.
  public func analysis(_ name: String) -> Analysis? { analyses[name] }

  /// The full names of all analyses, in order.
  public var names: [String] { plugins.flatMap { $0.analyses.map(\.name) } }

  /// The full name nearest to a misspelt one.
  public func nearest(to name: String) -> String? { Nearest.name(to: name, among: names) }
}
