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
    let script = try PreparedScript(run, on: cohort)
    try LargeStackThread.run(stackSize: ScriptWorker.stack) {
      let host = try script.host()
      host.output = { text in try? channel.send(Frame(kind: WorkerFrame.print.rawValue, text: text)) }
      _ = host.stop(onSignal: WorkerProcess.deadlineSignal)
      try ScriptWorker.lockIn(
        memory: run.memoryLimit + ScriptWorker.headroom(cohort), seconds: run.timeLimit, channel)
      do {
        switch request.work {
        case .tests: try tests(request, host, channel)
        case .conformance(let plugin): try conformance(plugin, request, host, channel)
        }
      } catch let failure as ScriptFailure { throw WorkerFailure(failure, of: run) }
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

  private static func conformance(
    _ plugin: String, _ request: TestRequest, _ host: ScriptHost, _ channel: MessageChannel
  ) throws {
    let name = "conformance of \(plugin)"
    guard request.filter.map(name.lowercased().contains) ?? true else {
      return try send(SnapshotsSeen(), .snapshots, channel)
    }
    try channel.send(Frame(kind: WorkerFrame.testBegan.rawValue, text: name))
    let clock = ContinuousClock()
    let start = clock.now
    let broken = try host.brokenPromises(request.run.source, name: request.run.script)
    let failure = broken.isEmpty ? nil : TestOutcome.Failure(broken.joined(separator: "\n"))
    let outcome = TestOutcome(name: name, failure: failure, seconds: start.duration(to: clock.now) / .seconds(1))
    try send(outcome, .testEnded, channel)
    try send(SnapshotsSeen(), .snapshots, channel)
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
