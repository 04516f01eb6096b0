import ArgumentParser
import Names
import Packages
import Workbench

/// `workbench plugin update [ID …]`.
struct UpdatePlugin: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "update",
    abstract: "Look for newer versions of plugins where they came from, and show what would change.",
    discussion: """
      What changes is shown before it is asked for: files, and lines of plugin.toml and of Lua. A capability that a plugin did not have needs \
      a yes of its own. What is updated has to be trusted again.
      """)

  @Argument(help: "The plugins' ids: team/name; all without any.")
  var ids: [String] = []

  @Flag(help: "Do it without asking.")
  var yes = false

  @Option(help: "A capability that a newer version may have, and the older might not; may be repeated.")
  var allow: [Capability] = []

  func run() throws {
    try reportingFailures {
      let project = try PluginCommand.project()
      let asked = try ids.isEmpty ? Set(project.lock.keys.map(\.id)).sorted() : ids.map { try project.id($0) }
      let (newer, failed) = Self.newer(asked, in: project)
      let change = try ProjectChange(adding: newer, in: project)
      // A source that is gone keeps no other plugin from being updated; the exit status tells of it.
      guard !change.isEmpty else {
        guard !failed else { throw Status.usage }
        let words = asked.count == 1 ? "1 plugin is as at its source" : "\(asked.count) plugins are as at their sources"
        Console.note("nothing to do: \(words)")
        let packs = asked.filter { Self.isPacked($0, in: project) }
        if !packs.isEmpty {
          Console.note(
            "a pack is one version, under a file name of its own: workbench plugin add of the newer pack updates "
              + packs.map(\.description).joined(separator: ", "))
        }
        return
      }
      PluginCommand.show(change)
      if !change.steps.isEmpty { try approve(change) }
      try change.commit(waiting: Console.note)
      Console.note("updated")
      try PluginCommand.noteUntrusted(in: PluginCommand.project(), among: newer.map(\.plugin.manifest.key))
      if failed { throw Status.usage }
    }
  }

  /// Whether a plugin came as a pack.
  private static func isPacked(_ id: PluginID, in project: PluginProject) -> Bool {
    guard let locked = project.lock.main(id).flatMap({ project.lock.entries[$0] }),
      case .pack? = try? PluginSource(locked: locked.source, in: project.root)
    else { return false }
    return true
  }

  /// Plugins as they are at their sources now, without those that are older there or cannot be had, which is told.
  private static func newer(
    _ ids: [PluginID], in project: PluginProject
  ) -> (newer: [PluginSource.Fetched], failed: Bool) {
    var (found, failed) = ([PluginSource.Fetched](), false)
    for id in ids {
      do { if let fetched = try newer(id, in: project) { found.append(fetched) } } catch {
        Console.error("\(id): \(error)")
        failed = true
      }
    }
    return (found, failed)
  }

  /// A plugin as it is at its source now; `nil` where that is older.
  private static func newer(_ id: PluginID, in project: PluginProject) throws -> PluginSource.Fetched? {
    guard let key = project.lock.main(id), let locked = project.lock.entries[key] else { return nil }
    let fetched = try PluginSource(locked: locked.source, in: project.root).fetch().known(as: locked.source)
    let found = fetched.plugin.manifest.key
    guard found.id == id else {
      throw PackageFault("\(locked.source): holds \(found.words) now, where \(id) was")
    }
    try fetched.plugin.check(workbench: BuiltIn.version)
    try fetched.plugin.checkSyntax()
    guard found.version >= key.version else {
      Console.note("\(key.words): its source holds \(found.version), which is older; left as it is")
      return nil
    }
    return fetched
  }

  private func approve(_ change: ProjectChange) throws {
    let command = (["workbench plugin update"] + ids + ["--yes"]).joined(separator: " ")
    let missing = change.steps.flatMap(\.grown).filter { !allow.contains($0) }
    guard Terminal.isAttended else {
      guard yes, missing.isEmpty else {
        let allowed = Capability.allCases.filter { allow.contains($0) || missing.contains($0) }
        throw UsageFailure(
          description: "nothing was changed; to have it so: "
            + ([command] + allowed.map { "--allow \($0.rawValue)" }).joined(separator: " "))
      }
      return
    }
    if !yes, Console.ask("Update? Type yes: ") != "yes" { throw UsageFailure(description: "nothing was changed") }
    for capability in Set(missing).sorted(by: { $0.rawValue < $1.rawValue }) {
      let answer = Console.ask("May it \(capability.meaning)? Type \(capability.rawValue): ")
      guard answer == capability.rawValue else { throw UsageFailure(description: "nothing was changed") }
    }
  }
}
