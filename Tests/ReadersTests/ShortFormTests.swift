import Cohorts
import Testing

@testable import Readers

@Suite("The short ways of reading agree with the general ones")
struct ShortFormTests {
  private func raw(_ text: String) -> (FileBytes, RawField) {
    let bytes = FileBytes(Array(text.utf8))
    return (bytes, RawField(base: bytes.base, count: bytes.count))
  }

  /// What a field of a column of numbers becomes, the short way.
  private func decimal(_ text: String, isStrict: Bool = true) -> Double? {
    let (bytes, field) = raw(text)
    return withExtendedLifetime(bytes) {
      let (isNegative, digits) = field.magnitude
      guard let short = ShortDigits.decimal(digits, point: 46, isStrict: isStrict), short.mantissa < 1 << 53 else {
        return nil
      }
      let value = Double(short.mantissa) / Decimal.powers[short.places]
      return isNegative ? -value : value
    }
  }

  private func whole(_ text: String, isStrict: Bool = true) -> Int64? {
    let (bytes, field) = raw(text)
    return withExtendedLifetime(bytes) { ShortDigits.whole(field, isStrict: isStrict) }
  }

  @Test("numbers of up to sixteen bytes, with the point in any place")
  func decimals() {
    let digits = "9087654321234567"
    for count in 1...15 {
      let text = String(digits.prefix(count))
      for place in 0...count {
        let number = text.prefix(place) + "." + text.dropFirst(place)
        let expected = Double((place == 0 ? "0" : "") + number + (place == count ? "0" : ""))
        #expect(decimal(String(number)) == expected, "\(number)")
        #expect(decimal("-" + number) == expected.map { -$0 }, "-\(number)")
      }
      #expect(decimal(text) == Double(text))
    }
  }

  @Test("what is no number, or might be an id, is left to the general way")
  func others() {
    for text in [
      "", ".", "-", "-.", "1.2.3", "1.23456.7", "1.2345678.9", "12345678.1.2", "1e5", " 1", "1 ", "\"1\"", "1:2", "/1",
      "+1", "0x1", "١", "12345678901234567", "007", "00.5", "-01",
    ] {
      #expect(decimal(text) == nil, "\(text)")
      #expect(whole(text) == nil, "\(text)")
    }
    #expect(decimal("007", isStrict: false) == 7)
    #expect(whole("-007", isStrict: false) == -7)
    #expect(decimal("0.5") == 0.5)
    #expect(decimal("-0.0")?.sign == .minus)
  }

  @Test("any other byte in the place of a digit is seen")
  func bytes() {
    for count in 1...8 {
      for place in 0..<count {
        for byte in UInt8.min...UInt8.max where !(48...57).contains(byte) && !(place == 0 && byte == 45 && count > 1) {
          var text = [UInt8](repeating: 49, count: count)
          text[place] = byte
          let bytes = FileBytes(text)
          #expect(ShortDigits.whole(RawField(base: bytes.base, count: count), isStrict: true) == nil)
        }
      }
    }
  }

  @Test("whole numbers of up to eight digits")
  func wholes() {
    for number in [0, 1, 9, 10, 99, 100, 12_345, 987_654, 1_000_000, 99_999_999] {
      #expect(whole("\(number)") == Int64(number))
      #expect(whole("-\(number)") == Int64(-number))
    }
    #expect(whole("123456789") == nil)
  }

  @Test("every day of four centuries and more, and none that the calendar has not")
  func days() {
    for year in [0, 1, 4, 100, 400, 1599] + Array(1890...2110) + [2400, 9999] {
      for month in 0...13 {
        for day in 0...32 {
          func padded(_ number: Int, _ width: Int) -> String {
            String(repeating: "0", count: width - String(number).count) + String(number)
          }
          let text = "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
          let (bytes, field) = raw(text)
          let found = withExtendedLifetime(bytes) { Dates.plainDay(field) }
          #expect(found == CalendarDate(year: year, month: month, day: day)?.daysSince1970, "\(text)")
        }
      }
    }
  }
}
