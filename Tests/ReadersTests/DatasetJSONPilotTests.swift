import Cohorts
import Foundation
import Testing

@testable import Readers

/// A table of Dataset-JSON from a text.
func datasetJSON(_ text: String) throws -> DatasetJSONTable {
  try #require(try DatasetJSONFile(name: "data.json", bytes: FileBytes(Array(text.utf8))).tables.first)
}

/// The columns of a table, by name, as nothing is known of them.
func columns(of source: any TableSource) throws -> [String: Column] {
  let read = try source.read(source.header.map { _ in .byContent }, progress: nil)
  return Dictionary(zip(source.header, read.columns)) { first, _ in first }
}

@Suite("Dataset-JSON of the CDISC pilot")
struct DatasetJSONPilotTests {
  private func compressed() throws -> any TableSource {
    let bytes = FileBytes(try Fixtures.bytes("dataset-json/adtte.dsjc"))
    return try #require(try TableFormat.open(name: "adtte.dsjc", bytes: bytes).first)
  }

  @Test("What CDISC compressed is unwrapped and described as it describes itself")
  func described() throws {
    let table = try #require(try compressed() as? DatasetJSONTable)
    #expect(table.name == "adtte.dsjc" && table.tableName == "ADTTE" && table.rowCount == 254)
    #expect(table.label == "AE Time To 1st Derm. Event Analysis")
    #expect(table.header.count == 26 && table.header.first == "STUDYID" && table.header.last == "SAFFL")
    #expect(table.key == ["USUBJID", "PARAMCD"])
    #expect(table.descriptions[9] == ColumnDescription(label: "Date of First Exposure to Treatment", format: "DATE9."))
    #expect(table.descriptions[3] == ColumnDescription(label: "Age"))
  }

  // Sums, counts and rows of expected_tables.json, which another reader made of the same file.
  @Test("Values, types and missing values")
  func values() throws {
    let columns = try columns(of: compressed())
    func sum(_ name: String) -> Int {
      guard case .integer(let values)? = columns[name]?.storage else { return -1 }
      return values.indices.reduce(0) { $0 + (columns[name]?.validity[$1] == true ? Int(values[$1]) : 0) }
    }
    #expect(sum("AGE") == 19072 && sum("AVAL") == 16853 && sum("CNSR") == 102)
    #expect(columns["SRCSEQ"]?.type == .integer && columns["SRCSEQ"]?.missingCount == 102)
    #expect(columns["TRTSDT"]?.type == .date && columns["TRTSDT"]?[0].description == "2014-01-02")
    #expect(columns["USUBJID"]?.type == .text && columns["USUBJID"]?[0] == .text("01-701-1015"))
    guard case .category(let arms)? = columns["TRTA"]?.storage else { return #expect(Bool(false), "no category") }
    #expect(arms.levels == ["Placebo", "Xanomeline High Dose", "Xanomeline Low Dose"])
    #expect((0..<3).map { code in arms.codes.count { $0 == code } } == [86, 84, 84])
  }

  @Test(
    "All files of the pilot agree with the truth about them, cell by cell where they are the same table",
    .enabled(if: Fixtures.workbenchData != nil))
  func complete() throws {
    let folder = try #require(Fixtures.workbenchData) + "/cdiscpilot/"
    let truth = try #require(
      try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: folder + "expected_tables.json")))
        as? [String: [String: Any]])
    for name in ["adsl.json", "adtte.json", "adtte.ndjson", "adtte.dsjc"] {
      let source = try #require(try TableFormat.open(name: name, bytes: FileBytes.open(folder + name)).first)
      let expected = try #require(truth[name])
      #expect(source.rowCount == expected["rows"] as? Int && source.label == expected["label"] as? String)
      let read = try columns(of: source)
      for (index, column) in try #require(expected["columns"] as? [[String: Any]]).enumerated() {
        let columnName = try #require(column["name"] as? String)
        #expect(source.header[index] == columnName)
        #expect(source.descriptions[index].label == column["label"] as? String)
        #expect(source.descriptions[index].format == column["displayFormat"] as? String)
        let values = try #require(read[columnName])
        let nulls = try #require(column["n_null"] as? Int) + (try #require(column["n_empty_string"] as? Int))
        #expect(values.missingCount == nulls, "\(name), \(columnName)")
        let present = (0..<values.count).filter { values.validity[$0] }.map { values[$0].description }
        let distinct = try #require(column["n_distinct"] as? Int) - (column["n_empty_string"] as? Int == 0 ? 0 : 1)
        #expect(Set(present).count == distinct, "\(name), \(columnName)")
        if let sum = column["sum"] as? Double {
          #expect(abs(present.compactMap(Double.init).reduce(0, +) - sum) < 1e-6, "\(name), \(columnName)")
        }
      }
      for (row, cells) in try #require(expected["sample_rows"] as? [String: [Any]]) {
        let row = try #require(Int(row)) - 1
        for (index, cell) in cells.enumerated() {
          let found = try #require(read[source.header[index]])[row].description
          let said = cell is NSNull ? "" : (cell as? String) ?? Value.number((cell as? Double) ?? .nan).description
          #expect(found == said, "\(name), \(row), \(source.header[index])")
          #expect(source.text(row: row, column: index) == found)
        }
      }
    }
  }

  @Test("The three forms of one table hold the same columns", .enabled(if: Fixtures.workbenchData != nil))
  func forms() throws {
    let folder = try #require(Fixtures.workbenchData) + "/cdiscpilot/"
    let first = try columns(of: compressed())
    for name in ["adtte.json", "adtte.ndjson"] {
      let source = try #require(try TableFormat.open(name: name, bytes: FileBytes.open(folder + name)).first)
      #expect(try columns(of: source) == first, "\(name)")
    }
  }
}
