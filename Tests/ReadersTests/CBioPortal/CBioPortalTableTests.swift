import Cohorts
import Testing

@testable import Readers

@Suite("cBioPortal's clinical files")
struct CBioPortalTableTests {
  static let above = """
    #Patient Identifier\tSex\tAge\tStage\tOverall Survival Status\tOverall Survival (Months)\tTreated
    #Id\tSex of the patient\tAge, in years\tAJCC\tStatus\tMonths\tWhether treated
    #STRING\tSTRING\tNUMBER\tSTRING\tSTRING\tNUMBER\tBOOLEAN
    #1\t1\t1\t1\t1\t1\t1
    PATIENT_ID\tSEX\tAGE\tSTAGE\tOS_STATUS\tOS_MONTHS\tTREATED

    """

  private func table(_ text: String) throws -> CBioPortalTable? {
    try CBioPortalTable(name: "data_clinical_patient.txt", bytes: FileBytes(Array(text.utf8)))
  }

  private func columns(_ text: String) throws -> [String: Column] {
    let table = try #require(try table(text))
    let read = try table.read(table.header.map { _ in .byContent }, progress: nil)
    return Dictionary(uniqueKeysWithValues: zip(table.header, read.columns))
  }

  @Test("Names and datatypes come from the lines above; the ids are the columns' names")
  func header() throws {
    let table = try #require(try table(Self.above + "P-1\tF\t61\t2\t0:LIVING\t12.5\tTRUE\n"))
    #expect(table.header == ["PATIENT_ID", "SEX", "AGE", "STAGE", "OS_STATUS", "OS_MONTHS", "TREATED"])
    #expect(
      table.descriptions.map(\.label) == [
        "Patient Identifier", "Sex", "Age", "Stage", "Overall Survival Status", "Overall Survival (Months)", "Treated",
      ])
    #expect(table.rowCount == 1)
    #expect(table.text(row: 0, column: 5) == "12.5")
    #expect(table.place(row: 0, column: 5).line == 6)
  }

  @Test("A string that looks like a number stays one; numbers and flags are what they hold; tokens are missing")
  func types() throws {
    let columns = try columns(
      Self.above + "P-1\tF\t61\t2\t0:LIVING\t12.5\tTRUE\nP-2\tM\t[Not Available]\t3\t1:DECEASED\t7\tFALSE\n"
        + "P-3\t[Unknown]\t48\t2\t[Not Applicable]\tNA\t\n")
    #expect(columns["STAGE"] == Column(categories: ["2", "3", "2"], levels: ["2", "3"]))
    #expect(columns["AGE"] == Column(integers: [61, nil, 48]))
    #expect(columns["OS_MONTHS"] == Column(numbers: [12.5, 7, nil]))
    #expect(columns["TREATED"] == Column(flags: [true, false, nil]))
    #expect(shown(columns["SEX"]) == ["F", "M", ""])
    #expect(shown(columns["OS_STATUS"]) == ["0:LIVING", "1:DECEASED", ""])
  }

  @Test("Between brackets a token is missing, and a word that ends as one is a value")
  func brackets() throws {
    let columns = try columns(
      Self.above + "P-1\t[is not available]\t61\t[Unknown]\t\t1\t1\nP-2\t[not Unknown]\t\t[Completed]\t\t2\t0\n")
    #expect(shown(columns["SEX"]) == ["[is not available]", "[not Unknown]"])
    #expect(shown(columns["STAGE"]) == ["", ""])
  }

  @Test("Quotes and hashes inside a row are data, wherever they stand")
  func quotes() throws {
    let rows = ["\"a\tF\t1\t\"IIa\"\t\"\"\t1\t1", "b#\tF\t2\t# 3\tx \"y\" z\t2\t0", "c\tM\t3\t5\" \t\"\t3\t1"]
    let columns = try columns(Self.above + rows.joined(separator: "\r\n") + "\r\n")
    #expect(shown(columns["PATIENT_ID"]) == ["\"a", "b#", "c"])
    #expect(shown(columns["STAGE"]) == ["\"IIa\"", "# 3", "5\""])
    #expect(shown(columns["OS_STATUS"]) == ["\"\"", "x \"y\" z", "\""])
    #expect(columns["TREATED"] == Column(flags: [true, false, true]))
  }

  @Test("However the file is cut into runs, its rows are the same")
  func runs() throws {
    let rows = (0..<200).map { "\"\($0)\tF\t\($0)\t\"\t\"x\t\($0).5\t1\n" }.joined()
    let bytes = FileBytes(Array((Self.above + rows).utf8))
    let format = try #require(CBioPortalHeader(bytes)).format
    for size in [64, 100, 1 << 20] {
      let file = try CSVFile(name: "p.txt", bytes: bytes, format: format, chunkSize: size)
      #expect(file.rowCount == 200)
      let read = try CSVColumns(file, requests: file.header.map { _ in .byContent })
      #expect(read.columns[2] == Column(integers: Array(0..<200)))
      #expect(read.columns[0][199] == .text("\"199"))
    }
  }

  @Test("Files without the lines above are known by the ids")
  func bare() throws {
    let columns = try columns("PATIENT_ID\tAGE\tNOTE\nP1\t3\t\"x\nP2\t4\ty\n")
    #expect(columns["AGE"] == Column(integers: [3, 4]))
    #expect(shown(columns["NOTE"]) == ["\"x", "y"])
    #expect(try table("PATIENT_ID,AGE\nP1,3\n") == nil)
    #expect(try table("\"PATIENT_ID\"\tAGE\nP1\t3\n") == nil)
    #expect(try table("#a comment\nPATIENT_ID\tAGE\nP1\t3\n") == nil)
    #expect(try table("#\n#\n#\n#\n") == nil)
    #expect(try table("") == nil)
  }

  @Test("A number that is none makes its column text, and is noted with its line")
  func notNumbers() throws {
    let ages = ["61", "62", "63", "64", ">89"]
    let text = Self.above + ages.map { "P\($0)\tF\t\($0)\t2\t0:LIVING\t1\tTRUE\n" }.joined()
    let table = try #require(try table(text))
    let read = try table.read(table.header.map { _ in .byContent }, progress: nil)
    #expect(shown(read.columns[2]) == ages)
    #expect(read.notes.contains("\"AGE\" is text: \">89\" in line 10 is not a number"))
  }

  @Test("A row of another length is a fault at its line")
  func ragged() throws {
    let said = faults {
      _ = try table(Self.above + "P1\tF\t1\t2\t0:LIVING\t1\tTRUE\nP2\tM\n")?.read(
        [ColumnRequest](repeating: .byContent, count: 7), progress: nil)
    }
    #expect(said.hasPrefix("data_clinical_patient.txt:7:5: row should have 7 fields as the header has, found 2\n"))
  }

  @Test("Any beginning of a file, and any byte of it changed, is read or refused")
  func broken() throws {
    let bytes = Array((Self.above + "P1\tF\t1\t\"2\t0:LIVING\t1\tTRUE\nP2\tM\t5\t2\t1:DECEASED\t1\tFALSE\n").utf8)
    func attempt(_ bytes: [UInt8]) {
      guard let table = try? CBioPortalTable(name: "p", bytes: FileBytes(bytes)) else { return }
      _ = try? table.read([ColumnRequest](repeating: .byContent, count: table.header.count), progress: nil)
    }
    for count in bytes.indices { attempt(Array(bytes[..<count])) }
    for index in bytes.indices {
      for byte in [0, 9, 10, 13, 34, 35, 0xFF] as [UInt8] {
        var changed = bytes
        changed[index] = byte
        attempt(changed)
      }
    }
  }
}
