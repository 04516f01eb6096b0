import Analyses
import Cohorts
import Crypto
import Readers
import Sandbox
import Scripting

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The worker process: loads the cohort with our own code, locks itself in, then runs the script.
public enum ScriptWorker {
  /// Does the one task of the parent that started this process.
  ///
  /// - Throws: Where this process was not started as a worker.
  public static func run() throws {
    let channel = try WorkerProcess.begin()
    do {
      try answer(channel)
    } catch {
      try channel.send(Frame(kind: WorkerFrame.failure.rawValue, payload: WireFormat.encode(failure(of: error))))
    }
  }

  private static func answer(_ channel: MessageChannel) throws {
    guard let asked = try channel.receive() else { return }
    switch try WireFormat.decode(WorkerTask.self, from: asked.payload) {
    case .run(let request): try run(request, channel)
    case .test(let request): try TestTask.run(request, channel)
    case .session(let request): try SessionTask.run(request, channel)
    case .declare(let request): try DeclarationTask.run(request, channel)
    }
  }

  private static func run(_ request: RunRequest, _ channel: MessageChannel) throws {
    let loaded = try CohortSource(paths: request.data).load { text in
      try? channel.send(Frame(kind: WorkerFrame.progress.rawValue, text: text))
    }
    let cohort = request.data.isEmpty ? loaded.cohort : loaded.forScripts
    let script = try PreparedScript(request, on: cohort)
    try script.checkPlugins()
    let report = try LargeStackThread.run(stackSize: stack) {
      let host = try script.host()
      host.isTimed = request.isTimed
      host.output = { text in try? channel.send(Frame(kind: WorkerFrame.print.rawValue, text: text)) }
      host.warn = { text in try? channel.send(Frame(kind: WorkerFrame.warning.rawValue, text: text)) }
      host.progress =
        ProgressTeller { text in
          try? channel.send(Frame(kind: WorkerFrame.progress.rawValue, text: text))
        }.tell
      _ = host.stop(onSignal: WorkerProcess.deadlineSignal)
      try lockIn(memory: request.memoryLimit + headroom(cohort), seconds: request.timeLimit, channel)
      defer { if request.isTimed { tell(host.timings, channel) } }
      return try script.run(on: host)
    }
    let answer = Frame(kind: WorkerFrame.report.rawValue, payload: try WireFormat.encode(report))
    do throws(ChannelFault) { try channel.send(answer) } catch .frameTooLong(let length, let cap) {
      throw WorkerFailure(
        .bound,
        "\(request.script): stopped: the report has \(length >> 20) MiB, more than the \(cap >> 20) MiB that it may have"
      )
    }
  }

  /// Says where the time went; a run does not fail for want of it.
  private static func tell(_ timings: ScriptTimings, _ channel: MessageChannel) {
    guard let payload = try? WireFormat.encode(timings) else { return }
    try? channel.send(Frame(kind: WorkerFrame.timings.rawValue, payload: payload))
  }

  /// The stack on which Lua runs, in bytes.
  static let stack = 64 << 20

  /// Locks this process in and tells the parent, whose clock starts: from here on nothing is opened.
  ///
  /// - Parameters:
  ///   - memory: The bytes that may be in use from now on, beside the stack. The process may have half as much again, since what is
  ///     in use does not lie without gaps: what a script holds meets its own limit first, and is told so by Lua.
  ///   - seconds: The seconds after which the parent ends the process.
  ///   - channel: What the parent hears.
  /// - Throws: Where the parent cannot be told.
  static func lockIn(memory: Int, seconds: Double, _ channel: MessageChannel) throws {
    try CrashNotice.install(place: ScriptHost.crashPlace)
    let locks = Lockdown.apply(
      Lockdown.Policy(memory: UInt64(memory + memory / 2 + stack), processorSeconds: processorSeconds(seconds)))
    if let warning = warning(about: locks) {
      try channel.send(Frame(kind: WorkerFrame.warning.rawValue, text: warning))
    }
    try channel.send(Frame(kind: WorkerFrame.ready.rawValue, payload: []))
  }

  /// What a user should know where locks are missing; `nil` where all hold.
  static func warning(about locks: LockReport) -> String? {
    guard !locks.missing.isEmpty else { return nil }
    return
      "this system does not offer \(locks.missing.map(\.title).joined(separator: ", ")): run only scripts that you "
      + "trust (\"workbench doctor\" tells more)"
  }

  /// The memory that analyses of a cohort may need beside what the script holds: a few columns of doubles a subject.
  static func headroom(_ cohort: Cohort) -> Int { 256 << 20 + cohort.count * 8 * 64 }

  /// Should the parent's clock fail, the system ends a script that keeps every processor busy for twice its time.
  private static func processorSeconds(_ limit: Double) -> UInt64 {
    let processors = UInt64(max(sysconf(Int32(_SC_NPROCESSORS_ONLN)), 1))
    return (UInt64(limit.rounded(.up)) * 2 + 10) * processors
  }

  private static func failure(of error: any Error) -> WorkerFailure {
    switch error {
    case let failure as WorkerFailure: failure
    case is DataFaults, is CohortError: WorkerFailure(.data, "\(error)")
    case is ScriptParameterError: WorkerFailure(.usage, "\(error)")
    case is EncodingError: WorkerFailure(.script, "an analysis put a number that is not finite into its result")
    default: WorkerFailure(.script, "\(error)")
    }
  }
}

/// A script with its header read, its parameters checked and its needs met by a cohort.
struct PreparedScript: Sendable {
  private let request: RunRequest
  private let cohort: Cohort
  private let parameters: [Argument.Entry]

  /// Checks a script against a cohort before any of it runs.
  ///
  /// - Throws: ``WorkerFailure`` where the cohort lacks something that the script's header says it needs.
  init(_ request: RunRequest, on cohort: Cohort) throws {
    self.request = request
    self.cohort = cohort
    do {
      parameters = try Self.parameters(of: request.source, request.script, given: request.parameters, on: cohort)
    } catch let failure as WorkerFailure where request.data.isEmpty {
      throw WorkerFailure(
        failure.kind,
        "\(failure)\nwithout --data a script runs on the demonstration cohort; give your own with --data PATH")
    }
  }

  /// The values of the parameters of a script, whose needs the cohort meets with them.
  ///
  /// - Throws: `ScriptHeaderError`, `ScriptParameterError`, or ``WorkerFailure`` where the cohort lacks something.
  static func parameters(
    of source: String, _ script: String, given: [RunRequest.Given], on cohort: Cohort
  ) throws -> [Argument.Entry] {
    let header = try ScriptHeader(source: source, script: script)
    let parameters = try header.values(given: given.map { ($0.name, $0.text) }, script: script)
    try checkColumns(given: Set(given.map(\.name)), header, parameters, cohort)
    for need in header.resolvedNeeds(parameters) {
      do { try need.find(in: cohort) } catch {
        throw WorkerFailure(
          .data,
          "\(script) needs \(need.words), which cohort \"\(cohort.name)\" does not have: \(error)"
            + (header.parameters.isEmpty ? "" : "\n\"workbench help \(script)\" lists its parameters"))
      }
    }
    return parameters
  }

  /// Checks the columns that were named from outside: a script may do without those of its own defaults, but not without what
  /// its user asked for.
  private static func checkColumns(
    given: Set<String>, _ header: ScriptHeader, _ values: [Argument.Entry], _ cohort: Cohort
  ) throws {
    for parameter in header.parameters where given.contains(parameter.name) && parameter.kind == .columns {
      let value = values.first { $0.name == parameter.name }?.value
      for case .text(let name) in value?.elements ?? [] {
        do { _ = try cohort.resolve(ColumnRequest(name)) } catch {
          throw WorkerFailure(.data, "parameter \"\(parameter.name)\": \(error)")
        }
      }
    }
  }

  /// Checks that the cohort has what the plugins need that the script requires.
  ///
  /// - Throws: ``WorkerFailure`` with all that it lacks.
  func checkPlugins() throws {
    let unmet = request.plugins.unmetNeeds(of: request.source, modules: request.modules, in: cohort)
    if !unmet.isEmpty { throw WorkerFailure(.data, "\(request.script): " + unmet.joined(separator: "\n")) }
  }

  /// A host for the script.
  func host() throws -> ScriptHost {
    var options = ScriptHost.Options()
    options.parameters = parameters
    options.defaults = Defaults(profile: request.profile)
    options.seed = request.seed
    options.memoryLimit = request.memoryLimit
    options.version = BuiltIn.version
    let host = try ScriptHost(cohort: cohort, registry: BuiltIn.registry(), options: options)
    host.modules = request.modules
    host.plugins = request.plugins
    return host
  }

  /// Runs the script.
  ///
  /// - Throws: ``WorkerFailure`` where it fails, with a traceback where one was asked for.
  func run(on host: ScriptHost) throws -> WorkerReport {
    do throws(ScriptFailure) {
      let outcome = try host.run(request.source, name: request.script)
      return WorkerReport(report: outcome.report, provenance: provenance(outcome, host.usedPlugins))
    } catch {
      let trace = request.trace && !error.traceback.isEmpty ? "\n  " + error.traceback.joined(separator: "\n  ") : ""
      switch error.bound {
      case .time: throw WorkerFailure(.bound, error.description + " of \(request.timeLimitWords)" + trace)
      case .memory: throw WorkerFailure(.bound, error.description + " of \(request.memoryLimitWords)" + trace)
      case .report: throw WorkerFailure(.bound, error.description + trace)
      case nil: throw WorkerFailure(error.isRefusal ? .usage : .script, error.description + trace)
      }
    }
  }

  private func provenance(_ outcome: ScriptHost.Outcome, _ plugins: [PluginBundle]) -> ReportProvenance {
    ReportProvenance(
      cohort: cohort.name, subjects: cohort.count, data: cohort.provenance, script: request.script,
      scriptSHA256: SHA256.hash(data: Array(request.source.utf8)).hexadecimal,
      parameters: parameters.map { .init($0.name, $0.value.source) }, flow: outcome.flow,
      derivations: outcome.derivations,
      profile: outcome.defaults.profile.rawValue, seed: request.seed,
      versions: [.init("workbench", BuiltIn.version), .init("Lua", ScriptHost.luaVersion)]
        + plugins.map { .init("plugin \($0.id)", "\($0.version), SHA-256 \($0.sha256)") })
  }
}

extension SHA256.Digest {
  /// The digest in hexadecimal.
  var hexadecimal: String {
    map { byte in
      let digits = String(byte, radix: 16)
      return byte < 16 ? "0" + digits : digits
    }.joined()
  }
}
