import Cohorts
import Foundation
import OrderedCollections
import Testing

@testable import Readers

@Suite("Writing")
struct WritingTests {
  private func table(_ columns: KeyValuePairs<String, Column>, name: String = "subjects") throws -> Table {
    try Table(name: name, columns: OrderedDictionary(uniqueKeysWithValues: columns.map { ($0.key, $0.value) }))
  }

  private func text(_ columns: KeyValuePairs<String, Column>) throws -> String {
    String(decoding: try CSVWriter.bytes(of: table(columns)), as: UTF8.self)
  }

  @Test("RFC 4180: quotes where they are needed, doubled inside")
  func quotes() throws {
    #expect(
      try text([
        "id": Column(integers: [1, 2, 3, 4, 5]),
        "a, \"b\"": Column(texts: ["plain", "with, comma", "say \"no\"", "two\nlines", nil]),
        "na": Column(categories: ["NA", " x", "DE", "NA", nil]),
      ]) == """
        id,"a, ""b""\",na
        1,plain,"NA"
        2,"with, comma"," x"
        3,"say ""no""\",DE
        4,"two
        lines","NA"
        5,,

        """)
  }

  @Test("Values are written so that they read back with their type")
  func values() throws {
    let columns: KeyValuePairs<String, Column> = [
      "id": Column(integers: [1, 2, nil]), "number": Column(numbers: [0.1 + 0.2, -1e-300, nil]),
      "whole": Column(numbers: [34, 1e16, nil]), "flag": Column(flags: [true, false, nil]),
      "date": Column(dates: [
        CalendarDate(year: 2021, month: 3, day: 9), CalendarDate(year: 1900, month: 2, day: 28), nil,
      ]),
      "moment": Column(.dateTime([1_615_248_000_000, -1, 0]), validity: Validity([true, true, false])),
      "level": Column(categories: ["a", "b", "a"]), "text": Column(texts: ["p", "q", "r"]),
    ]
    let written = try text(columns)
    #expect(
      written == """
        id,number,whole,flag,date,moment,level,text
        1,0.30000000000000004,34.0,yes,2021-03-09,2021-03-09T00:00:00,a,p
        2,-1e-300,1e+16,no,1900-02-28,1969-12-31T23:59:59.999,b,q
        ,,,,,,a,r

        """)
    let back = try read(written).columns
    for (name, column) in columns { #expect(isSame(back[name], column), "\(name)") }
  }

  @Test("A single column with a missing value keeps its rows")
  func single() throws {
    #expect(try text(["x": Column(integers: [1, nil, 2])]) == "x\n1\n\"\"\n2\n")
    #expect(isSame(try read("x\n1\n\"\"\n2\n").columns["x"], Column(integers: [1, nil, 2])))
  }

  @Test("What no table can hold is refused")
  func refused() throws {
    #expect(throws: WriteError.notFinite(column: "x", row: 2)) { try text(["x": Column(numbers: [1, .infinity])]) }
    #expect(throws: WriteError.nulInText(column: "x", row: 1)) { try text(["x": Column(texts: ["a\0"])]) }
    #expect(
      WriteError.notFinite(column: "x", row: 2).description
        == "row 2 of column \"x\" is not a finite number, and cannot be written")
  }

  private func cohort() throws -> Cohort {
    let subjects = try table([
      "id": Column(texts: ["7", "008", "P 3"]),
      "arm, \"x\"": Column(categories: ["NA", "b", nil], levels: ["b", "NA", "none"]),
      "age": Column(numbers: [34, nil, 51]), "baseline": Column(integers: [0, 5, nil]),
      "pfs": Column(numbers: [1.5, 2.5, 3]), "event": Column(integers: [0, 1, 1]),
      "note": Column(texts: ["12", "yes", "a\\b \"c\"\n\u{1}ü"]), "late": Column(flags: [true, nil, false]),
    ])
    let events = try table(
      ["id": Column(texts: ["P 3", "7", "7"]), "grade": Column(integers: [1, 2, nil])], name: "ae")
    var dictionary = DataDictionary(subjectID: "id", trial: "arm, \"x\"")
    dictionary.columns["age"] = ColumnDescription(label: "Age \\ \"years\"", unit: "years", knownAt: .baseline)
    dictionary.columns["late"] = ColumnDescription(knownAt: .onDay(["baseline", "age"]), derivation: "age > 40")
    dictionary.columns["note"] = ColumnDescription(knownAt: .onDay(["baseline"]))
    dictionary.columns["event"] = ColumnDescription(label: "Event", knownAt: .afterOrigin)
    dictionary.linked["ae"] = ["grade": ColumnDescription(label: "Grade")]
    dictionary.vocabularies["ours \"x\""] = try ResponseVocabulary(
      name: "ours \"x\"", label: "Ours", levels: ["b", "NA", "none"], response: ["b", "NA"], complete: ["b"],
      notEvaluable: ["none"], labels: ["b": "Best, of all"], spellings: ["b": ["best", "1"]])
    dictionary.columns["arm, \"x\""] = ColumnDescription(vocabulary: "ours \"x\"")
    dictionary.endpoints["pfs"] = EndpointDefinition(
      name: "pfs", label: "PFS", time: "pfs", event: .indicator(column: "event"), unit: .months, origin: "day 0",
      originDay: "baseline", entry: "baseline")
    dictionary.endpoints["censored one"] = EndpointDefinition(
      name: "censored one", time: "age", event: .censoring(column: "event"), unit: .years)
    return try Cohort(
      name: "A \"small\" cohort", subjects: subjects,
      linked: ["ae": LinkedTable(events, key: "id", subjects: subjects)],
      dictionary: dictionary, provenance: Provenance(notice: "Made\nup."))
  }

  @Test("A cohort that is written loads back as the same cohort")
  func roundTrip() throws {
    let folder = try TemporaryFolder()
    let cohort = try cohort()
    try CohortFolderWriter.write(cohort, to: folder.file("deep/er"))
    let back = try CohortLoader.load(path: folder.file("deep/er")).cohort
    #expect(back.name == cohort.name && back.count == cohort.count)
    #expect(back.columnNames == cohort.columnNames)
    for name in cohort.columnNames { #expect(isSame(try back.column(name), try cohort.column(name)), "\(name)") }
    #expect(back.dictionary == cohort.dictionary)
    #expect(back.provenance.notice == cohort.provenance.notice)
    #expect(back.linked["ae"]?.subjectRows == cohort.linked["ae"]?.subjectRows)
    #expect(back.linked["ae"]?.table == cohort.linked["ae"]?.table)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.file("deep/er")).sorted() == [
        "ae.csv", "cohort.toml", "subjects.csv",
      ])
  }

  @Test("Of a restricted cohort the subjects that are in are written, with their events")
  func restricted() throws {
    let folder = try TemporaryFolder()
    let part = try cohort().restricted(to: Truth([1, 0, 0]), condition: "id == '7'")
    try CohortFolderWriter.write(part, to: folder.path)
    #expect(try folder.text("ae.csv") == "id,grade\n7,2\n7,\n")
    #expect(try CohortLoader.load(path: folder.path).cohort.count == 1)
  }

  @Test("Files that are there are kept, unless they may be overwritten")
  func overwriting() throws {
    let folder = try TemporaryFolder(["ae.csv": "mine"])
    let path = folder.file("ae.csv")
    #expect(throws: WriteError.exists([path])) { try CohortFolderWriter.write(cohort(), to: folder.path) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["ae.csv"])
    #expect(try folder.text("ae.csv") == "mine")
    #expect(
      WriteError.exists([path]).description
        == "\(path) exists already; choose another place, or say that files may be overwritten")
    try CohortFolderWriter.write(cohort(), to: folder.path, overwrite: true)
    #expect(try CohortLoader.load(path: folder.path).cohort.count == 3)
  }

  @Test("A folder that cannot be made, and a file in its place")
  func unwritable() throws {
    let folder = try TemporaryFolder(["file": "x"])
    #expect(throws: WriteError.self) { try CohortFolderWriter.write(cohort(), to: folder.file("file")) }
    #expect(try folder.text("file") == "x")
  }
}
