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
      InitCommand.self, NewCommand.self, RunCommand.self, ReplCommand.self, TestCommand.self, VerifyCommand.self,
      CheckCommand.self, FormCommand.self, DataCommand.self, HelpCommand.self, ScriptsCommand.self, PluginCommand.self,
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

  /// What each means.
  static let meanings: [(status: Int32, meaning: String)] = [
    (0, "Done."),
    (failed.rawValue, "The script, an analysis or a test failed."),
    (data.rawValue, "The data are not usable."),
    (usage.rawValue, "Wrong usage: an unknown option, script, parameter or topic."),
    (bound.rawValue, "The script went over its time or memory, or the size of its report."),
    (130, "Stopped with Ctrl-C."),
  ]
}
