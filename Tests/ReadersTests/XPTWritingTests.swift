import Cohorts
import Foundation
import OrderedCollections
import Testing

@testable import Readers

@Suite("Writing transport files")
struct XPTWritingTests {
  private func described(
    _ columns: KeyValuePairs<String, Column>, name: String = "ADSL", label: String? = nil,
    descriptions: OrderedDictionary<String, ColumnDescription> = [:]
  ) throws -> DescribedTable {
    let named = OrderedDictionary(uniqueKeysWithValues: columns.map { ($0.key, $0.value) })
    return DescribedTable(
      name: name, label: label, table: try Table(name: name, columns: named), descriptions: descriptions)
  }

  private func back(_ tables: [DescribedTable], _ version: XPTWriter.Version) throws -> [XPTTable] {
    try XPTTable.all(name: "a.xpt", bytes: FileBytes(XPTWriter.bytes(of: tables, version: version)))
  }

  private func columns(_ table: XPTTable) throws -> [Column] {
    try table.natural(table.header.map { _ in .byContent }).columns
  }

  private func cases(_ tables: [DescribedTable], _ version: XPTWriter.Version) -> [String] {
    do {
      _ = try XPTWriter.bytes(of: tables, version: version)
      return []
    } catch .cannotHold(let format, let cases) {
      #expect(format == "XPT version \(version.rawValue)")
      return cases.map(\.description)
    } catch {
      return [error.description]
    }
  }

  // MARK: - Bytes

  @Test("A table of version 5, byte for byte as the record layout has it")
  func bytes5() throws {
    let table = try described(
      ["X": Column(numbers: [118.625, nil]), "T": Column(texts: ["abc", nil])], label: "Two rows",
      descriptions: ["X": ColumnDescription(label: "A number", format: "8.2")])
    var number = XPTSample.Variable(name: "X", label: Array("A number".utf8))
    (number.width, number.decimals) = (8, 2)
    let rows = XPTSample.word(0x4276_A000_0000_0000) + Array("abc".utf8) + XPTSample.word(0x2E << 56) + [32, 32, 32]
    let member = XPTSample.Member(name: "ADSL", label: "Two rows", variables: [number, .text("T", 3)], rows: rows)
    var expected = XPTSample(members: [member]).bytes
    var written = try XPTWriter.bytes(of: [table], version: .v5, created: 1_771_236_475_000)
    #expect(written.count == expected.count && written.count % 80 == 0)
    // The system that wrote it stands in 8 bytes of two records.
    for start in [112, 432] {
      expected.replaceSubrange(start..<start + 8, with: [UInt8](repeating: 0, count: 8))
      written.replaceSubrange(start..<start + 8, with: [UInt8](repeating: 0, count: 8))
    }
    for start in stride(from: 0, to: written.count, by: 80) {
      #expect(written[start..<start + 80] == expected[start..<start + 80], "the record at \(start)")
    }
  }

  @Test("A table of version 8 counts its rows, and streams its long labels")
  func bytes8() throws {
    let label = String(repeating: "x", count: 41)
    let table = try described(
      ["a_long_name": Column(integers: [1]), "b": Column(integers: [2])],
      descriptions: ["a_long_name": ColumnDescription(label: label), "b": ColumnDescription(label: "short")])
    let bytes = try XPTWriter.bytes(of: [table], version: .v8)
    func record(_ start: Int) -> String { String(decoding: bytes[start..<start + 80], as: UTF8.self) }
    #expect(record(0).hasPrefix("HEADER RECORD*******LIBV8   HEADER RECORD!!!!!!!000000000000000000000000000000  "))
    #expect(record(240).hasSuffix("!!!!!!!000000000000000001600000000140  "))
    #expect(record(560).hasSuffix("!!!!!!!000000000200000000000000000000  "))
    #expect(record(960) == "HEADER RECORD*******LABELV8 HEADER RECORD!!!!!!!1                               ")
    #expect(Array(bytes[1040..<1046]) == [0, 1, 0, 11, 0, 41])
    #expect(record(1120) == "HEADER RECORD*******OBSV8   HEADER RECORD!!!!!!!              1                 ")
  }

  // MARK: - Round trips

  @Test("What is written reads back as the same columns, labels and formats", arguments: [XPTWriter.Version.v5, .v8])
  func roundTrip(version: XPTWriter.Version) throws {
    let some = Validity([true, false, true])
    let all: KeyValuePairs<String, Column> = [
      "NUMBER": Column(numbers: [0.1 + 0.2, nil, -1e-70]), "WHOLE": Column(integers: [1, nil, -9_007_199_254_740_991]),
      "REASON": Column(
        .integer([0, 0, 5]), validity: Validity([false, false, true]), reasons: MissingReasons(codes: [65, 95, 0])),
      "FLAG": Column(categories: ["Y", "N", "N"], levels: ["N", "Y"]),
      "LEVEL": Column(categories: ["G 10", "G 2", "G 2"], levels: ["G 2", "G 10"]),
      "TEXT": Column(texts: ["für", nil, " x"]), "NONE": Column(texts: [nil, nil, nil]),
      "DATE": Column(.date([-719_162, 0, 2_932_896]), validity: some),
      "MOMENT": Column(.dateTime([-1, 0, 1_741_512_345_678]), validity: some),
      "TIME": Column(.time([-86_400_001, 0, 90_000_000]), validity: some), "SECONDS": Column(.time([1000, 0, 2000])),
      "DTC": Column(.dateTime([0, 0, 1000])),
    ]
    let descriptions: OrderedDictionary<String, ColumnDescription> = [
      "NUMBER": ColumnDescription(label: "A number", format: "8.2"), "WHOLE": ColumnDescription(label: "Größe"),
      "DTC": ColumnDescription(format: "E8601DT19."), "LEVEL": ColumnDescription(format: "$CHAR4."),
    ]
    let tables = [
      try described(all, label: "Subjects", descriptions: descriptions), try described([:], name: "NONE"),
      try described(["X": Column(integers: [])], name: "EMPTY"),
      try described(["X": Column(texts: ["a"])], name: "LAST"),
    ]
    let read = try back(tables, version)
    #expect(read.map(\.tableName) == ["ADSL", "NONE", "EMPTY", "LAST"] && read.map(\.rowCount) == [3, 0, 0, 1])
    #expect(read[0].label == "Subjects" && read[0].header == all.map(\.key))
    for (column, expected) in zip(try columns(read[0]), all) { #expect(column == expected.value, "\(expected.key)") }
    let formats = ["DATE": "DATE9.", "MOMENT": "DATETIME22.3", "TIME": "TIME12.3", "SECONDS": "TIME8."]
    for (name, description) in zip(read[0].header, read[0].descriptions) {
      let expected = descriptions[name] ?? ColumnDescription(format: formats[name])
      #expect(description == expected, "\(name)")
    }
    #expect(try columns(read[2]) == [Column(integers: [])] && columns(read[3]) == [Column(texts: ["a"])])
    #expect(try back(tables, version).map(\.member.start) == read.map(\.member.start))
  }

  @Test("Flags become Y and N")
  func flags() throws {
    let table = try described(["F": Column(flags: [true, false, nil, true])])
    let column = try #require(try columns(back([table], .v5)[0]).first)
    #expect(column == Column(categories: ["Y", "N", nil, "Y"], levels: ["N", "Y"]))
  }

  @Test("Long names, labels, texts and formats of version 8")
  func long() throws {
    let name = String(repeating: "n", count: 32)
    let description = ColumnDescription(
      label: String(repeating: "l", count: 256), format: "a_long_name_of_a_format12.3")
    let text = String(repeating: "t", count: 32767)
    let table = try described(
      [name: Column(numbers: [0.5]), "text with blanks": Column(texts: [text])], name: name,
      descriptions: [name: description, "text with blanks": ColumnDescription(label: "short")])
    let read = try back([table], .v8)[0]
    #expect(read.tableName == name && read.header == [name, "text with blanks"])
    #expect(read.descriptions == [description, ColumnDescription(label: "short")])
    #expect(try columns(read) == [Column(numbers: [0.5]), Column(texts: [text])])
  }

  @Test("Thousandths of a second come back")
  func thousandths() throws {
    let times = stride(from: Int64(0), to: 86_400_000, by: 997).map { $0 }
    let moments = (0..<Int64(times.count)).map { 1_771_236_475_000 + $0 * 1_234_567 }
    let table = try described(["T": Column(.time(times)), "M": Column(.dateTime(moments))])
    #expect(try columns(back([table], .v5)[0]) == [Column(.time(times)), Column(.dateTime(moments))])
  }

  @Test("Tables of texts of every small size come back with all their rows")
  func sizes() throws {
    for width in [1, 2, 7, 40, 79, 80, 81] {
      for rows in 0...12 {
        let letters = (0..<rows).map { String(UnicodeScalar(UInt8(97 + $0))) }
        let texts = Column(texts: letters.map { String(repeating: $0, count: width) })
        for version in [XPTWriter.Version.v5, .v8] {
          let read = try back([described(["T": texts]), described(["T": texts], name: "B")], version)
          #expect(
            try read.map(columns) == [[texts.categoriesOrTexts()], [texts.categoriesOrTexts()]], "\(rows) of \(width)")
        }
      }
    }
  }

  // MARK: - What cannot be held

  @Test("All that version 5 cannot hold is listed, over all tables")
  func cases5() throws {
    let label = String(repeating: "l", count: 41)
    let first = try described(
      [
        "LONGNAME1": Column(integers: [1, 2]), "1X": Column(numbers: [.infinity, 1e300]),
        "x": Column(integers: [1, 2]),
        "X": Column(texts: [String(repeating: "t", count: 201), "a "]), "T": Column(texts: ["", "a\0"]),
      ], name: "A TABLE", descriptions: ["X": ColumnDescription(label: label, format: "$LONGFORMAT5.")])
    let second = try described(["BIG": Column(integers: [9_007_199_254_740_993])], name: "a table")
    #expect(
      cases([first, second], .v5) == [
        "A TABLE: the name is not one of letters, digits and _ that begins with no digit",
        "A TABLE, column \"LONGNAME1\": the name has 9 characters, of at most 8",
        "A TABLE, column \"1X\": the name is not one of letters, digits and _ that begins with no digit",
        "A TABLE, column \"1X\", row 1: a number that is infinite, or none",
        "A TABLE, column \"1X\", row 2: a number outside of 5.4e-79 to 7.2e75 in size",
        "A TABLE, column \"X\": there is another column of that name, but for capitals",
        "A TABLE, column \"X\": the label has 41 characters, of at most 40",
        "A TABLE, column \"X\": the name of the format has 11 characters, of at most 8",
        "A TABLE, column \"X\", row 1: a text of more than 200 bytes",
        "A TABLE, column \"X\", row 2: a text that ends with blanks, which are not kept",
        "A TABLE, column \"T\", row 1: a text without characters, or of blanks only, which would be missing",
        "A TABLE, column \"T\", row 2: a text with a NUL",
        "a table: there is another table of that name, but for capitals",
        "a table: the name is not one of letters, digits and _ that begins with no digit",
        "a table, column \"BIG\", row 1: a whole number beyond 2^53 that no double is",
      ])
  }

  @Test("Rows without values at the end, which version 5 would lose, and version 8 keeps")
  func lastRows() throws {
    let table = try described(["T": Column(texts: ["a", "b", nil, nil])])
    #expect(
      cases([table], .v5) == [
        "ADSL, row 3 and 1 more: a last row without values, which cannot be told from the end of the file"
      ])
    #expect(try back([table], .v8)[0].rowCount == 4)
    #expect(cases([try described(["T": Column(texts: ["a", nil]), "N": Column(integers: [1, nil])])], .v5).isEmpty)
  }

  @Test("What version 8 cannot hold")
  func cases8() throws {
    let name = String(repeating: "ü", count: 17)
    let column = Column(
      .text(TextStorage(["", "a"])), validity: Validity([false, true]), reasons: MissingReasons(codes: [65, 0]))
    let table = try described(
      [
        name: Column(texts: [String(repeating: "t", count: 32768), "a"]), "R": column,
        "D": Column(.dateTime([.max, 0])), "S": Column(.time([.min, 0])),
      ],
      descriptions: [
        "D": ColumnDescription(label: String(repeating: "l", count: 257)), "R": ColumnDescription(format: "a.b"),
      ])
    #expect(
      cases([table], .v8) == [
        "ADSL, column \"\(name)\": the name has 34 bytes, of at most 32",
        "ADSL, column \"\(name)\", row 1: a text of more than 32767 bytes",
        "ADSL, column \"R\": \"a.b\" is not a format such as DATE9. or 8.2",
        "ADSL, column \"R\", row 1: a text that is missing for a reason, which only numbers can be",
        "ADSL, column \"D\": the label has 257 characters, of at most 256",
        "ADSL, column \"D\", row 1: a moment that cannot be told in milliseconds since 1960",
        "ADSL, column \"S\", row 1: a time too long to be told in milliseconds",
      ])
  }

  @Test("SAS's own files come back as they are", arguments: XPTTruthTests.folders)
  func own(folder: URL) throws {
    for (name, _) in try XPTTruthTests.expected(folder) {
      let read = try XPTTable.all(name: name, bytes: FileBytes.open(folder.appendingPathComponent(name).path))
      let tables = try read.map { table in
        DescribedTable(
          name: table.tableName ?? "", label: table.label,
          table: try Table(
            name: "t", columns: OrderedDictionary(uniqueKeysWithValues: zip(table.header, try columns(table)))),
          descriptions: OrderedDictionary(uniqueKeysWithValues: zip(table.header, table.descriptions)))
      }
      for version in [XPTWriter.Version.v5, .v8] {
        guard version == .v8 || cases(tables, .v5).isEmpty else { continue }
        for (again, table) in zip(try back(tables, version), read) {
          #expect(try columns(again) == columns(table) && again.descriptions == table.descriptions, "\(name)")
          #expect(again.header == table.header && again.label == table.label)
        }
      }
    }
  }
}
