import Sandbox
public import Scripting
import Synchronization

/// What plugins declare: each is asked once, in a locked worker process of its own, in which it is loaded.
///
/// Only plugins that may be run are asked: those of a project that its user trusts.
public final class PluginCatalogue: Sendable {
  /// What came of asking a plugin.
  public enum Answer: Sendable, Hashable {
    /// What it declares.
    case declared(PluginDeclaration)
    /// Why that is not known, as a sentence.
    case unknown(String)
  }

  private let answers = Mutex<[String: Answer]>([:])

  /// A catalogue in which nobody has been asked yet.
  public init() {}

  /// What a plugin declares that scripts may require.
  ///
  /// - Parameters:
  ///   - id: The id by which they require it.
  ///   - plugins: The plugins that they may require.
  /// - Returns: The answer; `nil` where they may not require it.
  public func answer(of id: String, among plugins: PluginEnvironments) -> Answer? {
    guard let key = plugins.forScript[id], let bundle = plugins.bundles[key] else { return nil }
    let name = "\(key) \(bundle.sha256)"
    if let known = answers.withLock({ $0[name] }) { return known }
    let answer = Self.ask(DeclarationRequest(key: key, plugins: plugins.part(of: key)))
    answers.withLock { $0[name] = answer }
    return answer
  }

  private static func ask(_ request: DeclarationRequest) -> Answer {
    var answer: Answer?
    do {
      let end = try Worker(arguments: [ScriptRun.workerArgument]).run(
        request: [Frame(kind: 0, payload: try WireFormat.encode(WorkerTask.declare(request)))],
        clock: WorkerClock(
          limit: .seconds(DeclarationRequest.timeLimit), start: .atFrame(kind: WorkerFrame.ready.rawValue))
      ) { frame in
        switch WorkerFrame(rawValue: frame.kind) {
        case .declared: answer = .declared(try WireFormat.decode(PluginDeclaration.self, from: frame.payload))
        case .failure:
          answer = .unknown(try WireFormat.decode(WorkerFailure.self, from: frame.payload).description)
        default: break
        }
      }
      return answer ?? .unknown(words(of: end))
    } catch { return .unknown("\(error)") }
  }

  /// Why a worker ended without an answer.
  private static func words(of end: WorkerEnd) -> String {
    switch end.outcome {
    case .timedOut: "it was still being loaded after \(RunRequest.words(seconds: DeclarationRequest.timeLimit))"
    case .crashed where end.ranOutOfMemory:
      "it went over the memory limit of \(RunRequest.words(bytes: DeclarationRequest.memoryLimit))"
    case .crashed(let signal): "it crashed Lua (\(SignalName(signal)))"
    case .interrupted: "it was stopped"
    case .finished, .brokenProtocol: "its worker ended without an answer"
    }
  }
}

extension ProjectPlugins {
  /// What all plugins declare that scripts may require, and why that is not known of others; in the order of their ids.
  public var declarations: (known: [PluginDeclaration], unknown: [(id: String, reason: String)]) {
    let catalogue = PluginCatalogue()
    var (known, unknown) = ([PluginDeclaration](), [(id: String, reason: String)]())
    for id in environments.forScript.keys.sorted() {
      switch catalogue.answer(of: id, among: environments) {
      case .declared(let declaration)?: known.append(declaration)
      case .unknown(let reason)?: unknown.append((id, reason))
      case nil: break
      }
    }
    return (known, unknown)
  }
}
