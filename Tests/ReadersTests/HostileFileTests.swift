import Cohorts
import Foundation
import Testing

@testable import Readers

@Suite("What is no table, or an odd one, is told from one")
struct HostileFileTests {
  private func said(_ bytes: [UInt8]) -> String {
    faults {
      for table in try TableFormat.open(name: "data", bytes: FileBytes(bytes)) {
        _ = try table.read(table.header.map { _ in .byContent }, progress: nil)
      }
    }
  }

  private func said(_ text: String) -> String { said(Array(text.utf8)) }

  private func saidOfFile(_ text: String) throws -> String {
    let folder = try TemporaryFolder(["data": text])
    return faults { _ = try OpenedFile(path: folder.file("data"), shown: "data") }
  }

  /// The first bytes of files that other programs wrote, or that their formats' descriptions give.
  static let others: [(name: String, bytes: [UInt8])] = [
    ("a zip archive or an Excel workbook", Array("PK\u{3}\u{4}\u{14}\0".utf8)),
    ("an old Excel workbook", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]),
    ("text in UTF-16", [0xFF, 0xFE, 0x69, 0, 0x64, 0]), ("text in UTF-16", [0xFE, 0xFF, 0, 0x69, 0, 0x64]),
    ("text in UTF-32", [0, 0, 0xFE, 0xFF, 0, 0, 0, 0x69]),
    ("compressed with bzip2", Array("BZh91AY&SY".utf8)), ("compressed with xz", [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0]),
    ("compressed with Zstandard", [0x28, 0xB5, 0x2F, 0xFD, 4]), ("a 7z archive", [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]),
    ("a file of SAS's PROC CPORT", Array("**COMPRESSED** **COMPRESSED**".utf8)),
    (
      "a SAS data set (sas7bdat)",
      [UInt8](repeating: 0, count: 12) + [0xC2, 0xEA, 0x81, 0x60, 0xB3, 0x14, 0x11, 0xCF, 0xBD, 0x92, 8, 0]
    ),
    ("an RData file", Array("RDX3\nX\n\0\0\0\u{3}".utf8)), ("an RDS file", Array("X\n\0\0\0\u{3}\0\u{4}".utf8)),
    ("an SPSS file", Array("$FL2@(#) SPSS DATA FILE".utf8)), ("a Stata file", Array("<stata_dta><header>".utf8)),
    ("an SQLite database", Array("SQLite format 3\0".utf8)), ("a Parquet file", Array("PAR1\u{15}\u{4}".utf8)),
    ("an Arrow file", Array("ARROW1\0\0".utf8)), ("a PDF document", Array("%PDF-1.7\n".utf8)),
    ("an RTF document", Array("{\\rtf1\\ansi".utf8)), ("a program", [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0]),
  ]

  @Test("A file of a format that is not read is named, with what to do", arguments: others)
  func otherFormats(name: String, bytes: [UInt8]) {
    for length in [0, 100] {
      let said = said(bytes + [UInt8](repeating: 7, count: length))
      #expect(said.hasPrefix("data: is \(name), which is not read; "))
    }
  }

  @Test(
    "Names of columns that look like signatures are names", arguments: ["BZh,x", "PAR1,FEA1", "RDX,RDA", "%PDF,$FL2"])
  func namesLikeSignatures(header: String) { #expect(said("\(header)\n1,2\n").isEmpty) }

  @Test("Nothing, marks and white space alone are empty")
  func empty() throws {
    for text in ["", "\u{FEFF}", "\n", "\r", "\r\n\r\n", "\u{FEFF}\n\n"] {
      #expect(said(text) == "data: is empty; expected a line of column names and at least one row", "\(text.utf8)")
    }
    #expect(try saidOfFile("id,x") == "data: has column names but no rows")
    #expect(said([UInt8](repeating: 0, count: 4096)).contains("NUL byte"))
  }

  @Test("Lines that end in CR alone, or in one way and another")
  func lineEnds() throws {
    #expect(shown(try read("id,x\r1,a\r2,b\r").columns["x"]) == ["a", "b"])
    #expect(shown(try read("id,x\r\n1,a\n2,b\r\n").columns["x"]) == ["a", "b"])
    #expect(said("id,x\n1,a\r2,b\n").contains("row should have 2 fields as the header has, found 3"))
  }

  @Test("A delimiter at the end of each line is a column without a name")
  func trailingDelimiters() { #expect(said("id,x,\n1,a,\n").contains("column 3 has no name")) }

  private func saidOnOpening(_ bytes: [UInt8]) -> String {
    do {
      _ = try CSVFile.opening(name: "data", bytes: FileBytes(bytes))
      return ""
    } catch { return error.description }
  }

  @Test("A file in Windows-1252 is read, and told")
  func readWindows1252() throws {
    let bytes = Array("id,name,price\n1,M".utf8) + [0xFC] + Array("ller,5 ".utf8) + [0x80] + Array("\n2,B,6\n".utf8)
    let file = try CSVFile.opening(name: "data", bytes: FileBytes(bytes))
    let read = try file.read([ColumnRequest](repeating: .byContent, count: 3), progress: nil)
    #expect(shown(read.columns[1]) == ["Müller", "B"])
    #expect(shown(read.columns[2]) == ["5 €", "6"])
    #expect(read.notes.first == "data is not UTF-8, and was read as Windows-1252: 2 characters beyond ASCII")
  }

  @Test(
    "What is not Windows-1252 for certain is an error at its place: an open byte, a mixture with UTF-8, a control character"
  )
  func notWindows1252() {
    #expect(saidOnOpening(Array("id,x\n1,".utf8) + [0xFC, 0x81, 10]).hasPrefix("data:2:3: byte 0xFC is not UTF-8"))
    #expect(saidOnOpening(Array("id,x\né,".utf8) + [0xFC, 10]).hasPrefix("data:2:3: byte 0xFC is not UTF-8"))
    #expect(saidOnOpening(Array("id,x\n1,".utf8) + [0xFC, 1, 10]).hasPrefix("data:2:3: byte 0xFC is not UTF-8"))
  }

  @Test("A quote that is never closed in a large file, and a long line, take one pass")
  func long() throws {
    let rows = String(repeating: "1,abcdefgh\n", count: 1 << 14)
    #expect(said("id,x\n1,\"open\n" + rows).contains("a quote is opened here and never closed"))
    #expect(said("id,x\n1," + String(repeating: "y", count: 1 << 18)).isEmpty)
    #expect(try saidOfFile(String(repeating: "y", count: 1 << 18)) == "data: has column names but no rows")
    #expect(try saidOfFile(String(repeating: "\"", count: 1 << 17)) == "data: has column names but no rows")
  }

  @Test("Fifty thousand columns, of which two have one name")
  func wide() {
    let header = (0..<50_000).map { "c\($0 == 49_999 ? 0 : $0)" }.joined(separator: ",")
    let row = [String](repeating: "1", count: 50_000).joined(separator: ",")
    #expect(said("\(header)\n\(row)\n").contains("columns 1 and 50000 are both named \"c0\""))
  }
}

@Suite("Paths that lead to no file, or to an odd one")
struct OddPathTests {
  @Test("Symbolic links in a circle, and one that leads to nothing")
  func links() throws {
    let folder = try TemporaryFolder(["real.csv": "id,x\n1,a\n"])
    try FileManager.default.createSymbolicLink(atPath: folder.file("a"), withDestinationPath: folder.file("b"))
    try FileManager.default.createSymbolicLink(atPath: folder.file("b"), withDestinationPath: folder.file("a"))
    try FileManager.default.createSymbolicLink(atPath: folder.file("gone"), withDestinationPath: folder.file("nothing"))
    try FileManager.default.createSymbolicLink(
      atPath: folder.file("good"), withDestinationPath: folder.file("real.csv"))
    #expect(faults { _ = try CohortLoader.load(path: folder.file("a")) }.contains("cannot be read: too many levels"))
    #expect(faults { _ = try CohortLoader.load(path: folder.file("gone")) }.contains("there is no such file"))
    #expect(try CohortLoader.load(path: folder.file("good")).cohort.count == 1)
  }

  @Test("A file that may not be read", .enabled(if: getuid() != 0))
  func forbidden() throws {
    let folder = try TemporaryFolder(["x.csv": "id,x\n1,a\n"])
    chmod(folder.file("x.csv"), 0)
    #expect(
      faults { _ = try CohortLoader.load(path: folder.file("x.csv")) } == "x.csv: cannot be read: permission denied")
  }

  @Test(
    "Names of files with line ends, quotes and letters of all kinds",
    arguments: ["a\nb.csv", "\"ü\" é☃.csv", "-", " ", "x#y"])
  func names(name: String) throws {
    let folder = try TemporaryFolder([name: "id,x\n1,a\n"])
    let loaded = try CohortLoader.load(path: folder.file(name))
    #expect(loaded.cohort.provenance.sources.first?.name == name)
  }

  @Test("A name longer than a path may be")
  func longName() {
    let path = "/" + String(repeating: "x/", count: 5000)
    #expect(!faults { _ = try CohortLoader.load(path: path) }.isEmpty)
    #expect(!faults { _ = try CohortLoader.load(path: String(repeating: "x", count: 300)) }.isEmpty)
    #expect(!faults { _ = try CohortLoader.load(path: "") }.isEmpty)
  }
}
