import Analyses
import Cohorts
import LuaSyntax
import OrderedCollections
import Readers
import Sandbox
import Scripting

/// The worker of a session: it loads the cohort, locks itself in, and answers one question after the other.
struct SessionTask {
  private let request: SessionRequest
  private let channel: MessageChannel

  /// Answers until the parent ends.
  ///
  /// - Throws: Where the cohort cannot be loaded, or the parent cannot be told.
  static func run(_ request: SessionRequest, _ channel: MessageChannel) throws {
    let task = SessionTask(request: request, channel: channel)
    let loaded = try CohortSource(paths: request.data).load { text in
      try? channel.send(Frame(kind: WorkerFrame.progress.rawValue, text: text))
    }
    let cohort = request.data.isEmpty ? loaded.cohort : loaded.forScripts
    try LargeStackThread.run(stackSize: ScriptWorker.stack) { try task.answer(on: cohort) }
  }

  /// A session may last, while its parent keeps the clock of each entry.
  private static let longest = 7.0 * 24 * 60 * 60

  private func answer(on cohort: Cohort) throws {
    let host = try host(of: cohort)
    host.manual = { .workbench(commands: ManualChapter("Commands", "", []), modules: $0) }
    let session = try ScriptSession(host: host)
    try ScriptWorker.lockIn(
      memory: request.memoryLimit + ScriptWorker.headroom(cohort), seconds: Self.longest, channel)
    try send(SessionAnswer(shown: [.text(Self.greeting(cohort))]))
    while let asked = try channel.receive() {
      let question = try WireFormat.decode(SessionQuestion.self, from: asked.payload)
      do throws(ChannelFault) { try send(answer(question, session, cohort)) } catch {
        guard case .frameTooLong = error else { throw error }
        try send(SessionAnswer(failure: WorkerFailure(.bound, "the value is too large to be shown")))
      }
    }
  }

  private func host(of cohort: Cohort) throws -> ScriptHost {
    var options = ScriptHost.Options()
    options.defaults = Defaults(profile: request.profile)
    options.seed = request.seed
    options.memoryLimit = request.memoryLimit
    options.version = BuiltIn.version
    let host = try ScriptHost(cohort: cohort, registry: BuiltIn.registry(), options: options)
    host.plugins = request.plugins
    host.output = { [channel] text in try? channel.send(Frame(kind: WorkerFrame.print.rawValue, text: text)) }
    host.warn = { [channel] text in try? channel.send(Frame(kind: WorkerFrame.warning.rawValue, text: text)) }
    host.progress =
      ProgressTeller { [channel] text in
        try? channel.send(Frame(kind: WorkerFrame.progress.rawValue, text: text))
      }.tell
    _ = host.stop(onSignal: WorkerProcess.deadlineSignal)
    return host
  }

  private func send(_ answer: SessionAnswer) throws(ChannelFault) {
    let payload: [UInt8]
    do { payload = try WireFormat.encode(answer) } catch {
      return try send(
        SessionAnswer(
          failure: WorkerFailure(.script, "an analysis put a number that is not finite into its result")))
    }
    try channel.send(Frame(kind: WorkerFrame.answer.rawValue, payload: payload))
  }

  private func answer(_ question: SessionQuestion, _ session: ScriptSession, _ cohort: Cohort) -> SessionAnswer {
    switch question {
    case .evaluate(let entered): return evaluate(entered, session, cohort)
    case .reports: return SessionAnswer(names: session.filledReports)
    case .complete(let before): return SessionAnswer(completion: session.completion(before: before))
    case .help(let name):
      do { return SessionAnswer(shown: [.text(try session.help(on: name))]) } catch {
        return SessionAnswer(failure: WorkerFailure(.usage, "\(error)"))
      }
    case .columns(let width): return SessionAnswer(shown: [.text(SessionWords.columns(of: cohort, width: width))])
    }
  }

  private func evaluate(_ entered: Entered, _ session: ScriptSession, _ cohort: Cohort) -> SessionAnswer {
    do {
      if let modules = entered.modules { session.modules = modules }
      if let given = entered.given {
        session.parameters = try PreparedScript.parameters(of: entered.text, entered.name, given: given, on: cohort)
      }
      let unmet = request.plugins.unmetNeeds(
        of: entered.text, modules: session.modules, in: cohort)
      guard unmet.isEmpty else { throw WorkerFailure(.data, unmet.joined(separator: "\n")) }
      let values = try session.evaluate(SessionEntry(entered.text), name: entered.name)
      return SessionAnswer(shown: values.map(SessionWords.shown))
    } catch let failure as ScriptFailure {
      return SessionAnswer(failure: self.failure(failure, session))
    } catch let failure as WorkerFailure {
      return SessionAnswer(failure: failure)
    } catch let error as LuaSyntaxError {
      return SessionAnswer(failure: WorkerFailure(.script, "\(entered.name):\(error)"))
    } catch {
      return SessionAnswer(failure: WorkerFailure(.script, "\(error)"))
    }
  }

  private func failure(_ failure: ScriptFailure, _ session: ScriptSession) -> WorkerFailure {
    switch failure.bound {
    case .time: WorkerFailure(.bound, "\(failure) of \(RunRequest.words(seconds: request.timeLimit))")
    case .memory:
      WorkerFailure(.bound, "\(failure) of \(RunRequest.words(bytes: request.memoryLimit))" + held(session))
    case .report: WorkerFailure(.bound, failure.description)
    case nil: WorkerFailure(.script, failure.description)
    }
  }

  /// What takes the memory where it is not the entry itself, and what to do.
  private func held(_ session: ScriptSession) -> String {
    let bytes = session.memoryInUse
    guard bytes > request.memoryLimit / 2 else { return "" }
    return
      "; the variables of the session hold \(bytes >> 20) MiB of it: assign nil to those that are large, or begin anew "
      + "with :reset"
  }

  /// What is loaded, in two lines.
  private static func greeting(_ cohort: Cohort) -> String {
    let endpoints = cohort.dictionary.endpointNames
    let tables = cohort.linked.keys.joined(separator: ", ")
    return "cohort \"\(cohort.name)\": \(cohort.count) subjects, \(cohort.columnNames.count) columns"
      + (tables.isEmpty ? "" : "; tables \(tables)")
      + "\nendpoints: \(endpoints.isEmpty ? "none" : endpoints.joined(separator: ", "))"
  }
}
