import Cohorts
import Testing

@Suite struct CalendarDateTests {
  /// Day numbers that are known elsewhere: `date -u -d 2000-03-01 +%s` divided by 86400, and the like.
  @Test(
    "known days have their known numbers",
    arguments: [
      (1970, 1, 1, 0), (1969, 12, 31, -1), (2000, 3, 1, 11_017), (2000, 2, 29, 11_016), (2024, 2, 29, 19_782),
      (1900, 3, 1, -25_508), (1600, 1, 1, -135_140), (2038, 1, 19, 24_855), (1582, 10, 15, -141_427),
      (1, 1, 1, -719_162),
    ])
  func known(_ year: Int, _ month: Int, _ day: Int, _ number: Int32) throws {
    let date = try #require(CalendarDate(year: year, month: month, day: day))
    #expect(date.daysSince1970 == number)
    #expect(date.components == (year, month, day))
  }

  /// The calendar by its rule, a day at a time: no arithmetic in common with the conversion.
  @Test("100,000 days either way are those of a calendar that is turned day by day")
  func turned() {
    let isLeap = { (year: Int) in year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }
    let length = { (year: Int, month: Int) in
      month == 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
    }
    var (year, month, day) = (1970, 1, 1)
    var wrong = 0
    for number in Int32(0)...100_000 {
      let date = CalendarDate(daysSince1970: number)
      if date.components != (year, month, day) { wrong += 1 }
      if CalendarDate(year: year, month: month, day: day) != date { wrong += 1 }
      day += 1
      if day > length(year, month) { (month, day) = (month + 1, 1) }
      if month > 12 { (year, month) = (year + 1, 1) }
    }
    (year, month, day) = (1970, 1, 1)
    for number in (Int32(-100_000)...0).reversed() {
      let date = CalendarDate(daysSince1970: number)
      if date.components != (year, month, day) { wrong += 1 }
      if CalendarDate(year: year, month: month, day: day) != date { wrong += 1 }
      day -= 1
      if day == 0 {
        (year, month) = month == 1 ? (year - 1, 12) : (year, month - 1)
        day = length(year, month)
      }
    }
    #expect(wrong == 0)
  }

  @Test(
    "a day that the calendar does not have is none",
    arguments: [
      (2021, 2, 29), (1900, 2, 29), (2021, 4, 31), (2021, 0, 1), (2021, 13, 1), (2021, 1, 0), (2021, 1, 32),
      (10_000, 1, 1),
    ])
  func none(_ year: Int, _ month: Int, _ day: Int) { #expect(CalendarDate(year: year, month: month, day: day) == nil) }

  @Test("a day is written as ISO 8601 writes it, and days are in order")
  func written() throws {
    #expect(CalendarDate(year: 2021, month: 3, day: 9)?.description == "2021-03-09")
    #expect(CalendarDate(year: 33, month: 12, day: 1)?.description == "0033-12-01")
    #expect(CalendarDate(year: -5, month: 1, day: 1)?.description == "-0005-01-01")
    #expect(CalendarDate(daysSince1970: -1) < CalendarDate(daysSince1970: 0))
  }
}
