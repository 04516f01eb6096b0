import ArgumentParser
import Reports
import Workbench

/// `workbench verify SCRIPT`.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Run a script again, and say whether it still gives what was recorded.",
    discussion: """
      "workbench run SCRIPT --record" writes SCRIPT.expected.json beside the script; here the script is run again, with the \
      recorded parameters, seed and profile.

      Exit status: 0 it gives the same from the same; 1 it does not, or cannot be run; 2 the data are not usable; 64 wrong \
      usage; 124 over the time or memory limit.
      """)

  @Argument(help: "The script: a file, or the name of one in Scripts/ or of a shipped one.")
  var script: String

  @Option(help: "The data, as in run; the demonstration cohort without it. May be repeated, once a trial.")
  var data: [String] = []

  @Flag(help: "Refuse to run where a plugin of the project is not exactly as workbench.lock says, or not in it.")
  var frozen = false

  @Option(help: "By which part of the recorded value a number may differ.")
  var relative: Double = 1e-12

  @Option(help: "The seconds that the script may take, from when the cohort is loaded.")
  var timeLimit: Double = 60

  @Option(help: "The memory that the script may use, such as 512MiB or 4GiB.")
  var memoryLimit = MemorySize(gibibytes: 4)

  func validate() throws {
    guard timeLimit > 0, timeLimit <= 1e6 else { throw ValidationError("--time-limit should be seconds above 0") }
    guard relative >= 0, relative < 1 else { throw ValidationError("--relative should be 0 or more, and below 1") }
  }

  func run() throws {
    try reportingFailures {
      let script = try ScriptLibrary.find(script)
      let recorded = try Expectations.read(Expectations.path(of: script))
      let plugins = try ProjectPlugins(for: script, isFrozen: frozen)
      for note in plugins.notes { Console.error(note) }
      let request = try RunRequest(
        script, data: data, parameters: recorded.given, profile: recorded.profile, seed: recorded.seed,
        timeLimit: timeLimit, memoryLimit: memoryLimit.bytes, trace: false, plugins: plugins)
      let document = try ScriptRun(request).document(
        print: { Console.write(printed: $0, asNote: true) }, warn: Console.error, progress: Console.progress)
      Console.endProgress()
      let verification = Verification(recorded, Expectations(document, of: request), relative: relative)
      Console.write(verification.text.withoutCommands)
      if !verification.holds { throw Status.failed }
    }
  }
}
