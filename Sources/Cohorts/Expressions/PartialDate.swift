/// How the parts of a date that are missing are put in.
///
/// The rules are those of pharmaverse's admiral, `impute_dtc_dt` with `date_imputation` "first", "mid" and "last".
enum DateImputation: String, CaseIterable, Sendable {
  /// The 1st of the month; 1 January where the month is missing too.
  case first
  /// The 15th of the month; 30 June where the month is missing too.
  case middle
  /// The last of the month; 31 December where the month is missing too.
  case last
}

/// A date as ISO 8601 writes it, of which parts may be missing.
///
/// `2013-07-04`, `2013-07`, `2013`, and, with a hyphen for what is missing within, `2013---04` and `--07-04`, as SDTM has them. A time
/// of day after the `T` is read over.
struct PartialDate: Hashable {
  let year: Int?
  let month: Int?
  let day: Int?

  /// The date that a text writes; `nil` where it writes none, or one that the calendar does not have.
  init?(_ text: UnsafeRawBufferPointer) {
    var reader = Reader(bytes: text)
    guard let year = reader.part(digits: 4) else { return nil }
    var (month, day): (Int?, Int?) = (nil, nil)
    if reader.skip("-") {
      guard let part = reader.part(digits: 2) else { return nil }
      month = part.number
      if reader.skip("-") {
        guard let part = reader.part(digits: 2), part.number != nil else { return nil }
        day = part.number
      } else if month == nil {
        return nil
      }
    }
    guard year.number != nil || month != nil else { return nil }
    if day != nil, reader.skip("T") { guard reader.skipTime() else { return nil } }
    guard reader.isAtEnd, Self.exists(year.number, month, day) else { return nil }
    (self.year, self.month, self.day) = (year.number, month, day)
  }

  /// Whether the calendar has such a date, in a leap year where the year is missing.
  private static func exists(_ year: Int?, _ month: Int?, _ day: Int?) -> Bool {
    CalendarDate(year: year ?? 2000, month: month ?? 1, day: day ?? 1) != nil
  }

  /// Whether no part is missing.
  var isComplete: Bool { year != nil && month != nil && day != nil }

  /// The day, its missing parts put in by a rule; `nil` without a year, and without a rule where anything is missing.
  func day(_ rule: DateImputation?) -> CalendarDate? {
    guard let year else { return nil }
    if let month, let day { return CalendarDate(year: year, month: month, day: day) }
    guard let rule else { return nil }
    switch rule {
    case .first: return CalendarDate(year: year, month: month ?? 1, day: 1)
    case .middle:
      return month.flatMap { CalendarDate(year: year, month: $0, day: 15) }
        ?? CalendarDate(year: year, month: 6, day: 30)
    case .last:
      let month = month ?? 12
      return (28...31).reversed().lazy.compactMap { CalendarDate(year: year, month: month, day: $0) }.first
    }
  }
}

extension PartialDate {
  /// A year, a month or a day; no number where a hyphen stands for it.
  private struct Part {
    let number: Int?
  }

  /// Reads the bytes of a text from the left.
  private struct Reader {
    let bytes: UnsafeRawBufferPointer
    var place = 0

    var isAtEnd: Bool { place == bytes.count }

    mutating func skip(_ sign: Unicode.Scalar) -> Bool {
      guard place < bytes.count, bytes[place] == UInt8(ascii: sign) else { return false }
      place += 1
      return true
    }

    /// So many digits, or one hyphen for a part that is missing.
    mutating func part(digits: Int) -> Part? {
      if skip("-") { return Part(number: nil) }
      guard bytes.count - place >= digits else { return nil }
      var number = 0
      for byte in bytes[place..<(place + digits)] {
        guard Lexer.isDigit(byte) else { return nil }
        number = number * 10 + Int(byte - UInt8(ascii: "0"))
      }
      place += digits
      return Part(number: number)
    }

    /// A time of day such as `10:30`, of which only the signs are checked.
    mutating func skipTime() -> Bool {
      let signs = Array(":.,+-Z".utf8)
      guard place < bytes.count, bytes[place...].allSatisfy({ Lexer.isDigit($0) || signs.contains($0) }) else {
        return false
      }
      place = bytes.count
      return true
    }
  }
}

extension CalendarDate {
  /// The day of a text of the form `yyyy-mm-dd`, or `nil`.
  init?(iso text: String) {
    guard text.utf8.count == 10, let date = text.withBytes({ PartialDate($0) }), let day = date.day(nil) else {
      return nil
    }
    self = day
  }
}

extension String {
  /// What a function makes of the bytes of the text.
  func withBytes<Result>(_ function: (UnsafeRawBufferPointer) -> Result) -> Result {
    var text = self
    return text.withUTF8 { function(UnsafeRawBufferPointer($0)) }
  }
}
