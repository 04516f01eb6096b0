import Cohorts

/// The units in which ADaM records times.
enum ADaMUnits {
  private static let words: [(words: [String], unit: TimeUnit)] = [
    (["days", "day", "d"], .days), (["weeks", "week", "wk", "wks", "w"], .weeks),
    (["months", "month", "mo", "mos", "mth", "mths"], .months), (["years", "year", "yr", "yrs", "y"], .years),
  ]

  /// The unit that a word stands for, in any case; `nil` for any other.
  static func unit(_ word: String) -> TimeUnit? {
    let word = word.lowercased().filter { $0.isLetter || $0 == "(" }
    // CDISC's terminology also writes DAY(S).
    let plain = word.prefix { $0 != "(" }
    return words.first { $0.words.contains(String(plain)) }?.unit
  }

  /// The unit that a label names at its end: "Overall Survival (Months)", "Time to death in days".
  static func unit(inLabel label: String) -> TimeUnit? { suffix(of: label)?.unit }

  /// The label without its unit.
  static func withoutUnit(_ label: String) -> String {
    guard let (_, start) = suffix(of: label) else { return label }
    let left = String(label[..<start]).trimmingSuffix { $0 == " " || $0 == "," || $0 == "-" || $0 == ":" }
    return left.isEmpty ? label : left
  }

  private static func suffix(of label: String) -> (unit: TimeUnit, start: String.Index)? {
    if label.hasSuffix(")"), let open = label.lastIndex(of: "(") {
      var inside = label[label.index(after: open)...].dropLast().lowercased()
      if inside.hasPrefix("in ") { inside.removeFirst(3) }
      return unit(inside).map { ($0, open) }
    }
    let parts = label.split(separator: " ")
    guard parts.count > 2, let last = parts.last, parts[parts.count - 2].lowercased() == "in",
      let unit = unit(String(last)), last.count > 1
    else { return nil }
    return (unit, parts[parts.count - 2].startIndex)
  }

  /// The unit in which the times are reckoned from their dates; `nil` where they are in none.
  ///
  /// Days are exact, ADT - STARTDT + 1 or without the 1; other units are taken to be rounded to a tenth or finer.
  static func unit(byDates rows: [Int], of table: ADaMTable) -> TimeUnit? {
    guard let times = table.column("AVAL"), let starts = table.column("STARTDT"), let ends = table.column("ADT") else {
      return nil
    }
    let pairs = rows.compactMap { row -> (time: Double, days: Double)? in
      guard let time = times.number(row), let start = starts.day(row), let end = ends.day(row) else { return nil }
      return (time, Double(end - start))
    }
    guard !pairs.isEmpty else { return nil }
    for plus in [1.0, 0.0] where pairs.allSatisfy({ $0.time == $0.days + plus }) { return .days }
    // Short times do not tell a unit from another.
    guard pairs.contains(where: { $0.days > 60 }) else { return nil }
    return [TimeUnit.months, .years, .weeks].first { unit in
      [1.0, 0.0].contains { plus in
        pairs.allSatisfy { abs($0.time - ($0.days + plus) / unit.days) <= 0.0501 }
      }
    }
  }
}

extension String {
  /// The text without the characters at its end for which something holds.
  fileprivate func trimmingSuffix(_ isTrimmed: (Character) -> Bool) -> String {
    var text = self[...]
    while let last = text.last, isTrimmed(last) { text.removeLast() }
    return String(text)
  }
}
