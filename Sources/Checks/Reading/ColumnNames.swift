/// What the names and labels of columns tell.
enum ColumnNames {
  /// The words of a name or a label, in lower case: `os_months` is `os` and `months`.
  static func words(_ name: String) -> [Substring] {
    name.lowercased().split { !$0.isLetter && !$0.isNumber }
  }

  /// Whether a name is that of a time to an event: `time`, or ends with `_days`, `_weeks`, `_months`, `_years` or `_time`.
  static func isTimeToEvent(_ name: String) -> Bool {
    let words = words(name)
    guard let last = words.last else { return false }
    return words.count > 1
      ? ["days", "weeks", "months", "years", "time"].contains(last) && !isSpan(words) : last == "time"
  }

  /// Whether words tell of a span before the origin, or of an age.
  private static func isSpan(_ words: [Substring]) -> Bool {
    words.contains { ["age", "since", "prior", "before", "from", "change"].contains($0) }
  }

  /// The unit of time that a name or a label tells; `nil` where it tells none, or more than one.
  static func timeUnit(_ name: String) -> String? {
    let units = words(name).compactMap { Self.units[String($0)] }
    return Set(units).count == 1 ? units.first : nil
  }

  private static let units = [
    "day": "days", "days": "days", "week": "weeks", "weeks": "weeks", "wks": "weeks", "month": "months",
    "months": "months", "mos": "months", "year": "years", "years": "years", "yrs": "years",
  ]
}

extension ColumnNames {
  /// Whether a name is that of ids or codes, which may look like numbers and are none.
  static func isIdentifier(_ name: String) -> Bool {
    let words = words(name)
    return name.uppercased().hasSuffix("ID")
      || words.contains { ["id", "code", "barcode", "uuid", "icd", "site"].contains($0) }
      || name.uppercased().hasSuffix("CD")
  }
}
