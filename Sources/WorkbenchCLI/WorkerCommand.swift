import ArgumentParser
import Workbench

/// The worker process, started by `workbench run`.
struct WorkerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: ScriptRun.workerArgument, shouldDisplay: false)

  func run() throws {
    do { try ScriptWorker.run() } catch {
      Console.error("\(error)")
      throw Status.usage
    }
  }
}

/// One probe of the linked Lua, started by `workbench doctor`, which may crash.
struct ProbeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: Doctor.probeArgument, shouldDisplay: false)

  @Argument var probe: String

  func run() throws { throw ExitCode(Doctor.runProbe(probe)) }
}
