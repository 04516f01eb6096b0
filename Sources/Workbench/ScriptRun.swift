import Analyses
public import Reports
import Sandbox
public import Scripting

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// One run of a script in a worker process, seen from the parent: it starts the worker, keeps the clock, and takes
/// the report.
public struct ScriptRun: Sendable {
  /// How a run ended.
  public enum Outcome: Sendable {
    /// With a report.
    case report(ReportDocument)
    /// With a reason why there is none.
    case failed(WorkerFailure)
    /// The worker went over the deadline and did not answer.
    case overTime
    /// Lua crashed the worker.
    case crashed(String)
    /// The user stopped it, by this signal.
    case interrupted(signal: Int32)
  }

  /// What is run.
  public var request: RunRequest
  /// How many processors it may use at most; `nil` is all that there are.
  public var processors: Int?

  /// A run.
  public init(_ request: RunRequest) { self.request = request }

  /// The hidden argument with which the binary becomes a worker.
  public static let workerArgument = "worker"

  /// Runs the script.
  ///
  /// - Parameters:
  ///   - print: Takes what the script prints.
  ///   - warn: Takes what the user should know before they trust the run.
  ///   - progress: Takes lines of progress.
  ///   - timings: Takes where the time went, before the report or the failure; called where the request asks for it.
  ///   - tick: Is called about ten times a second; what it throws ends the run.
  /// - Returns: How the run ended.
  /// - Throws: Where the worker cannot be started, and what `tick` throws.
  public func perform(
    print: (String) -> Void, warn: (String) -> Void, progress: (String) -> Void,
    timings: (ScriptTimings) -> Void = { _ in }, tick: () throws -> Void = {}
  ) throws -> Outcome {
    var worker = Worker(arguments: [Self.workerArgument])
    worker.processors = processors
    var report: WorkerReport?
    var failure: WorkerFailure?
    let end = try worker.run(
      request: [Frame(kind: 0, payload: try WireFormat.encode(WorkerTask.run(request)))],
      clock: WorkerClock(limit: .seconds(request.timeLimit), start: .atFrame(kind: WorkerFrame.ready.rawValue)),
      onFrame: { frame in
        switch WorkerFrame(rawValue: frame.kind) {
        case .print: print(frame.text)
        case .warning: warn(frame.text)
        case .progress: progress(frame.text.withoutCommands)
        case .report: report = try WireFormat.decode(WorkerReport.self, from: frame.payload)
        case .timings: timings(try WireFormat.decode(ScriptTimings.self, from: frame.payload))
        case .failure:
          failure = try WireFormat.decode(WorkerFailure.self, from: frame.payload)
        case .ready, .testBegan, .testEnded, .testsFound, .snapshots, .answer, .declared, nil: break
        }
      }, onTick: { _ in try tick() })
    return outcome(end, report: report, failure: failure)
  }

  private func outcome(_ end: WorkerEnd, report: WorkerReport?, failure: WorkerFailure?) -> Outcome {
    switch end.outcome {
    case .interrupted(let signal): return .interrupted(signal: signal)
    case .timedOut(.killed): return .overTime
    case .finished, .timedOut(.answered), .brokenProtocol: break
    case .crashed where end.ranOutOfMemory:
      return .failed(
        WorkerFailure(
          .bound, "\(request.script): stopped: the script went over its memory limit of \(request.memoryLimitWords)"))
    case .crashed(let signal): return crash(signal: signal, tail: end.tail)
    }
    if let failure { return .failed(failure) }
    if let report {
      return .report(
        ReportDocument(
          report.report, provenance: report.provenance, programVersion: BuiltIn.version))
    }
    return .crashed("the worker ended without a report" + Self.quoted(end.tail))
  }

  /// What a crash of the worker means.
  private func crash(signal: Int32, tail: String) -> Outcome {
    if signal == SIGXCPU { return .overTime }
    let place = CrashNotice.parse(tail)?.place.map { " near \($0)" } ?? ""
    return .crashed("the script crashed Lua\(place) (\(SignalName(signal)))")
  }

  private static func quoted(_ tail: String) -> String {
    let text = tail.split(separator: "\n").suffix(3).joined(separator: "; ")
    return text.isEmpty ? "" : ": \(text)"
  }
}

/// A run that gave no report, with its exit status.
public struct RunFailure: Error, Sendable, CustomStringConvertible {
  /// What happened, as a sentence.
  public let description: String
  /// The exit status.
  public let status: Int32
}

extension ScriptRun {
  /// Runs the script and gives its report.
  ///
  /// - Throws: ``WorkerFailure`` where the worker says why there is none, ``RunFailure`` where it no longer could, and what `tick` throws.
  public func document(
    print: (String) -> Void, warn: (String) -> Void, progress: (String) -> Void,
    timings: (ScriptTimings) -> Void = { _ in }, tick: () throws -> Void = {}
  ) throws -> ReportDocument {
    switch try perform(print: print, warn: warn, progress: progress, timings: timings, tick: tick) {
    case .report(let document): return document
    case .failed(let failure): throw failure
    case .overTime:
      throw RunFailure(
        description:
          "\(request.script): stopped: the script was still running after its time limit of \(request.timeLimitWords)",
        status: 124)
    case .crashed(let what): throw RunFailure(description: "\(request.script): \(what)", status: 1)
    case .interrupted(let signal): throw RunFailure(description: "\(request.script): stopped", status: 128 + signal)
    }
  }
}
