/// Something that may crash or hang, tried in a process of its own: this same binary with other arguments.
///
/// A fresh process and not a fork of this one: after a fork only one of our threads would exist, with the locks of the
/// others still held.
public struct Trial: Equatable, Sendable {
  /// How the process ended.
  public var outcome: Outcome

  /// The frames that it sent.
  public var frames: [Frame]

  /// The end of what it wrote to its standard output and error.
  public var tail: String

  /// The ways in which a trial can end.
  public enum Outcome: Equatable, Sendable {
    /// It ended by itself with this status.
    case exited(status: Int32)
    /// A signal ended it.
    case crashed(signal: Int32)
    /// It did not end in time, and was killed.
    case timedOut
  }

  /// Runs this same binary with these arguments and waits for its end, for at most `timeout`.
  ///
  /// - Throws: ``WorkerStartFault`` where it cannot be started, ``TrialFault`` where the trial says nothing about what
  ///   was tried.
  public static func run(
    arguments: [String], executable: String? = nil, timeout: Duration = .seconds(5)
  ) throws -> Trial {
    var frames: [Frame] = []
    let end = try Worker(arguments: arguments, executable: executable)
      .run(clock: WorkerClock(limit: timeout, grace: .zero)) { frames.append($0) }
    let outcome: Outcome =
      switch end.outcome {
      case .finished(let status): .exited(status: status)
      case .crashed(let signal): .crashed(signal: signal)
      case .timedOut: .timedOut
      case .interrupted, .brokenProtocol: throw TrialFault(outcome: end.outcome)
      }
    return Trial(outcome: outcome, frames: frames, tail: end.tail)
  }
}

/// A trial that ended for a reason that has nothing to do with what was tried.
public struct TrialFault: Error, Equatable, Sendable, CustomStringConvertible {
  /// How the process ended.
  public var outcome: WorkerOutcome

  /// The fault in one sentence.
  public var description: String { "the trial gave no answer: \(outcome)" }
}
