/// How a worker ended, and what it said last.
public struct WorkerEnd: Equatable, Sendable {
  /// How it ended.
  public var outcome: WorkerOutcome

  /// The end of what it wrote to its standard output and error.
  public var tail: String

  /// From its start to its end.
  public var elapsed: Duration
}

extension WorkerEnd {
  /// Whether the worker crashed because memory was refused to Swift, by the words with which Swift's runtime ends.
  ///
  /// Memory refused to C is no crash: whoever asked for it (Lua's allocator, say) is told.
  public var ranOutOfMemory: Bool {
    guard case .crashed = outcome else { return false }
    return tail.split(separator: "\n").contains { line in
      line.hasPrefix("Fatal error: failed to allocate ") && line.contains(" bytes of memory")
    }
  }
}

/// The ways in which a worker can end.
public enum WorkerOutcome: Equatable, Sendable {
  /// It ended by itself, in time.
  case finished(status: Int32)

  /// Its time was over.
  case timedOut(Timeout)

  /// A signal that we did not send ended it.
  case crashed(signal: Int32)

  /// This process was asked to stop by a signal (SIGINT, SIGTERM, SIGHUP), and ended the worker.
  case interrupted(signal: Int32)

  /// It did not keep to the frame format, and was ended.
  case brokenProtocol(ChannelFault)

  /// What came of a worker whose time was over.
  public enum Timeout: Equatable, Sendable {
    /// It heard the first signal and ended by itself; its last frames were delivered.
    case answered(status: Int32)
    /// It had to be ended.
    case killed
  }
}

extension WorkerOutcome: CustomStringConvertible {
  /// The outcome in one sentence.
  public var description: String {
    switch self {
    case .finished(let status): "the worker ended with status \(status)"
    case .timedOut(.answered): "the worker's time was over, and it stopped when asked to"
    case .timedOut(.killed): "the worker's time was over, and it had to be killed"
    case .crashed(let signal): "the worker crashed: \(SignalName(signal))"
    case .interrupted(let signal): "interrupted: \(SignalName(signal))"
    case .brokenProtocol(let fault): "the worker broke off the talk: \(fault)"
    }
  }
}

/// Why a worker could not be started.
public struct WorkerStartFault: Error, Equatable, Sendable, CustomStringConvertible {
  /// The binary that was to be started.
  public var executable: String

  /// The system's errno value.
  public var code: Int32

  /// The fault in one sentence.
  public var description: String { "cannot start a worker (\(executable)): \(systemErrorText(code))" }
}
