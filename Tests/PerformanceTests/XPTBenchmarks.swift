import Cohorts
import Foundation
import OrderedCollections
import Readers
import TestDraws

/// How fast a large SAS transport file is written and loaded.
enum XPTBenchmarks {
  /// Writes a file of 24 columns, loads it some times, and prints the figures.
  ///
  /// - Parameters:
  ///   - rows: The number of subjects; 4,000,000 make 1 GB.
  ///   - repetitions: How often it is loaded.
  /// - Throws: Where the file cannot be written or read.
  static func run(rows: Int = 1_000_000, repetitions: Int = 5) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("xpt-benchmark-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("adsl.xpt").path
    let table = try table(rows: rows)
    let bytes = try XPTWriter.bytes(of: [table], version: .v8)
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    let size = bytes.count / 1_000_000
    print("XPT, \(rows) subjects x \(table.table.columns.count) columns, \(size) MB")
    measure("XPT, version 8, written in memory", runs: repetitions) {
      let written = try? XPTWriter.bytes(of: [table], version: .v8)
      precondition(written == bytes, "another file was written")
    }
    // 500 MB a second.
    try measure("XPT, typed columns, ids unique, SHA-256", aim: Double(size) * 2, runs: repetitions) {
      let count = try CohortLoader.load(path: path).cohort.count
      precondition(count == rows, "\(count) of \(rows) rows were loaded")
    }
  }

  /// A table of subjects, as wide as those of trials: ids, codes, numbers, days, and some long texts.
  private static func table(rows: Int) throws -> DescribedTable {
    var random = Seeded(20_240_611)
    func below(_ limit: Int) -> Int { Int(random.next() % UInt64(limit)) }
    func column(_ value: () -> Double?) -> Column { Column(numbers: (0..<rows).map { _ in value() }) }
    func codes(_ levels: [String]) -> Column {
      Column(.category(Categories(codes: (0..<rows).map { _ in Int32(below(levels.count)) }, levels: levels)))
    }
    var columns: OrderedDictionary<String, Column> = [:]
    columns["USUBJID"] = Column(texts: (0..<rows).map { "STUDY-01-\(String($0 + 10_000_000).dropFirst())" })
    columns["STUDYID"] = codes(["CART-01", "CART-02", "CART-03"])
    columns["SITEID"] = codes((0..<200).map { String($0 + 100) })
    columns["ARM"] = codes(["Xanomeline High Dose", "Xanomeline Low Dose", "Placebo"])
    columns["SEX"] = codes(["F", "M"])
    columns["RACE"] = codes(["WHITE", "BLACK OR AFRICAN AMERICAN", "ASIAN", "AMERICAN INDIAN OR ALASKA NATIVE"])
    columns["DIAGNOSIS"] = codes(["T-ALL", "T-LBL", "B-ALL", "AML", "ETP-ALL"])
    columns["DCREASCD"] = codes(["Completed", "Adverse Event", "Death", "Lost to Follow-up", "Withdrew Consent"])
    for name in ["SAFFL", "ITTFL", "EFFFL"] { columns[name] = codes(["Y", "N"]) }
    for name in ["TRTSDT", "TRTEDT"] {
      columns[name] = Column(.date((0..<rows).map { _ in Int32(15_000 + below(5000)) }))
    }
    columns["RANDDTM"] = Column(.dateTime((0..<rows).map { _ in 1_600_000_000_000 + Int64(below(100_000_000)) * 1000 }))
    for name in ["AGE", "ECOG", "PRIOR", "CNSR"] { columns[name] = column { Double(below(90)) } }
    for name in ["WEIGHT", "HEIGHT", "BMI", "CRP"] { columns[name] = column { Double(below(100_000)) / 10 } }
    for name in ["AVAL", "FERRITIN"] { columns[name] = column { below(10) == 0 ? nil : Double(below(3000)) } }
    return DescribedTable(name: "ADSL", table: try Table(name: "ADSL", columns: columns))
  }
}
