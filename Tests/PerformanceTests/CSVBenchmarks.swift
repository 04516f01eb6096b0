import Cohorts
import Foundation
import Readers

/// How fast a large file of comma-separated values is loaded.
enum CSVBenchmarks {
  /// Writes a file of 23 columns, loads it some times, and prints the figures.
  ///
  /// - Parameters:
  ///   - rows: The number of subjects.
  ///   - repetitions: How often it is loaded.
  /// - Throws: Where the file cannot be written or read.
  static func run(rows: Int = 1_000_000, repetitions: Int = 7) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("csv-benchmark-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("subjects.csv").path
    let bytes = CSVGenerator.file(rows: rows)
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    print("CSV, \(rows) subjects x \(CSVGenerator.header.count) columns, \(bytes.count / 1_000_000) MB")
    try measure("CSV, typed columns, ids unique, SHA-256", aim: 350, runs: repetitions) {
      let count = try CohortLoader.load(path: path).cohort.count
      precondition(count == rows, "\(count) of \(rows) rows were loaded")
    }
  }
}

/// Makes a table of subjects as a file, always the same for the same number of rows.
enum CSVGenerator {
  /// The names of the columns: ids, categories, whole and decimal numbers, days and flags, some of them missing.
  static let header = [
    "subject_id", "trial", "site", "diagnosis", "sex", "age", "ecog", "birth", "infusion", "dose", "weight", "height",
    "blasts", "crp", "ferritin", "ldh", "response", "steroids", "transplant_day", "pfs_days", "pfs_event", "os_days",
    "os_event",
  ]

  private static let diagnoses = ["T-ALL", "T-LBL", "B-ALL", "AML", "ETP-ALL"]
  private static let responses = ["CR", "CRi", "PR", "SD", "PD"]

  /// The bytes of a file.
  static func file(rows: Int) -> [UInt8] {
    var random = SplitMix64(state: 20_240_611)
    var text: [UInt8] = []
    text.reserveCapacity(rows * 112)
    text += Array((header.joined(separator: ",") + "\n").utf8)
    for row in 0..<rows {
      let fields = subject(row, &random)
      for (index, field) in fields.enumerated() {
        if index > 0 { text.append(44) }
        text.append(contentsOf: field.utf8)
      }
      text.append(10)
    }
    return text
  }

  private static func subject(_ row: Int, _ random: inout SplitMix64) -> [String] {
    func below(_ limit: Int) -> Int { Int(random.next() % UInt64(limit)) }
    func decimal(_ limit: Int, _ scale: Int) -> String {
      let value = below(limit)
      return "\(value / scale).\(String(value % scale + scale).dropFirst())"
    }
    func sometimes(_ percent: Int, _ value: String) -> String { below(100) < percent ? "" : value }
    let id = String(row + 1)
    let pfs = below(3000)
    return [
      "P" + String(repeating: "0", count: 7 - min(id.count, 7)) + id, "CART-\(below(5) + 1)", "S\(below(200) + 100)",
      diagnoses[below(5)], below(2) == 0 ? "F" : "M", decimal(900, 10), String(below(4)),
      CalendarDate(daysSince1970: Int32(below(18_000))).description,
      CalendarDate(daysSince1970: Int32(18_000 + below(2000))).description, decimal(300, 100), decimal(1200, 10),
      String(120 + below(80)), sometimes(10, String(below(100))), sometimes(20, decimal(30_000, 100)),
      String(below(20_000)), String(100 + below(900)), sometimes(5, responses[below(5)]), below(2) == 0 ? "no" : "yes",
      sometimes(60, String(below(300))), String(pfs), String(below(2)), String(pfs + below(1000)), String(below(2)),
    ]
  }
}

/// Steele, Lea and Flood's generator (2014, doi:10.1145/2660193.2660195).
private struct SplitMix64 {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }
}
