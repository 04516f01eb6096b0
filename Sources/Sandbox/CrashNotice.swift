import CSandbox

/// The last words of a worker that crashes: one line on standard error, which the parent finds in ``WorkerEnd/tail``.
public enum CrashNotice {
  /// Writes the place of the script that runs into the room, and gives its length; 0 where none is known.
  ///
  /// Called in a signal handler.
  public typealias PlaceReader = @convention(c) (UnsafeMutablePointer<CChar>?, Int) -> Int

  /// Makes a fatal signal write `crash: signal 11 at a.lua:7` before it ends the process.
  ///
  /// Gives the calling thread a signal stack too, so that a stack overflow on it can still be told;
  /// ``LargeStackThread`` has one of its own.
  ///
  /// - Parameter place: gives the script's last known place.
  /// - Throws: ``LockFault`` where the system refuses.
  public static func install(place: PlaceReader? = nil) throws(LockFault) {
    let failure = wbs_crash_notice_install(place)
    guard failure == 0 else { throw LockFault(operation: "install the crash notice", code: failure) }
  }

  /// Finds the last words in the end of a worker's output: the signal, and the place where it is known.
  public static func parse(_ tail: String) -> (signal: Int32, place: String?)? {
    guard let words = tail.split(separator: "\n").last(where: { $0.hasPrefix(prefix) }) else { return nil }
    let parts = words.dropFirst(prefix.count).split(separator: " at ", maxSplits: 1)
    guard let first = parts.first, let signal = Int32(first) else { return nil }
    return (signal, parts.dropFirst().first.map(String.init))
  }

  private static let prefix = "crash: signal "
}
