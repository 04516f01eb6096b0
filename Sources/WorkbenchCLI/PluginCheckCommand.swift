import ArgumentParser
import Packages
import Reports
import Workbench

/// `workbench plugin check [PATH]`.
struct CheckPlugin: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check a plugin without running it, or all plugins of the project against workbench.lock.",
    discussion: "Exit status: 0 nothing is wrong; 1 something is; 64 wrong usage.")

  @Argument(help: "A folder or a pack; the project's own plugins without it.")
  var path: String?

  func run() throws {
    try reportingFailures {
      guard let path else { return try checkProject() }
      let fetched = try PluginCheck.fetch(path)
      let check = PluginCheck(fetched.plugin, leftOut: fetched.leftOut, workbench: BuiltIn.version)
      for note in check.notes { Console.write("note: \(note)\n".withoutCommands) }
      try check.throwIfFaulty()
      let plugin = fetched.plugin
      Console.write(
        "\(plugin.manifest.key.words) is sound: \(plugin.tree.files.count) files, SHA-256 \(plugin.sha256)\n")
    }
  }

  private func checkProject() throws {
    let project = try PluginCommand.project()
    try project.checkFrozen()
    Console.write("\(project.members.count) plugins are as \(LockFile.fileName) says\n")
  }
}

/// `workbench plugin pack PATH`.
struct PackPlugin: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pack", abstract: "Check a plugin, and write it as one file, the same bytes wherever and whenever.")

  @Argument(help: "The plugin's folder.")
  var path: String

  @Option(help: "The file to write; team-name-version.wbplugin without it.")
  var out: String?

  func run() throws {
    try reportingFailures {
      let fetched = try PluginCheck.fetch(path)
      try PluginCheck(fetched.plugin, workbench: BuiltIn.version).throwIfFaulty()
      let key = fetched.plugin.manifest.key
      let file = out ?? "\(key.id.team)-\(key.id.name)-\(key.version)\(Pack.ending)"
      try Pack.write(fetched.plugin.tree, to: file)
      Console.note("wrote \(file)")
    }
  }
}

/// A plugin in which a check found something.
struct FaultyPlugin: Error, CustomStringConvertible {
  let description: String
}

extension PluginCheck {
  /// The plugin at a path, of which whatever is wrong is a failure of the check.
  static func fetch(_ path: String) throws -> PluginSource.Fetched {
    let source = try PluginSource(path)
    if case .git = source { throw PackageFault("\(path): only a folder or a pack is checked") }
    do { return try source.fetch() } catch { throw FaultyPlugin(description: "\(error)") }
  }

  /// Throws where something is wrong.
  func throwIfFaulty() throws {
    if !faults.isEmpty { throw FaultyPlugin(description: faults.joined(separator: "\n")) }
  }
}
