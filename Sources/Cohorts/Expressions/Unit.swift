/// The unit that numbers are recorded in, carried through what is reckoned with them.
///
/// Numbers of one unit are compared and added among themselves, and with bare numbers. The product with a bare number has
/// no unit, for that number may convert it; the quotient of two of one unit has none either.
enum Unit: Hashable, Sendable {
  /// A duration.
  case time(TimeUnit)
  /// Any other, such as `cells/kg`, as the dictionary writes it.
  case other(String)

  /// The unit that a dictionary declares; `nil` where it is blank.
  init?(_ text: String) {
    let word = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard !word.isEmpty else { return nil }
    self = TimeUnit(named: word).map(Unit.time) ?? .other(word)
  }

  /// The unit as it is written.
  var text: String {
    switch self {
    case .time(let unit): unit.rawValue
    case .other(let text): text
    }
  }

  /// The duration's unit, where it is one.
  var time: TimeUnit? { if case .time(let unit) = self { unit } else { nil } }
}

extension Unit {
  /// The unit of a product: that of `mg/kg` times `kg` is `mg`; that of a bare number with anything is none.
  static func product(_ first: Unit?, _ second: Unit?) -> Unit? {
    guard let first, let second else { return nil }
    for (one, other) in [(first, second), (second, first)] {
      let parts = one.text.split(separator: "/", omittingEmptySubsequences: false)
      if parts.count == 2, Unit(String(parts[1])) == other { return Unit(String(parts[0])) }
    }
    return nil
  }

  /// The unit of a quotient: that of `mg` by `kg` is `mg/kg`; that of one unit by itself, or of a bare number with anything, is none.
  static func quotient(_ first: Unit?, _ second: Unit?) -> Unit? {
    guard let first, let second, first != second, !first.text.contains("/"), !second.text.contains("/") else {
      return nil
    }
    return Unit("\(first.text)/\(second.text)")
  }
}

extension TimeUnit {
  /// A unit by the words in which dictionaries and data sets write it: `days`, `DAY`, `mo`, `yr`, …; `nil` for other words.
  public init?(named text: String) {
    switch text.lowercased() {
    case "d", "day", "days": self = .days
    case "w", "wk", "wks", "week", "weeks": self = .weeks
    case "mo", "mos", "mth", "mths", "month", "months": self = .months
    case "y", "yr", "yrs", "year", "years": self = .years
    default: return nil
    }
  }

  /// What a duration in this unit is multiplied with and then divided by to be in another, the numbers short and exact.
  func conversion(to unit: TimeUnit) -> (factor: Double, divisor: Double) {
    switch (self, unit) {
    case (.months, .years): (1, 12)
    case (.years, .months): (12, 1)
    default: self == unit ? (1, 1) : (days, unit.days)
    }
  }

  /// The function that converts to the unit.
  var converter: ExpressionFunction {
    switch self {
    case .days: .inDays
    case .weeks: .inWeeks
    case .months: .inMonths
    case .years: .inYears
    }
  }
}
