/// The unit in which a duration is recorded or shown.
///
/// Analysis is in the recorded unit; conversion is for display alone. A month is 365.25 / 12 days.
public enum TimeUnit: String, Sendable, Hashable, CaseIterable, Codable {
  /// Days.
  case days
  /// Weeks of 7 days.
  case weeks
  /// Months of 30.4375 days.
  case months
  /// Years of 365.25 days.
  case years

  /// How many days one unit is.
  public var days: Double {
    switch self {
    case .days: 1
    case .weeks: 7
    case .months: 30.4375
    case .years: 365.25
    }
  }

  /// A duration given in this unit, in another.
  public func convert(_ duration: Double, to unit: TimeUnit) -> Double {
    self == unit ? duration : duration * (days / unit.days)
  }
}
