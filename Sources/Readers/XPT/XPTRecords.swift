#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The kinds of header record, by the word at bytes 20 to 27 of a record.
enum XPTHeader: String, CaseIterable {
  case library = "LIBRARY "
  case library8 = "LIBV8   "
  case member = "MEMBER  "
  case member8 = "MEMBV8  "
  case descriptor = "DSCRPTR "
  case descriptor8 = "DSCPTV8 "
  case variables = "NAMESTR "
  case variables8 = "NAMSTV8 "
  case labels8 = "LABELV8 "
  case labels9 = "LABELV9 "
  case rows = "OBS     "
  case rows8 = "OBSV8   "

  /// The 20 bytes that all header records begin with.
  static let mark = Array("HEADER RECORD*******".utf8)

  /// The 48 bytes that each begins with.
  static let beginnings = allCases.map { ($0, $0.bytes) }

  /// The 48 bytes that such a record begins with.
  var bytes: [UInt8] { Self.mark + Array("\(rawValue)HEADER RECORD!!!!!!!".utf8) }
}

/// The records of a SAS transport file: 80 bytes each, and the numbers and texts in them.
///
/// Nothing is read without knowing that it is there: what reads a range checks it against the length of the file.
struct XPTRecords {
  /// The length of a record.
  static let length = 80

  /// The bytes of the file.
  let bytes: FileBytes

  /// The header record at an offset, or `nil` where another record, or none, begins there.
  func header(at offset: Int) -> XPTHeader? {
    guard offset >= 0, offset <= bytes.count - Self.length, isEqual(XPTHeader.mark, at: offset) else { return nil }
    return XPTHeader.beginnings.first { isEqual($0.1, at: offset) }?.0
  }

  /// Whether bytes stand at an offset, where at least as many bytes are.
  private func isEqual(_ pattern: [UInt8], at offset: Int) -> Bool {
    pattern.withUnsafeBufferPointer { pattern in
      pattern.baseAddress.map {
        memcmp(bytes.start(of: offset..<offset + pattern.count), $0, pattern.count) == 0
      } ?? true
    }
  }

  /// Whether a member begins at an offset: its header record, and the next one where the file goes on.
  func isMember(at offset: Int) -> Bool {
    guard let found = header(at: offset), found == .member || found == .member8 else { return false }
    let next = offset + Self.length
    guard next <= bytes.count - Self.length else { return true }
    let second = header(at: next)
    return second == .descriptor || second == .descriptor8
  }

  /// The whole number that the first digits of a range are, blanks before them left out; `nil` where there are none.
  func decimal(_ range: Range<Int>) -> Int? {
    guard range.upperBound <= bytes.count else { return nil }
    var position = range.lowerBound
    while position < range.upperBound, bytes[position] == 32 { position += 1 }
    var value: Int?
    while position < range.upperBound, bytes[position] &- 48 < 10 {
      value = (value ?? 0) * 10 + Int(bytes[position] &- 48)
      guard value ?? 0 < 1 << 50 else { return nil }
      position += 1
    }
    return value
  }

  /// A whole number of two bytes, the higher first.
  func short(at offset: Int) -> Int { Int(bytes[offset]) << 8 | Int(bytes[offset + 1]) }

  /// A whole number of four bytes, the highest first, in two's complement.
  func long(at offset: Int) -> Int {
    Int(Int32(bitPattern: UInt32(short(at: offset)) << 16 | UInt32(short(at: offset + 2))))
  }

  /// A range without the blanks and NULs at its end.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var end = range.upperBound
    while end > range.lowerBound, bytes[end - 1] == 32 || bytes[end - 1] == 0 { end -= 1 }
    return range.lowerBound..<end
  }

  /// Whether all bytes of a range are blanks.
  func isBlank(_ range: Range<Int>) -> Bool { isAll(32, range) }

  /// Whether all bytes of a range are one.
  func isAll(_ byte: UInt8, _ range: Range<Int>) -> Bool {
    stride(from: range.lowerBound, to: range.upperBound, by: Self.lookedAtOnce).allSatisfy { start in
      let count = min(Self.lookedAtOnce, range.upperBound - start)
      return bytes.withBytes(start..<start + count) { base in (0..<count).allSatisfy { base[$0] == byte } } ?? false
    }
  }

  /// How many bytes are looked at, at most, before more are read.
  private static let lookedAtOnce = 1 << 18

  /// Where the record ends that a byte before `offset` is in, or which ends there.
  static func end(_ offset: Int) -> Int { (offset + length - 1) / length * length }

  /// What stands at an offset, to be shown in a fault.
  func shown(at offset: Int, count: Int = 28) -> String {
    let end = min(bytes.count, offset + count)
    let scalars = (min(offset, end)..<end).map { bytes[$0] }
      .map { 32..<127 ~= $0 ? Character(UnicodeScalar($0)) : "·" }
    return String(scalars)
  }
}
