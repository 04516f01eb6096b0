/// Bytes that are added to, without the checks that an array makes for each.
///
/// Invariant: the first `count` of `capacity` bytes at `base` are initialized; one worker writes, and others read only
/// when it has finished.
final class ByteRun: @unchecked Sendable {
  private(set) var base: UnsafeMutablePointer<UInt8>
  private var capacity = 1 << 12
  /// The number of bytes.
  private(set) var count = 0

  /// No bytes.
  init() { base = .allocate(capacity: capacity) }

  deinit { base.deallocate() }

  /// Adds the bytes of a text; two quotes that stand for one become one.
  @inline(__always)
  func append(_ text: FieldText) {
    if count &+ text.count > capacity { grow(by: text.count) }
    if text.isQuoted {
      text.forEachByte { byte in
        base[count] = byte
        count &+= 1
      }
    } else {
      (base + count).update(from: text.base, count: text.count)
      count &+= text.count
    }
  }

  /// The same for a text past which ``ByteRegion/padding`` bytes are readable.
  @inline(__always)
  func append(padded text: FieldText) {
    guard text.count <= 16, !text.isQuoted else { return append(text) }
    if count &+ 16 > capacity { grow(by: 16) }
    // Sixteen at once: what is too much is overwritten by the next.
    let bytes = UnsafeRawPointer(text.base).loadUnaligned(as: SIMD2<UInt64>.self)
    UnsafeMutableRawPointer(base + count).storeBytes(of: bytes, as: SIMD2<UInt64>.self)
    count &+= text.count
  }

  @inline(never)
  private func grow(by needed: Int) {
    capacity = max(capacity * 2, count + needed)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    larger.moveInitialize(from: base, count: count)
    base.deallocate()
    base = larger
  }
}
