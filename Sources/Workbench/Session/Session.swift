import Analyses
import Reports
import Sandbox
public import Scripting

/// A session at a prompt, seen from the parent: it starts the worker, keeps the clock of each entry, and starts another
/// worker where one is lost.
public final class Session {
  /// What came of an entry.
  public enum Outcome: Sendable {
    /// Values to show.
    case shown([Shown])
    /// It failed; the session goes on.
    case failed(WorkerFailure)
    /// The worker was lost, and a new one has been started: what the session had is gone.
    case lost(WorkerFailure)
  }

  /// Hears what a worker says beside its answers.
  public struct Listener {
    /// Takes what entries print.
    public var print: (String) -> Void
    /// Takes what the user should know.
    public var warn: (String) -> Void
    /// Takes lines of progress.
    public var progress: (String) -> Void

    /// What hears a worker.
    public init(
      print: @escaping (String) -> Void, warn: @escaping (String) -> Void, progress: @escaping (String) -> Void
    ) {
      self.print = print
      self.warn = warn
      self.progress = progress
    }
  }

  /// What the session began with.
  public private(set) var request: SessionRequest
  /// What was entered and evaluated to its end, for a script.
  public private(set) var saved = SavedSession()

  private let listener: Listener
  private var conversation: Conversation?

  /// A session that is still to be started.
  public init(_ request: SessionRequest, listener: Listener) {
    self.request = request
    self.listener = listener
  }

  /// Starts, or starts anew with nothing of what there was.
  ///
  /// - Parameter data: Other data, where given.
  /// - Returns: What is loaded, to be shown.
  /// - Throws: ``WorkerFailure`` where the data are not usable, ``RunFailure`` where the worker ended.
  @discardableResult
  public func start(data: [String]? = nil) throws -> [Shown] {
    var request = request
    if let data { request.data = data }
    conversation = nil
    saved = SavedSession()
    let conversation = try Conversation(Worker(arguments: [ScriptRun.workerArgument]))
    let task = Frame(kind: 0, payload: try WireFormat.encode(WorkerTask.session(request)))
    let (answer, outcome) = try ask(task, of: conversation, limit: nil)
    if let failure = answer?.failure { throw failure }
    guard let answer, outcome.end == nil else { throw Self.runFailure(outcome) }
    self.conversation = conversation
    self.request = request
    return answer.shown
  }

  /// Evaluates an entry.
  ///
  /// - Parameters:
  ///   - text: The entry.
  ///   - name: The name that errors give it.
  /// - Returns: What came of it.
  /// - Throws: Where no worker can be started.
  public func evaluate(_ text: String, name: String = "input") throws -> Outcome {
    let outcome = try question(.evaluate(text, name: name), limit: .seconds(request.timeLimit), name: name)
    if case .shown(let values) = outcome { saved.add(text, shown: values) }
    return outcome
  }

  /// What the manual says of a name.
  ///
  /// - Throws: Where no worker can be started.
  public func help(on name: String) throws -> Outcome { try question(.help(name), limit: .seconds(10), name: name) }

  /// The variables of the cohort.
  ///
  /// - Throws: Where no worker can be started.
  public func columns(width: Int) throws -> Outcome {
    try question(.columns(width: width), limit: .seconds(request.timeLimit), name: "columns")
  }

  /// What could follow a text; nothing where that takes too long.
  public func completion(before text: String) -> SessionCompletion {
    guard let conversation, let question = try? frame(.complete(before: text)),
      let (answer, outcome) = try? ask(question, of: conversation, limit: .seconds(2))
    else { return .none }
    if outcome.end != nil { self.conversation = nil }
    return answer?.completion ?? .none
  }

  // MARK: - Asking

  private func frame(_ question: SessionQuestion) throws -> Frame {
    Frame(kind: 0, payload: try WireFormat.encode(question))
  }

  private func question(_ question: SessionQuestion, limit: Duration, name: String) throws -> Outcome {
    if conversation == nil { try start() }
    guard let conversation else { return .shown([]) }
    let (answer, outcome) = try ask(frame(question), of: conversation, limit: limit)
    if let end = outcome.end {
      if case .interrupted(let signal) = end.outcome {
        throw RunFailure(description: "the session was stopped", status: 128 + signal)
      }
      let failure = lost(outcome.stop, end, name)
      try start()
      return .lost(failure)
    }
    guard let answer else { return .shown([]) }
    guard let failure = answer.failure else { return .shown(answer.shown) }
    let isStopped = outcome.stop == .interrupt && failure.kind == .bound
    return .failed(isStopped ? WorkerFailure(.bound, "\(name): stopped") : failure)
  }

  private func ask(
    _ frame: Frame, of conversation: Conversation, limit: Duration?
  ) throws -> (SessionAnswer?, Conversation.Outcome) {
    var answer: SessionAnswer?
    let outcome = try conversation.ask(frame, limit: limit) { [listener] frame in
      switch WorkerFrame(rawValue: frame.kind) {
      case .print: listener.print(frame.text)
      case .warning: listener.warn(frame.text)
      case .progress: listener.progress(frame.text.withoutCommands)
      case .answer: answer = try WireFormat.decode(SessionAnswer.self, from: frame.payload)
      case .failure:
        answer = SessionAnswer(failure: try WireFormat.decode(WorkerFailure.self, from: frame.payload))
      default: break
      }
      return answer != nil
    }
    return (answer, outcome)
  }

  /// Why a worker was lost.
  private func lost(_ stop: Conversation.Stop?, _ end: WorkerEnd, _ name: String) -> WorkerFailure {
    switch (stop, end.outcome) {
    case (.interrupt, _): return WorkerFailure(.bound, "\(name): stopped")
    case (.deadline, _):
      return WorkerFailure(
        .bound,
        "\(name): stopped: it was still running after its time limit of \(RunRequest.words(seconds: request.timeLimit))"
      )
    case (nil, .crashed) where end.ranOutOfMemory:
      return WorkerFailure(
        .bound, "\(name): stopped: it went over the memory limit of \(RunRequest.words(bytes: request.memoryLimit))")
    case (nil, .crashed(let signal)):
      let place = CrashNotice.parse(end.tail)?.place.map { " near \($0)" } ?? ""
      return WorkerFailure(.script, "\(name): it crashed Lua\(place) (\(SignalName(signal)))")
    case (nil, _): return WorkerFailure(.script, "\(name): \(end.outcome)")
    }
  }

  private static func runFailure(_ outcome: Conversation.Outcome) -> RunFailure {
    guard let end = outcome.end else { return RunFailure(description: "the session did not start", status: 1) }
    if case .interrupted(let signal) = end.outcome {
      return RunFailure(description: "the session was stopped", status: 128 + signal)
    }
    return RunFailure(
      description: "the session did not start: \(end.outcome)", status: outcome.stop == .interrupt ? 130 : 1)
  }
}
