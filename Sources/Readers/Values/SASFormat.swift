/// What the name of a SAS format says of the numbers that it shows.
///
/// SAS has no types for dates and times: a date is a number of days since 1960-01-01, a date-time a number of seconds since
/// that day began, a time a number of seconds since midnight. Which of them a number is, its format alone tells.
///
/// SAS 9.4 Formats and Informats: Reference, "Formats by Category", date and time.
enum SASFormat: Sendable, Hashable {
  /// Shows numbers of days as days, or parts of them.
  case date
  /// Shows numbers of seconds as moments, or parts of them.
  case dateTime
  /// Shows numbers of seconds as times of day, or durations.
  case time

  /// The day 1960-01-01, in days since 1970-01-01.
  static let firstDay = -3653

  /// What the format of that name shows, or `nil` where it shows numbers, or is somebody's own.
  ///
  /// - Parameter name: A name with or without width and decimals, such as `DATE9.`, `e8601dt` or `MMDDYYS10`.
  init?(_ name: String) {
    let name = Self.base(name)
    if Self.dates.contains(name) || name.hasPrefix("NLDATE") {
      self = .date
    } else if Self.dateTimes.contains(name) || name.hasPrefix("NLDATM") {
      self = .dateTime
    } else if Self.times.contains(name) || name.hasPrefix("NLTIM") {
      self = .time
    } else {
      return nil
    }
  }

  /// The name without width, decimals and point, in capitals.
  ///
  /// Digits belong to the name where letters follow, as in `E8601DA10.`.
  private static func base(_ name: String) -> String {
    var name = name.uppercased()[...]
    while let last = name.last, last == "." || last.isNumber { name = name.dropLast() }
    return String(name)
  }

  /// What days of two-digit parts are separated by: nothing, or as the letter says.
  private static func separated(_ names: [String]) -> [String] {
    names.flatMap { name in ["", "B", "C", "D", "N", "P", "S"].map { name + $0 } }
  }

  private static func iso(_ endings: [String]) -> [String] {
    ["B8601", "E8601", "IS8601"].flatMap { start in endings.map { start + $0 } }
  }

  private static let dates = Set(
    [
      "DATE", "DAY", "DOWNAME", "JULDAY", "JULIAN", "MONNAME", "MONTH", "MONYY", "PDJULG", "PDJULI", "QTR", "QTRR",
      "WEEKDATE", "WEEKDATX", "WEEKDAY", "WEEKU", "WEEKV", "WEEKW", "WORDDATE", "WORDDATX", "YEAR", "YYMON", "YYQZ",
      "HDATE", "HEBDATE", "MINGUO", "NENGO", "EURDFDE", "EURDFDD", "EURDFDN", "EURDFDWN", "EURDFMN", "EURDFMY",
      "EURDFWDX", "EURDFWKX",
    ] + separated(["DDMMYY", "MMDDYY", "YYMMDD", "MMYY", "YYMM", "YYQ", "YYQR"]) + iso(["DA"]))

  private static let dateTimes = Set(
    [
      "DATETIME", "DATEAMPM", "DTDATE", "DTMONYY", "DTWKDATX", "DTYEAR", "DTYYQC", "MDYAMPM", "YMDHMS", "EURDFDT",
    ] + iso(["DT", "DN", "DX", "DZ", "LX"]))

  private static let times = Set(
    ["TIME", "TIMEAMPM", "HHMM", "HOUR", "MMSS", "TOD"] + iso(["TM", "TX", "TZ", "LZ"]))
}
