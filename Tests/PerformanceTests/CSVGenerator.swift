import Cohorts
import Foundation
import TestDraws

/// Makes a table of subjects as a file, always the same for the same number of rows.
enum CSVGenerator {
  /// The names of the columns: ids, categories of 2 to 12 levels, whole numbers, decimals of 1 to 6 digits after the
  /// point, days, flags and zeros and ones, some of them missing.
  static let header = [
    "subject_id", "trial", "country", "diagnosis", "sex", "age", "ecog", "birth", "infusion", "dose", "weight",
    "height", "blasts", "crp", "creatinine", "ldh", "response", "steroids", "transplant_day", "pfs_days", "pfs_event",
    "os_days",
    "os_event",
  ]

  private static let countries = [
    "Austria", "Belgium", "China", "Denmark", "France", "Germany", "Italy", "Japan", "Spain", "Sweden",
    "United Kingdom", "United States",
  ]
  private static let diagnoses = ["T-ALL", "T-LBL", "B-ALL", "AML", "ETP-ALL"]
  private static let responses = ["CR", "CRi", "PR", "SD", "PD"]
  private static let days = (0..<20_000).map { CalendarDate(daysSince1970: Int32($0)).description }

  /// Writes a file.
  static func write(rows: Int, to path: String) throws {
    guard FileManager.default.createFile(atPath: path, contents: nil) else { throw CocoaError(.fileWriteUnknown) }
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    try file.write(contentsOf: Data((header.joined(separator: ",") + "\n").utf8))
    let step = 100_000
    for start in stride(from: 0, to: rows, by: step) {
      try file.write(contentsOf: records(start..<min(start + step, rows)))
    }
    try file.close()
  }

  /// The records of some subjects, who are drawn from the number of the first.
  private static func records(_ rows: Range<Int>) -> Data {
    var random = Seeded(20_240_611 &+ UInt64(rows.lowerBound))
    var line = RecordLine()
    line.bytes.reserveCapacity(rows.count * 150)
    for row in rows { subject(row, &random, &line) }
    return Data(line.bytes)
  }

  private static func subject(_ row: Int, _ random: inout Seeded, _ line: inout RecordLine) {
    func below(_ limit: Int) -> Int { Int(random.next() % UInt64(limit)) }
    func present(_ percent: Int) -> Bool { below(100) < percent }
    line.text("P")
    line.whole(row + 1, digits: 8)
    line.next("CART-")
    line.whole(below(5) + 1)
    line.next(countries[below(12)])
    line.next(diagnoses[below(5)])
    line.next(below(2) == 0 ? "F" : "M")
    line.next()
    line.decimal(below(900), places: 1)
    line.next()
    line.whole(below(4))
    line.next(days[below(18_000)])
    line.next(days[18_000 + below(2000)])
    line.next()
    line.decimal(below(300), places: 2)
    line.next()
    line.decimal(350 + below(850), places: 1)
    line.next()
    line.whole(120 + below(80))
    line.next()
    if present(90) { line.whole(below(100)) }
    line.next()
    if present(80) { line.decimal(below(300_000), places: 3) }
    line.next()
    line.decimal(300_000 + below(4_000_000), places: 6)
    line.next()
    line.whole(100 + below(900))
    line.next(present(95) ? responses[below(5)] : "")
    line.next(below(2) == 0 ? "no" : "yes")
    line.next()
    if present(40) { line.whole(below(300)) }
    let progression = below(3000)
    line.next()
    line.whole(progression)
    line.next()
    line.whole(below(2))
    line.next()
    line.whole(progression + below(1000))
    line.next()
    line.whole(below(2))
    line.bytes.append(10)
  }
}

/// Records as they are written.
private struct RecordLine {
  var bytes: [UInt8] = []

  mutating func text(_ text: String) { bytes.append(contentsOf: text.utf8) }

  /// Ends a field and begins the next.
  mutating func next(_ text: String = "") {
    bytes.append(44)
    bytes.append(contentsOf: text.utf8)
  }

  /// A number from 0 with at least so many digits.
  mutating func whole(_ value: Int, digits: Int = 1) {
    if value >= 10 || digits > 1 { whole(value / 10, digits: digits - 1) }
    bytes.append(48 + UInt8(value % 10))
  }

  /// A number from 0 with so many digits after the point.
  mutating func decimal(_ value: Int, places: Int) {
    let scale = (0..<places).reduce(1) { scale, _ in scale * 10 }
    whole(value / scale)
    bytes.append(46)
    whole(value % scale, digits: places)
  }
}
