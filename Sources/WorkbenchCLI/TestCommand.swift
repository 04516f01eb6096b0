import ArgumentParser
import Reports
import Scripting
import Workbench

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// `workbench test [PATH…]`.
struct TestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Run the tests of scripts and plugins.",
    discussion: """
      Tests are files whose names end in \(TestFile.ending); "workbench help testing" explains what they are lent. Each \
      file runs in a locked process of its own. Plugins, and scripts that declare analyses of their own, are held to the contract, too: \
      "workbench help conformance". Snapshots stand beside the file, in snapshots/FILE/NAME.txt.

      Exit status: 0 all passed; 1 one failed; 2 the data are not usable; 64 there are none, or wrong usage.
      """)

  @Argument(
    help: "Files, or folders that are searched in depth; Scripts and Plugins of the working folder without any.")
  var paths: [String] = []

  @Option(help: "Run only the tests whose names hold this text, in any case.")
  var filter: String?

  @Flag(help: "Write the snapshots as they are found, in the place of comparing them.")
  var update = false

  @Option(help: "A file to write the results to, as JUnit XML.")
  var junit: String?

  @Option(help: "How many files to run at a time.")
  var jobs: Int = max(1, ProcessInfo.processInfo.activeProcessorCount)

  @Option(help: "What workbench.cohort() gives, as in run; the demonstration cohort without it. May be repeated.")
  var data: [String] = []

  @Option(help: "The seconds that a file may take.")
  var timeLimit: Double = 60

  @Option(help: "The memory that a file may use, such as 512MiB or 4GiB.")
  var memoryLimit = MemorySize(gibibytes: 4)

  @Flag(help: "Refuse to run where a plugin of the project is not exactly as workbench.lock says, or not in it.")
  var frozen = false

  func validate() throws {
    guard timeLimit > 0, timeLimit <= 1e6 else { throw ValidationError("--time-limit should be seconds above 0") }
    guard jobs >= 1 else { throw ValidationError("--jobs should be 1 or more") }
  }

  func run() throws {
    try reportingFailures {
      let files = try TestFile.find(paths)
      if frozen { try files.forEach { try $0.checkFrozen() } }
      var settings = TestSettings()
      settings.data = data
      settings.filter = filter
      settings.isUpdating = update
      settings.timeLimit = timeLimit
      settings.memoryLimit = memoryLimit.bytes
      let clock = ContinuousClock()
      let start = clock.now
      let outcomes = TestRun(files, settings, jobs: jobs).perform { Console.write($0.text.withoutCommands) }
      let seconds = start.duration(to: clock.now) / .seconds(1)
      if let signal = outcomes.compactMap(\.interruptedBy).first { throw ExitCode(128 + signal) }
      // Data that no file can be run on are one fault, and none of the tests.
      if let fault = outcomes.first?.dataFault, outcomes.allSatisfy({ $0.dataFault == fault }) {
        throw WorkerFailure(.data, fault)
      }
      if let junit { try Self.write(JUnit.text(outcomes), to: junit) }
      let passed = outcomes.reduce(0) { $0 + $1.passed }
      let failed = outcomes.reduce(0) { $0 + $1.failed }
      let omitted = outcomes.reduce(0) { $0 + $1.omitted }
      guard passed + failed + omitted > 0 else {
        throw NoTests(
          description: filter.map { "there is no test whose name holds \"\($0)\"" } ?? "these files declare no tests")
      }
      func counted(_ count: Int, _ what: String) -> String { "\(count) \(what)\(count == 1 ? "" : "s")" }
      Console.write(
        "\n\(counted(files.count, "file")), \(counted(passed + failed + omitted, "test")) in \(TestFileOutcome.time(seconds))\n"
          + "\(passed) passed, \(failed) failed\(omitted > 0 ? ", \(omitted) not run" : "")\n")
      if failed > 0 { throw Status.failed }
    }
  }

  private static func write(_ text: String, to path: String) throws {
    do { try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic) } catch {
      throw UsageFailure(description: "--junit: \(path) cannot be written")
    }
  }
}
