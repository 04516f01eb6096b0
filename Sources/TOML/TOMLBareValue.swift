/// Recognises the values of TOML that stand without quotes: flags, numbers, dates and times of day.
///
/// The forms are those of TOML 1.0.0; years run from 1, and seconds to 59.
struct TOMLBareValue {
  private var rest: ArraySlice<UInt8>

  /// What kind of value a word is, in words; `nil` where it is none.
  static func kind(of word: [UInt8]) -> String? {
    switch String(decoding: word, as: UTF8.self) {
    case "true": return "true"
    case "false": return "false"
    default: break
    }
    var (number, moment) = (TOMLBareValue(rest: word[...]), TOMLBareValue(rest: word[...]))
    if number.isNumber() { return "a number" }
    return moment.isMoment() ? "a date" : nil
  }

  /// Whether a word is a date by its form, so that a time of day may follow after a space.
  static func looksLikeDate(_ word: [UInt8]) -> Bool {
    word.count == 10 && word[4] == UInt8(ascii: "-") && word[7] == UInt8(ascii: "-")
  }

  // MARK: - Numbers

  private mutating func isNumber() -> Bool {
    for (prefix, base) in [("0x", 16), ("0o", 8), ("0b", 2)] as [(String, UInt8)] where skip(prefix) {
      return skipDigits(base: base) && rest.isEmpty
    }
    if !skip("+") { _ = skip("-") }
    if skip("inf") || skip("nan") { return rest.isEmpty }
    let startsWithZero = rest.first == UInt8(ascii: "0")
    let count = rest.count
    guard skipDigits(base: 10), !startsWithZero || count - rest.count == 1 else { return false }
    if skip("."), !skipDigits(base: 10) { return false }
    if skip("e") || skip("E") {
      if !skip("+") { _ = skip("-") }
      guard skipDigits(base: 10) else { return false }
    }
    return rest.isEmpty
  }

  /// Skips digits, between which single underscores may stand.
  private mutating func skipDigits(base: UInt8) -> Bool {
    guard isDigit(0, base) else { return false }
    while true {
      if isDigit(0, base) {
        rest.removeFirst()
      } else if rest.first == UInt8(ascii: "_"), isDigit(1, base) {
        rest.removeFirst(2)
      } else {
        return true
      }
    }
  }

  private func isDigit(_ ahead: Int, _ base: UInt8) -> Bool {
    guard ahead < rest.count else { return false }
    let byte = rest[rest.startIndex + ahead]
    let letter = byte | 32
    return byte &- 48 < min(base, 10) || (base == 16 && letter &- 97 < 6)
  }

  // MARK: - Dates

  /// A date, a time of day, or both with a zone or without.
  private mutating func isMoment() -> Bool {
    guard rest.dropFirst(4).first == UInt8(ascii: "-") else { return isTime() && rest.isEmpty }
    guard let year = digits(4), year > 0, skip("-"), let month = digits(2), skip("-"), let day = digits(2),
      (1...12).contains(month), (1...Self.days(ofMonth: month, year: year)).contains(day)
    else { return false }
    if rest.isEmpty { return true }
    guard skip("T") || skip("t") || skip(" "), isTime() else { return false }
    if skip("Z") || skip("z") { return rest.isEmpty }
    if skip("+") || skip("-") {
      guard let hours = digits(2), hours < 24, skip(":"), let minutes = digits(2), minutes < 60 else { return false }
    }
    return rest.isEmpty
  }

  private static func days(ofMonth month: Int, year: Int) -> Int {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
  }

  private mutating func isTime() -> Bool {
    guard let hours = digits(2), hours < 24, skip(":"), let minutes = digits(2), minutes < 60, skip(":"),
      let seconds = digits(2), seconds < 60
    else { return false }
    guard skip(".") else { return true }
    guard isDigit(0, 10) else { return false }
    while isDigit(0, 10) { rest.removeFirst() }
    return true
  }

  /// A number of that many digits.
  private mutating func digits(_ count: Int) -> Int? {
    guard (0..<count).allSatisfy({ isDigit($0, 10) }) else { return nil }
    defer { rest.removeFirst(count) }
    return rest.prefix(count).reduce(0) { $0 * 10 + Int($1 &- 48) }
  }

  private mutating func skip(_ text: String) -> Bool {
    guard rest.starts(with: text.utf8) else { return false }
    rest.removeFirst(text.utf8.count)
    return true
  }
}
