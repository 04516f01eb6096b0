import ArgumentParser
import Workbench

/// The `workbench` command.
@main
struct WorkbenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "workbench",
    abstract: "Analyses of pooled clinical cohorts, written as Lua scripts that are safe to share.",
    discussion: """
      workbench run pfs_by_transplant                     on the embedded demonstration cohort
      workbench run Scripts/mine.lua --data trial/folder  your own script on your own data
      """,
    version: BuiltIn.version,
    subcommands: [
      RunCommand.self, ReplCommand.self, CheckCommand.self, DataCommand.self, HelpCommand.self, ScriptsCommand.self,
      PluginCommand.self,
      DoctorCommand.self,
      WorkerCommand.self, ProbeCommand.self,
    ])
}

/// How the command ends.
enum Status {
  static let failed = ExitCode(1)
  static let data = ExitCode(2)
  static let usage = ExitCode(64)
  static let bound = ExitCode(124)
}
