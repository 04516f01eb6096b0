import ArgumentParser
import Packages
import Reports
import Workbench

/// `workbench plugin trust ID`.
struct TrustPlugin: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trust", abstract: "Look at a plugin of the project, and let it run from now on.",
    discussion: """
      Shows who made it, what it may do, its files and the beginning of its README, and asks. Where nobody can be asked it names the \
      command that trusts exactly these files. Trust is kept in $XDG_STATE_HOME/workbench/trust.toml, or ~/.local/state.
      """)

  @Argument(help: "The plugin's id, team/name; team/name@version for one that only other plugins get.")
  var id: String

  @Option(name: .customLong("sha256"), help: "Trust it without asking, if this is the SHA-256 of its files.")
  var digest: String?

  func run() throws {
    try reportingFailures {
      let project = try PluginCommand.project()
      guard let member = project.member(try project.key(id)) else { return }
      if let fault = member.fault { throw PackageFault("plugin \(member.key.id) is broken: \(fault)") }
      guard let plugin = member.plugin else { return }
      var trust = try TrustStore.ofUser()
      guard !trust.trusts(plugin.sha256) else { return Console.note("\(member.key.words) is trusted already") }
      Console.write(plugin.card(folder: member.folder, source: member.locked.source).withoutCommands)
      try confirm(plugin, as: project.lock.name(of: member.key))
      try trust.trust(member.key, sha256: plugin.sha256)
      Console.note("\(member.key.words) is trusted")
      let needed = project.closure(of: [member.key]).subtracting([member.key])
      try PluginCommand.noteUntrusted(in: project, among: needed)
    }
  }

  private func confirm(_ plugin: Plugin, as name: String) throws {
    if let digest {
      guard digest == plugin.sha256 else {
        throw UsageFailure(description: "not trusted: the SHA-256 of its files is \(plugin.sha256), not \(digest)")
      }
      return
    }
    guard Terminal.isAttended else {
      throw UsageFailure(
        description:
          "not trusted, for nobody can be asked here; to trust exactly these files: workbench plugin trust \(name) "
          + "--sha256 \(plugin.sha256)")
    }
    guard Console.ask("Scripts will run it. Type \(name) to trust it: ") == name else {
      throw UsageFailure(description: "not trusted")
    }
  }
}

/// `workbench plugin distrust ID`.
struct DistrustPlugin: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "distrust", abstract: "Trust a plugin no more, in any version.")

  @Argument(help: "The plugin's id, team/name.")
  var id: String

  func run() throws {
    try reportingFailures {
      var trust = try TrustStore.ofUser()
      let gone = try trust.distrust(PluginID(id))
      Console.note(gone.isEmpty ? "\(id) was not trusted" : "no longer trusted: \(gone.joined(separator: ", "))")
    }
  }
}
