#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Memory for the bytes of a file, which the system gives page by page as they are written.
///
/// Invariant: ``padding`` bytes before `base` and as many after `capacity` bytes are readable, so that kernels may load
/// words that reach past a field; the region lives as long as this object.
final class ByteRegion: @unchecked Sendable {
  /// How many bytes are readable before the first and after the last.
  static let padding = 64

  /// What is read at once: as large as the large pages of usual processors.
  static let unit = 1 << 21

  /// How many bytes there is room for.
  let capacity: Int

  /// The first byte; its address is a multiple of ``unit``.
  let base: UnsafeMutablePointer<UInt8>

  private let start: UnsafeMutableRawPointer
  private let length: Int

  /// Memory for that many bytes, all 0, or `nil` where the system has none.
  init?(capacity: Int) {
    let (length, isTooLong) = capacity.addingReportingOverflow(2 * Self.unit)
    guard !isTooLong, capacity >= 0 else { return nil }
    #if os(Linux)
      let flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE
    #else
      let flags = MAP_PRIVATE | MAP_ANON
    #endif
    guard let start = mmap(nil, length, PROT_READ | PROT_WRITE, flags, -1, 0), start != MAP_FAILED else { return nil }
    self.start = start
    self.length = length
    self.capacity = capacity
    base = (start + Self.padding).alignedUp(toMultipleOf: Self.unit).assumingMemoryBound(to: UInt8.self)
  }

  deinit { munmap(start, length) }
}
