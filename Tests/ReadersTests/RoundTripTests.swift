import Cohorts
import Foundation
import OrderedCollections
import Testing

@testable import Readers

/// Tables with all that is awkward, through each format and back.
@Suite("Round trips")
struct RoundTripTests {
  private static let formats: [ConversionFormat] = [.csv, .datasetJSON, .ndjson, .xpt5, .xpt8]

  private func day(_ year: Int, _ month: Int, _ day: Int) -> CalendarDate? {
    CalendarDate(year: year, month: month, day: day)
  }

  /// What every format can hold, with types and levels declared.
  private func awkward() throws -> Table {
    let all = [true, true, true, false, true]
    func numbers(_ values: [Double]) -> Column { Column(.number(values), validity: Validity(all)) }
    return try Table(
      name: "subjects",
      columns: [
        "id": Column(texts: ["01", "2", "NA", "1e5", "."]),
        "whole": numbers([34, 1e15, -7, 0, 0]), "zero": numbers([-0.0, 0, 1, 0, -1]),
        "digits": numbers([0.1 + 0.2, 1.0 / 3, 123456789.12345678, 0, 5e-17]),
        "extreme": numbers([7e75, -5.5e-79, 1e-78, 0, 1.7976931348623157]),
        "big": Column(integers: [9_007_199_254_740_992, -9_007_199_254_740_992, 9_007_199_254_740_991, nil, 0]),
        "flag": Column(flags: [true, false, nil, nil, true]),
        "text": Column(texts: ["a \"q\", b", "line\nend", "cr\r\nlf", nil, "  leading"]),
        "utf": Column(texts: ["ü", "日本語", "😀", nil, String(repeating: "é", count: 100)]),
        "number": Column(texts: ["12", "012", "1.0", nil, "-0"]),
        "token": Column(texts: ["NA", ".", "N/A", nil, "null"]), "yes": Column(texts: ["yes", "no", "no", nil, "yes"]),
        "level": Column(categories: ["b", "a", "b", nil, "a"], levels: ["c", "b", "a, \"A\"", "a", "NA"]),
        "day": Column(dates: [day(1959, 12, 31), day(2000, 2, 29), day(1900, 2, 28), nil, day(9999, 12, 31)]),
        "moment": Column(
          .dateTime([-315_619_200_001, -1, 0, 0, 951_827_696_789]), validity: Validity(all)),
        "time": Column(.time([0, 1, 86_399_999, 0, 45_296_000]), validity: Validity(all)),
        "none1": Column(numbers: [nil, nil, nil, nil, nil]), "none2": Column(integers: [nil, nil, nil, nil, nil]),
        "none3": Column(texts: [nil, nil, nil, nil, nil]), "none4": Column(flags: [nil, nil, nil, nil, nil]),
        "none5": Column(dates: [nil, nil, nil, nil, nil]),
        "none6": Column(.dateTime([0, 0, 0, 0, 0]), validity: Validity(Array(repeating: false, count: 5))),
        "none7": Column(.time([0, 0, 0, 0, 0]), validity: Validity(Array(repeating: false, count: 5))),
        "none8": Column(categories: [nil, nil, nil, nil, nil], levels: ["x", "y"]),
        "none9": Column(categories: [nil, nil, nil, nil, nil], levels: []),
      ])
  }

  private func descriptions() -> OrderedDictionary<String, ColumnDescription> {
    [
      "text": ColumnDescription(label: "Ein \"Text\" \\ mit ü", knownAt: .baseline),
      "extreme": ColumnDescription(label: String(repeating: "x", count: 40), unit: "cells/kg", format: "8.2"),
      "day": ColumnDescription(format: "DATE9."), "time": ColumnDescription(format: "TIME8."),
      "level": ColumnDescription(levelLabels: ["a": "The first", "NA": "None"]),
    ]
  }

  private func cohort(of table: Table) throws -> Cohort {
    let linked = try Table(
      name: "ae", columns: ["id": Column(texts: []), "grade": Column(integers: []), "term": Column(texts: [])])
    return try Cohort(
      name: "Awkward", subjects: table, linked: ["ae": LinkedTable(linked, key: "id", subjects: table)],
      dictionary: DataDictionary(subjectID: "id", columns: descriptions()), provenance: Provenance())
  }

  private func rows(_ table: Table, _ rows: [Int32]) throws -> Table {
    try Table(name: table.name, columns: table.columns.mapValues { $0.gathered(rows) })
  }

  @Test(
    "A folder with a dictionary is the same cohort in every format, through all of them in turn", arguments: [5, 2, 1])
  func chain(count: Int) throws {
    let table = try rows(awkward(), (0..<Int32(count)).reversed())
    let folder = try TemporaryFolder()
    try CohortFolderWriter.write(cohort(of: table), to: folder.file("start"))
    let before = try CohortLoader.load(path: folder.file("start")).cohort
    for (name, column) in table.columns { #expect(before.stored.columns[name] == column, "start, \(name)") }
    var path = folder.file("start")
    for (index, format) in (Self.formats + Self.formats.reversed()).enumerated() {
      let next = folder.file("\(index)")
      _ = try TableConversion.convert(path, to: next, as: format)
      let after = try CohortLoader.load(path: next).cohort
      for (name, column) in before.stored.columns {
        #expect(after.stored.columns[name] == column, "\(format.rawValue), \(name)")
        let described = before.dictionary.columns[name] ?? ColumnDescription()
        var found = after.dictionary.columns[name] ?? ColumnDescription()
        // A transport file shows days and times by a format, of which nothing was said before.
        if described.format == nil, column.type != .text { found.format = nil }
        #expect(found == described, "\(format.rawValue), \(name)")
      }
      // A transport file has no -0, which others would take for missing.
      if index < 3 { #expect(zeroSigns(after) == zeroSigns(before), "\(format.rawValue)") }
      #expect(after.linked["ae"]?.table == before.linked["ae"]?.table, "\(format.rawValue)")
      #expect(after.dictionary.linked == before.dictionary.linked && after.name == before.name)
      path = next
    }
  }

  private func zeroSigns(_ cohort: Cohort) -> [FloatingPointSign] {
    if case .number(let zeros)? = cohort.stored.columns["zero"]?.storage { zeros.map(\.sign) } else { [] }
  }

  @Test("A lone file says in one line what it has no place for")
  func lone() throws {
    let folder = try TemporaryFolder()
    let table = try Table(
      name: "subjects",
      columns: [
        "id": Column(texts: ["1", "2", "3"]), "late": Column(flags: [true, false, nil]),
        "sex": Column(categories: ["M", "F", "F"], levels: ["M", "F"]),
        "arm": Column(categories: ["A", "A", "B"], levels: ["A", "B", "C"]), "dose": Column(numbers: [1, 2, nil]),
      ])
    let dictionary = DataDictionary(
      subjectID: "id",
      columns: [
        "sex": ColumnDescription(label: "Sex", levelLabels: ["F": "Female"]), "dose": ColumnDescription(unit: "mg"),
        "arm": ColumnDescription(knownAt: .baseline),
      ])
    let cohort = try Cohort(name: "c", subjects: table, linked: [:], dictionary: dictionary, provenance: Provenance())
    try CohortFolderWriter.write(cohort, to: folder.file("c"))
    func notes(_ name: String) throws -> [String] {
      try TableConversion.convert(folder.file("c"), to: folder.file(name)).notes
    }
    let shared =
      "the order of levels (sex); levels that do not occur (arm); the meanings of levels (sex); units (dose); "
    let further = "when values are known and what columns are for (arm)"
    #expect(try notes("a.json") == ["Dataset-JSON 1.1 has no place for " + shared + further])
    #expect(
      try notes("a.xpt") == [
        "XPT version 5 has no place for flags, which become Y and N (late); types (dose: number becomes integer); "
          + shared
          + further
      ])
    #expect(
      try notes("a.csv") == [
        "CSV has no place for types (id: text becomes integer); the order of levels (sex); levels that do not occur (arm); "
          + "the meanings of levels (sex); labels (sex); units (dose); " + further
      ])
    #expect(
      try TableConversion.convert(folder.file("c"), to: folder.file("new"), as: .datasetJSON).notes == [
        "cohort.toml holds what Dataset-JSON 1.1 has no place for: " + shared + further
      ])
  }

  @Test("Numbers that Dataset-JSON declares as real stay so, and are the same values as those of a transport file")
  func declaredNumbers() throws {
    let table = try Table(
      name: "t", columns: ["id": Column(texts: ["a", "b", "c"]), "x": Column(numbers: [34, nil, -2])])
    let described = DescribedTable(name: "t", table: table)
    let json = try DatasetJSONWriter.bytes(of: described)
    let source = try #require(try TableFormat.open(name: "t", bytes: FileBytes(json)).first)
    #expect(try columns(of: source)["x"] == Column(numbers: [34, nil, -2]))
    let folder = try TemporaryFolder()
    try Data(json).write(to: URL(filePath: folder.file("t.json")))
    try Data(XPTWriter.bytes(of: [described], version: .v5)).write(to: URL(filePath: folder.file("t.xpt")))
    let loaded = try CohortLoader.load(path: folder.path)
    #expect(loaded.notes.contains("t is read from t.xpt; t.json holds the same values"))
  }

  @Test("The keys that Dataset-JSON names stay named, and a dictionary's labels go into the file")
  func keysAndLabels() throws {
    let table = try Table(
      name: "t", columns: ["id": Column(texts: ["a", "a"]), "n": Column(integers: [1, 2])])
    let folder = try TemporaryFolder()
    let json = try DatasetJSONWriter.bytes(of: DescribedTable(name: "t", table: table, key: ["n", "id"]))
    try Data(json).write(to: URL(filePath: folder.file("t.json")))
    _ = try TableConversion.convert(folder.file("t.json"), to: folder.file("t.ndjson"))
    let back = try #require(
      try TableFormat.open(name: "t", bytes: FileBytes.open(folder.file("t.ndjson"))).first)
    #expect(back.key == ["n", "id"])
    try CohortFolderWriter.write(cohort(of: awkward()), to: folder.file("c"))
    _ = try TableConversion.convert(folder.file("c"), to: folder.file("x"), as: .xpt8)
    let subjects = try #require(
      try TableFormat.open(name: "s", bytes: FileBytes.open(folder.file("x/subjects.xpt"))).first)
    let labels = Dictionary(uniqueKeysWithValues: zip(subjects.header, subjects.descriptions.map(\.label)))
    #expect(labels["text"] == "Ein \"Text\" \\ mit ü" && labels["extreme"] == String(repeating: "x", count: 40))
  }

  @Test("An undeclared folder that is understood as before gets no cohort.toml; one that would not be gets it")
  func dictionaryWhereNeeded() throws {
    let folder = try TemporaryFolder([
      "adsl.csv": "USUBJID,AGE,SEX\na,61,F\nb,70,M\nc,61,F\n", "flags.csv": "USUBJID,late\na,yes\nb,no\n",
    ])
    let plain = try TableConversion.convert(folder.path, to: folder.file("json"), as: .datasetJSON)
    #expect(plain.files.map(Paths.lastComponent) == ["adsl.json", "flags.json"] && plain.notes.isEmpty)
    let flags = try TableConversion.convert(folder.path, to: folder.file("xpt"), as: .xpt5)
    #expect(flags.files.map(Paths.lastComponent) == ["adsl.xpt", "flags.xpt", "cohort.toml"])
    #expect(
      flags.notes.last == "cohort.toml holds what XPT version 5 has no place for: flags, which become Y and N (late)")
    for target in ["json", "xpt"] {
      let after = try CohortLoader.load(path: folder.file(target)).cohort
      #expect(after.linked["flags"]?.table.columns["late"] == Column(flags: [true, false]), "\(target)")
      #expect(after.stored.columns["AGE"] == Column(integers: [61, 70, 61]), "\(target)")
    }
  }

  @Test("Special missing values, long times: kept by transport files, refused by the others")
  func special() throws {
    let reasons = MissingReasons(codes: [UInt8(ascii: "A"), 0, UInt8(ascii: "_"), 0])
    let table = try Table(
      name: "t",
      columns: [
        "x": Column(.number([0, 1.5, 0, 0]), validity: Validity([false, true, false, false]), reasons: reasons),
        "t": Column(.time([-1, 86_400_000, 360_000_500, 0])),
      ])
    let described = DescribedTable(name: "t", table: table)
    for format in [ConversionFormat.xpt5, .xpt8] {
      let bytes = try format.bytes(of: [described])
      let back = try ReadBack("t.xpt", bytes, of: [described], as: format).tables
      #expect(back.first?.table.columns == table.columns)
    }
    for format in [ConversionFormat.csv, .datasetJSON] {
      #expect(throws: WriteError.self) { _ = try format.bytes(of: [described]) }
    }
  }

  @Test("Texts and labels are measured in bytes", arguments: [(ConversionFormat.xpt5, 200, 40), (.xpt8, 32767, 256)])
  func lengths(format: ConversionFormat, text: Int, label: Int) throws {
    func held(_ characters: String, _ words: String) throws -> Bool {
      let table = try Table(name: "t", columns: ["x": Column(texts: [characters])])
      let described = DescribedTable(name: "t", table: table, descriptions: ["x": ColumnDescription(label: words)])
      guard let bytes = try? format.bytes(of: [described]) else { return false }
      let back = try ReadBack("t", bytes, of: [described], as: format).tables
      return back.first?.table.columns == table.columns && back.first?.descriptions["x"]?.label == words
    }
    let full = String(repeating: "é", count: text / 2) + (text % 2 == 1 ? "x" : "")
    let words = String(repeating: "ü", count: label / 2)
    #expect(try held(full, words))
    #expect(try !held(full + "x", words))
    #expect(try !held(full, words + "x"))
  }

  @Test("A value that would come back as another is refused, not written")
  func refused() throws {
    let table = DescribedTable(name: "t", table: try Table(name: "t", columns: ["x": Column(integers: [1, 2])]))
    let thrown = #expect(throws: WriteError.self) {
      _ = try ReadBack("t.csv", Array("x\n1\n3\n".utf8), of: [table], as: .csv)
    }
    #expect(
      thrown?.description
        == "CSV cannot hold this; nothing was written:\n  t, column \"x\", row 2: \"2\", which would read back as \"3\""
    )
  }

  /// Numbers from a fixed sequence of bits.
  private struct Bits: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 29)
    }
  }

  @Test("Generated tables come back as they were", arguments: 0..<12)
  func generated(seed: Int) throws {
    var bits = Bits(state: UInt64(seed) &+ 77)
    let count = [1, 2, 3, 17, 64, 65][seed % 6]
    let pieces = [
      "a", "Z", "\"", ",", "\n", "\r", ";", "|", "\t", "'", "\\", "é", "😀", "0", ".", "NA", "-", " x", "{", "#",
    ]
    func text() -> String {
      (0..<Int.random(in: 0...6, using: &bits)).map { _ in pieces.randomElement(using: &bits) ?? "" }.joined() + "e"
    }
    func some<Value>(_ make: () -> Value) -> [Value?] {
      (0..<count).map { _ in Int.random(in: 0..<4, using: &bits) == 0 ? nil : make() }
    }
    let doubles: [Double?] = some {
      let value = Double(bitPattern: bits.next())
      return value.isFinite && abs(value) < 1e75 && abs(value) > 1e-77 ? value : 0.5
    }
    let integers: [Int?] = some { Int(truncatingIfNeeded: bits.next()) >> Int.random(in: 11...60, using: &bits) }
    let texts: [String?] = some(text)
    let days: [CalendarDate?] = some {
      CalendarDate(daysSince1970: Int32.random(in: -719_000...2_932_896, using: &bits))
    }
    let moments: [Int64?] = some { Int64.random(in: -62_000_000_000_000...253_402_300_799_999, using: &bits) }
    let table = DescribedTable(
      name: "t",
      table: try Table(
        name: "t",
        columns: [
          "id": Column(integers: Array(0..<count)), "d": Column(numbers: doubles), "i": Column(integers: integers),
          "t": Column(texts: texts), "day": Column(dates: days),
          "m": Column(.dateTime(moments.map { $0 ?? 0 }), validity: Validity(moments.map { $0 != nil })),
        ]))
    for format in Self.formats {
      do {
        _ = try ReadBack("t.\(format.ending)", try format.bytes(of: [table]), of: [table], as: format)
      } catch {
        Issue.record("\(format.rawValue): \(error)")
      }
    }
  }
}
