/// Remembers what short fields stand for, so that a field that was met before is not looked at a second time.
///
/// A field of at most sixteen bytes is its first eight, its last eight and its length; equal keys are equal fields. Each
/// key has one slot, and the last to come keeps it.
///
/// Invariant: `slots` points to ``size`` initialized entries that live as long as this object; one worker uses it.
final class CodeCache: @unchecked Sendable {
  private struct Entry {
    var first: UInt64 = 0
    var last: UInt64 = 0
    /// 0 in an empty slot, for fields of no bytes are not kept.
    var count: Int32 = 0
    var code: Int32 = 0
  }

  /// The bytes of a field.
  struct Key {
    fileprivate var first: UInt64
    fileprivate var last: UInt64
    fileprivate var count: Int32

    /// The key of a field of 1 to 16 bytes.
    @inline(__always)
    init(_ field: RawField) {
      count = Int32(truncatingIfNeeded: field.count)
      let word = field.word(0)
      if field.count <= 8 {
        first = word & (.max >> UInt64(truncatingIfNeeded: 64 &- 8 &* field.count))
        last = 0
      } else {
        first = word
        last = field.word(field.count &- 8)
      }
    }

    @inline(__always)
    fileprivate var slot: Int {
      Int(truncatingIfNeeded: ((first ^ last &* 0xC2B2_AE3D_27D4_EB4F) &* 0x9E37_79B9_7F4A_7C15) >> 56)
    }
  }

  private static let size = 256

  private let slots: UnsafeMutablePointer<Entry>

  /// A cache in which nothing is.
  init() {
    slots = .allocate(capacity: Self.size)
    slots.initialize(repeating: Entry(), count: Self.size)
  }

  deinit { slots.deallocate() }

  /// What a field stands for, or `nil` where it is not known.
  @inline(__always)
  func code(_ key: Key) -> Int32? {
    let entry = slots[key.slot]
    guard entry.first == key.first, entry.last == key.last, entry.count == key.count else { return nil }
    return entry.code
  }

  /// Remembers what a field stands for.
  func keep(_ code: Int32, for key: Key) {
    slots[key.slot] = Entry(first: key.first, last: key.last, count: key.count, code: code)
  }
}
