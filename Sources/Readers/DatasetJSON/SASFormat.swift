/// What the display format of a SAS number says of its meaning.
enum SASFormat {
  /// What a number counts.
  enum Kind: Hashable {
    /// Days since 1960-01-01.
    case date
    /// Seconds since 1960-01-01T00:00:00.
    case dateTime
    /// Seconds since midnight.
    case time
  }

  /// The day 1960-01-01, in days since 1970-01-01.
  static let firstDay = -3653

  /// What the numbers of a format count, or `nil` where they are just numbers.
  ///
  /// The name counts, without width and decimals: `DATE9.`, `E8601DA10.`, `DATETIME20.3`.
  static func kind(of format: String?) -> Kind? {
    guard let format else { return nil }
    let letters = format.uppercased().prefix { $0 != "." }
    var name = String(letters)
    while let last = name.last, last.isNumber { name.removeLast() }
    if ["DATETIME", "DATEAMPM", "E8601DT", "IS8601DT", "B8601DT", "DTDATE", "MDYAMPM"].contains(name) {
      return .dateTime
    }
    if ["TIME", "TIMEAMPM", "TOD", "HHMM", "HOUR", "MMSS", "E8601TM", "IS8601TM", "B8601TM"].contains(name) {
      return .time
    }
    let dates = [
      "DATE", "DAY", "E8601DA", "IS8601DA", "B8601DA", "MONYY", "MONNAME", "MONTH", "YEAR", "WORDDATE", "WORDDATX",
      "WEEKDATE", "WEEKDATX", "WEEKDAY", "JULIAN", "JULDAY", "QTR", "NENGO",
    ]
    let beginnings = ["YYMMDD", "DDMMYY", "MMDDYY", "MMYY", "YYMM", "YYMON", "YYQ", "EURDF"]
    return dates.contains(name) || beginnings.contains { name.hasPrefix($0) } ? .date : nil
  }
}
