public import Packages
public import Scripting

extension ScriptChecking {
  /// What is found in the Lua files of a plugin, in the order of their paths; what is no Lua is left to those who ask for that.
  ///
  /// Nothing of it is run, and it need not be in a project: of the plugins that it requires nothing is known.
  public func findings(in plugin: Plugin) -> [ScriptFinding] {
    let bundle = PluginBundle(plugin, LockFile.Entry(of: plugin, from: ""))
    let texts = plugin.tree.files.compactMap { file -> (path: String, text: String)? in
      guard file.path.description.hasSuffix(".lua"), let text = String(validating: file.bytes, as: UTF8.self) else {
        return nil
      }
      return (file.path.description, text)
    }
    let others = plugin.manifest.needed.map(\.description)
    return texts.flatMap { path, text in
      check(of: path, in: bundle, beside: others, among: texts).findings(in: text, file: path)
    }.filter { !Self.ofScriptsAlone.contains($0.code) && $0.code != .syntax }
  }

  /// What is asked of scripts, and not of what they require.
  private static let ofScriptsAlone: Set<ScriptFinding.Code> = [
    .header, .noTitle, .noReport, .unusedParameter, .undeclaredParameter, .missingNeed, .needlessNeed,
  ]

  private func check(
    of path: String, in bundle: PluginBundle, beside others: [String], among texts: [(path: String, text: String)]
  ) -> ScriptCheck {
    let isTest = path.hasSuffix(TestFile.ending)
    var check = ScriptCheck(
      registry: registry, otherModules: others + (isTest ? ["testing"] : []))
    guard isTest else {
      check.texts = bundle.files
      return check
    }
    // A test requires the plugin as scripts do, and what lies beside it.
    let folder = path.split(separator: "/").dropLast().map { "\($0)/" }.joined()
    for (other, text) in texts where other.hasPrefix(folder) && other != path {
      let name = other.dropFirst(folder.count).dropLast(".lua".count)
      if !name.contains("/") { check.texts[String(name)] = text }
    }
    check.texts[bundle.id] = bundle.files[bundle.entry]
    return check
  }
}
