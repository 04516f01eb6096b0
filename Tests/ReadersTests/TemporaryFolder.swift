import Cohorts
import Foundation

@testable import Readers

/// A folder that is removed with its contents when the test is done with it.
final class TemporaryFolder {
  let path: String

  init(_ files: [String: String] = [:]) throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("readers-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    for (name, text) in files { try write(Array(text.utf8), to: name) }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> String { path + "/" + name }

  func write(_ bytes: [UInt8], to name: String) throws {
    let url = URL(fileURLWithPath: file(name))
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
  }

  func text(_ name: String) throws -> String { try String(contentsOfFile: file(name), encoding: .utf8) }
}

/// The columns of a text of comma-separated values, by name, and what was noted.
func read(
  _ text: String, types: [String: ColumnRequest] = [:], chunkSize: Int = CSVChunks.usualSize
) throws -> (columns: [String: Column], order: [String], notes: [String]) {
  let file = try CSVFile(name: "data.csv", bytes: FileBytes(Array(text.utf8)), chunkSize: chunkSize)
  let read = try CSVColumns(file, requests: file.header.map { types[$0] ?? .byContent })
  let columns = Dictionary(zip(file.header, read.columns)) { first, _ in first }
  return (columns, file.header, read.notes)
}

/// The values of a column as they are shown.
func shown(_ column: Column?) -> [String] {
  column.map { column in (0..<column.count).map { column[$0].description } } ?? []
}

/// What is said of data that cannot be used; empty where nothing is.
func faults(_ body: () throws -> Void) -> String {
  do {
    try body()
    return ""
  } catch {
    return "\(error)"
  }
}

/// Whether two columns have one type, the same values, and the same levels in one order.
func isSame(_ left: Column?, _ right: Column?) -> Bool {
  guard let left, let right, left.type == right.type, left.validity == right.validity else { return false }
  if case .category(let a) = left.storage, case .category(let b) = right.storage, a.levels != b.levels { return false }
  return (0..<left.count).allSatisfy { left[$0] == right[$0] }
}
