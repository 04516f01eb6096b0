import CLuaShim
import Synchronization

/// Stops what runs in a state, from any thread.
///
/// Nothing is paid until it is used. From then on, each instruction of the script raises, so that neither `pcall` nor a
/// coroutine can swallow it, and the state refuses to go on. A long call into C, such as matching a pattern, is not
/// stopped: for that, the process has to be ended.
public final class LuaInterrupt: Sendable {
  /// The state, until it is closed.
  ///
  /// The pointer is only handed to functions that are safe from any thread.
  private struct Target: @unchecked Sendable {
    var vm: OpaquePointer?
  }

  private let target: Mutex<Target>

  init(_ vm: OpaquePointer) {
    target = Mutex(Target(vm: vm))
  }

  /// Stops the script.
  ///
  /// Not for signal handlers: they use ``stop(onSignal:)``.
  public func stop() {
    target.withLock { target in
      if let vm = target.vm { wb_interrupt(vm) }
    }
  }

  /// From now on, this signal stops the script, on whatever thread it comes in.
  ///
  /// One state a process can ask for it.
  ///
  /// - Parameter signal: The number of the signal.
  /// - Returns: Whether the handler could be installed.
  @discardableResult
  public func stop(onSignal signal: Int32) -> Bool {
    target.withLock { target in
      guard let vm = target.vm else { return false }
      return wb_interrupt_on_signal(vm, signal) == 0
    }
  }

  /// Lets the state go on after it was stopped; nothing happens while it runs.
  public func clear() {
    target.withLock { target in
      if let vm = target.vm { wb_clear_interrupt(vm) }
    }
  }

  func close() {
    target.withLock { $0.vm = nil }
  }
}
