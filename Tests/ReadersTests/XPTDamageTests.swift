import Cohorts
import Testing

@testable import Readers

@Suite("Damaged transport files end in data or in a fault that names the byte")
struct XPTDamageTests {
  typealias Sample = XPTSample

  private func small(_ version: Int) -> Sample {
    var date = Sample.Variable(name: "D", length: 4, label: Array("Day".utf8), format: "DATE", width: 9)
    date.number = 1
    let one = Sample.word(0x4110_0000_0000_0000)
    let row = Array(one.prefix(4)) + Array("Mü ".utf8) + one
    var member = Sample.Member(
      name: "ONE", variables: [date, .text("T", 4), Sample.Variable(name: "X")], rows: Array(row + row + row))
    if version == 8 {
      member.count = "              3"
      member.labels = ("LABELV8", "1", [0, 1, 0, 1, 0, 4] + Array("DDays".utf8))
    }
    let second = Sample.Member(name: "TWO", variables: [.text("T", 1)], rows: [65])
    return Sample(version: version, members: [member, second])
  }

  private func read(_ bytes: [UInt8]) {
    do {
      for table in try XPTTable.all(name: "a.xpt", bytes: FileBytes(bytes)) {
        let columns = try table.read(table.header.map { _ in .byContent }, progress: nil).columns
        #expect(columns.allSatisfy { $0.count == table.rowCount })
        for row in 0..<min(table.rowCount, 2) {
          for column in table.header.indices { _ = table.text(row: row, column: column) }
        }
      }
    } catch {
      #expect(error.description.hasPrefix("a.xpt"))
    }
  }

  @Test("A file cut off after any byte", arguments: [5, 8])
  func truncated(version: Int) {
    let bytes = small(version).bytes
    for count in 0..<bytes.count { read(Array(bytes[..<count])) }
  }

  @Test("A file with any byte changed", arguments: [5, 8])
  func changed(version: Int) {
    var bytes = small(version).bytes
    for index in bytes.indices {
      let byte = bytes[index]
      for other in [byte ^ 1, byte ^ 128, ~byte, 57] {
        bytes[index] = other
        read(bytes)
      }
      bytes[index] = byte
    }
  }

  // MARK: - Faults

  @Test("The sample itself is read")
  func whole() throws {
    for version in [5, 8] {
      let tables = try small(version).tables()
      #expect(tables.map(\.rowCount) == [3, 1])
      #expect(tables[0].label == nil && tables[0].descriptions[0].label == (version == 8 ? "Days" : "Day"))
      #expect(
        try tables[0].natural([.byContent, .byContent, .byContent]).columns.map(\.type) == [.date, .category, .integer])
    }
  }

  @Test("A file that ends too early")
  func early() {
    let bytes = small(5).bytes
    #expect(
      Sample.words(Array(bytes[..<40])) == """
        a.xpt: the file ends inside the header record LIBRARY or LIBV8, which begins at byte 0: 80 bytes are needed, \
        and 40 are there
        """)
    #expect(Sample.words(Array(bytes[..<240])) == "a.xpt: is a SAS transport file without a data set")
    #expect(
      Sample.words(Array(bytes[..<700])) == """
        a.xpt: the file ends inside the descriptions of 3 variables, which begins at byte 640: 420 bytes are needed, \
        and 60 are there
        """)
    #expect(
      Sample.words(Array(bytes[..<1238])) == "a.xpt: byte 1232: row 3 should have 16 bytes, and 6 are there")
  }

  @Test("A file that ends where a row does, but no record, is noted")
  func unpadded() throws {
    let bytes = small(5).bytes
    let tables = try XPTTable.all(name: "a.xpt", bytes: FileBytes(Array(bytes[..<1232])))
    #expect(tables.map(\.rowCount) == [2])
    #expect(
      tables[0].member.notes == [
        "the last record is not filled to 80 bytes; the file may have been cut off after row 2"
      ])
  }

  @Test("Other records than are expected, and numbers that are none")
  func records() {
    var bytes = small(5).bytes
    bytes.replaceSubrange(320..<328, with: Array("WRONG HE".utf8))
    #expect(
      Sample.words(bytes)
        == "a.xpt: byte 320: expected the header record DSCRPTR or DSCPTV8, found \"WRONG HEECORD*******DSCRPTR \"")
    bytes = small(5).bytes
    bytes.replaceSubrange(612..<618, with: Array("  x3  ".utf8))
    #expect(Sample.words(bytes) == "a.xpt: byte 612: \"  x3  \" is not a number of variables")
    bytes = small(5).bytes
    bytes.replaceSubrange(612..<618, with: Array("999999".utf8))
    #expect(Sample.words(bytes).contains("139999860 bytes are needed"))
    bytes = small(5).bytes
    bytes.replaceSubrange(314..<318, with: Array("0120".utf8))
    #expect(Sample.words(bytes).contains("\"120\" is not a length of the descriptions of variables (140)"))
  }

  @Test("Variables that cannot be")
  func variables() {
    func words(_ change: (inout Sample.Member) -> Void) -> String {
      var sample = small(5)
      change(&sample.members[0])
      return Sample.words(sample.bytes)
    }
    #expect(
      words { $0.variables[0].type = 3 }
        == "a.xpt: byte 640: variable D has the type 3; expected 1 (numeric) or 2 (character)")
    #expect(
      words { $0.variables[0].length = 9 } == "a.xpt: byte 644: variable D has a length of 9 bytes; expected 2 to 8")
    #expect(
      words { $0.variables[2].position = 9 }
        == "a.xpt: byte 1004: variable X would take bytes 9 to 16 of rows that have 16")
    #expect(
      words { $0.variables[2].position = 7 } == "a.xpt: byte 1004: variables T and X would share bytes of the row")
    #expect(words { $0.variables[2].name = "T" } == "a.xpt: columns 2 and 3 are both named \"T\"")
    #expect(words { $0.variables[2].name = "" } == "a.xpt: column 3 has no name")
  }

  @Test("A label of a variable that is not there is noted")
  func strayLabel() throws {
    var sample = small(8)
    sample.members[0].labels = ("LABELV8", "1", [0, 9, 0, 1, 0, 4] + Array("QDays".utf8))
    #expect(try sample.tables().first?.member.notes == ["1 of 1 long labels belong to variables that are not there"])
    sample.members[0].labels = ("LABELV8", "9", [0, 1, 0, 1, 255, 255] + Array("DDays".utf8))
    #expect(Sample.words(sample.bytes).contains("the file ends inside a label"))
  }

  @Test("Other files are not taken for transport files")
  func others() {
    #expect(!XPTLibrary.recognises(FileBytes(Array("HEADER RECORD,b\n1,2\n".utf8))))
    #expect(Sample.words(Array("HEADER RECORD*******".utf8)).contains("ends inside the header record LIBRARY or LIBV8"))
    #expect(!XPTLibrary.recognises(FileBytes([])))
    #expect(XPTLibrary.recognises(FileBytes(small(8).bytes)))
  }
}
