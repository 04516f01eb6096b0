import Dispatch

/// Work spread over the processors, with results in the order of the pieces, whoever did them.
enum Workers {
  /// The results of `piece(0)`, …, `piece(count - 1)`, in that order.
  static func map<Result: Sendable>(_ count: Int, _ piece: @Sendable (Int) -> Result) -> [Result] {
    guard count > 1 else { return (0..<count).map(piece) }
    return [Result](unsafeUninitializedCapacity: count) { buffer, filled in
      let slots = Slots(base: buffer.baseAddress)
      DispatchQueue.concurrentPerform(iterations: count) { index in
        slots.base?.advanced(by: index).initialize(to: piece(index))
      }
      filled = count
    }
  }

  /// An array whose pieces are written by all processors.
  ///
  /// - Parameters:
  ///   - count: The number of elements.
  ///   - size: How many are written by one call.
  ///   - fill: Initializes the elements of a range, which are counted from the given pointer.
  /// - Returns: The array.
  static func array<Element>(
    _ count: Int, by size: Int, _ fill: @Sendable (Range<Int>, UnsafeMutablePointer<Element>) -> Void
  ) -> [Element] {
    [Element](unsafeUninitializedCapacity: count) { buffer, filled in
      let slots = Slots(base: buffer.baseAddress)
      DispatchQueue.concurrentPerform(iterations: (count + size - 1) / size) { piece in
        guard let base = slots.base else { return }
        fill(piece * size..<min((piece + 1) * size, count), base)
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
