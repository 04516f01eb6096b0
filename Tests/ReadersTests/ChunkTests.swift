import Cohorts
import Testing

@testable import Readers

@Suite("The same file gives the same columns, however it is cut")
struct ChunkTests {
  private static let plain: String = {
    var text = "id,kind,number,day,flag,name\n"
    for row in 0..<700 {
      let kind = row % 11 == 0 ? "NA" : ["b", "A", "c 10", "c 2"][row * 7 % 4]
      text += "\(row),\(kind),\(row % 13 == 0 ? "" : "\(row).\(row * 37 % 1000)"),2021-0\(row % 9 + 1)-1\(row % 10),"
      text += "\(row % 5 == 0 ? "." : row % 2 == 0 ? "yes" : "no"),name \(row * row)\n"
      if row % 50 == 0 { text += "\n" }
    }
    return text
  }()

  private static let quoted: String = {
    var text = "id;\"kind\";number;day;name\r\n"
    for row in 0..<400 {
      text += "\(row);\"k;\(row % 6)\n\" ;\(row % 4 == 0 ? "" : "-\(row),5"); 1\(row % 9)/\(row % 12 + 1)/2020 ;"
      text += row % 3 == 0 ? "\"\"\"a\"\"\n\n\r\n\(row)\"\r\n" : "Zürich \(row) 東京\r\n"
      if row % 30 == 0 { text += "\r\n" }
    }
    return text
  }()

  @Test("in runs of any length", arguments: [1, 2, 7, 63, 64, 65, 128, 1000, 4096, 1 << 20])
  func cut(size: Int) throws {
    for text in [Self.plain, Self.quoted, String(Self.plain.dropLast()), Self.quoted + "\r"] {
      let whole = try read(text)
      let cut = try read(text, chunkSize: size)
      #expect(cut.order == whole.order)
      #expect(cut.notes == whole.notes)
      for name in whole.order { #expect(cut.columns[name] == whole.columns[name], "\(name)") }
    }
  }

  @Test("and each record is counted once", arguments: [1, 2, 3, 5, 64])
  func records(size: Int) throws {
    for (text, rows) in [
      ("a\n1\n2\n", 2), ("a\n\n\n1\n\n2", 2), ("a\r\n\r\n1\r\n\r\n", 1), ("a\r1\r\r2\r", 2), ("a\n\"\n\n\"\n\r", 1),
      ("a,b\n1,\"x\ny\"\n\"\n\",\"\"\n", 2),
    ] {
      let file = try CSVFile(name: "data.csv", bytes: FileBytes(Array(text.utf8)), chunkSize: size)
      #expect(file.rowCount == rows, "\(text)")
      #expect(file.chunks.reduce(0) { $0 + $1.rows } == rows)
    }
  }

  @Test("Quotes with white space around them are well; others are not")
  func quotes() {
    func isWell(_ text: String) -> Bool {
      let bytes = FileBytes(Array(text.utf8))
      return withExtendedLifetime(bytes) {
        QuoteCheck.isWell(bytes.base, bytes.count, CSVFormat(delimiter: 44, newline: 10, start: 0))
      }
    }
    let long = String(repeating: "x", count: 61)
    for before in ["", "1,", long + ",", long + "x,", long + "xx,"] {
      for text in [
        "\"a\"", " \"a\" ,1", "\"a\"\r\n", "\"\"\"\"\n", "\"a\"\"b\",2\n", "\"\",\"\"", "\"a\"\n\"b\"", "\"a,\n\"",
      ] {
        #expect(isWell(before + text), "\(before + text)")
      }
      for text in ["a\"b\"", "\"a\"b", "\"a\" b,", "\"a", "a\"\"", "\"a\"\rb", "\"a\"\"", "x \"a\""] {
        #expect(!isWell(before + text), "\(before + text)")
      }
    }
  }
}
