import Cohorts
import Testing

@testable import Checks

@Suite("ISO 8601 dates, whole and in part")
struct ISODateTests {
  /// The first and the last day that a text can mean.
  private func days(_ text: String) -> String? {
    ISODate(Array(text.utf8)).map {
      "\(CalendarDate(daysSince1970: $0.earliest)) \(CalendarDate(daysSince1970: $0.latest))"
    }
  }

  @Test(
    "a date in part may be any day of its month or year",
    arguments: [
      ("2013", "2013-01-01 2013-12-31"), ("2013-02", "2013-02-01 2013-02-28"), ("2012-02", "2012-02-01 2012-02-29"),
      ("2013-12", "2013-12-01 2013-12-31"), ("2013-07-21", "2013-07-21 2013-07-21"),
      ("2013-07-21T10:30", "2013-07-21 2013-07-21"), ("2013-UN-UN", "2013-01-01 2013-12-31"),
      ("2013-07-UN", "2013-07-01 2013-07-31"), ("2013---", "2013-01-01 2013-12-31"),
      ("2013-07-", "2013-07-01 2013-07-31"),
    ])
  func read(_ text: String, _ expected: String) { #expect(days(text) == expected) }

  @Test(
    "what is no date",
    arguments: ["", "201", "20133", "2013-13", "2013-02-30", "2013-7-1", "2013-07-21x", "abcd", "2013 07", "20130721"])
  func refused(_ text: String) { #expect(days(text) == nil) }

  @Test("nothing that is cut short or garbled is out of bounds")
  func robust() {
    let whole = Array("2013-07-21T10:30:00".utf8)
    for length in 0...whole.count { _ = ISODate(whole[..<length]) }
    for place in whole.indices {
      for byte in UInt8.min...UInt8.max {
        var bytes = whole
        bytes[place] = byte
        _ = ISODate(bytes)
      }
    }
  }
}
