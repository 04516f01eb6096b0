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
/// Invariant: each key owns a copy of its text's bytes, which lives as long as the table, for what a text was read from
/// does not; one worker adds, and others read only when it has finished.
final class LevelTable: @unchecked Sendable {
  private struct Key {
    var first: UInt64
    var text: FieldText
    var copy: UnsafeMutablePointer<UInt8>
  }

  private var keys: UnsafeMutablePointer<Key>
  private var slots: UnsafeMutablePointer<Int32>
  private var bits = 6
  /// The number of different texts.
  private(set) var count = 0

  /// A table without texts.
  init() {
    keys = .allocate(capacity: 1 << 5)
    slots = .allocate(capacity: 1 << 6)
    slots.initialize(repeating: -1, count: 1 << 6)
  }

  deinit {
    for code in 0..<count { keys[code].copy.deallocate() }
    keys.deallocate()
    slots.deallocate()
  }

  /// The texts that are meant, in order.
  var levels: [String] { texts.map(\.string) }

  /// The different texts as they were written, which hold as long as the table.
  var texts: [FieldText] { (0..<count).map { keys[$0].text } }

  /// Adds a text that needs no quotes, where it is new.
  func add(_ level: String) {
    var level = level
    level.withUTF8 { buffer in
      guard let base = buffer.baseAddress else { return }
      _ = code(of: FieldText(exactly: base, buffer.count), limit: base + buffer.count)
    }
  }

  /// The number of a text, which is added where it is new.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - limit: Where the readable bytes after it end; `nil` where there are eight at least.
  /// - Returns: The number, from 0.
  @inline(__always)
  func code(of text: FieldText, limit: UnsafePointer<UInt8>? = nil) -> Int32 {
    let first = Self.word(text.base, text.count, limit)
    var slot = slot(first, text)
    while true {
      let code = slots[slot]
      if code < 0 { return add(text, first, at: slot) }
      let key = keys[Int(code)]
      if key.first == first, key.text.count == text.count,
        text.count <= 8 || memcmp(key.text.base + 8, text.base + 8, text.count - 8) == 0
      {
        return code
      }
      slot = (slot &+ 1) & (1 << bits &- 1)
    }
  }

  @inline(__always)
  private func slot(_ first: UInt64, _ text: FieldText) -> Int {
    var hash = first ^ UInt64(truncatingIfNeeded: text.count) &* 0x9E37_79B9_7F4A_7C15
    if text.count > 8 {
      let last = UnsafeRawPointer(text.base + text.count - 8).loadUnaligned(as: UInt64.self)
      hash ^= last &* 0xC2B2_AE3D_27D4_EB4F
    }
    hash = (hash ^ hash >> 32) &* 0xFF51_AFD7_ED55_8CCD
    return Int(hash >> UInt64(64 - bits))
  }

  /// The first eight bytes, those past the text as 0.
  @inline(__always)
  private static func word(_ base: UnsafePointer<UInt8>, _ count: Int, _ limit: UnsafePointer<UInt8>?) -> UInt64 {
    if limit.map({ $0 - base >= 8 }) ?? true {
      let word = UnsafeRawPointer(base).loadUnaligned(as: UInt64.self).littleEndian
      return count >= 8 ? word : word & ((1 << UInt64(count * 8)) &- 1)
    }
    return (0..<min(count, 8)).reduce(0) { $0 | UInt64(base[$1]) << UInt64($1 * 8) }
  }

  @inline(never)
  private func add(_ text: FieldText, _ first: UInt64, at slot: Int) -> Int32 {
    let code = Int32(count)
    let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: max(text.count, 1))
    copy.update(from: text.base, count: text.count)
    let own = FieldText(base: copy, count: text.count, isQuoted: text.isQuoted)
    (keys + count).initialize(to: Key(first: first, text: own, copy: copy))
    slots[slot] = code
    count += 1
    if count == 1 << (bits - 1) { grow() }
    return code
  }

  private func grow() {
    bits += 1
    let larger = UnsafeMutablePointer<Key>.allocate(capacity: 1 << (bits - 1))
    larger.moveInitialize(from: keys, count: count)
    keys.deallocate()
    keys = larger
    slots.deallocate()
    slots = .allocate(capacity: 1 << bits)
    slots.initialize(repeating: -1, count: 1 << bits)
    for code in 0..<count {
      var slot = slot(keys[code].first, keys[code].text)
      while slots[slot] >= 0 { slot = (slot + 1) & (1 << bits - 1) }
      slots[slot] = Int32(code)
    }
  }
}
