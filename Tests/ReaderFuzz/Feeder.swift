import Cohorts
import Foundation
import OrderedCollections
import Readers

/// Hands bytes to a reader as a person would, as a file or a folder, and looks at all that comes back.
///
/// What comes back may be data or faults. That it comes back at all, that both ways of reading a file agree, and that every
/// value can be shown, is what is checked.
final class Feeder {
  private let format: Format
  private let folder: URL
  private let cohort: Cohort

  /// A feeder of a format.
  ///
  /// - Throws: Where no folder can be made to work in.
  init(_ format: Format) throws {
    self.format = format
    folder = Self.memory.appendingPathComponent("reader-fuzz-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    cohort = try Samples.cohort()
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// A folder in memory, where there is one.
  private static var memory: URL {
    let shared = URL(fileURLWithPath: "/dev/shm")
    return FileManager.default.isWritableFile(atPath: shared.path) ? shared : FileManager.default.temporaryDirectory
  }

  /// Reads the bytes, and looks at what comes back.
  ///
  /// - Throws: Where the file or the folder cannot be written.
  func feed(_ bytes: [UInt8]) throws {
    switch format {
    case .csv, .xpt, .datasetJSON, .ndjson, .gzip: try feedFile(bytes)
    case .toml: try feedFolder([("cohort.toml", bytes)] + Samples.tables)
    case .cbioportal: try feedFolder([("data_clinical_patient.txt", bytes)])
    case .define: try feedFolder([("define.xml", bytes), ("adsl.csv", Array(Samples.adsl.utf8))])
    case .folder: try feedFolder(FolderText(bytes).files)
    case .expression: feedExpression(String(decoding: bytes, as: UTF8.self))
    }
  }
}

// MARK: - Files and folders

extension Feeder {
  /// Reads a file from a pipe and from a path, which must give the same.
  ///
  /// Small files are read into a block of just their size, where reading past the end shows.
  private func feedFile(_ bytes: [UInt8]) throws {
    let piped = try Pipe.passing(bytes, to: { ($0, load($0)) })
    // What is noted names the file, which is why both are called the same.
    let name = piped.map { URL(fileURLWithPath: $0.0).lastPathComponent } ?? "data"
    let file = folder.appendingPathComponent(name)
    // Another file each time: a digest may still be computed of the last one.
    try? FileManager.default.removeItem(at: file)
    try Data(bytes).write(to: file)
    let mapped = load(file.path)
    guard let (_, piped) = piped else { return }
    precondition(mapped?.notes == piped?.notes, "a file and a pipe give different notes")
    precondition(mapped?.cohort.stored == piped?.cohort.stored, "a file and a pipe give different subjects")
    precondition(mapped?.cohort.linked == piped?.cohort.linked, "a file and a pipe give different tables")
  }

  private func feedFolder(_ files: [(name: String, bytes: [UInt8])]) throws {
    let inner = folder.appendingPathComponent("folder")
    try? FileManager.default.removeItem(at: inner)
    try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
    for (name, bytes) in files { try Data(bytes).write(to: inner.appendingPathComponent(name)) }
    _ = load(inner.path)
  }

  private func load(_ path: String) -> LoadedCohort? {
    do {
      let loaded = try CohortLoader.load(path: path)
      show(loaded.cohort.stored)
      for table in loaded.cohort.linked.values { show(table.table) }
      for endpoint in loaded.cohort.dictionary.endpointNames {
        _ = try? loaded.cohort.times(of: EndpointRequest(.named(endpoint)))
      }
      return loaded
    } catch {
      precondition(!error.description.isEmpty, "a fault without words")
      return nil
    }
  }

  /// Makes the text of the first and the last values of each column.
  private func show(_ table: Table) {
    for column in table.columns.values {
      precondition(column.count == table.count, "a column of another length")
      for row in 0..<min(column.count, 64) {
        _ = column[row].description
        _ = column[column.count - 1 - row].description
      }
    }
  }
}

// MARK: - Expressions

extension Feeder {
  /// Computes an expression for all subjects and for a few of them, which takes another way to the same values.
  private func feedExpression(_ source: String) {
    if let all = try? cohort.evaluate(source).column {
      precondition(all.count == cohort.count, "a value is missing of some subject")
      let few = cohort.restricted(
        to: Truth((0..<cohort.count).map { $0 % 7 == 2 ? Truth.yes : Truth.no }), condition: "")
      let expected = all.gathered((0..<cohort.count).filter { $0 % 7 == 2 }.map(Int32.init))
      precondition((try? few.evaluate(source).column) == expected, "a few subjects have other values")
    }
    do {
      _ = try cohort.where(source)
    } catch {
      precondition(!error.description.isEmpty, "a fault without words")
    }
  }
}

/// A pipe that holds a file.
enum Pipe {
  /// What is made of bytes that come through a pipe; `nil` where they do not fit into one.
  static func passing<Result>(_ bytes: [UInt8], to use: (String) -> Result) throws -> Result? {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw CocoaError(.fileReadUnknown) }
    defer { close(ends[0]) }
    _ = fcntl(ends[1], F_SETFL, O_NONBLOCK)
    let written = bytes.isEmpty ? 0 : bytes.withUnsafeBytes { write(ends[1], $0.baseAddress, $0.count) }
    close(ends[1])
    return written == bytes.count ? use("/dev/fd/\(ends[0])") : nil
  }
}
