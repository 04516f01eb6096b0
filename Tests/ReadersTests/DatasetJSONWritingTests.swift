import Cohorts
import Foundation
import OrderedCollections
import Testing

@testable import Readers

@Suite("Writing Dataset-JSON")
struct DatasetJSONWritingTests {
  private func table(_ columns: [(String, Column)]) throws -> Table {
    try Table(name: "a", columns: .init(uniqueKeysWithValues: columns))
  }

  private func everything() throws -> DescribedTable {
    let day = CalendarDate(year: 2014, month: 1, day: 2)
    return DescribedTable(
      name: "ADXX", label: "All \"types\"",
      table: try table([
        ("USUBJID", Column(texts: ["01\n\t\u{1}", "ü\\\"", nil, "x"])),
        ("ARM", Column(categories: ["B", "A", "B", nil], levels: ["A", "B"])),
        ("AGE", Column(integers: [9_007_199_254_740_993, -2, nil, 0])),
        ("AVAL", Column(numbers: [0.1, 1e-7, nil, 1.5e300])),
        ("DOSE", Column(numbers: [0.1, 1e-7, nil, -2.5e20])),
        ("FL", Column(flags: [true, nil, false, true])),
        ("TRTSDT", Column(dates: [day, nil, CalendarDate(year: 1, month: 1, day: 1), day])),
        ("RFSTDTC", Column(dates: [nil, nil, day, day])),
        ("ADTM", Column(.dateTime([0, 1, -62_135_596_800_000, 253_402_300_799_999]))),
        ("ATM", Column(.time([0, 1, 86_399_999, 3_600_000]), validity: Validity([true, true, true, false]))),
        ("NONE", Column(texts: [nil, nil, nil, nil])),
      ]),
      descriptions: [
        "TRTSDT": ColumnDescription(label: "Start", format: "DATE9."), "ADTM": ColumnDescription(format: "DATETIME20."),
        "AVAL": ColumnDescription(label: "Wert", format: "8.3"),
      ], key: ["USUBJID", "ARM"])
  }

  @Test("What is written reads back as it was, as one object and in lines")
  func roundTrip() throws {
    let described = try everything()
    for form in [DatasetJSONWriter.Form.object, .lines] {
      let bytes = try DatasetJSONWriter.bytes(of: described, as: form, decimals: ["DOSE"])
      let source = try #require(try TableFormat.open(name: "a", bytes: FileBytes(bytes)).first as? DatasetJSONTable)
      #expect(source.tableName == "ADXX" && source.label == "All \"types\"" && source.key == ["USUBJID", "ARM"])
      #expect(source.header == Array(described.table.columns.keys))
      for (name, description) in zip(source.header, source.descriptions) {
        #expect(description == described.descriptions[name] ?? ColumnDescription())
      }
      let read = try columns(of: source)
      for (name, column) in described.table.columns {
        if name == "NONE" {
          #expect(read[name]?.missingCount == 4)
        } else {
          #expect(isSame(read[name], column), "\(name): \(shown(read[name]))")
        }
      }
    }
  }

  // The same bytes were validated against CDISC's schema/dataset.schema.json with Python's jsonschema.
  @Test("The bytes of a small table")
  func bytes() throws {
    let described = DescribedTable(
      name: "DM",
      table: try table([
        ("ID", Column(texts: ["a", "b"])), ("D", Column(dates: [CalendarDate(year: 2014, month: 1, day: 2), nil])),
        ("W", Column(numbers: [70.5, 71])),
      ]), descriptions: ["D": ColumnDescription(label: "Day", format: "DATE9.")], key: ["ID"])
    let head = """
      {"datasetJSONCreationDateTime":"1970-01-01T00:00:00","datasetJSONVersion":"1.1.0","itemGroupOID":"IG.DM",\
      "records":2,"name":"DM","label":"","columns":[{"itemOID":"IT.DM.ID","name":"ID","label":"","dataType":"string",\
      "length":1,"keySequence":1},{"itemOID":"IT.DM.D","name":"D","label":"Day","dataType":"date","targetDataType":"integer",\
      "displayFormat":"DATE9."},{"itemOID":"IT.DM.W","name":"W","label":"","dataType":"float"}]
      """
    let rows = [#"["a","2014-01-02",70.5]"#, #"["b",null,71]"#]
    let object = try DatasetJSONWriter.bytes(of: described)
    #expect(String(decoding: object, as: UTF8.self) == head + ",\"rows\":[" + rows.joined(separator: ",") + "]}\n")
    let lines = try DatasetJSONWriter.bytes(of: described, as: .lines)
    #expect(String(decoding: lines, as: UTF8.self) == head + "}\n" + rows.joined(separator: "\n") + "\n")
    let dated = try DatasetJSONWriter.bytes(of: described, created: "2026-01-02T03:04:05")
    #expect(String(decoding: dated, as: UTF8.self).contains(#""datasetJSONCreationDateTime":"2026-01-02T03:04:05""#))
  }

  @Test("Decimals have no exponent")
  func decimals() throws {
    let values = [0.1, 1e-7, -2.5e20, 1e22, 123456789.125, 5e-10, 0]
    let described = DescribedTable(name: "A", table: try table([("X", Column(numbers: values))]))
    let text = String(decoding: try DatasetJSONWriter.bytes(of: described, decimals: ["X"]), as: UTF8.self)
    for (value, written) in zip(
      values,
      ["0.1", "0.0000001", "-250000000000000000000", "10000000000000000000000", "123456789.125", "0.0000000005", "0"])
    {
      #expect(text.contains("[\"\(written)\"]"), "\(value)")
    }
  }

  @Test("The table of the pilot is written as it was read")
  func pilot() throws {
    let bytes = FileBytes(try Fixtures.bytes("dataset-json/adtte.dsjc"))
    let source = try #require(try TableFormat.open(name: "adtte.dsjc", bytes: bytes).first as? DatasetJSONTable)
    let read = try source.read(source.header.map { _ in .byContent }, progress: nil)
    let described = DescribedTable(
      name: try #require(source.tableName), label: source.label,
      table: try table(Array(zip(source.header, read.columns))),
      descriptions: .init(uniqueKeysWithValues: zip(source.header, source.descriptions)), key: source.key)
    let made = try DatasetJSONWriter.bytes(of: described, as: .lines)
    let again = try #require(try TableFormat.open(name: "b", bytes: FileBytes(made)).first as? DatasetJSONTable)
    #expect(try again.read(again.header.map { _ in .byContent }, progress: nil).columns == read.columns)
    #expect(again.columns.map(\.dataType) == source.columns.map(\.dataType))
    #expect(again.columns.map(\.targetDataType) == source.columns.map(\.targetDataType))
    #expect(again.columns.map(\.itemOID) == source.columns.map(\.itemOID))
    if let path = ProcessInfo.processInfo.environment["WORKBENCH_WRITTEN"] {
      try Data(made).write(to: URL(filePath: path + "/adtte.ndjson"))
      try Data(try DatasetJSONWriter.bytes(of: described)).write(to: URL(filePath: path + "/adtte.json"))
      try Data(try DatasetJSONWriter.bytes(of: everything(), decimals: ["DOSE"])).write(
        to: URL(filePath: path + "/all.json"))
    }
  }

  @Test("A table without rows")
  func empty() throws {
    let described = DescribedTable(name: "A", table: try table([("X", Column(integers: []))]))
    for form in [DatasetJSONWriter.Form.object, .lines] {
      let made = FileBytes(try DatasetJSONWriter.bytes(of: described, as: form))
      let source = try #require(try TableFormat.open(name: "a", bytes: made).first)
      #expect(source.rowCount == 0 && source.header == ["X"])
    }
  }

  @Test("All that the format cannot hold is listed")
  func limits() throws {
    let reasons = MissingReasons(codes: [UInt8(ascii: "A"), 0, UInt8(ascii: "_")])
    let described = DescribedTable(
      name: "A",
      table: try table([
        ("N", Column(.number([0, 1, 0]), validity: Validity([false, true, false]), reasons: reasons)),
        ("I", Column(numbers: [1, .infinity, nil])),
        ("T", Column(texts: ["", "a\0", ""])),
        ("H", Column(.time([-1, 0, 86_400_000]))),
        ("D", Column(.date([0, 2_932_897, -719_529]))),
        ("S", Column(integers: [1, 2, 3])),
      ]), descriptions: ["S": ColumnDescription(format: "DATE9.")])
    let thrown = #expect(throws: WriteError.self) { _ = try DatasetJSONWriter.bytes(of: described) }
    #expect(
      thrown?.description == """
        Dataset-JSON 1.1 cannot hold these 7; nothing was written:
          A, column "N", row 1 and 1 more: special missing values (._, .A), which could only become null
          A, column "I", row 2: a number that is not finite
          A, column "T", row 1 and 1 more: an empty text, which reads back as missing
          A, column "T", row 2: a text with a NUL byte
          A, column "H", row 1 and 1 more: a time of day below 0 or past 24 hours
          A, column "D", row 2 and 1 more: a year that has not four digits
          A, column "S": whole numbers with the format DATE9., which read back as dates
        """)
  }
}
