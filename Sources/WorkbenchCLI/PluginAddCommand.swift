import ArgumentParser
import Names
import Packages
import Workbench

/// `workbench plugin add SOURCE …`.
struct AddPlugin: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Copy plugins into the project, and write them into workbench.lock.",
    discussion: """
      A source is a folder, a pack (.wbplugin), or the address of a Git repository (https, ssh or file), with @ and a version \
      or without, when the newest tag such as v1.2.0 is taken. Plugins that need each other are added together. Nothing of them \
      is run.
      """)

  @Argument(help: "Where the plugins are: PATH, FILE.wbplugin or GIT-URL[@version].")
  var sources: [String]

  @Option(help: "A capability that a newer version of a plugin may have, and the older might not; may be repeated.")
  var allow: [Capability] = []

  func run() throws {
    try reportingFailures {
      let project = try PluginCommand.project()
      let fetched = try sources.map { try PluginSource($0).fetch(for: project.root) }
      for one in fetched {
        try one.plugin.check(workbench: BuiltIn.version)
        if !one.leftOut.isEmpty {
          Console.note(
            "\(one.plugin.manifest.key.words): left out, not part of a plugin: \(one.leftOut.joined(separator: ", "))")
        }
      }
      let change = try ProjectChange(adding: fetched, in: project)
      guard !change.isEmpty else { return Console.note("nothing to do: all of that is here already") }
      try PluginCommand.checkGrown(
        change, allowed: allow, command: "workbench plugin add \(sources.joined(separator: " "))")
      try change.commit()
      PluginCommand.show(change)
      try PluginCommand.noteUntrusted(in: PluginCommand.project(), among: fetched.map(\.plugin.manifest.key))
    }
  }
}

/// `workbench plugin remove ID …`.
struct RemovePlugin: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Take plugins out of the project, and out of workbench.lock.")

  @Argument(help: "The plugins' ids: team/name.")
  var ids: [String]

  func run() throws {
    try reportingFailures {
      let project = try PluginCommand.project()
      let ids = try ids.map { try project.id($0) }
      let change = try ProjectChange(removing: ids, in: project)
      try change.commit()
      PluginCommand.show(change)
    }
  }
}

extension PluginProject {
  /// The id of a plugin of the project.
  ///
  /// - Throws: `PackageFault` where it has none of that id, with the nearest.
  func id(_ text: String) throws -> PluginID {
    let id = try PluginID(text)
    guard lock.main(id) != nil else {
      let known = Set(lock.keys.map(\.id.description)).sorted()
      throw PackageFault(
        "there is no plugin \"\(text)\" in \(LockFile.fileName)"
          + (Nearest.name(to: text, among: known).map { "; did you mean \"\($0)\"?" } ?? ""))
    }
    return id
  }
}
