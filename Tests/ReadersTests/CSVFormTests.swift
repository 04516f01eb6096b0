import Cohorts
import Testing

@testable import Readers

@Suite("Comma-separated values as they come")
struct CSVFormTests {
  private let rows = [["id", "age", "arm"], ["P1", "34", "A"], ["P2", "51", "B"]]

  private func check(_ text: String, _ comment: Comment? = nil) throws {
    let read = try read(text)
    #expect(read.order == rows[0], comment)
    for (column, name) in rows[0].enumerated() {
      #expect(shown(read.columns[name]) == rows.dropFirst().map { $0[column] }, comment)
    }
  }

  @Test("Each usual delimiter is recognised", arguments: [",", ";", "\t", "|"])
  func delimiters(_ delimiter: String) throws {
    try check(rows.map { $0.joined(separator: delimiter) }.joined(separator: "\n") + "\n")
  }

  @Test("LF, CRLF and CR end a line, the last one or not", arguments: ["\n", "\r\n", "\r"])
  func lineEnds(_ end: String) throws {
    let lines = rows.map { $0.joined(separator: ",") }
    try check(lines.joined(separator: end) + end)
    try check(lines.joined(separator: end))
  }

  @Test("A byte order mark, empty lines, and spaces around fields are not data")
  func surroundings() throws {
    try check("\u{FEFF}id,age,arm\nP1,34,A\nP2,51,B\n")
    try check("\nid,age,arm\r\n\r\nP1,34,A\r\n\r\n\r\nP2,51,B\r\n\r\n")
    try check("id , age,arm\n P1,34 ,\tA\nP2, 51,B \n")
  }

  @Test("No-break spaces around fields are not data either, and that blanks were left out is told")
  func noBreakSpaces() throws {
    let text = "id,response,age\nP1,CR\u{A0},61\u{A0}\nP2,\u{A0} CR,62\nP3,à,63\nP4,CR ,64\nP5,à,65\n"
    let read = try ReadersTests.read(text)
    #expect(shown(read.columns["response"]) == ["CR", "CR", "à", "CR", "à"])
    #expect(read.columns["age"]?.type == .integer)
    #expect(read.notes.contains("\"response\": white space around its values is left out"))
    let plain = try ReadersTests.read("id,response\nP1,CR\nP2,CR\n")
    #expect(!plain.notes.contains { $0.contains("white space") })
  }

  @Test("A text that ends with a no-break space is written so that it reads back")
  func noBreakSpaceWritten() {
    var bytes: [UInt8] = []
    CSVWriter.append("CR\u{A0}", to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == "\"CR\u{A0}\"")
  }

  @Test("In which order days and months were read is told")
  func dateOrder() throws {
    #expect(
      try read("id,start\n1,23/10/2017\n2,01/02/2017\n").notes == [
        "\"start\" is read with the day before the month: some of its first numbers are above 12"
      ])
    #expect(
      try read("id,start\n1,10/23/2017\n2,01/02/2017\n").notes == [
        "\"start\" is read with the month before the day: some of its second numbers are above 12"
      ])
    #expect(try read("id,start\n1,2017-10-23\n2,2017-02-01\n").notes.isEmpty)
  }

  @Test("Quoted fields may hold delimiters, line ends and doubled quotes")
  func quotes() throws {
    let read = try read("id,note\nP1,\"a,b\"\n\"P2\",\"two\nlines\"\nP3,\"say \"\"no\"\"\"\nP4,\"\"\"\"\n")
    #expect(shown(read.columns["id"]) == ["P1", "P2", "P3", "P4"])
    #expect(shown(read.columns["note"]) == ["a,b", "two\nlines", "say \"no\"", "\""])
  }

  @Test("A header may hold quoted names with delimiters")
  func quotedHeader() throws {
    #expect(try read("\"id\",\"dose, mg\"\n1,2\n").order == ["id", "dose, mg"])
  }

  @Test("A delimiter inside quotes or in a text does not mislead")
  func misleading() throws {
    let read = try read("id;note\n1;\"a,b,c\"\n2;d,e\n3;f\n")
    #expect(read.order == ["id", "note"])
    #expect(shown(read.columns["note"]) == ["a,b,c", "d,e", "f"])
  }

  @Test("A single column needs no delimiter")
  func oneColumn() throws {
    #expect(shown(try read("id\nP1\n\"\"\nP2").columns["id"]) == ["P1", "", "P2"])
  }

  @Test("A comma is the decimal point where a semicolon separates and the column says so throughout")
  func decimalComma() throws {
    let columns = try read("id;dose;mixed\n1;1,5;1,5\n2;2;2.5\n3;0,25;3\n").columns
    #expect(isSame(columns["dose"], Column(numbers: [1.5, 2, 0.25])))
    #expect(columns["mixed"]?.type == .text)
    #expect(try read("id,dose\n1,\"1,5\"\n2,\"2,5\"\n").columns["dose"]?.type == .text)
  }

  @Test("The result does not depend on where the file is cut for the workers")
  func cuts() throws {
    var text = "id,name,when,value,flag\r\n"
    for row in 0..<300 {
      let name = row % 7 == 0 ? "\"a\r\n\"\"\(row % 3),\"\"\"" : "n\(row % 40)"
      text +=
        "\(row),\(name),2020-01-\(10 + row % 20),\(row % 11 == 0 ? "" : "\(row).5"),\(row % 2 == 0 ? "yes" : "no")\r\n"
      if row % 13 == 0 { text += "\r\n" }
    }
    let whole = try read(text)
    #expect(whole.columns["id"]?.count == 300)
    for size in [1, 2, 3, 17, 63, 64, 65, 127, 1000, 4096] {
      let cut = try read(text, chunkSize: size)
      for name in whole.order {
        #expect(isSame(cut.columns[name], whole.columns[name]), "\(name) in runs of \(size) bytes")
      }
      #expect(cut.notes == whole.notes, "runs of \(size) bytes")
    }
  }
}
