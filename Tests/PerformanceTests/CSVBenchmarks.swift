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
    try CSVGenerator.write(rows: rows, to: path)
    let bytes = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
    print("CSV, \(rows) subjects x \(CSVGenerator.header.count) columns, \(bytes / 1_000_000) MB")
    try measure("CSV, typed columns, ids unique, SHA-256", aim: 350, runs: repetitions) {
      let count = try CohortLoader.load(path: path).cohort.count
      precondition(count == rows, "\(count) of \(rows) rows were loaded")
    }
  }
}
