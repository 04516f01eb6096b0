import ArgumentParser
import Workbench

/// `workbench doctor`.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Say which Lua is linked, which defects it has, and which locks this system offers.")

  func run() throws {
    try reportingFailures { Console.write(try Doctor.examine(progress: Console.progress).text) }
  }
}
