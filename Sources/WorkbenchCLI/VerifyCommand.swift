import Analyses
import ArgumentParser
import Cohorts
import Reports
import Scripting
import Workbench

/// `workbench verify SCRIPT`.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Run a script again, and say whether it still gives what was recorded.",
    discussion: """
      "workbench run SCRIPT --record" writes SCRIPT.expected.json beside the script, with a record for each set of parameters and \
      each cohort. Here the script is run again for every record on the cohort that is given, with the values of all parameters, \
      the seed and the profile that were recorded; --param chooses among the records.

      Exit status: 0 it gives the same from the same; 1 it does not, or cannot be run; 2 the data are not usable; 64 wrong \
      usage; 124 over the time or memory limit.
      """)

  @ArgumentParser.Argument(help: "The script: a file, or the name of one in Scripts/ or of a shipped one.")
  var script: String

  @Option(help: "The data, as in run; the demonstration cohort without it. May be repeated, once a trial.")
  var data: [String] = []

  @Option(
    name: .customLong("param"),
    help: ArgumentHelp("Only the records with this value of a parameter.", valueName: "name=value"))
  var parameters: [String] = []

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
      let file = try ExpectationsFile.read(ExpectationsFile.path(of: script))
      let records = try onCohort(file.records(with: try parameters.map(RunCommand.parameter), of: script), of: script)
      let plugins = try ProjectPlugins(for: script, isFrozen: frozen)
      for note in plugins.notes { Console.error(note) }
      var holds = true
      for record in records { holds = try verify(record, of: script, plugins) && holds }
      if !holds { throw Status.failed }
    }
  }

  /// The records on the cohort that is given, which is read here where there are records on others.
  private func onCohort(_ records: [Expectations], of script: ScriptLibrary.Script) throws -> [Expectations] {
    guard Set(records.map(\.cohort)).count > 1 else { return records }
    let cohort = try CohortSource(paths: data).loadForScripts(progress: Console.progress)
    Console.endProgress()
    return try ExpectationsFile.records(among: records, on: cohort.name, of: script)
  }

  /// Runs the script as one record says, and tells whether it gives the same.
  private func verify(
    _ recorded: Expectations, of script: ScriptLibrary.Script, _ plugins: ProjectPlugins
  ) throws -> Bool {
    func isNotCompared(_ reason: String) -> Bool {
      let words = "\(script.name), \(recorded.question.words): cannot be compared: \(reason); record it again\n"
      Console.write(words.withoutCommands)
      return false
    }
    let declared = try ScriptLibrary.header(of: script).parameters.map(\.name)
    if let gone = recorded.parameters.first(where: { !declared.contains($0.name) }) {
      return isNotCompared("the script no longer has parameter \"\(gone.name)\"")
    }
    let request = try RunRequest(
      script, data: data, parameters: recorded.given, profile: recorded.profile, seed: recorded.seed,
      timeLimit: timeLimit, memoryLimit: memoryLimit.bytes, trace: false, plugins: plugins)
    let document = try ScriptRun(request).document(
      print: { Console.write(printed: $0, asNote: true) }, warn: Console.error, progress: Console.progress)
    Console.endProgress()
    let now = Expectations(document, of: request)
    _ = try ExpectationsFile.records(among: [recorded], on: now.cohort, of: script)
    if let other = now.question.difference(from: recorded.question) {
      return isNotCompared("parameter \(other.name) is \(other.value), recorded \(other.other)")
    }
    let verification = Verification(recorded, now, relative: relative)
    Console.write(verification.text.withoutCommands)
    return verification.holds
  }
}
