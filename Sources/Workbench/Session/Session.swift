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
    /// The worker was lost, and a new one has been started.
    case lost(WorkerFailure, Recovery)
  }

  /// What a new worker has of what was entered before.
  public struct Recovery: Sendable {
    /// How many entries had been evaluated.
    public let entries: Int
    /// How many of them were evaluated again.
    public let evaluated: Int
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

  /// What was evaluated to its end, to be evaluated again should the worker be lost.
  var entered: [Entered] = []
  private let listener: Listener
  /// Whether what entries print is to be heard.
  private var isListening = true
  private var conversation: Conversation?

  /// A session that is still to be started.
  public init(_ request: SessionRequest, listener: Listener) {
    self.request = request
    self.listener = listener
  }

  /// Starts, or starts anew with nothing of what there was; where that fails, what there was goes on.
  ///
  /// - Parameter data: Other data, where given.
  /// - Returns: What is loaded, to be shown.
  /// - Throws: ``WorkerFailure`` where the data are not usable, ``RunFailure`` where the worker ended.
  @discardableResult
  public func start(data: [String]? = nil) throws -> [Shown] {
    var request = request
    if let data { request.data = data }
    let conversation = try Conversation(Worker(arguments: [ScriptRun.workerArgument]))
    let task = Frame(kind: 0, payload: try WireFormat.encode(WorkerTask.session(request)))
    let (answer, outcome) = try ask(task, of: conversation, limit: nil)
    if let failure = answer?.failure { throw failure }
    guard let answer, outcome.end == nil else { throw Self.runFailure(outcome) }
    self.conversation = conversation
    self.request = request
    (entered, saved) = ([], SavedSession())
    return answer.shown
  }

  /// Evaluates what somebody typed, which may require the files of the working folder.
  ///
  /// - Parameter text: The entry.
  /// - Returns: What came of it.
  /// - Throws: Where no worker can be started.
  public func evaluate(_ text: String) throws -> Outcome {
    var entered = Entered(text: text)
    if text.contains("require") { entered.modules = ScriptLibrary.modules(in: ".") }
    return try evaluate(entered)
  }

  /// Evaluates a script as `workbench run` would: with the parameters of its header, and the files beside it to require.
  ///
  /// - Parameters:
  ///   - script: The script.
  ///   - parameters: The parameters that are set.
  /// - Returns: What came of it.
  /// - Throws: Where no worker can be started.
  public func load(_ script: ScriptLibrary.Script, parameters: [RunRequest.Given] = []) throws -> Outcome {
    try evaluate(
      Entered(
        text: script.source, name: script.name, modules: ScriptLibrary.modules(beside: script), given: parameters))
  }

  private func evaluate(_ entered: Entered) throws -> Outcome {
    let outcome = try question(.evaluate(entered), name: entered.name)
    if case .shown(let values) = outcome { keep(entered, values) }
    return outcome
  }

  private func keep(_ entered: Entered, _ values: [Shown]) {
    self.entered.append(entered)
    saved.add(entered, shown: values)
  }

  /// What the manual says of a name.
  ///
  /// - Throws: Where no worker can be started.
  public func help(on name: String) throws -> Outcome { try question(.help(name), limit: .seconds(10), name: name) }

  /// The variables of the cohort.
  ///
  /// - Throws: Where no worker can be started.
  public func columns(width: Int) throws -> Outcome { try question(.columns(width: width), name: "columns") }

  /// What was evaluated to its end, as a script that shows the same.
  ///
  /// - Parameters:
  ///   - title: What its header and its report are called.
  ///   - file: The file that it is written to.
  /// - Returns: Its text.
  /// - Throws: Where no worker can be started.
  public func script(title: String, file: String) throws -> String {
    let (answer, _) = try answer(to: .reports, limit: .seconds(10))
    let check = ScriptCheck(registry: try BuiltIn.registry())
    return saved.script(
      title: title, command: request.command(running: file), reports: answer?.names ?? [], needs: check.needs(of:))
  }

  /// What was required of files that do not lie in the folder of another file.
  ///
  /// - Parameter file: The other file.
  /// - Returns: The names under which they were required, sorted.
  public func modules(notBeside file: String) -> [String] {
    let folder = file.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    let there = ScriptLibrary.modules(in: folder.isEmpty ? file.hasPrefix("/") ? "/" : "." : folder)
    var names: Set<String> = []
    for entry in entered {
      guard let modules = entry.modules else { continue }
      names.formUnion(
        ScriptCheck.requiredModules(in: entry.text).filter { modules[$0] != nil && modules[$0] != there[$0] })
    }
    return names.sorted()
  }

  /// What could follow a text; nothing where that takes too long.
  public func completion(before text: String) -> SessionCompletion {
    (try? answer(to: .complete(before: text), limit: .seconds(2)).answer?.completion) ?? .none
  }

  // MARK: - Asking

  private func question(_ question: SessionQuestion, limit: Duration? = nil, name: String) throws -> Outcome {
    let (answer, outcome) = try answer(to: question, limit: limit ?? .seconds(request.timeLimit))
    if let end = outcome.end {
      if case .interrupted(let signal) = end.outcome {
        throw RunFailure(description: "the session was stopped", status: 128 + signal)
      }
      return .lost(lost(outcome.stop, end, name), try recover())
    }
    guard let answer else { return .shown([]) }
    guard let failure = answer.failure else { return .shown(answer.shown) }
    let isStopped = outcome.stop == .interrupt && failure.kind == .bound
    return .failed(isStopped ? WorkerFailure(.bound, "\(name): stopped") : failure)
  }

  /// The answer of the worker there is, or of a new one.
  private func answer(
    to question: SessionQuestion, limit: Duration
  ) throws -> (answer: SessionAnswer?, outcome: Conversation.Outcome) {
    if conversation == nil { _ = try recover() }
    guard let conversation else { throw RunFailure(description: "the session did not start", status: 1) }
    let frame = Frame(kind: 0, payload: try WireFormat.encode(question))
    let (answer, outcome) = try ask(frame, of: conversation, limit: limit)
    if outcome.end != nil { self.conversation = nil }
    return (answer, outcome)
  }

  /// Starts a new worker, and evaluates in silence what had been evaluated, up to the first that does not work now.
  private func recover() throws -> Recovery {
    let before = entered
    try start()
    isListening = false
    defer { isListening = true }
    for entry in before {
      let (answer, outcome) = try answer(to: .evaluate(entry), limit: .seconds(request.timeLimit))
      guard outcome.end == nil, let answer, answer.failure == nil else { break }
      keep(entry, answer.shown)
    }
    if conversation == nil { try start() }
    return Recovery(entries: before.count, evaluated: entered.count)
  }

  private func ask(
    _ frame: Frame, of conversation: Conversation, limit: Duration?
  ) throws -> (SessionAnswer?, Conversation.Outcome) {
    var answer: SessionAnswer?
    let outcome = try conversation.ask(frame, limit: limit) { [listener, isListening] frame in
      switch WorkerFrame(rawValue: frame.kind) {
      case .print where isListening: listener.print(frame.text)
      case .warning where isListening: listener.warn(frame.text)
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

extension SessionRequest {
  /// The command that runs a script on the same data.
  fileprivate func command(running file: String) -> String {
    func word(_ text: String) -> String {
      text.contains { $0.isWhitespace || "'\"\\$&;()*?".contains($0) }
        ? "'\(text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''"))'" : text
    }
    let options = data.map { " --data \(word($0))" }.joined()
    return "workbench run \(word(file))\(options)"
      + (seed == 1 ? "" : " --seed \(seed)") + (profile == .r ? "" : " --conventions \(profile.rawValue)")
  }
}
