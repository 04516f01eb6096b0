import ArgumentParser
import Names
import Packages
import Reports
import Workbench

/// `workbench plugin`.
struct PluginCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plugin", abstract: "Add, update, restore, check, pack and trust plugins that people share.",
    discussion: """
      A plugin is a folder with a plugin.toml and Lua files. A project keeps its own copies, in Plugins/team/name, so that it \
      works without a network; workbench.lock beside them says exactly which. A script requires one by its id: \
      require "team/name".

      Nothing of a plugin runs before you have looked at it and trust it (workbench plugin trust). Trust is yours, not the \
      project's, and holds for exactly these files. "workbench help plugins" tells all of it.
      """,
    subcommands: [
      AddPlugin.self, RemovePlugin.self, UpdatePlugin.self, RestorePlugin.self, ListPlugins.self, CheckPlugin.self,
      PackPlugin.self, TrustPlugin.self, DistrustPlugin.self,
    ], defaultSubcommand: ListPlugins.self)

  /// The project in which the command is given.
  static func project() throws -> PluginProject { try PluginProject(workbench: BuiltIn.version) }

  /// Shows what becomes of plugins; what is theirs in it cannot command the terminal.
  static func show(_ change: ProjectChange) {
    for step in change.steps { Console.write(step.text.withoutCommands) }
  }

  /// Says which plugins of a project are still to be trusted.
  static func noteUntrusted(in project: PluginProject, among keys: some Sequence<PluginKey>) throws {
    let trust = try TrustStore.ofUser()
    for key in keys.sorted() {
      guard let member = project.member(key), !trust.trusts(member.locked.sha256) else { continue }
      Console.note(
        "\(key.words) is not trusted yet; look at it, and trust it: \(member.trusting(as: project.lock.name(of: key)))")
    }
  }

  /// Throws where plugins may do more than they might, and nobody has said yes to that.
  static func checkGrown(_ change: ProjectChange, allowed: [Capability], command: String) throws {
    for step in change.steps {
      let missing = step.grown.filter { !allowed.contains($0) }
      guard let new = step.new, !missing.isEmpty else { continue }
      show(change)
      throw UsageFailure(
        description:
          "\(new.words) asks for more than you have approved: \(missing.map(\.rawValue).joined(separator: ", ")); to "
          + "approve it: \(command) " + (allowed + missing).map { "--allow \($0.rawValue)" }.joined(separator: " "))
    }
  }
}
