import Cohorts
import Foundation
import OrderedCollections
import Testing

@testable import Readers

@Suite("Tables in another format")
struct ConversionTests {
  private static let folder = [
    "subjects.tsv": "id\tage\tsex\tnote\tcode\n01\t61.5\tF\t\"NA\"\t1\n02\tNA\tM\tb, c\t2\n03\t70\tF\t\t3\n",
    "ae.csv": "id,term,grade\n01,Fever,2\n03,Rash,1\n01,Rash,3\n", "codes.csv": "code,meaning\n1,x\n2,y\n",
  ]

  @Test("A folder becomes a folder of CSV files with a dictionary, and is the same cohort")
  func csvFolder() throws {
    let folder = try TemporaryFolder(Self.folder)
    let target = try TemporaryFolder()
    let outcome = try TableConversion.convert(folder.path, to: target.file("new"), as: .csv)
    #expect(
      outcome.files.map(Paths.lastComponent) == ["ae.csv", "codes.csv", "subjects.csv", "cohort.toml"])
    let before = try CohortLoader.load(path: folder.path).cohort
    let after = try CohortLoader.load(path: target.file("new")).cohort
    #expect(after.stored == before.stored && after.linked == before.linked)
    #expect(after.dictionary.endpoints == before.dictionary.endpoints)
    #expect(try target.text("new/codes.csv") == "code,meaning\n1,x\n2,y\n")
  }

  @Test("A folder with a dictionary keeps what it says")
  func declared() throws {
    let folder = try TemporaryFolder(
      Self.folder.merging([
        "cohort.toml": """
        name = "Mine"
        subject_id = "id"
        [tables]
        subjects = "subjects.tsv"
        ae = "ae.csv"
        [columns.code]
        label = "Code"
        type = "text"
        known_at = "baseline"
        [columns.old]
        derive = "age > 65"
        [linked.ae.grade]
        role = "grade"

        """
      ]) { _, new in new })
    let target = try TemporaryFolder()
    _ = try TableConversion.convert(folder.path, to: target.path, as: .csv)
    let before = try CohortLoader.load(path: folder.path).cohort
    let after = try CohortLoader.load(path: target.path).cohort
    #expect(after.name == "Mine" && after.stored.columns["code"] == Column(texts: ["1", "2", "3"]))
    #expect(after.stored.columns == before.stored.columns)
    #expect(after.dictionary.columns["old"] == before.dictionary.columns["old"])
    #expect(after.dictionary.linked["ae"]?["grade"]?.role == .grade)
  }

  @Test("A file becomes a file by its ending; a CSV file says what it does not hold")
  func file() throws {
    let folder = try TemporaryFolder(["p.txt": CBioPortalTableTests.above + "P1\tF\t61\t2\t0:LIVING\t1\tTRUE\n"])
    let outcome = try TableConversion.convert(folder.file("p.txt"), to: folder.file("p.csv"))
    #expect(
      try folder.text("p.csv") == "PATIENT_ID,SEX,AGE,STAGE,OS_STATUS,OS_MONTHS,TREATED\nP1,F,61,2,0:LIVING,1,yes\n")
    #expect(
      outcome.notes == [
        "CSV has no place for types (STAGE: text becomes integer); labels (PATIENT_ID, SEX, AGE and 4 more)"
      ])
    #expect(throws: WriteError.exists([folder.file("p.csv")])) {
      try TableConversion.convert(folder.file("p.txt"), to: folder.file("p.csv"))
    }
    #expect(
      try TableConversion.convert(folder.file("p.txt"), to: folder.file("p.csv"), overwrite: true).files
        == [folder.file("p.csv")])
  }

  @Test("Several tables go into one transport file, and come back")
  func transport() throws {
    let folder = try TemporaryFolder(Self.folder)
    _ = try TableConversion.convert(folder.path, to: folder.file("all.xpt"))
    let back = try ConvertedTables(folder.file("all.xpt"), progress: nil).tables
    #expect(back.map(\.table.name) == ["ae", "codes", "subjects"])
    #expect(back[0].table.columns["grade"] == Column(integers: [2, 1, 3]))
    #expect(back[2].table.columns["age"] == Column(numbers: [61.5, nil, 70]))
  }

  @Test("Dataset-JSON and transport files become each other", arguments: ["x.json", "x.ndjson", "x.xpt8"])
  func formats(name: String) throws {
    let text = "subject_id,best_response,day\n1,CR,2020-01-05\n2,,2021-12-31\n"
    let folder = try TemporaryFolder(["long_table.csv": text])
    _ = try TableConversion.convert(folder.file("long_table.csv"), to: folder.file(name))
    let back = try ConvertedTables(folder.file(name), progress: nil).tables
    let before = try ConvertedTables(folder.file("long_table.csv"), progress: nil).tables
    #expect(back.map(\.table.name) == ["long_table"])
    #expect(back[0].table.columns == before[0].table.columns)
  }

  @Test("What a format cannot hold is listed for all tables, and nothing is written")
  func limits() throws {
    let folder = try TemporaryFolder([
      "long_names.csv": "subject_id,a\n1,2\n", "x.csv": "subject_id,best_response\n1,CR\n",
    ])
    let target = try TemporaryFolder()
    do {
      _ = try TableConversion.convert(folder.path, to: target.file("new"), as: .xpt5)
      Issue.record("names of more than 8 letters were written")
    } catch WriteError.cannotHold(let format, let cases) {
      #expect(format == "XPT version 5")
      #expect(Set(cases.map(\.table)) == ["long_names", "x"])
      #expect(cases.contains { $0.column == "best_response" } && cases.contains { $0.column == "subject_id" })
    }
    #expect(!Paths.exists(target.file("new")))
  }

  @Test("CSV cannot hold reasons for missing values, numbers that are none, empty texts")
  func csvLimits() throws {
    let table = try Table(
      name: "t",
      columns: [
        "x": Column(
          .number([1, 0, .infinity]), validity: Validity([true, false, true]),
          reasons: MissingReasons(codes: [0, UInt8(ascii: "A"), 0])), "y": Column(texts: ["", "b\0", ""]),
        "z": Column(categories: ["", "a", nil]),
      ])
    #expect(
      CSVLimits.cases(table).map(\.description) == [
        "t, column \"x\", row 2: a reason for a missing value (.A)",
        "t, column \"x\", row 3: a number that is not finite",
        "t, column \"y\", row 1 and 1 more: an empty text, which would read back as missing",
        "t, column \"y\", row 2: a NUL byte",
        "t, column \"z\", row 1: an empty text, which would read back as missing",
      ])
  }

  @Test("What is not clear is said")
  func faults() throws {
    let folder = try TemporaryFolder(Self.folder)
    func said(_ path: String, _ out: String, _ format: ConversionFormat? = nil) -> String {
      ReadersTests.faults { _ = try TableConversion.convert(path, to: out, as: format) }
    }
    #expect(
      said(folder.path, "/nowhere/x").hasPrefix("/nowhere/x: the ending tells no format; choose one with --to: csv, "))
    #expect(
      said(folder.path, "/nowhere/x.csv")
        == "/nowhere/x.csv can hold one table, but there are 3 (ae.csv, codes.csv, subjects.tsv); give a folder, or a "
        + "transport file")
    #expect(said(folder.file("none.csv"), "/nowhere/x.csv").contains("there is no such file"))
  }

  /// CDISC's pilot study, where the environment says where it is.
  @Test(
    "A trial of transport files is the same trial as CSV, and as Dataset-JSON", .enabled(if: RealData.folder != nil))
  func pilot() throws {
    let source = try #require(RealData.folder) + "/cdiscpilot"
    let folder = try TemporaryFolder()
    for name in ["adsl.xpt", "adtte.xpt", "adae.xpt"] {
      try FileManager.default.copyItem(atPath: source + "/" + name, toPath: folder.file(name))
    }
    let before = try CohortLoader.load(path: folder.path).cohort
    for format in [ConversionFormat.csv, .datasetJSON, .xpt5, .xpt8] {
      let target = try TemporaryFolder()
      _ = try TableConversion.convert(folder.path, to: target.path, as: format)
      let after = try CohortLoader.load(path: target.path).cohort
      for (name, column) in before.stored.columns {
        #expect(after.stored.columns[name] == column, "\(format.rawValue), \(name)")
      }
      for (table, link) in before.linked {
        for (name, column) in link.table.columns {
          #expect(after.linked[table]?.table.columns[name] == column, "\(format.rawValue), \(table), \(name)")
        }
      }
      #expect(after.dictionary.endpoints == before.dictionary.endpoints, "\(format.rawValue)")
    }
  }
}
