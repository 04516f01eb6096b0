import Foundation

/// The whole command from start to exit, as a user waits for it.
enum WholeRunBenchmarks {
  static func run() throws {
    let command = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appendingPathComponent("workbench")
    guard FileManager.default.isExecutableFile(atPath: command.path) else {
      print("Whole run: build the command first (swift build -c release)")
      return
    }
    print("Whole run")
    try measure("workbench run pfs_by_transplant, start to exit", aim: 100, runs: 15) {
      let process = Process()
      process.executableURL = command
      process.arguments = ["run", "pfs_by_transplant"]
      process.standardOutput = FileHandle.nullDevice
      // waitUntilExit() looks only every 50 ms or so.
      let hasEnded = DispatchSemaphore(value: 0)
      process.terminationHandler = { _ in hasEnded.signal() }
      try process.run()
      hasEnded.wait()
      precondition(process.terminationStatus == 0, "the run failed")
    }
  }
}
