/// Reads numbers written in decimals, correctly rounded: to the double nearest to what is written, ties to even.
///
/// 1. Digits are gathered into a 64-bit integer m and the point's place into a power of ten, m × 10^e.
/// 2. m < 2^53 and |e| ≤ 22: both are exact doubles, so one multiplication or division rounds correctly (Clinger 1990,
///    doi:10.1145/93542.93557).
/// 3. Up to 19 digits and −19 ≤ e < 0: an integer division of 128 bits by 64 gives at least 62 bits of the quotient
///    and whether anything remains, from which the double is rounded.
/// 4. Anything else is left to the standard library.
enum Decimal {
  /// What a field turned out to be.
  enum Outcome {
    /// A finite number.
    case number(Double)
    /// A number beyond the largest double.
    case outOfRange
    /// Not a number.
    case other
  }

  /// The number that a field holds.
  ///
  /// - Parameters:
  ///   - field: The field; a sign, digits with at most one point, and an exponent.
  ///   - point: The byte of the decimal point.
  ///   - isStrict: Whether what is probably an identifier is not a number: digits after a leading zero, as in `007`,
  ///     and whole numbers past 2^63.
  /// - Returns: The number, or what the field is instead.
  @inline(__always)
  static func parse(_ field: FieldText, point: UInt8, isStrict: Bool) -> Outcome {
    let base = field.base
    let count = field.count
    var index = 0
    var isNegative = false
    if count > 0, base[0] == 45 || base[0] == 43 {
      isNegative = base[0] == 45
      index = 1
    }
    let first = index
    var mantissa: UInt64 = 0
    while index < count, base[index] &- 48 < 10 {
      mantissa = mantissa &* 10 &+ UInt64(base[index] &- 48)
      index &+= 1
    }
    var digits = index - first
    if isStrict, digits > 1, base[first] == 48 { return .other }
    var exponent = 0
    if index < count, base[index] == point {
      index &+= 1
      let fraction = index
      while index < count, base[index] &- 48 < 10 {
        mantissa = mantissa &* 10 &+ UInt64(base[index] &- 48)
        index &+= 1
      }
      exponent = fraction - index
      digits += index - fraction
    } else if isStrict, index == count, digits > 18, isPastIntegers(base + first, digits) {
      return .other
    }
    guard digits > 0 else { return .other }
    guard index == count, digits <= 19 else {
      return slow(field, exponentAt: index, point: point)
    }
    guard let magnitude = value(mantissa, exponent) else { return slow(field, exponentAt: index, point: point) }
    return .number(isNegative ? -magnitude : magnitude)
  }

  /// m × 10^e for −22 ≤ e ≤ 0, correctly rounded, or `nil` where neither short way leads there.
  @inline(__always)
  static func value(_ mantissa: UInt64, _ exponent: Int) -> Double? {
    if mantissa < 1 << 53, exponent >= -22 { return Double(mantissa) / powers[-exponent] }
    guard exponent >= -19 else { return nil }
    return exponent == 0 ? Double(mantissa) : quotient(mantissa, integerPowers[-exponent])
  }

  /// m / d, correctly rounded.
  ///
  /// m and d are shifted until their highest bits are set, and m by one less so that the quotient fits: it then has
  /// 63 or 64 bits, more than the 54 that rounding needs, and its lowest bit is set where a remainder is left.
  @inline(__always)
  private static func quotient(_ mantissa: UInt64, _ divisor: UInt64) -> Double {
    guard mantissa != 0 else { return 0 }
    let up = mantissa.leadingZeroBitCount
    let down = divisor.leadingZeroBitCount
    let dividend = mantissa << UInt64(up)
    let (quotient, remainder) = (divisor << UInt64(down))
      .dividingFullWidth((dividend >> 1, dividend << 63))
    // Conversion rounds to nearest, ties to even; the sticky bit stands below all that it looks at.
    let rounded = Double(quotient | (remainder == 0 ? 0 : 1))
    return rounded * Double(sign: .plus, exponent: down - up - 63, significand: 1)
  }

  /// Whether that many digits are a whole number past 2^63.
  private static func isPastIntegers(_ digits: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    let text = String(decoding: UnsafeBufferPointer(start: digits, count: count), as: UTF8.self)
    return UInt64(text).map { $0 > 1 << 63 } ?? true
  }

  /// Exponents and long numbers, checked here and computed by the standard library.
  @inline(never)
  private static func slow(_ field: FieldText, exponentAt index: Int, point: UInt8) -> Outcome {
    var rest = index
    if rest < field.count {
      guard field.base[rest] | 32 == UInt8(ascii: "e") else { return .other }
      rest += 1
      if field.byte(rest) == 45 || field.byte(rest) == 43 { rest += 1 }
      guard rest < field.count else { return .other }
      while rest < field.count, field.base[rest] &- 48 < 10 { rest += 1 }
      guard rest == field.count else { return .other }
    }
    var text: [UInt8] = []
    field.forEachByte { text.append($0 == point ? 46 : $0) }
    // The standard library wants a digit on both sides of the point.
    if let dot = text.firstIndex(of: 46) {
      if dot + 1 == text.count || text[dot + 1] &- 48 >= 10 { text.insert(48, at: dot + 1) }
      if dot == 0 || text[dot - 1] &- 48 >= 10 { text.insert(48, at: dot) }
    }
    guard let value = Double(String(decoding: text, as: UTF8.self)) else { return .other }
    return value.isFinite ? .number(value) : .outOfRange
  }

  /// The powers of ten that are exact doubles.
  static let powers: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
  ]

  private static let integerPowers: [UInt64] = (0...19).map { power in
    (0..<power).reduce(1) { product, _ in product * 10 }
  }
}

/// Reads whole numbers.
enum WholeNumber {
  /// The number that a field holds, from −2^63 to 2^63 − 1, or `nil`.
  ///
  /// - Parameters:
  ///   - field: A sign and digits.
  ///   - isStrict: Whether digits after a leading zero, as in `007`, are an identifier and not a number.
  /// - Returns: The number.
  @inline(__always)
  static func parse(_ field: FieldText, isStrict: Bool) -> Int64? {
    let base = field.base
    let count = field.count
    let first = count > 0 && (base[0] == 45 || base[0] == 43) ? 1 : 0
    guard count > first else { return nil }
    if isStrict, base[first] == 48, count > first + 1 { return nil }
    guard count - first <= 18 else { return long(field) }
    var value: Int64 = 0
    for index in first..<count {
      let digit = base[index] &- 48
      guard digit < 10 else { return nil }
      value = value &* 10 &+ Int64(digit)
    }
    return base[0] == 45 ? -value : value
  }

  @inline(never)
  private static func long(_ field: FieldText) -> Int64? { Int64(field.string) }
}
