import Dispatch

/// Work spread over the processors, with results in the order of the pieces, whoever did them.
public enum Parallel {
  /// The results of `piece(0)`, …, `piece(count - 1)`, in that order.
  ///
  /// - Parameters:
  ///   - count: how many pieces; at most one is done without other threads.
  ///   - isConfined: whether no other thread may take part.
  ///   - piece: what is done; each depends on its place alone, so that the results do too.
  /// - Returns: the results, in the order of the places.
  public static func map<Result: Sendable>(
    _ count: Int, onOneThread isConfined: Bool = false, _ piece: @Sendable (Int) -> Result
  ) -> [Result] {
    guard count > 1, !isConfined else { return (0..<count).map(piece) }
    return [Result](unsafeUninitializedCapacity: count) { buffer, filled in
      let slots = Slots(base: buffer.baseAddress)
      DispatchQueue.concurrentPerform(iterations: count) { index in
        slots.base?.advanced(by: index).initialize(to: piece(index))
      }
      filled = count
    }
  }

  /// Room for the results.
  ///
  /// Safe to share, because each slot is written once, by one worker, before any is read.
  private struct Slots<Result>: @unchecked Sendable {
    let base: UnsafeMutablePointer<Result>?
  }
}
