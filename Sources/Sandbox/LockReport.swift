import CSandbox

/// What became of every lock.
public struct LockReport: Equatable, Sendable {
  /// The state of each.
  public private(set) var states: [Lock: LockState] = [:]

  /// The state of a lock.
  public subscript(lock: Lock) -> LockState {
    states[lock] ?? .unavailable(reason: "not tried")
  }

  /// The locks that were wanted and do not hold, in order.
  public var missing: [Lock] {
    Lock.allCases.filter { if case .unavailable = self[$0] { true } else { false } }
  }

  /// Lets `fill` write one result for each lock; where it gives an errno value none was tried.
  init(_ fill: (UnsafeMutablePointer<Int32>) -> Int32) {
    var results = [Int32](repeating: Int32(WBS_NOT_HERE), count: Int(WBS_LOCK_COUNT))
    let failure = results.withUnsafeMutableBufferPointer { $0.baseAddress.map(fill) ?? 0 }
    for lock in Lock.allCases {
      states[lock] = LockState(result: failure == 0 ? results[Int(lock.index)] : failure)
    }
  }
}
