import Analyses
import Cohorts
import Readers
import Sandbox
import Scripting

/// What a worker does with a file of tests: it loads the cohort, locks itself in, and tells of each test as it ends.
enum TestTask {
  static func run(_ request: TestRequest, _ channel: MessageChannel) throws {
    let run = request.run
    let loaded = try CohortSource(paths: run.data).load()
    let cohort = run.data.isEmpty ? loaded.cohort : loaded.forScripts
    guard let script = try script(request, on: cohort, channel) else { return }
    try LargeStackThread.run(stackSize: ScriptWorker.stack) {
      let host = try script.host()
      host.output = { text in try? channel.send(Frame(kind: WorkerFrame.print.rawValue, text: text)) }
      _ = host.stop(onSignal: WorkerProcess.deadlineSignal)
      try ScriptWorker.lockIn(
        memory: run.memoryLimit + ScriptWorker.headroom(cohort), seconds: run.timeLimit, channel)
      do {
        switch request.work {
        case .tests: try tests(request, host, channel)
        case .conformance(let plugin):
          try conformance(of: plugin, request, channel) {
            try host.brokenPromises(run.source, name: run.script)
          }
        case .declarations:
          try conformance(of: run.script, request, channel) {
            try host.brokenPromises(ofScript: run.source, name: run.script)
          }
        }
      } catch let failure as ScriptFailure { throw WorkerFailure(failure, of: run) }
    }
  }

  /// The script that is run; `nil` where it cannot be run on the cohort, and only its declarations are asked for: that is told.
  private static func script(
    _ request: TestRequest, on cohort: Cohort, _ channel: MessageChannel
  ) throws -> PreparedScript? {
    do {
      let script = try PreparedScript(request.run, on: cohort)
      if case .declarations = request.work { try script.checkPlugins() }
      return script
    } catch {
      guard case .declarations = request.work else { throw error }
      switch error {
      case let failure as WorkerFailure where failure.kind == .data: break
      case is ScriptParameterError: break
      default: throw error
      }
      try conformance(of: request.run.script, request, channel) { throw NotTried(reason: "\(error)") }
      return nil
    }
  }

  private static func tests(_ request: TestRequest, _ host: ScriptHost, _ channel: MessageChannel) throws {
    let session = TestSession(snapshots: request.snapshots, isUpdating: request.isUpdating) { text in
      var tables: [String: String] = [:]
      for table in text.tables { tables[table.name] = table.text }
      return try CohortLoader.load(dictionary: text.dictionary, tables: tables).cohort
    } runScript: { name, parameters, cohort in
      try report(of: name, parameters, cohort, request.run, host)
    }
    try host.runTests(
      request.run.source, name: request.run.script, in: session, matching: request.filter,
      found: { try send($0, .testsFound, channel) },
      began: { try channel.send(Frame(kind: WorkerFrame.testBegan.rawValue, text: $0)) },
      ended: { try send($0, .testEnded, channel) })
    try send(SnapshotsSeen(used: session.usedSnapshots.sorted(), new: session.newSnapshots), .snapshots, channel)
  }

  /// Runs a script that lies beside the test.
  private static func report(
    of name: String, _ parameters: [Argument.Entry], _ cohort: Cohort, _ test: RunRequest, _ host: ScriptHost
  ) throws -> Report {
    let module = name.hasSuffix(".lua") ? String(name.dropLast(4)) : name
    guard let source = test.modules[module] else {
      let nearest = Nearest.name(to: module, among: test.modules.keys.sorted())
      throw WorkerFailure(
        .usage,
        "testing.run: there is no script \"\(name)\" beside the test"
          + (nearest.map { "; did you mean \"\($0).lua\"?" } ?? ""))
    }
    var run = test
    run.script = "\(module).lua"
    run.source = source
    run.parameters = parameters.map { .init(name: $0.name, text: $0.value.plainText) }
    let script = try PreparedScript(run, on: cohort)
    try script.checkPlugins()
    let inner = try script.host()
    inner.output = host.output
    return try script.run(on: inner).report
  }

  /// Tells of one test: whether the analyses of a plugin or a script keep the promises of the contract.
  ///
  /// - Parameters:
  ///   - subject: The plugin or the script.
  ///   - request: What was asked.
  ///   - channel: Who is told.
  ///   - tried: Gives the promises that are broken; `nil` where there was no analysis to try.
  /// - Throws: Where nobody can be told, and where it cannot be tried for a fault of the plugin or the script.
  private static func conformance(
    of subject: String, _ request: TestRequest, _ channel: MessageChannel, _ tried: () throws -> [String]?
  ) throws {
    let name = "conformance of \(subject)"
    guard request.filter.map(name.lowercased().contains) ?? true else {
      return try send(SnapshotsSeen(), .snapshots, channel)
    }
    try channel.send(Frame(kind: WorkerFrame.testBegan.rawValue, text: name))
    let clock = ContinuousClock()
    let start = clock.now
    var outcome: TestOutcome
    do {
      if let broken = try tried() {
        outcome = TestOutcome(
          name: name, failure: broken.isEmpty ? nil : .init(broken.joined(separator: "\n")), seconds: 0)
      } else {
        outcome = TestOutcome(name: name, omission: "it declares no analysis when it is run on this cohort")
      }
    } catch let failure as ScriptFailure where failure.isLack {
      outcome = TestOutcome(name: name, omission: failure.description)
    } catch let fault as NotTried {
      outcome = TestOutcome(name: name, omission: fault.reason)
    }
    outcome.seconds = start.duration(to: clock.now) / .seconds(1)
    try send(outcome, .testEnded, channel)
    try send(SnapshotsSeen(), .snapshots, channel)
  }

  /// A script cannot be run on the cohort.
  private struct NotTried: Error {
    let reason: String
  }

  private static func send(_ value: some Encodable, _ kind: WorkerFrame, _ channel: MessageChannel) throws {
    try channel.send(Frame(kind: kind.rawValue, payload: try WireFormat.encode(value)))
  }
}

/// What became of the snapshots of a file.
struct SnapshotsSeen: Sendable, Codable {
  /// The names of those that were asked for.
  var used: [String] = []
  /// Those that are to be written, by name.
  var new: [String: String] = [:]
}

extension WorkerFailure {
  /// Why a file gave no result, with the bound in words.
  init(_ failure: ScriptFailure, of run: RunRequest) {
    switch failure.bound {
    case .time: self.init(.bound, "\(failure) of \(run.timeLimitWords)")
    case .memory: self.init(.bound, "\(failure) of \(run.memoryLimitWords)")
    case .report: self.init(.bound, "\(failure)")
    case nil: self.init(.script, "\(failure)")
    }
  }
}

extension Argument {
  /// The value as it is written on a command line.
  fileprivate var plainText: String {
    switch self {
    case .text(let text): text
    case .list(let values): values.map(\.plainText).joined(separator: ",")
    default: source
    }
  }
}
