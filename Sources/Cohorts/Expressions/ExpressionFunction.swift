/// The functions of the expression language.
///
/// All are missing where a value that they read is missing, but `is_missing` and `if_missing`.
enum ExpressionFunction: String, CaseIterable, Hashable, Sendable {
  /// Whether a value is missing; never unknown itself.
  case isMissing = "is_missing"
  /// The first value, or the second where the first is missing.
  case ifMissing = "if_missing"
  /// The smallest of numbers, or the earliest of dates.
  case min
  /// The largest of numbers, or the latest of dates.
  case max
  /// The magnitude of a number.
  case abs
  /// The natural logarithm of a number above 0; missing of others.
  case log
  /// e to the power of a number.
  case exp
  /// The square root of a number from 0 on; missing of others.
  case sqrt
  /// The largest whole number that is not larger.
  case floor
  /// The nearest whole number, halves away from zero, as SAS rounds them.
  case round
  /// The year of a date or a date-time.
  case year
  /// The days from the first date to the second, negative where the second is earlier.
  case daysBetween = "days_between"
  /// The day of a text in quotes, or of a date-time.
  case date
  /// Whether a text begins so, in the same letters.
  case startsWith = "starts_with"

  /// How many values it takes.
  var arity: ClosedRange<Int> {
    switch self {
    case .isMissing, .abs, .log, .exp, .sqrt, .floor, .round, .year, .date: 1...1
    case .ifMissing, .daysBetween, .startsWith: 2...2
    case .min, .max: 2...Int.max
    }
  }
}
