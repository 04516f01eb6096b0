/// One value of a cell, on its own: for showing, checking and handing to scripts, never for a hot loop.
public enum Value: Sendable, Hashable {
  /// No value.
  case missing
  /// A real number.
  case number(Double)
  /// A whole number.
  case integer(Int)
  /// Yes or no.
  case flag(Bool)
  /// Text, or the name of a level.
  case text(String)
  /// A day of the calendar.
  case date(CalendarDate)
  /// Milliseconds since 1970-01-01T00:00:00, without a zone.
  case dateTime(Int64)
  /// Milliseconds since midnight.
  case time(Int64)
}

extension Column {
  /// The value of one row.
  public subscript(row: Int) -> Value {
    guard validity[row] else { return .missing }
    switch storage {
    case .number(let values): return .number(values[row])
    case .integer(let values): return .integer(Int(values[row]))
    case .flag(let values): return .flag(values[row])
    case .category(let values): return .text(values.levels[Int(values.codes[row])])
    case .text(let values): return .text(values[row])
    case .date(let values): return .date(CalendarDate(daysSince1970: values[row]))
    case .dateTime(let values): return .dateTime(values[row])
    case .time(let values): return .time(values[row])
    }
  }
}

extension Value: CustomStringConvertible {
  /// The value as plain text: numbers in the fewest digits that read back the same, dates as ISO 8601, flags as `yes`
  /// and `no`, and nothing where it is missing.
  public var description: String {
    switch self {
    case .missing: ""
    case .number(let number): number == number.rounded() && abs(number) < 1e16 ? String(Int64(number)) : "\(number)"
    case .integer(let integer): String(integer)
    case .flag(let flag): flag ? "yes" : "no"
    case .text(let text): text
    case .date(let date): date.description
    case .dateTime(let milliseconds): Value.isoText(milliseconds: milliseconds)
    case .time(let milliseconds): Value.clockText(milliseconds: milliseconds)
    }
  }

  private static func isoText(milliseconds: Int64) -> String {
    let remainder = milliseconds % CalendarDate.milliseconds
    let rest = remainder < 0 ? remainder + CalendarDate.milliseconds : remainder
    return "\(CalendarDate(ofMoment: milliseconds))T\(clockText(milliseconds: rest))"
  }

  /// Hours, of which there may be more than 24, minutes, seconds, and thousandths where there are any.
  private static func clockText(milliseconds: Int64) -> String {
    let rest = Int(clamping: milliseconds.magnitude)
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let clock =
      "\(milliseconds < 0 ? "-" : "")\(two(rest / 3_600_000)):\(two(rest / 60_000 % 60)):\(two(rest / 1000 % 60))"
    let thousandths = rest % 1000
    let digits = String(thousandths)
    let fraction = thousandths == 0 ? "" : "." + String(repeating: "0", count: 3 - digits.count) + digits
    return clock + fraction
  }
}
