import Cohorts
import Testing

@testable import Readers

@Suite("Damaged Dataset-JSON ends in data or in a fault, never in a crash")
struct DatasetJSONRobustnessTests {
  private let file = DatasetJSONText(
    [
      ("ID", #""dataType":"string","length":4,"keySequence":1"#), ("AGE", #""dataType":"integer""#),
      ("D", #""dataType":"date","targetDataType":"integer","displayFormat":"DATE9.""#), ("T", #""dataType":"time""#),
      ("W", #""dataType":"decimal""#), ("F", #""dataType":"boolean""#), ("M", #""dataType":"datetime""#),
    ],
    [
      #"["a\n\u00e9",61,"2014-01-02","10:00:00","1.5",true,"2014-01-02T10:00:00"]"#,
      #"["ü",null,19725,"23:59:59.5",null,false,"2014-01"]"#,
    ])

  private func tryReading(_ bytes: [UInt8]) {
    do {
      for source in try TableFormat.open(name: "data.json", bytes: FileBytes(bytes)) {
        let read = try source.read(source.header.map { _ in .byContent }, progress: nil)
        #expect(read.columns.allSatisfy { $0.count == source.rowCount })
      }
    } catch {
      #expect(!"\(error)".isEmpty)
    }
  }

  @Test("A file cut off after any byte")
  func truncated() {
    for text in [file.text, file.turned, file.lines()] {
      let bytes = Array(text.utf8)
      for count in 0...bytes.count { tryReading(Array(bytes[..<count])) }
    }
  }

  @Test("A file with any byte flipped, or made a bracket, a quote, a backslash or a comma")
  func damaged() {
    for (text, others) in [(file.text, [34, 92, 44, 91, 93]), (file.lines(), [10])] as [(String, [UInt8])] {
      let bytes = Array(text.utf8)
      for index in bytes.indices {
        for byte in [bytes[index] ^ 1, bytes[index] ^ 0x80] + others {
          var damaged = bytes
          damaged[index] = byte
          tryReading(damaged)
        }
      }
    }
  }

  @Test("Nesting a hundred thousand deep is a fault")
  func deep() {
    let deep = 100_000
    for open in ["[", "{\"a\":"] {
      let text = #"{"datasetJSONVersion":"1.1","x":"# + String(repeating: open, count: deep)
      let fault = faults { _ = try DatasetJSONFile(name: "data.json", bytes: FileBytes(Array(text.utf8))) }
      #expect(fault.contains("nested deeper than 512"))
    }
    tryReading([UInt8](repeating: UInt8(ascii: "["), count: deep))
    tryReading(Array((#"{"rows":"# + String(repeating: "[", count: deep)).utf8))
    tryReading(Array((file.text.replacing("61", with: String(repeating: "[", count: deep))).utf8))
  }

  @Test("Long runs of backslashes and quotes")
  func backslashes() {
    for count in [63, 64, 65, 127, 128, 4095, 4096, 4097] {
      let text = String(repeating: "\\\\", count: count)
      let made = DatasetJSONText([("X", #""dataType":"string""#)], ["[\"\(text)\"]", "[\"\(text)\\\"]\"]"])
      let found = try? datasetJSON(made.text)
      #expect(found?.rowCount == 2)
      #expect(found?.text(row: 1, column: 0) == String(repeating: "\\", count: count) + "\"]")
    }
  }

  @Test("Many rows that are too short for many columns are told before there is memory for the values")
  func short() {
    let columns = (0..<4000).map { ("C\($0)", #""dataType":"string""#) }
    let rows = [String](repeating: "[]", count: 20_000)
    let file = DatasetJSONText(columns, rows)
    for text in [file.text, file.lines()] {
      let fault = faults {
        for source in try TableFormat.open(name: "data.json", bytes: FileBytes(Array(text.utf8))) {
          _ = try source.read(source.header.map { _ in .byContent }, progress: nil)
        }
      }
      #expect(fault.contains("row 1") && fault.contains("4000"))
      #expect(fault.hasSuffix("… and 19990 more"))
    }
  }
}
