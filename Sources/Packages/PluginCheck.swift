import Names

/// What `workbench plugin check` finds in a plugin, without running it.
public struct PluginCheck: Sendable {
  /// What keeps it from being shared.
  public private(set) var faults: [String] = []
  /// What would make it better.
  public private(set) var notes: [String] = []

  /// Checks a plugin.
  ///
  /// - Parameters:
  ///   - plugin: The plugin.
  ///   - leftOut: The names of files beside it that do not belong to it.
  ///   - version: The version of the workbench.
  public init(_ plugin: Plugin, leftOut: [String] = [], workbench version: String) {
    do { try plugin.check(workbench: version) } catch { faults.append(error.description) }
    faults += plugin.tree.files.filter { $0.path.description.hasSuffix(".lua") }.compactMap(\.syntaxFault)
    for (kind, name) in plugin.missingContributions {
      faults.append(
        "\(PluginManifest.fileName): \(kind.rawValue) \"\(name)\" is declared, but no Lua file speaks of it")
    }
    if plugin.manifest.authors.contains(PluginManifest.unnamedAuthor) {
      notes.append("\(PluginManifest.fileName): authors names nobody yet: \"\(PluginManifest.unnamedAuthor)\"")
    }
    if plugin.tree["README.md"] == nil {
      notes.append("there is no README.md: it is what users are shown before they trust it")
    }
    if !plugin.tree.files.contains(where: { $0.path.isProof && $0.path.description.hasSuffix("_test.lua") }) {
      notes.append("there are no tests: tests/…_test.lua")
    }
    if plugin.manifest.contributions.isEmpty { notes.append("\(PluginManifest.fileName) declares no [contributions]") }
    if !leftOut.isEmpty {
      notes.append("\(leftOut.shortened): not part of the plugin; what is: \(PackagePath.belonging)")
    }
  }

  /// Notes what somebody else found in it.
  ///
  /// - Parameters:
  ///   - words: What was found.
  ///   - isFault: Whether that keeps it from being shared.
  public mutating func add(_ words: String, isFault: Bool) {
    if isFault { faults.append(words) } else { notes.append(words) }
  }
}
