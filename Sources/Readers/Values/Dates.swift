import Cohorts

/// Reads days of the calendar and moments.
///
/// A day is written as `2021-03-09` or `2021/03/09`, as SAS writes it (DATE9: `09MAR2021`, `09-Mar-2021`), or with day
/// and month before a year of four digits (`9/3/2021`, `09.03.2021`, `09-03-2021`). In the last form the whole column
/// must show which number is the day: some value above 12 in one place, none in the other. Two-digit years are text.
enum Dates {
  /// In which order a day and a month are written.
  enum Order: Hashable {
    /// As in `31/12/2021`.
    case dayFirst
    /// As in `12/31/2021`.
    case monthFirst
  }

  /// What was seen of days and months, to tell their order: bits that are gathered over a column.
  enum Seen {
    /// A value with the day and the month before the year.
    static let yearLast: UInt8 = 1
    /// One whose first number is above 12.
    static let firstAbove12: UInt8 = 2
    /// One whose second number is above 12.
    static let secondAbove12: UInt8 = 4
  }

  /// The day that a field holds, in days since 1970-01-01, or `nil`.
  @inline(__always)
  static func day(_ field: FieldText, order: Order, seen: inout UInt8) -> Int32? {
    if field.count == 10, isYearFirst(field) { return yearFirst(field) }
    return otherDay(field, order: order, seen: &seen)
  }

  /// The moment that a field holds, in milliseconds since 1970-01-01T00:00:00, or `nil`.
  ///
  /// A day as ISO 8601 writes it, `T` or a space, hours and minutes, and seconds with up to three decimals, each of
  /// which may be left out from the end. A zone is not understood.
  static func moment(_ field: FieldText) -> Int64? {
    guard field.count >= 16, isYearFirst(field), field.base[4] == 45, let day = yearFirst(field),
      field.base[10] == UInt8(ascii: "T") || field.base[10] == 32, field.base[13] == 58,
      let hour = digits(field, 11, 2), hour < 24, let minute = digits(field, 14, 2), minute < 60
    else { return nil }
    var milliseconds = Int64(day) * 86_400_000 + Int64(hour * 3600 + minute * 60) * 1000
    guard field.count > 16 else { return milliseconds }
    guard field.base[16] == 58, let second = digits(field, 17, 2), second < 60 else { return nil }
    milliseconds += Int64(second) * 1000
    guard field.count > 19 else { return milliseconds }
    let decimals = field.count - 20
    guard field.base[19] == 46, (1...3).contains(decimals), let fraction = digits(field, 20, decimals) else {
      return nil
    }
    return milliseconds + Int64(fraction * (decimals == 1 ? 100 : decimals == 2 ? 10 : 1))
  }

  /// The time of day that a field holds, in milliseconds since midnight, or `nil`.
  ///
  /// Hours of two to six digits, which may be past 24 and have a sign, and minutes; then seconds with up to three
  /// decimals, each of which may be left out from the end.
  static func time(_ field: FieldText) -> Int64? {
    let start = field.count > 0 && field.base[0] == 45 ? 1 : 0
    guard let colon = (start + 2..<start + 7).first(where: { $0 < field.count && field.base[$0] == 58 }),
      let hour = digits(field, start, colon - start), let minute = digits(field, colon + 1, 2), minute < 60
    else { return nil }
    var milliseconds = Int64(hour * 3600 + minute * 60) * 1000
    let rest = colon + 3
    if field.count > rest {
      guard field.base[rest] == 58, let second = digits(field, rest + 1, 2), second < 60 else { return nil }
      milliseconds += Int64(second) * 1000
    }
    if field.count > rest + 3 {
      let decimals = field.count - rest - 4
      guard field.base[rest + 3] == 46, (1...3).contains(decimals), let fraction = digits(field, rest + 4, decimals)
      else { return nil }
      milliseconds += Int64(fraction * (decimals == 1 ? 100 : decimals == 2 ? 10 : 1))
    }
    return start == 1 ? -milliseconds : milliseconds
  }

  // MARK: - Forms

  @inline(__always)
  private static func isYearFirst(_ field: FieldText) -> Bool {
    let separator = field.base[4]
    return (separator == 45 || separator == 47) && field.base[7] == separator
  }

  @inline(__always)
  private static func yearFirst(_ field: FieldText) -> Int32? { yearFirst(RawField(base: field.base, count: 10)) }

  /// The day of ten bytes with the year first, their separators left out of account.
  ///
  /// The eight digits are brought together in one word and checked and paired at once; from the pairs the days are
  /// counted as in `CalendarDate`, in years that begin in March.
  @inline(__always)
  private static func yearFirst(_ field: RawField) -> Int32? {
    let start = field.word(0)
    let end = field.word(2)
    let written = (start & 0xFFFF_FFFF) | ((start >> 40) & 0xFFFF) << 32 | (end >> 48) << 48
    let digits = written ^ 0x3030_3030_3030_3030
    guard ShortDigits.areDigits(digits) else { return nil }
    let pairs = (digits &* 2561) >> 8 & 0x00FF_00FF_00FF_00FF
    let year = Int32(truncatingIfNeeded: pairs & 0xFF) &* 100 &+ Int32(truncatingIfNeeded: (pairs >> 16) & 0xFF)
    let month = Int32(truncatingIfNeeded: (pairs >> 32) & 0xFF)
    let day = Int32(truncatingIfNeeded: pairs >> 48)
    guard month &- 1 < 12, month > 0, day > 0, day <= 28 || day <= length(ofMonth: month, year) else { return nil }
    let shifted = month <= 2 ? year &- 1 : year
    // Days before the month, from March on; 400 years are added and taken off, so that nothing is negative.
    let fromMarch = month > 2 ? month &- 3 : month &+ 9
    let era = shifted &+ 400
    let days = era &* 365 &+ era / 4 &- era / 100 &+ era / 400 &+ (153 &* fromMarch &+ 2) / 5 &+ day
    return days &- 146_097 &- 719_469
  }

  @inline(__always)
  private static func length(ofMonth month: Int32, _ year: Int32) -> Int32 {
    guard month == 2 else { return 30 &+ ((month &+ (month >> 3)) & 1) }
    return year & 3 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
  }

  /// The day of a field that is ten bytes with the year first, or `nil`.
  @inline(__always)
  static func plainDay(_ field: RawField) -> Int32? {
    guard field.count == 10 else { return nil }
    let separator = field.base[4]
    guard separator == 45 || separator == 47, field.base[7] == separator else { return nil }
    return yearFirst(field)
  }

  @inline(never)
  private static func otherDay(_ field: FieldText, order: Order, seen: inout UInt8) -> Int32? {
    guard (8...11).contains(field.count) else { return nil }
    let first = field.byte(1) &- 48 < 10 ? 2 : 1
    guard let one = digits(field, 0, first) else { return nil }
    if field.byte(first) | 32 >= 97 || field.byte(first + 1) | 32 >= 97 { return named(field, one, at: first) }
    let separator = field.byte(first)
    guard separator == 47 || separator == 46 || separator == 45 else { return nil }
    let second = field.byte(first + 2) &- 48 < 10 ? 2 : 1
    let end = first + 1 + second
    guard let two = digits(field, first + 1, second), field.byte(end) == separator, field.count == end + 5,
      let year = digits(field, end + 1, 4)
    else { return nil }
    seen |= Seen.yearLast | (one > 12 ? Seen.firstAbove12 : 0) | (two > 12 ? Seen.secondAbove12 : 0)
    // While the order is not known, either will do.
    return order == .dayFirst ? days(year, two, one) ?? days(year, one, two) : days(year, one, two)
  }

  /// `09MAR2021` and `09-Mar-2021`.
  private static func named(_ field: FieldText, _ day: Int, at start: Int) -> Int32? {
    let gap = field.byte(start) == 45 ? 1 : 0
    guard field.count == start + 3 + 4 + 2 * gap, gap == 0 || field.byte(start + 4) == 45 else { return nil }
    var letters = 0
    for index in start + gap..<start + gap + 3 { letters = letters << 8 | Int(field.base[index] & 0xDF) }
    guard let month = months.firstIndex(of: letters), let year = digits(field, field.count - 4, 4) else { return nil }
    return days(year, month + 1, day)
  }

  private static let months: [Int] = [
    "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
  ].map { $0.utf8.reduce(0) { $0 << 8 | Int($1) } }

  @inline(__always)
  private static func digits(_ field: FieldText, _ start: Int, _ count: Int) -> Int? {
    guard start + count <= field.count else { return nil }
    var value = 0
    for index in start..<start + count {
      let digit = field.base[index] &- 48
      guard digit < 10 else { return nil }
      value = value &* 10 &+ Int(digit)
    }
    return value
  }

  @inline(__always)
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int32? {
    CalendarDate(year: year, month: month, day: day)?.daysSince1970
  }
}
