/// Numbers of few digits, read eight bytes at a time.
///
/// The digits are shifted to the high end of a word, whose low end fills with zeros; what is no digit shows in the high
/// bits of a sum, and three multiplications add up pairs, fours and the eight. (After Langdale & Lemire 2019,
/// doi:10.1007/s00778-019-00578-5, section 3.1.3.) What these do not understand is left to the general readers.
enum ShortDigits {
  /// The number that 1 to 8 digits are, or `nil` where one is no digit.
  ///
  /// - Parameters:
  ///   - word: The bytes, the first the lowest.
  ///   - count: How many of them are looked at.
  /// - Returns: The number.
  @inline(__always)
  static func value(_ word: UInt64, _ count: Int) -> UInt64? {
    let shift = UInt64(truncatingIfNeeded: 64 &- 8 &* count)
    let digits = (word &<< shift) ^ (0x3030_3030_3030_3030 &<< shift)
    guard areDigits(digits) else { return nil }
    return sum(digits)
  }

  /// Whether all bytes are from 0 to 9.
  @inline(__always)
  static func areDigits(_ digits: UInt64) -> Bool {
    ((digits &+ 0x7676_7676_7676_7676) | digits) & 0x8080_8080_8080_8080 == 0
  }

  /// The number whose eight digits are the bytes, the first the lowest byte.
  @inline(__always)
  static func sum(_ digits: UInt64) -> UInt64 {
    let pairs = (digits &* 2561) >> 8 & 0x00FF_00FF_00FF_00FF
    let fours = (pairs &* 6_553_601) >> 16 & 0x0000_FFFF_0000_FFFF
    return (fours &* 42_949_672_960_001) >> 32
  }

  /// The whole number of a field of 1 to 8 digits, with a minus sign or none and, where it is strict, no leading zero.
  @inline(__always)
  static func whole(_ field: RawField, isStrict: Bool) -> Int64? {
    let (isNegative, field) = field.magnitude
    guard UInt(bitPattern: field.count &- 1) < 8 else { return nil }
    let word = field.word(0)
    guard let value = value(word, field.count) else { return nil }
    if isStrict, word & 0xFF == 48, field.count > 1 { return nil }
    return isNegative ? -Int64(truncatingIfNeeded: value) : Int64(truncatingIfNeeded: value)
  }

  /// Digits with a decimal point.
  struct Decimal {
    /// The digits, the point left out.
    var mantissa: UInt64
    /// How many stand behind the point.
    var places: Int
  }

  /// The number of a field of 1 to 16 bytes: digits, of which there is one at least, with at most one point.
  @inline(__always)
  static func decimal(_ field: RawField, point: UInt8, isStrict: Bool) -> Decimal? {
    guard UInt(bitPattern: field.count &- 1) < 16 else { return nil }
    let word = field.word(0)
    let decimal: Decimal
    let whole: Int
    if field.count <= 8 {
      guard let part = part(word, field.count, point) else { return nil }
      (decimal, whole) = (Decimal(mantissa: part.value, places: part.places), part.whole)
      guard part.whole &+ part.places > 0 else { return nil }
    } else {
      guard let high = part(word, 8, point), let low = part(field.word(8), field.count &- 8, point) else { return nil }
      guard !(high.hasPoint && low.hasPoint) else { return nil }
      let lowDigits = low.whole &+ low.places
      let value = high.value &* tens(lowDigits) &+ low.value
      let places = high.hasPoint ? high.places &+ lowDigits : low.places
      (decimal, whole) = (Decimal(mantissa: value, places: places), high.hasPoint ? high.whole : 8 &+ low.whole)
    }
    if isStrict, word & 0xFF == 48, whole > 1 { return nil }
    return decimal
  }

  private struct Part {
    var value: UInt64
    var whole: Int
    var places: Int
    var hasPoint: Bool
  }

  /// Up to eight bytes with at most one point.
  @inline(__always)
  private static func part(_ word: UInt64, _ count: Int, _ point: UInt8) -> Part? {
    let different = word ^ (0x0101_0101_0101_0101 &* UInt64(point))
    let equal = (different &- 0x0101_0101_0101_0101) & ~different & 0x8080_8080_8080_8080
    let place = equal.trailingZeroBitCount &>> 3
    guard place < count else {
      guard let value = value(word, count) else { return nil }
      return Part(value: value, whole: count, places: 0, hasPoint: false)
    }
    guard count > 1 else { return Part(value: 0, whole: 0, places: 0, hasPoint: true) }
    let before = ((1 as UInt64) &<< UInt64(truncatingIfNeeded: 8 &* place)) &- 1
    guard let value = value((word & before) | ((word >> 8) & ~before), count &- 1) else { return nil }
    return Part(value: value, whole: place, places: count &- 1 &- place, hasPoint: true)
  }

  /// 10ⁿ for n from 0 to 8.
  @inline(__always)
  private static func tens(_ power: Int) -> UInt64 {
    var product: UInt64 = 1
    if power & 1 != 0 { product = 10 }
    if power & 2 != 0 { product &*= 100 }
    if power & 4 != 0 { product &*= 10_000 }
    return power & 8 != 0 ? 100_000_000 : product
  }
}
