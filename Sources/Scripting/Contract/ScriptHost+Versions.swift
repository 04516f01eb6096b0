import Analyses
import Lua

/// Analyses of one name that several plugins, or several versions of one, declare.
///
/// The first is known by its name alone, each other with the name of its environment: `grfs.estimate (house/grfs@1.2.0)`. By its
/// name alone, code means the one that it declares itself, or else that of the plugin which it requires.
extension ScriptHost {
  /// The name under which an environment's analysis is registered.
  ///
  /// - Parameters:
  ///   - name: The name that it declares.
  ///   - environment: The environment that declares it.
  /// - Returns: The name, with that of its environment where another has the name already.
  func registeredName(_ name: String, of environment: String) -> String {
    registry.function(name) == nil ? name : Self.fullName(name, of: environment)
  }

  /// The name of an analysis with that of the environment that declares it.
  static func fullName(_ name: String, of environment: String) -> String {
    "\(name) (\(environment.isEmpty ? "the script" : environment))"
  }

  /// An argument as the code of an environment means it: the names of analyses in it become those under which they are registered.
  ///
  /// - Throws: ``SeveralAnalyses`` where it cannot be told which is meant.
  func meaning(_ entry: Argument.Entry, of function: String, in environment: String) throws -> Argument.Entry {
    switch entry.value {
    case .text(let name) where entry.name == Argument.calledAnalysis:
      Argument.Entry(entry.name, .text(try registered(name, meantIn: environment, by: function)))
    case .map(let entries):
      Argument.Entry(entry.name, .map(try entries.map { try meaning($0, of: function, in: environment) }))
    default: entry
    }
  }

  private func registered(_ name: String, meantIn environment: String, by function: String) throws -> String {
    let declared = declarers.filter { $0.key == name || $0.key == Self.fullName(name, of: $0.value) }
    guard declared.count > 1 else { return name }
    let required = plugins.required(by: environment)
    if let own = declared.first(where: { $0.value == environment }) { return own.key }
    let candidates = declared.filter { required.contains($0.value) }
    if candidates.count == 1, let only = candidates.first { return only.key }
    throw SeveralAnalyses(name: name, function: function, environments: declared.values.sorted())
  }
}

/// The name of an analysis that several plugins declare, of which the code that names it requires none, or more than one.
struct SeveralAnalyses: Error, Equatable, CustomStringConvertible {
  let name: String
  let function: String
  let environments: [String]

  var description: String {
    let those = environments.map { $0.isEmpty ? "the script" : $0 }.joined(separator: " and ")
    let last = name.split(separator: ".").last.map(String.init) ?? name
    return
      "\(function): argument \"analysis\" does not say which \"\(name)\" is meant: \(those) declare one; give the function "
      + "itself, as in analysis = plugin.\(last)"
  }
}
