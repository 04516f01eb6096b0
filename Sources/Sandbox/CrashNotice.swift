import CSandbox

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
