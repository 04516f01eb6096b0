#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Gives numbers to the different texts of a column, in the order in which they first occur.
///
/// Open addressing over the first eight bytes, the last eight and the length. A text is taken as it stands between its
/// quotes; as only quoted texts can hold quotes, each text is written in one way.
///
/// Invariant: each key owns a copy of its text's bytes, which lives as long as the table; one worker uses it.
final class CSVLevels: @unchecked Sendable {
  private struct Key {
    var first: UInt64
    var base: UnsafeMutablePointer<UInt8>
    var count: Int
    var isQuoted: Bool
  }

  private var keys: [Key] = []
  private var slots: [Int32]
  private var bits = 6

  /// A table without texts.
  init() { slots = [Int32](repeating: -1, count: 1 << 6) }

  deinit { for key in keys { key.base.deallocate() } }

  /// The number of different texts.
  var count: Int { keys.count }

  /// The texts, in order.
  var levels: [String] { keys.map { FieldText(base: $0.base, count: $0.count, isQuoted: $0.isQuoted).string } }

  /// Adds a text that needs no quotes, where it is new.
  func add(_ level: String) {
    var bytes = Array(level.utf8)
    bytes.append(contentsOf: [UInt8](repeating: 0, count: 8))
    bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      _ = code(of: FieldText(base: base, count: buffer.count - 8, isQuoted: false))
    }
  }

  /// The number of a text, from 0; it is added where it is new.
  ///
  /// Eight bytes past the text must be readable.
  func code(of text: FieldText) -> Int32 {
    let first = Self.word(text.base, text.count)
    var slot = slot(first, text.base, text.count)
    while true {
      let code = slots[slot]
      if code < 0 { return add(text, first, at: slot) }
      let key = keys[Int(code)]
      if key.first == first, key.count == text.count,
        text.count <= 8 || memcmp(key.base + 8, text.base + 8, text.count - 8) == 0
      {
        return code
      }
      slot = (slot &+ 1) & (1 << bits &- 1)
    }
  }

  private func slot(_ first: UInt64, _ base: UnsafePointer<UInt8>, _ count: Int) -> Int {
    var hash = first ^ UInt64(truncatingIfNeeded: count) &* 0x9E37_79B9_7F4A_7C15
    if count > 8 {
      let last = UnsafeRawPointer(base + count - 8).loadUnaligned(as: UInt64.self)
      hash ^= last &* 0xC2B2_AE3D_27D4_EB4F
    }
    hash = (hash ^ hash >> 32) &* 0xFF51_AFD7_ED55_8CCD
    return Int(hash >> UInt64(64 - bits))
  }

  /// The first eight bytes, those past the text as 0.
  private static func word(_ base: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
    let word = UnsafeRawPointer(base).loadUnaligned(as: UInt64.self).littleEndian
    return count >= 8 ? word : word & ((1 << UInt64(count * 8)) &- 1)
  }

  private func add(_ text: FieldText, _ first: UInt64, at slot: Int) -> Int32 {
    let code = Int32(count)
    let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: text.count + 8)
    copy.initialize(repeating: 0, count: text.count + 8)
    copy.update(from: text.base, count: text.count)
    keys.append(Key(first: first, base: copy, count: text.count, isQuoted: text.isQuoted))
    slots[slot] = code
    if count == 1 << (bits - 1) { grow() }
    return code
  }

  private func grow() {
    bits += 1
    slots = [Int32](repeating: -1, count: 1 << bits)
    for (code, key) in keys.enumerated() {
      var slot = slot(key.first, key.base, key.count)
      while slots[slot] >= 0 { slot = (slot + 1) & (1 << bits - 1) }
      slots[slot] = Int32(code)
    }
  }
}
