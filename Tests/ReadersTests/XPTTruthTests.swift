import Cohorts
import Foundation
import Testing

@testable import Readers

/// Files that others wrote, and what other readers found in them (`Fixtures/XPT/SOURCE.md`).
///
/// Where the environment has `WORKBENCH_DATA`, the folders of that folder are read too.
@Suite("Transport files written by SAS")
struct XPTTruthTests {
  /// A folder of transport files with an `expected_tables.json`.
  static let folders: [URL] = {
    let fixtures = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/XPT")
    let more = ProcessInfo.processInfo.environment["WORKBENCH_DATA"].map { path in
      Paths.entries(of: path).map { URL(fileURLWithPath: path).appendingPathComponent($0) }
    }
    return ([fixtures] + (more ?? [])).filter {
      Paths.exists($0.appendingPathComponent("expected_tables.json").path)
    }
  }()

  struct File: Decodable {
    var bytes: Int
    var sha256: String
    var members: [Member]
  }

  struct Member: Decodable {
    var member: String
    var label: String
    var rows: Int
    var columns: [Variable]
    var sampleRows: [String: [Cell]]
  }

  struct Variable: Decodable {
    var name: String
    var type: String
    var length: Int
    var label: String
    var format: String
    var nMissing: Int
    var min: Double?
    var max: Double?
    var sum: Double?
    var nDistinct: Int?
    var isoMin: String?
    var isoMax: String?
    var totalChars: Int?
    var counts: [String: Int]?
  }

  enum Cell: Decodable, Equatable {
    case number(Double)
    case text(String)

    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      if let number = try? value.decode(Double.self) {
        self = .number(number)
      } else {
        self = .text(try value.decode(String.self))
      }
    }
  }

  static func expected(_ folder: URL) throws -> [(name: String, file: File)] {
    let data = try Data(contentsOf: folder.appendingPathComponent("expected_tables.json"))
    let all = try #require(JSONSerialization.jsonObject(with: data) as? [String: [String: Any]])
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try all.filter { $0.value["format"] as? String == "xpt" }.sorted { $0.key < $1.key }.map {
      ($0.key, try decoder.decode(File.self, from: JSONSerialization.data(withJSONObject: $0.value)))
    }
  }

  @Test("Every number that is known of them", arguments: folders)
  func everything(folder: URL) throws {
    for (name, file) in try Self.expected(folder) {
      let bytes = try FileBytes.open(folder.appendingPathComponent(name).path)
      #expect(bytes.count == file.bytes && bytes.sha256() == file.sha256, "\(name)")
      let tables = try TableFormat.open(name: name, bytes: bytes)
      #expect(tables.map(\.tableName) == file.members.map(\.member), "\(name)")
      for (table, member) in zip(tables, file.members) { try compare(table, member) }
    }
  }

  private func compare(_ table: any TableSource, _ member: Member) throws {
    #expect(table.label ?? "" == member.label)
    #expect(table.header == member.columns.map(\.name))
    #expect(table.rowCount == member.rows)
    let read = try table.read(table.header.map { _ in .byContent }, progress: nil)
    #expect(read.columns.allSatisfy { $0.count == member.rows })
    for (index, variable) in member.columns.enumerated() {
      let column = read.columns[index]
      let described = table.descriptions[index]
      #expect(described.label ?? "" == variable.label, "\(variable.name)")
      #expect(described.format ?? "" == variable.format, "\(variable.name)")
      #expect(column.missingCount == variable.nMissing, "\(variable.name)")
      if variable.type == "num" { compare(column, variable) } else { compareTexts(column, variable) }
      for (row, cells) in member.sampleRows {
        let row = try #require(Int(row)) - 1
        switch cells[index] {
        case .number(let number): #expect(column.sasNumber(row) == number, "\(variable.name), row \(row + 1)")
        case .text("."): #expect(!column.validity[row] && column.reasons?[row] == nil)
        case .text(let text): #expect(column[row].description == text, "\(variable.name), row \(row + 1)")
        }
      }
    }
  }

  private func compare(_ column: Column, _ variable: Variable) {
    let numbers = (0..<column.count).compactMap { column.sasNumber($0) }
    #expect(numbers.min() == variable.min, "\(variable.name)")
    #expect(numbers.max() == variable.max, "\(variable.name)")
    if let sum = variable.sum {
      #expect(abs(numbers.reduce(0, +) - sum) <= 1e-9 * max(1, abs(sum)), "\(variable.name)")
    }
    if let distinct = variable.nDistinct { #expect(Set(numbers).count == distinct, "\(variable.name)") }
    let values = (0..<column.count).filter { column.validity[$0] }.map { column[$0].description }
    if let first = variable.isoMin { #expect(values.min() == first) }
    if let last = variable.isoMax { #expect(values.max() == last) }
  }

  private func compareTexts(_ column: Column, _ variable: Variable) {
    let texts = (0..<column.count).filter { column.validity[$0] }.map { column[$0].description }
    if let distinct = variable.nDistinct { #expect(Set(texts).count == distinct, "\(variable.name)") }
    if let total = variable.totalChars { #expect(texts.reduce(0) { $0 + $1.count } == total, "\(variable.name)") }
    guard let counts = variable.counts else { return }
    #expect(texts.reduce(into: [:]) { $0[$1, default: 0] += 1 } == counts, "\(variable.name)")
  }
}

extension Column {
  /// The number that SAS holds of a day, moment, time or number; `nil` where it is missing.
  func sasNumber(_ row: Int) -> Double? {
    guard validity[row] else { return nil }
    switch storage {
    case .number(let values): return values[row]
    case .integer(let values): return Double(values[row])
    case .date(let values): return Double(values[row]) + 3653
    case .dateTime(let values): return Double(values[row]) / 1000 + 315_619_200
    case .time(let values): return Double(values[row]) / 1000
    case .flag, .category, .text: return nil
    }
  }
}
