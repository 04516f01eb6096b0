import Cohorts

/// A date as ISO 8601 writes it, of which the end may be left out: `2013`, `2013-07`, `2013-07-21`, `2013-07-21T10:30`.
///
/// What is unknown may also stand as `UN`, `UNK`, `XX` or a hyphen, as in `2013-UN-UN` and `2013---`.
struct ISODate {
  /// How much of a date is given.
  enum Precision: Int, CaseIterable {
    case year, month, day, time
  }

  let precision: Precision
  /// The first day that it can be, in days since 1970-01-01.
  let earliest: Int32
  /// The last day that it can be.
  let latest: Int32

  /// Reads the bytes of a text; `nil` where they are no date.
  init?(_ bytes: some RandomAccessCollection<UInt8>) {
    guard bytes.count >= 4, let year = Self.number(bytes.prefix(4)) else { return nil }
    let month = Self.part(bytes.dropFirst(4))
    guard let month else { return nil }
    guard let monthNumber = month.number else {
      guard month.rest.isEmpty || Self.isUnknown(month.rest) else { return nil }
      self.init(.year, year, 1, 1, to: year, 12, 31)
      return
    }
    guard let day = Self.part(month.rest) else { return nil }
    guard let dayNumber = day.number else {
      guard day.rest.isEmpty else { return nil }
      let next = monthNumber == 12 ? (year + 1, 1) : (year, monthNumber + 1)
      guard let end = CalendarDate(year: next.0, month: next.1, day: 1) else { return nil }
      self.init(.month, CalendarDate(year: year, month: monthNumber, day: 1), end.daysSince1970 - 1)
      return
    }
    guard let date = CalendarDate(year: year, month: monthNumber, day: dayNumber) else { return nil }
    guard let mark = day.rest.first else {
      self.init(.day, date, date.daysSince1970)
      return
    }
    guard mark == UInt8(ascii: "T") || mark == UInt8(ascii: " "), Self.isClock(day.rest.dropFirst()) else { return nil }
    self.init(.time, date, date.daysSince1970)
  }

  private init?(_ precision: Precision, _ first: CalendarDate?, _ latest: Int32) {
    guard let first else { return nil }
    self.precision = precision
    self.earliest = first.daysSince1970
    self.latest = latest
  }

  private init?(_ precision: Precision, _ y: Int, _ m: Int, _ d: Int, to year: Int, _ month: Int, _ day: Int) {
    guard let end = CalendarDate(year: year, month: month, day: day) else { return nil }
    self.init(precision, CalendarDate(year: y, month: m, day: d), end.daysSince1970)
  }

  // MARK: - Pieces

  /// A hyphen and two digits, or a hyphen and what stands for the unknown, or nothing; and what follows.
  private static func part<Bytes: RandomAccessCollection<UInt8>>(
    _ bytes: Bytes
  ) -> (number: Int?, rest: Bytes.SubSequence)? where Bytes.SubSequence: RandomAccessCollection<UInt8> {
    guard let first = bytes.first else { return (nil, bytes[...]) }
    guard first == UInt8(ascii: "-") else { return nil }
    let rest = bytes.dropFirst()
    if rest.count >= 2, let number = number(rest.prefix(2)) { return (number, rest.dropFirst(2)) }
    let unknown = rest.prefix { isUnknownLetter($0) }
    if unknown.isEmpty, rest.first.map({ $0 != UInt8(ascii: "-") }) ?? false { return nil }
    return (nil, rest.dropFirst(unknown.count))
  }

  private static func number(_ bytes: some Collection<UInt8>) -> Int? {
    var number = 0
    for byte in bytes {
      guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
      number = number * 10 + Int(byte - UInt8(ascii: "0"))
    }
    return number
  }

  private static func isUnknown(_ bytes: some Collection<UInt8>) -> Bool {
    bytes.allSatisfy { $0 == UInt8(ascii: "-") || isUnknownLetter($0) }
  }

  private static func isUnknownLetter(_ byte: UInt8) -> Bool {
    switch byte | 0x20 {
    case UInt8(ascii: "u"), UInt8(ascii: "n"), UInt8(ascii: "k"), UInt8(ascii: "x"): true
    default: false
    }
  }

  private static func isClock(_ bytes: some Collection<UInt8>) -> Bool {
    !bytes.isEmpty
      && bytes.allSatisfy {
        ($0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9")) || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".")
          || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "Z")
      }
  }
}
