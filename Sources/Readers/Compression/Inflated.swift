#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The bytes that come out of decompression, in one run that grows as they come.
///
/// Room is made for what was found, never for what a file says of itself.
///
/// Invariant: `base` has room for `capacity` bytes, of which the first `count` are initialized; one worker writes.
final class Inflated {
  /// The most bytes that are made of a compressed file: 16 GiB.
  static let mostBytes = 16 << 30
  /// The bytes that may be made of any file: 1 GiB.
  static let freeBytes = 1 << 30
  /// Past ``freeBytes``, the most bytes that are made of each byte of the file.
  static let mostTimes = 256

  private(set) var base: UnsafeMutablePointer<UInt8>
  private(set) var capacity: Int
  /// The number of bytes.
  var count = 0
  /// The most bytes for this file.
  let limit: Int
  private var isGiven = false

  /// Room for what is made of so many bytes, or `nil` where the system has none.
  init?(compressed: Int, most: Int = mostBytes) {
    let (times, overflows) = compressed.multipliedReportingOverflow(by: Self.mostTimes)
    limit = min(most, max(Self.freeBytes, overflows ? most : times))
    capacity = max(1 << 12, min(compressed.multipliedReportingOverflow(by: 4).partialValue, 1 << 28))
    guard let memory = malloc(capacity) else { return nil }
    base = memory.bindMemory(to: UInt8.self, capacity: capacity)
  }

  deinit { if !isGiven { free(base) } }

  /// Makes room for so many bytes more; says why where that cannot be.
  func reserve(_ more: Int) throws(InflateTrouble) {
    guard capacity - count < more else { return }
    guard count <= limit else { throw .tooLarge(limit: limit) }
    // Enough beyond the limit that a kernel may write past it before that is seen.
    let larger = max(min(capacity * 2, limit + 1 << 16), count + more)
    guard let memory = realloc(base, larger) else { throw .noMemory(larger) }
    base = memory.bindMemory(to: UInt8.self, capacity: larger)
    capacity = larger
  }

  /// Gives the bytes away; must be the last that is asked of it.
  func taken() -> FileBytes {
    let exact = realloc(base, max(count, 1)) ?? UnsafeMutableRawPointer(base)
    isGiven = true
    return FileBytes(fromMalloc: exact, count: count)
  }
}
