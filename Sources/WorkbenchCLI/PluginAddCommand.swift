import ArgumentParser
import Names
import Packages
import Reports
import Workbench

/// `workbench plugin add SOURCE …`.
struct AddPlugin: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Copy plugins into the project, and write them into workbench.lock.",
    discussion: """
      A source is a folder, a pack (.wbplugin), or the address of a Git repository (https, ssh or file), with @ and a version \
      or without, when the newest tag such as v1.2.0 is taken. A plugin in a folder of a repository is URL//FOLDER; it may have tags of its \
      own, such as FOLDER/v1.2.0. Plugins that need each other are added together. Nothing of them \
      is run.
      """)

  @Argument(help: "Where the plugins are: PATH, FILE.wbplugin or GIT-URL[//FOLDER][@version].")
  var sources: [String]

  @Option(help: "A capability that a newer version of a plugin may have, and the older might not; may be repeated.")
  var allow: [Capability] = []

  func run() throws {
    try reportingFailures {
      let project = try PluginCommand.project()
      let fetched = try sources.map { try PluginSource($0).fetch(for: project.root) }
      for one in fetched {
        try one.plugin.check(workbench: BuiltIn.version)
        try one.plugin.checkSyntax()
        if !one.leftOut.isEmpty {
          Console.note(
            "\(one.plugin.manifest.key.words): left out, not part of a plugin: \(one.leftOut.shortened)"
              .withoutCommands)
        }
      }
      let command = (["workbench plugin add"] + sources.map(\.quotedForShell)).joined(separator: " ")
      let change = try project.changed(waiting: Console.note) { project in
        let change = try ProjectChange(adding: fetched, in: project)
        try PluginCommand.checkGrown(change, allowed: allow, command: command)
        return change
      }
      guard !change.isEmpty else { return Console.note("nothing to do: all of that is here already") }
      if change.steps.isEmpty {
        Console.note("the same files are here already; \(LockFile.fileName) now names this source")
      }
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
      let change = try PluginCommand.project().changed(waiting: Console.note) { project in
        try ProjectChange(removing: ids.map { try project.id($0) }, in: project)
      }
      PluginCommand.show(change)
    }
  }
}

/// `workbench plugin restore [ID …]`.
struct RestorePlugin: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Have plugins again exactly as workbench.lock says, from where they came.",
    discussion: """
      For files that were changed or lost. What is had is compared with the SHA-256 in workbench.lock, and of a Git repository it is the commit that stands there; where a source holds other \
      files now, nothing is written.
      """)

  @Argument(help: "The plugins: team/name, or team/name@version; all that are not as workbench.lock says without any.")
  var ids: [String] = []

  func run() throws {
    try reportingFailures {
      let project = try PluginCommand.project()
      let asked = try ids.isEmpty ? project.members.filter { $0.plugin == nil }.map(\.key) : ids.map(project.key)
      guard !asked.isEmpty else { return Console.note("nothing to do: all plugins are as \(LockFile.fileName) says") }
      let fetched = try asked.map { key in
        let locked = project.lock.entries[key]
        return try PluginSource(locked: locked?.source ?? "", in: project.root, version: key.version)
          .fetch(at: locked?.commit)
      }
      let change = try project.changed(waiting: Console.note) { try ProjectChange(restoring: fetched, in: $0) }
      PluginCommand.show(change)
      try PluginCommand.noteUntrusted(in: PluginCommand.project(), among: asked)
    }
  }
}

extension PluginProject {
  /// The plugin of the project that was meant by `team/name`, or by `team/name@version`.
  ///
  /// - Throws: `PackageFault` where it has none of that name, with the nearest.
  func key(_ text: String) throws -> PluginKey {
    let key = try text.contains("@") ? PluginKey(text) : lock.main(id(text))
    guard let key, lock.entries[key] != nil else {
      throw PackageFault("there is no plugin \"\(text)\" in \(LockFile.fileName)")
    }
    return key
  }

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
