import Cohorts
import Foundation
import TOML
import Testing

@testable import Readers

@Suite("Damaged and extreme files end in data or in a fault, never in a crash")
struct RobustnessTests {
  private let sample = """
    \u{FEFF}id;name;when;dose;flag;at\r
    1;"Müller; \"\"A\"\"";2021-03-09;1,5;yes;2021-03-09T10:00\r
    \r
    2;b;09MAR2021;.;no;NA\r
    3;"two
    lines";31/12/2021;-2e1;;2021-03-09 10:00:01.5
    """

  private func tryReading(_ bytes: [UInt8]) {
    for size in [7, CSVChunks.usualSize] {
      do {
        let file = try CSVFile(name: "data.csv", bytes: FileBytes(bytes), chunkSize: size)
        let read = try CSVColumns(file, requests: file.header.map { _ in .byContent })
        #expect(read.columns.allSatisfy { $0.count == file.rowCount })
      } catch {
        #expect(!"\(error)".isEmpty)
      }
    }
  }

  @Test("A file cut off after any byte")
  func truncated() {
    let bytes = Array(sample.utf8)
    for count in 0...bytes.count { tryReading(Array(bytes[..<count])) }
  }

  @Test("A file with any bit flipped")
  func flipped() {
    let bytes = Array(sample.utf8)
    for index in bytes.indices {
      for bit in 0..<8 {
        var damaged = bytes
        damaged[index] ^= 1 << bit
        tryReading(damaged)
      }
    }
  }

  @Test("A file with any byte made a quote, a delimiter or a line end")
  func replaced() {
    let bytes = Array(sample.utf8)
    for index in bytes.indices {
      for byte in "\";\n\r0".utf8 {
        var damaged = bytes
        damaged[index] = byte
        tryReading(damaged)
      }
    }
  }

  @Test("A dictionary cut off after any byte, or with any bit flipped")
  func dictionary() throws {
    let text = """
      name = "x" # comment
      subject_id = 'id'
      tables = { subjects = "s.csv" }
      [columns."a.b"]
      levels = ["x", "y\\"", '''z''']
      known_at = \"\"\"
      baseline\"\"\"
      [endpoints.os]
      time = "t"
      event = "e"
      """
    let bytes = Array(text.utf8)
    func tryReading(_ bytes: [UInt8]) {
      do {
        _ = try CohortFolder(TOMLDocument(name: "cohort.toml", bytes: FileBytes(bytes)))
      } catch {
        #expect(!"\(error)".isEmpty)
      }
    }
    tryReading(bytes)
    for count in 0..<bytes.count { tryReading(Array(bytes[..<count])) }
    for index in bytes.indices {
      for byte in (0..<8).map({ bytes[index] ^ 1 << $0 }) + Array("[]{}.=#\"'\n".utf8) {
        var damaged = bytes
        damaged[index] = byte
        tryReading(damaged)
      }
    }
    tryReading(Array(("a = " + String(repeating: "[", count: 100_000)).utf8))
    tryReading(Array(("a = " + String(repeating: "{b=", count: 100_000)).utf8))
    tryReading(Array(("a." + String(repeating: "b.", count: 2000) + "c = 1").utf8))
  }

  @Test("A field of a megabyte, quoted or not")
  func huge() throws {
    let long = String(repeating: "x\"\"y,\n", count: 1 << 18)
    let read = try read("id,text\n1,\"\(long)\"\n2,\(String(repeating: "z", count: 1 << 20))\n")
    #expect(shown(read.columns["text"]).map(\.utf8.count) == [5 << 18, 1 << 20])
  }

  @Test("Ten thousand columns")
  func wide() throws {
    let header = (0..<10_000).map { "c\($0)" }.joined(separator: ",")
    let row = (0..<10_000).map(String.init).joined(separator: ",")
    let read = try read("\(header)\n\(row)\n\(row)\n\(row)\n")
    #expect(read.order.count == 10_000)
    #expect(shown(read.columns["c9999"]) == ["9999", "9999", "9999"])
    #expect(read.columns["c256"] == Column(integers: [256, 256, 256]))
  }

  @Test("A pipe is read to its end")
  func pipe() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("pipe.csv")
    #expect(mkfifo(path, 0o600) == 0)
    let writing = Thread {
      let text = "id,x\n" + (0..<20_000).map { "\($0),\($0)\n" }.joined()
      guard let handle = FileHandle(forWritingAtPath: path) else { return }
      handle.write(Data(text.utf8))
      try? handle.close()
    }
    writing.start()
    #expect(try CohortLoader.load(path: path).cohort.count == 20_000)
  }

  @Test("A device, an unreadable file and a folder in the place of a table")
  func odd() throws {
    #expect(faults { _ = try CohortLoader.load(path: "/dev/null") }.hasPrefix("null: is empty"))
    let folder = try TemporaryFolder([
      "cohort.toml": "subject_id = \"id\"\n[tables]\nsubjects = \"inner\"\n", "inner/x.csv": "id\n1\n",
    ])
    #expect(
      faults { _ = try CohortLoader.load(path: folder.path) } == """
        cohort.toml:3:12: is a folder, where a file is expected
            subjects = "inner"
                       ^^^^^^^
        """)
  }
}
