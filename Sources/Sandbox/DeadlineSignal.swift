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
