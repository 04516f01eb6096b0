import ArgumentParser
import Names
import Packages
import Reports
import Workbench

/// `workbench plugin list`.
struct ListPlugins: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the project's plugins: broken ones first, then version, validation, trust, capabilities.")

  func run() throws {
    try reportingFailures {
      let project = try PluginCommand.project()
      let trust = try TrustStore.ofUser()
      for member in project.members {
        if let fault = member.fault { Console.write("broken: \(fault)\n".withoutCommands) }
      }
      for folder in project.unlocked {
        Console.write("not in \(LockFile.fileName): \(folder)\(PluginProject.adding(folder))\n".withoutCommands)
      }
      for member in project.members {
        guard member.fault == nil, let manifest = member.plugin?.manifest else { continue }
        let may = member.locked.capabilities.map(\.rawValue).joined(separator: ", ")
        let words = [
          member.key.words, manifest.validationWords, trust.trusts(member.locked.sha256) ? "trusted" : "not trusted",
          may.isEmpty ? "no capabilities" : "may: \(may)", manifest.summary,
        ]
        Console.write(words.joined(separator: " | ").withoutCommands + "\n")
      }
      if project.members.isEmpty, project.unlocked.isEmpty { Console.note("this project has no plugins") }
    }
  }
}
