/// Which rows of a run have no value, and what stands there instead.
///
/// Invariant: `words` has a bit for each of the run's rows, `tokens` a number for each ``MissingToken``; one worker
/// writes, and others read only when it has finished.
final class MissingRows: @unchecked Sendable {
  /// Bit `i % 64` of word `i / 64` is set where row `i` is missing.
  let words: UnsafeMutableBufferPointer<UInt64>
  /// How often each ``MissingToken`` was met.
  let tokens: UnsafeMutableBufferPointer<Int>

  /// No missing ones of that many rows.
  init(rows: Int) {
    words = .allocate(capacity: (rows + 63) / 64)
    words.initialize(repeating: 0)
    tokens = .allocate(capacity: MissingToken.all.count)
    tokens.initialize(repeating: 0)
  }

  deinit {
    words.deallocate()
    tokens.deallocate()
  }

  /// Notes that a row has no value.
  @inline(__always)
  func mark(_ row: Int, token: Int) {
    words[row >> 6] |= 1 << UInt64(row & 63)
    tokens[token] &+= 1
  }

  /// Whether a row has no value.
  func contains(_ row: Int) -> Bool { words[row >> 6] >> UInt64(row & 63) & 1 == 1 }
}
