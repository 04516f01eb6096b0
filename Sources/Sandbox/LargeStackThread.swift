import CSandbox

/// A thread with a stack as large as deep recursion needs, for one piece of work.
public enum LargeStackThread {
  /// 64 MiB.
  public static let standardSize = 64 << 20

  /// Runs `body` on a new thread with a stack of `stackSize` bytes, waits for it, and returns what it returned.
  ///
  /// The calling thread does nothing meanwhile. The stack's memory is taken page by page as it is used, but counts in
  /// full against a limit of address space. Running out of it is a SIGSEGV, for which the thread has a signal stack.
  ///
  /// - Parameters:
  ///   - stackSize: bytes, at least 64 KiB.
  ///   - body: the work. What it captures, it takes over from the caller.
  /// - Returns: what `body` returned.
  /// - Throws: what `body` throws, or ``LockFault`` where the thread cannot be made.
  public static func run<Result>(
    stackSize: Int = standardSize, _ body: sending @escaping () throws -> sending Result
  ) throws -> sending Result {
    let errand = Errand(body)
    let failure = wbs_run_on_stack(
      max(stackSize, 64 << 10),
      { pointer in
        guard let pointer else { return }
        Unmanaged<AnyErrand>.fromOpaque(pointer).takeUnretainedValue().run()
      },
      Unmanaged<AnyErrand>.passUnretained(errand).toOpaque())
    return try withExtendedLifetime(errand) {
      guard failure == 0, let outcome = errand.outcome else {
        throw LockFault(operation: "start a thread with a stack of \(stackSize) bytes", code: failure)
      }
      return try outcome.get()
    }
  }
}

/// What a thread is to do, seen from the C function that starts it.
private class AnyErrand {
  func run() {}
}

/// The work and its result.
///
/// Two threads see it, one after the other: the caller before the thread is made and after
/// it is joined, the thread in between. The two calls order all that they do to it.
private final class Errand<Value>: AnyErrand {
  private let body: () throws -> sending Value
  private(set) var outcome: Result<Value, any Error>?

  init(_ body: @escaping () throws -> sending Value) {
    self.body = body
  }

  override func run() {
    outcome = Result { try body() }
  }
}
