/// Numbers as SAS transport files hold them: eight bytes, to the base 16, as IBM's mainframes count.
///
///     value = (−1)ˢ × F / 2⁵⁶ × 16^(e − 64)
///
/// with the sign s in the highest bit, the exponent e in the next 7 and the fraction F in the last 56. F is an integer, so
/// it becomes a double by one conversion, which rounds the 56 bits to 53, half to even; the rest is a power of two between
/// 2⁻³¹² and 2¹⁹⁶, by which multiplication is exact.
///
/// SAS, "Record Layout of a SAS Version 5 or 6 Data Set in SAS Transport (XPORT) Format", TS-140.
enum IBMDouble {
  /// The bits of a word that hold the fraction.
  static let fraction: UInt64 = 0x00FF_FFFF_FFFF_FFFF

  /// The number that eight bytes hold, the first byte the highest of the word.
  ///
  /// What stands for a missing value is not told apart here.
  @inline(__always)
  static func number(_ word: UInt64) -> Double {
    let size = Double(Int64(bitPattern: word & fraction))
    let power = Double(bitPattern: ((word >> 56 & 0x7F) &* 4 &+ 711) &<< 52)
    return Double(bitPattern: (size * power).bitPattern | word & 1 << 63)
  }

  /// The eight bytes of a number, or `nil` where it is not finite or outside of 2⁻²⁶⁰ to 2²⁵² in size.
  ///
  /// Exact for every other: the first of the 14 digits of F holds one to four bits, so that F has room for 53 at least. −0 is
  /// written as 0, for a word of the sign alone is missing to ReadStat, and so to R's haven and pyreadstat.
  static func word(_ number: Double) -> UInt64? {
    guard number != 0 else { return 0 }
    guard number.isNormal, (-260...251).contains(number.exponent) else { return nil }
    let power = UInt64(number.exponent + 260)
    let bits = (number.significandBitPattern | 1 << 52) << (power & 3)
    return (number.sign == .minus ? 1 << 63 : 0) | (power >> 2) << 56 | bits
  }

  /// Why a value is missing, or `nil` where the word is a number.
  ///
  /// 0 stands for `.`, and an ASCII letter or `_` for the special missing values `.A` to `.Z` and `._`. A word is one of
  /// them if all bytes after the first are zero: `41 00 …` is `.A` and not zero.
  @inline(__always)
  static func missing(_ word: UInt64) -> UInt8? {
    guard word << 8 == 0 else { return nil }
    let first = UInt8(truncatingIfNeeded: word >> 56)
    if first == 0x2E { return 0 }
    return first == 0x5F || (0x41...0x5A).contains(first) ? first : nil
  }

  /// The word of a missing value, for the reason that ``missing(_:)`` gives.
  static func word(missing reason: UInt8) -> UInt64 { UInt64(reason == 0 ? 0x2E : reason) << 56 }
}
