import CSandbox

/// The first of the two signals with which a parent ends a worker's time: the polite one (SIGUSR1).
///
/// It must be installed before the worker says that it is ready, since that starts the clock; without a handler the
/// signal ends the process.
public enum DeadlineSignal {
  /// From now on the signal calls `handler` with `context`, always on the thread that called this.
  ///
  /// The handler interrupts whatever that thread is doing, so it may do only what is safe in a signal handler: set a
  /// flag, arm a hook. The thread must live until ``remove()`` is called, and `context` as long.
  ///
  /// - Throws: ``LockFault`` where the system refuses.
  public static func install(
    context: UnsafeMutableRawPointer? = nil, handler: @escaping @convention(c) (UnsafeMutableRawPointer?) -> Void
  ) throws(LockFault) {
    let failure = wbs_deadline_install(handler, context)
    guard failure == 0 else { throw LockFault(operation: "install the deadline's handler", code: failure) }
  }

  /// From now on the signal is ignored: the work is done, and only its result is still on its way.
  public static func remove() {
    wbs_deadline_remove()
  }
}

/// The last words of a worker that crashes: one line on standard error, which the parent finds in ``WorkerEnd/tail``.
public enum CrashNotice {
  /// Makes a fatal signal write `crash: signal 11, line 7` before it ends the process.
  ///
  /// Gives the calling thread a signal stack too, so that a stack overflow on it can still be told;
  /// ``LargeStackThread`` has one of its own.
  ///
  /// - Parameter line: gives the script's last known line, or 0; called in a signal handler.
  /// - Throws: ``LockFault`` where the system refuses.
  public static func install(line: (@convention(c) () -> Int32)? = nil) throws(LockFault) {
    let failure = wbs_crash_notice_install(line)
    guard failure == 0 else { throw LockFault(operation: "install the crash notice", code: failure) }
  }

  /// Finds the last words in the end of a worker's output: the signal, and the line where it is known.
  public static func parse(_ tail: String) -> (signal: Int32, line: Int?)? {
    guard let words = tail.split(separator: "\n").last(where: { $0.hasPrefix(prefix) }) else { return nil }
    let parts = words.dropFirst(prefix.count).split(separator: ", line ")
    guard let first = parts.first, let signal = Int32(first) else { return nil }
    return (signal, parts.dropFirst().first.flatMap { Int($0) })
  }

  private static let prefix = "crash: signal "
}

/// The system refused something that a worker needs.
public struct LockFault: Error, Equatable, Sendable, CustomStringConvertible {
  /// What was to be done.
  public var operation: String

  /// The system's errno value.
  public var code: Int32

  /// The fault in one sentence.
  public var description: String { "cannot \(operation): \(systemErrorText(code))" }
}
