import Cohorts

/// How SAS counts days and seconds.
enum XPTClock {
  /// Days from 1960-01-01, where SAS begins to count, to 1970-01-01.
  static let daysTo1970 = -Int64(SASFormat.firstDay)

  /// The same in milliseconds.
  static let epoch = daysTo1970 * 86_400_000

  /// The numbers of days that are days of the years 1 to 9999, which ISO 8601 can write.
  static let days: ClosedRange<Int64> = -715_509...2_936_549

  /// The moments of these years, in milliseconds since 1970.
  static let moments: ClosedRange<Int64> =
    (days.lowerBound - daysTo1970) * 86_400_000...(days.upperBound - daysTo1970 + 1) * 86_400_000 - 1

  /// The times that ``milliseconds(_:)`` gives: up to 71,000 years, either way.
  static let times: ClosedRange<Int64> = -1 << 51...1 << 51

  /// A number of seconds in milliseconds, or `nil` where it is no whole number of them.
  ///
  /// 0.001 is no binary fraction: the number has to be the double that is nearest to so many thousandths, so that it comes
  /// back from them exactly.
  @inline(__always)
  static func milliseconds(_ seconds: Double) -> Int64? {
    let product = seconds * 1000
    guard product.magnitude < 0x1p51 else { return nil }
    // Adding 1.5 × 2⁵² leaves no room for a fraction: this rounds, half to even.
    let whole = (product + 0x1.8p52) - 0x1.8p52
    return whole / 1000 == seconds ? Int64(whole) : nil
  }
}
