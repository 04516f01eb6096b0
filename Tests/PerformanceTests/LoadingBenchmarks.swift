import Cohorts
import Foundation
import OrderedCollections
import Readers
import TestDraws

/// Loading at the size of a registry, by command, for files that are as large as one likes.
///
/// `csv FILE SUBJECTS` and `events FOLDER SUBJECTS EVENTS` write; `load PATH` loads, and says the time on the clock, the time
/// of the processors, and the most memory that was held. What others need for the same file is in `yardstick.R` and
/// `yardstick.py`.
enum LoadingBenchmarks {
  /// Runs a command; `false` where it is none of these.
  static func run(_ arguments: [String]) throws -> Bool {
    switch (arguments.first, arguments.count) {
    case ("csv", 3): try CSVGenerator.write(rows: number(arguments[2]), to: arguments[1])
    case ("events", 4):
      try EventFolder.write(to: arguments[1], subjects: number(arguments[2]), events: number(arguments[3]))
    case ("load", 2): try load(arguments[1])
    default: return false
    }
    return true
  }

  private static func number(_ text: String) -> Int {
    guard let number = Int(text.filter { $0 != "_" }), number > 0 else { preconditionFailure("\(text) is no size") }
    return number
  }

  private static func load(_ path: String) throws {
    let start = ContinuousClock.now
    let used = clock()
    let cohort = try CohortLoader.load(path: path).cohort
    let loaded = (start.duration(to: .now), Double(clock() - used) / Double(CLOCKS_PER_SEC))
    try cohort.provenance.confirm()
    let digested = (start.duration(to: .now), Double(clock() - used) / Double(CLOCKS_PER_SEC))
    let rows = cohort.linked.values.map { "\($0.table.count) rows linked to " }.joined()
    print("\(rows)\(cohort.count) subjects: \(loaded.0), processors \(loaded.1) s")
    print("and the digest of the file, which analyses do not wait for: \(digested.0), processors \(digested.1) s")
    var usage = rusage()
    // 0 is this process, under a name that each system types in its own way.
    getrusage(0, &usage)
    #if os(Linux)
      print("at most \(usage.ru_maxrss / 1000) MB")
    #else
      print("at most \(usage.ru_maxrss / 1_000_000) MB")
    #endif
  }
}

/// A folder with subjects and their adverse events, in any order.
enum EventFolder {
  static func write(to folder: String, subjects: Int, events: Int) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data("subject_id = \"id\"\n[tables]\nsubjects = \"subjects.csv\"\nevents = \"events.csv\"\n".utf8)
      .write(to: URL(fileURLWithPath: folder + "/cohort.toml"))
    try write("id,arm", rows: subjects, to: folder + "/subjects.csv") { row, _, text in
      text += "S\(row + 10_000_000),\(row % 2 == 0 ? "A" : "B")\n".utf8
    }
    try write("id,day,grade", rows: events, to: folder + "/events.csv") { _, random, text in
      let word = random.next()
      let subject = Int((word >> 16) % UInt64(subjects)) + 10_000_000
      text += "S\(subject),\(word & 511),\(word >> 9 & 3)\n".utf8
    }
  }

  private static func write(
    _ header: String, rows: Int, to path: String, row: (Int, inout Seeded, inout [UInt8]) -> Void
  ) throws {
    guard FileManager.default.createFile(atPath: path, contents: nil) else { throw CocoaError(.fileWriteUnknown) }
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    var random = Seeded(20_261_122)
    var text = Array((header + "\n").utf8)
    for number in 0..<rows {
      row(number, &random, &text)
      if text.count > 1 << 20 {
        try file.write(contentsOf: Data(text))
        text.removeAll(keepingCapacity: true)
      }
    }
    try file.write(contentsOf: Data(text))
    try file.close()
  }
}
