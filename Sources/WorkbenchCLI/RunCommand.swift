import Analyses
import ArgumentParser
import Reports
import Scripting
import Workbench

/// `workbench run SCRIPT`.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run a script on a cohort and show its report.",
    discussion: """
      Exit status: 0 done; 1 the script or an analysis failed; 2 the data are not usable; 64 wrong usage; 124 over the \
      time or memory limit; 130 stopped with Ctrl-C.
      """)

  @ArgumentParser.Argument(help: "The script: a file, or the name of one in Scripts/ or of a shipped one.")
  var script: String

  @ArgumentParser.Argument(help: .hidden)
  var surplus: [String] = []

  @Option(
    help: """
      A file of tables, or a folder of them; the demonstration cohort without it. May be repeated, once a trial: they are \
      pooled.
      """)
  var data: [String] = []

  @Option(name: .customLong("param"), help: ArgumentHelp("A parameter of the script.", valueName: "name=value"))
  var parameters: [String] = []

  @Option(help: "The folder to write the report to; it is shown on the terminal without it.")
  var out: String?

  @Option(help: "What to write: \(ReportFormat.allCases.map(\.rawValue).joined(separator: ", ")); may be repeated.")
  var format: [ReportFormat] = []

  @Option(help: "Whose conventions hold where R and SAS differ: R or SAS.")
  var conventions: Profile = .r

  @Option(help: "The seed of the random generator.")
  var seed: UInt64 = 1

  @Option(help: "The seconds that the script may take, from when the cohort is loaded.")
  var timeLimit: Double = 60

  @Option(help: "The memory that the script may use, such as 512MiB or 4GiB.")
  var memoryLimit = MemorySize(gibibytes: 4)

  @Option(help: "The processors that the run may use at most; all without it. The report does not depend on it.")
  var threads: Int?

  @Flag(help: "Refuse to run where a plugin of the project is not exactly as workbench.lock says, or not in it.")
  var frozen = false

  @Flag(
    help: """
      Write down what the script gives, beside it in SCRIPT.expected.json, for workbench verify; runs with other parameters or on \
      another cohort keep their own records there.
      """)
  var record = false

  @Flag(help: "Show a traceback with an error of the script.")
  var trace = false

  @Flag(help: "Say, after the report, which analyses and which lines of the script took the time.")
  var profile = false

  @Flag(help: "Run again whenever the script, a module beside it, the data or a plugin change, until Ctrl-C.")
  var watch = false

  @Flag(help: "Say what would be read, computed and written, and run nothing.")
  var dryRun = false

  func validate() throws {
    guard timeLimit > 0, timeLimit <= 1e6 else { throw ValidationError("--time-limit should be seconds above 0") }
    if let threads, threads < 1 { throw ValidationError("--threads should be 1 or more, found \(threads)") }
    guard out != nil || format.count <= 1 else {
      throw ValidationError("several formats need a folder to be written to: give --out DIR")
    }
  }

  func run() throws {
    if let surplus = surplus.first {
      throw ValidationError(
        "unexpected \"\(surplus)\" after the script; data are given as --data \(surplus), a parameter as --param name=value"
      )
    }
    try reportingFailures {
      let script = try ScriptLibrary.find(script)
      if watch { try runAgainAndAgain(script) } else { try perform(script) }
    }
  }

  /// Runs the script once, and shows its report.
  ///
  /// - Parameters:
  ///   - script: The script.
  ///   - tick: Is called again and again while it runs; what it throws ends the run.
  /// - Throws: Whatever keeps it from giving its report.
  func perform(_ script: ScriptLibrary.Script, tick: () throws -> Void = {}) throws {
    let plugins = try ProjectPlugins(for: script, isFrozen: frozen)
    for note in plugins.notes { Console.error(note) }
    var request = try RunRequest(
      script, data: data, parameters: try parameters.map(Self.parameter), profile: conventions, seed: seed,
      timeLimit: timeLimit, memoryLimit: memoryLimit.bytes, trace: trace, plugins: plugins)
    if dryRun { return try showPlan(of: request, script, plugins) }
    // A file that cannot be used is told before the run, not after it.
    if record { _ = try ExpectationsFile.readIfThere(ExpectationsFile.path(of: script)) }
    request.isTimed = profile
    let goesToTerminal = out == nil && (format.isEmpty || format == [.terminal])
    var timings: String?
    defer { if let timings { Console.note(timings) } }
    var run = ScriptRun(request)
    run.processors = threads
    let document = try run.document(
      print: { Console.write(printed: $0, asNote: !goesToTerminal) }, warn: Console.error, progress: Console.progress,
      timings: { timings = $0.text }, tick: tick)
    Console.endProgress()
    if record { try write(Expectations(document, of: request), of: script) }
    try show(document, named: script.name.hasSuffix(".lua") ? String(script.name.dropLast(4)) : script.name)
  }

  /// Writes down what the run gave, among what was recorded before.
  private func write(
    _ expectations: Expectations, of script: ScriptLibrary.Script
  ) throws {
    let path = ExpectationsFile.path(of: script)
    var recorded = try ExpectationsFile.readIfThere(path) ?? .init()
    let replaced = recorded.record(expectations)
    let isOfOthers = replaced.map { !expectations.isFromSameData(as: $0) } ?? false
    try recorded.write(to: path)
    let others = recorded.records.count - 1
    // The cohort's name comes from the data.
    let words =
      "wrote \(path): \(expectations.question.words)"
      + (replaced == nil ? "" : ", in the place of the record before\(isOfOthers ? ", which was of other data" : "")")
      + (others == 0 ? "" : "; it holds \(others) other\(others == 1 ? "" : "s")")
    Console.note(words.withoutCommands)
  }

  /// What the run would do; the exit status is that of a run that could not begin, where it could not.
  private func showPlan(
    of request: RunRequest, _ script: ScriptLibrary.Script, _ plugins: ProjectPlugins
  ) throws {
    let formats = (format.isEmpty ? out == nil ? [.terminal] : [.html, .json, .csv] : format).map(\.rawValue)
    let place = out.map { "files in \($0)" } ?? "standard output"
    var output = ["\(formats.joined(separator: ", ")): \(place)"]
    if record { output.append("the record, among those that are there already: \(ExpectationsFile.path(of: script))") }
    let plan = try DryRun(
      request, of: script, plugins: plugins, output: output,
      progress: Console.progress)
    Console.endProgress()
    Console.write(printed: plan.text, asNote: false)
    guard plan.areNeedsMet else { throw Status.data }
    if plan.findings.contains(where: { $0.grade == .error }) { throw Status.failed }
  }

  private func show(_ document: ReportDocument, named name: String) throws {
    guard let out else {
      return Console.write(
        document.text(as: format.first ?? .terminal, width: Console.width, styled: Console.wantsColour))
    }
    let formats = format.isEmpty ? [.html, .json, .csv] : format
    let files = try ReportWriter.write(document, formats: formats, to: out, name: name)
    Console.note("wrote \(files.joined(separator: ", "))")
  }

  /// The parameter that `name=value` sets.
  static func parameter(_ text: String) throws -> RunRequest.Given {
    guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
      throw UsageFailure(description: "--param should be name=value, found \"\(text)\"")
    }
    return .init(name: String(text[..<equals]), text: String(text[text.index(after: equals)...]))
  }
}
