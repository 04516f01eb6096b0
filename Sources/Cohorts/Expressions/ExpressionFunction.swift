/// The functions of the expression language; what each does is said in ``help``.
///
/// All are missing where a value that they read is missing, but `is_missing`, `if_missing` and
/// `missing_reason`.
enum ExpressionFunction: String, CaseIterable, Hashable, Sendable {
  case isMissing = "is_missing"
  case ifMissing = "if_missing"
  case missingReason = "missing_reason"
  case ifElse = "if_else"
  case between
  case min
  case max
  case abs
  case log
  case exp
  case sqrt
  case floor
  case ceil
  case round
  case cut
  case inDays = "in_days"
  case inWeeks = "in_weeks"
  case inMonths = "in_months"
  case inYears = "in_years"
  case year
  case month
  case day
  case daysBetween = "days_between"
  case date
  case isPartialDate = "is_partial_date"
  case imputeDate = "impute_date"
  case startsWith = "starts_with"
  case endsWith = "ends_with"
  case contains
  case lower
  case upper
  case trim
  case length
  case number
  case text

  /// How many values it takes.
  var arity: ClosedRange<Int> {
    switch self {
    case .isMissing, .missingReason, .abs, .log, .exp, .sqrt, .floor, .ceil, .round, .inDays, .inWeeks, .inMonths,
      .inYears, .year, .month,
      .day, .date, .isPartialDate, .lower, .upper, .trim, .length, .number, .text:
      1...1
    case .ifMissing, .daysBetween, .imputeDate, .startsWith, .endsWith, .contains: 2...2
    case .ifElse, .between: 3...3
    case .cut: 2...4
    case .min, .max: 2...Int.max
    }
  }

  /// Whether some of its values are lists in braces.
  var takesLists: Bool { self == .cut }

  /// The unit that it converts durations to.
  var targetUnit: TimeUnit? { TimeUnit.allCases.first { $0.converter == self } }
}
