/// The bytes of one field: what stands between separators, without white space around it, no-break spaces too, and without its
/// quotes.
///
/// Invariant: `base` points to `count` bytes of a ``FileBytes`` that outlives this value, which is made and used up
/// inside one kernel call.
struct FieldText {
  /// The first byte.
  var base: UnsafePointer<UInt8>
  /// The number of bytes.
  var count: Int
  /// Whether quotes stood around it; two quotes within it then stand for one.
  var isQuoted: Bool
  /// Whether a token between brackets, such as `[Unknown]`, is a missing value: so in cBioPortal's files, which are those
  /// in which quotes are data.
  let hasBracketTokens: Bool

  /// The field between two offsets of `base`.
  @inline(__always)
  init(_ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int, quote: UInt8) {
    var start = start
    var end = end
    while start < end, base[start] <= 32 { start += 1 }
    while start < end, base[end - 1] <= 32 { end -= 1 }
    if end - start >= 2, base[start] == 0xC2 || base[end - 1] == 0xA0 {
      (start, end) = Self.withoutNoBreakSpaces(base, start, end)
    }
    isQuoted = end - start >= 2 && base[start] == quote
    hasBracketTokens = quote == CSVFormat.noQuote
    if isQuoted {
      start += 1
      end -= 1
    }
    self.base = base + start
    self.count = end - start
  }

  /// What is left of a field without no-break spaces (U+00A0, `C2 A0`) and white space around it.
  @inline(never)
  private static func withoutNoBreakSpaces(
    _ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int
  ) -> (start: Int, end: Int) {
    var (start, end) = (start, end)
    while true {
      if end - start >= 2, base[start] == 0xC2, base[start + 1] == 0xA0 {
        start += 2
      } else if end - start >= 2, base[end - 2] == 0xC2, base[end - 1] == 0xA0 {
        end -= 2
      } else if start < end, base[start] <= 32 {
        start += 1
      } else if start < end, base[end - 1] <= 32 {
        end -= 1
      } else {
        return (start, end)
      }
    }
  }

  /// Bytes that stand elsewhere, as long as they do.
  init(base: UnsafePointer<UInt8>, count: Int, isQuoted: Bool) {
    (self.base, self.count, self.isQuoted, hasBracketTokens) = (base, count, isQuoted, false)
  }

  /// The field that stands between separators.
  @inline(__always)
  init(_ raw: RawField, quote: UInt8) { self.init(raw.base, 0, raw.count, quote: quote) }

  /// The field at a range of a file.
  init(_ bytes: FileBytes, _ range: Range<Int>, quote: UInt8 = 34) {
    self.init(bytes.start(of: range), 0, range.count, quote: quote)
  }

  /// Calls with each byte of the text that is meant: two quotes are one.
  @inline(__always)
  func forEachByte(_ use: (UInt8) -> Void) {
    var index = 0
    while index < count {
      use(base[index])
      index += isQuoted && base[index] == 34 && index + 1 < count && base[index + 1] == 34 ? 2 : 1
    }
  }

  /// Whether two quotes stand somewhere for one.
  var hasDoubledQuotes: Bool { isQuoted && (0..<count).contains { base[$0] == 34 } }

  /// The text that is meant.
  var string: String {
    guard hasDoubledQuotes else {
      return String(decoding: UnsafeBufferPointer(start: base, count: count), as: UTF8.self)
    }
    var bytes: [UInt8] = []
    forEachByte { bytes.append($0) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The byte at an index, or 0 past the end.
  @inline(__always)
  func byte(_ index: Int) -> UInt8 { index < count ? base[index] : 0 }
}

/// What stands between two separators, white space and quotes and all.
///
/// Invariant: as ``FieldText``; ``ByteRegion/padding`` bytes on either side are readable, so that words may be loaded
/// from a byte of the field whatever its length.
struct RawField {
  /// The first byte.
  let base: UnsafePointer<UInt8>
  /// The number of bytes.
  let count: Int

  /// Whether it begins with a minus sign, and what follows it.
  @inline(__always)
  var magnitude: (isNegative: Bool, digits: RawField) {
    // Of no bytes, the separator is looked at, which is no sign.
    let isNegative = base[0] == 45
    let sign = isNegative ? 1 : 0
    return (isNegative, RawField(base: base + sign, count: count &- sign))
  }

  /// The eight bytes from an offset of at most `count`, the first the lowest.
  @inline(__always)
  func word(_ offset: Int) -> UInt64 {
    UnsafeRawPointer(base + offset).loadUnaligned(as: UInt64.self).littleEndian
  }
}
