import Cohorts
import Foundation
import Testing

@testable import Readers

@Suite("Bad data, each with its place")
struct FaultTests {
  private func said(of text: String, _ types: [String: ColumnRequest] = [:]) -> String {
    faults { _ = try read(text, types: types) }
  }

  @Test("A value that does not fit its declared type")
  func type() {
    let request = ["age": ColumnRequest(type: .number)]
    #expect(
      said(of: "id,diagnosis,age,sex\nP016,T-ALL,forty,M\n", request) == """
        data.csv:2:12: column "age" should be a number, found "forty"
            P016,T-ALL,forty,M
                       ^^^^^
        """)
  }

  @Test("Ten faults are shown, in the order of the file, and the others counted")
  func many() {
    let types = ["a": ColumnRequest(type: .integer), "b": ColumnRequest(type: .flag)]
    let text = said(of: "a,b\n" + (1...12).map { "x\($0),maybe\n" }.joined(), types)
    #expect(text.hasPrefix("data.csv:2:1: column \"a\" should be a whole number, found \"x1\"\n    x1,maybe\n    ^^\n"))
    #expect(
      text.contains("data.csv:6:4: column \"b\" should be yes or no, found \"maybe\"\n    x5,maybe\n       ^^^^^"))
    #expect(text.hasSuffix("\n… and 14 more"))
    #expect(text.split(separator: "\n").count == 31)
  }

  @Test("A record of another length")
  func ragged() {
    #expect(
      said(of: "a,b,c\n1,2,3\n1,2\n1,2,3,4,5\n") == """
        data.csv:3:4: row should have 3 fields as the header has, found 2
            1,2
               ^
        data.csv:4:7: row should have 3 fields as the header has, found 5
            1,2,3,4,5
                  ^^^
        """)
    #expect(
      said(of: "a\n1,2\n") == """
        data.csv:2:3: row should have 1 field as the header has, found 2
            1,2
              ^
        """)
  }

  @Test("Quotes that are not closed, not doubled, or inside a field")
  func quotes() {
    #expect(
      said(of: "a,b\n1,\"x\n2,y\n") == """
        data.csv:2:3: a quote is opened here and never closed
            1,"x
              ^
        """)
    #expect(
      said(of: "a,b\n1,\"x\"y\n") == """
        data.csv:2:5: text after a closing quote; a quote inside a quoted field must be doubled
            1,"x"y
                ^
        """)
    #expect(
      said(of: "a,b\n1,6 ft 2\"\n") == """
        data.csv:2:9: a quote inside a field that does not begin with one; quote the field and double the quote
            1,6 ft 2"
                    ^
        """)
  }

  @Test("Bytes that are no text")
  func bytes() {
    func said(of bytes: [UInt8]) -> String {
      faults { _ = try CSVFile(name: "data.csv", bytes: FileBytes(bytes)) }
    }
    #expect(
      said(of: Array("id,name\n1,M".utf8) + [0xFC] + Array("ller\n".utf8)) == """
        data.csv:2:4: byte 0xFC is not UTF-8; save the file as UTF-8
            1,M\u{FFFD}ller
               ^
        """)
    #expect(
      said(of: Array("id,name\n1,M\0ller\n".utf8)) == """
        data.csv:2:4: a NUL byte cannot be part of a text
            1,M·ller
               ^
        """)
    #expect(
      said(of: [0xFF, 0xFE, 0x61, 0])
        == "data.csv: is text in UTF-16, which is not read; save it as UTF-8")
    #expect(
      said(of: Array("PK\u{3}\u{4}".utf8))
        == "data.csv: is a zip archive or an Excel workbook, which is not read; extract its files, or save the sheet as CSV in UTF-8"
    )
  }

  @Test("A number out of range is a fault, declared or not")
  func range() {
    let expected = """
      data.csv:3:3: column "x" : "1e999" is out of the range of numbers
          2,1e999
            ^^^^^
      """.replacingOccurrences(of: "\"x\" :", with: "\"x\":")
    #expect(said(of: "id,x\n1,2.5\n2,1e999\n") == expected)
    #expect(said(of: "id,x\n1,2.5\n2,1e999\n", ["x": ColumnRequest(type: .number)]) == expected)
  }

  @Test("A level that was not declared, with the nearest that was")
  func level() {
    #expect(
      said(of: "id,response\n1,CR\n2,CRi\n", ["response": ColumnRequest(type: .category, levels: ["CR", "PR"])]) == """
        data.csv:3:3: column "response" has no level "CRi"; did you mean "CR"?
            2,CRi
              ^^^
        """)
    #expect(
      said(of: "id,response\n1,unknown\n2,CR\n", ["response": ColumnRequest(type: .category, levels: ["CR", "PR"])])
        .hasPrefix("data.csv:2:3: column \"response\" has no level \"unknown\"; its levels: \"CR\", \"PR\"\n"))
  }

  @Test("Dates whose day and month cannot be told apart")
  func ambiguous() {
    #expect(
      said(of: "id,x\n1,\n2,03/09/2021\n", ["x": ColumnRequest(type: .date)]) == """
        data.csv:3:3: column "x": day and month of "03/09/2021" cannot be told apart; write dates as 2021-03-09
            2,03/09/2021
              ^^^^^^^^^^
        """)
  }

  @Test("A header that does not name each column once")
  func header() {
    #expect(
      said(of: "id,,age\n1,2,3\n") == """
        data.csv:1:4: column 2 has no name
            id,,age
               ^
        """)
    #expect(
      said(of: "id,age,age\n1,2,3\n") == """
        data.csv:1:8: columns 2 and 3 are both named "age"
            id,age,age
                   ^^^
        """)
  }

  @Test("A file without rows, or without anything")
  func empty() {
    #expect(said(of: "") == "data.csv: is empty; expected a line of column names and at least one row")
    #expect(said(of: "\u{FEFF}\n\n") == "data.csv: is empty; expected a line of column names and at least one row")
    #expect(said(of: "id,age\n") == "data.csv: has column names but no rows")
  }

  @Test("The place is counted in characters, and long lines are shortened")
  func places() {
    let types = ["x": ColumnRequest(type: .integer)]
    #expect(said(of: "id,x\nMüller-Lüdenscheidt,y\n", types).hasPrefix("data.csv:2:21: "))
    #expect(said(of: "id,x\n\"two\nlines\",y\n", types).hasPrefix("data.csv:3:8: "))
    let long = said(of: "id,x\n\(String(repeating: "a", count: 500)),y\n", types)
    #expect(long.hasPrefix("data.csv:2:502: "))
    let lines = long.split(separator: "\n")
    #expect(lines.count == 3 && lines[1].count == 105 && lines[1].hasSuffix("aa,y"))
    #expect(lines[2].firstIndex(of: "^").map { lines[2].distance(from: lines[2].startIndex, to: $0) } == 104)
  }

  @Test("A file that is not there, with the one that is probably meant")
  func missing() throws {
    let folder = try TemporaryFolder(["subjects.csv": "id\n1\n"])
    let path = folder.file("subject.csv")
    #expect(
      faults { _ = try CohortLoader.load(path: path) }
        == "\(path): there is no such file; did you mean \"subjects.csv\"?")
  }

  @Test("A folder without tables: what it holds")
  func noDictionary() throws {
    let folder = try TemporaryFolder(["protocol.pdf": "%PDF", "readme.md": "# Data"])
    #expect(
      faults { _ = try CohortLoader.load(path: folder.path) } == folder.path
        + ": the folder has no tables, and no cohort.toml that names them; it holds protocol.pdf, readme.md")
  }
}
