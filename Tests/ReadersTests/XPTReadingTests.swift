import Cohorts
import Testing

@testable import Readers

@Suite("Transport files made by hand")
struct XPTReadingTests {
  typealias Sample = XPTSample

  private func numbers(_ words: [UInt64], format: String = "") -> Sample {
    let variable = Sample.Variable(name: "X", format: format)
    return Sample(members: [Sample.Member(variables: [variable], rows: words.flatMap(Sample.word))])
  }

  // MARK: - Numbers

  @Test("Special missing values are kept apart from each other and from zero")
  func missing() throws {
    let words: [UInt64] = [
      0x2E00_0000_0000_0000, 0x4100_0000_0000_0000, 0x5A00_0000_0000_0000, 0x5F00_0000_0000_0000, 0,
      0x4110_0000_0000_0000,
    ]
    let column = try #require(try numbers(words).read().columns.first)
    #expect(
      column
        == Column(
          .integer([0, 0, 0, 0, 0, 1]), validity: Validity([false, false, false, false, true, true]),
          reasons: MissingReasons(codes: [0, 65, 90, 95, 0, 0])))
  }

  @Test("Short numbers are the first bytes of long ones")
  func short() throws {
    var variables: [Sample.Variable] = []
    var row: [UInt8] = []
    for length in 2...8 {
      variables.append(Sample.Variable(name: "N\(length)", length: length))
      variables.append(Sample.Variable(name: "M\(length)", length: length))
      row += Sample.word(0x4276_A000_0000_0000).prefix(length) + Sample.word(0x4300_0000_0000_0000).prefix(length)
    }
    let sample = Sample(members: [Sample.Member(variables: variables, rows: row + row)])
    let columns = try sample.read().columns
    #expect(columns[0].storage == .integer([118, 118]))
    for index in 1..<7 { #expect(columns[2 * index].storage == .number([118.625, 118.625])) }
    for index in 0..<7 { #expect(columns[2 * index + 1].reasons?.codes == [67, 67]) }
  }

  @Test("Numbers are whole ones where all are, below 2^53, and none is minus zero")
  func whole() throws {
    func type(_ words: UInt64...) throws -> ColumnType? { try numbers(words).read().columns.first?.type }
    #expect(try type(0x4110_0000_0000_0000, 0xC110_0000_0000_0000, 0) == .integer)
    #expect(try type(0x4E1F_FFFF_FFFF_FFFF) == .integer)
    #expect(try type(0x4E20_0000_0000_0000) == .number)
    #expect(try type(0x8000_0000_0000_0000) == .number)
    #expect(try type(0x4118_0000_0000_0000, 0x4110_0000_0000_0000) == .number)
    #expect(try type(0x4080_0000_0000_0000) == .number)
    #expect(try type(0x7F10_0000_0000_0000) == .number)
    #expect(try type(0x2E00_0000_0000_0000) == .integer)
    #expect(
      try numbers([0x4E1F_FFFF_FFFF_FFFF, 0xCE1F_FFFF_FFFF_FFFF]).read().columns.first?.storage
        == .integer([9_007_199_254_740_991, -9_007_199_254_740_991]))
  }

  // MARK: - Dates

  private static let one: UInt64 = 0x4110_0000_0000_0000

  @Test("Formats tell days, moments and times, the longer name first")
  func formats() throws {
    let second = try #require(IBMDouble.word(-86401))
    #expect(try numbers([Self.one], format: "DATE").read().columns.first?[0].description == "1960-01-02")
    #expect(try numbers([second], format: "DATETIME").read().columns.first?[0].description == "1959-12-30T23:59:59")
    #expect(try numbers([Self.one], format: "TIME").read().columns.first?.storage == .time([1000]))
    #expect(try numbers([second], format: "TIME").read().columns.first?.storage == .time([-86_401_000]))
  }

  @Test("Names of formats, with and without width and decimals")
  func formatNames() {
    let dates = [
      "DATE9.", "date.", "YYMMDD10.", "YYMMDDN8.", "E8601DA.", "E8601DA10.", "IS8601DA10.", "B8601DA8.", "DDMMYYS10.",
      "MMDDYY8.", "MONYY7.", "JULIAN.", "WEEKDATE29.", "WORDDATE.", "YYQ6.", "YEAR4.", "NLDATE20.", "MMYYS7.",
    ]
    let moments = [
      "DATETIME.", "DATETIME22.3", "DATEAMPM.", "E8601DT19.", "IS8601DT.", "B8601DN.", "DTDATE9.", "NLDATM.",
      "E8601DZ.",
    ]
    let times = ["TIME8.", "TIME12.3", "HHMM5.", "TOD8.", "MMSS.", "E8601TM8.", "TIMEAMPM11.", "HOUR."]
    #expect(dates.allSatisfy { SASFormat($0) == .date })
    #expect(moments.allSatisfy { SASFormat($0) == .dateTime })
    #expect(times.allSatisfy { SASFormat($0) == .time })
    for other in ["8.2", "BEST12.", "$CHAR10.", "DATEFMT.", "COMMA12.", "", ".", "MYTIME.", "F8.", "YESNO."] {
      #expect(SASFormat(other) == nil, "\(other)")
    }
  }

  @Test("What is no whole day, or finer than a millisecond, stays a number, and a note says so")
  func odd() throws {
    let half = try #require(IBMDouble.word(19000.5))
    let days = try numbers([Self.one, half], format: "DATE").read()
    #expect(days.columns.first?.storage == .number([1, 19000.5]))
    #expect(
      days.notes == [
        "column \"X\" has the format DATE., but 19000.5 in row 2 is not a whole day of the years 1 to 9999; "
          + "it was read as numbers"
      ])
    let fine = try #require(IBMDouble.word(1.0005))
    #expect(try numbers([fine], format: "TIME").read().columns.first?.storage == .number([1.0005]))
    #expect(try numbers([fine], format: "DATETIME").read().notes.count == 1)
    let thousandth = try #require(IBMDouble.word(1_741_512_345.678))
    #expect(
      try numbers([thousandth], format: "DATETIME").read().columns.first?.storage
        == .dateTime([1_741_512_345_678 - 315_619_200_000]))
    let far = try #require(IBMDouble.word(2_936_550))
    #expect(try numbers([far], format: "DATE").read().columns.first?.storage == .integer([2_936_550]))
    #expect(try numbers([1 << 63], format: "TIME").read().columns.first?.type == .number)
  }

  // MARK: - Rows and members

  @Test("Rows of blanks that fit into the padding of the last record are none")
  func padding() throws {
    func count(_ rows: Int, width: Int) throws -> Int {
      let rows = [UInt8](repeating: 65, count: rows * width)
      let sample = Sample(members: [Sample.Member(variables: [.text("T", width)], rows: rows)])
      return try #require(try sample.tables().first).rowCount
    }
    for width in [1, 3, 8, 79, 80, 81, 160, 200] {
      for rows in [0, 1, 2, 9, 10, 11, 80] { #expect(try count(rows, width: width) == rows, "\(rows) of \(width)") }
    }
  }

  @Test("A row of blanks before the last record is one")
  func blankRow() throws {
    let rows = Array("AB".utf8) + [UInt8](repeating: 32, count: 80) + Array("CD".utf8)
    let sample = Sample(members: [Sample.Member(variables: [.text("T", 2)], rows: rows)])
    let read = try sample.read()
    #expect(read.columns.first?.count == 42 && read.columns.first?.missingCount == 40)
    #expect(read.notes.isEmpty)
  }

  @Test("Several members, one without variables, found on borders of 80 bytes only")
  func members() throws {
    // Inside the rows of the first, off the borders: what a border would make the header of a member.
    let decoy = Array("HEADER RECORD*******MEMBER  HEADER RECORD!!!!!!!".utf8)
    let rows = Sample.padded([65], 10) + Sample.padded(decoy, 70) + Sample.padded([66], 20)
    let sample = Sample(members: [
      Sample.Member(name: "ONE", label: "The first", variables: [.text("T", 50)], rows: rows),
      Sample.Member(name: "NONE", variables: [], rows: []),
      Sample.Member(name: "EMPTY", variables: [Sample.Variable(name: "X")], rows: []),
      Sample.Member(name: "TWO", variables: [Sample.Variable(name: "X")], rows: Sample.word(Self.one)),
    ])
    let tables = try sample.tables()
    #expect(tables.map(\.tableName) == ["ONE", "NONE", "EMPTY", "TWO"])
    #expect(tables.map(\.rowCount) == [2, 0, 0, 1])
    #expect(tables.map(\.header) == [["T"], [], ["X"], ["X"]])
    #expect(tables[0].label == "The first" && tables[1].label == nil)
    #expect(tables.map(\.name) == ["a.xpt, ONE", "a.xpt, NONE", "a.xpt, EMPTY", "a.xpt, TWO"])
    for table in tables {
      let columns = try table.read(table.header.map { _ in .byContent }, progress: nil).columns
      #expect(columns.map(\.count) == table.header.map { _ in table.rowCount })
    }
    #expect(tables[3].place(row: 0, column: 0) == Place(file: "a.xpt, TWO", row: 0, column: "X"))
    #expect(tables[3].text(row: 0, column: 0) == "1")
  }

  @Test("Descriptions of 136 bytes, as VAX wrote them")
  func vax() throws {
    let variables = [Sample.Variable(name: "X"), .text("T", 3)]
    var member = Sample.Member(variables: variables, rows: Sample.word(Self.one) + Array("abc".utf8))
    member.namestrSize = 136
    let columns = try Sample(members: [member]).read().columns
    #expect(columns[0].storage == .integer([1]) && columns[1][0] == .text("abc"))
  }

  @Test("Positions that differ from the order are taken only where the order makes no sense")
  func positions() throws {
    var number = Sample.Variable(name: "N")
    var text = Sample.Variable.text("T", 3)
    (number.position, text.position) = (3, 0)
    let inOrder = Sample.word(Self.one) + Array("abc".utf8)
    let byPosition = Array("abc".utf8) + Sample.word(Self.one)
    for rows in [inOrder, byPosition] {
      let read = try Sample(members: [Sample.Member(variables: [number, text], rows: rows)]).read()
      #expect(read.columns[0].storage == .integer([1]) && read.columns[1][0] == .text("abc"))
      #expect(read.notes.count == 1)
    }
  }

  // MARK: - Version 8

  @Test("A count of rows is taken as it is, and zero as not given")
  func counts() throws {
    func sample(_ count: String) -> Sample {
      var member = Sample.Member(variables: [.text("T", 1)], rows: Array("ab  ".utf8))
      member.count = count
      return Sample(version: 8, members: [member])
    }
    #expect(try sample("              4 ").tables().map(\.rowCount) == [4])
    #expect(try sample("3").tables().map(\.rowCount) == [3])
    #expect(try sample(String(repeating: "0", count: 30)).tables().map(\.rowCount) == [2])
    #expect(try sample("").tables().map(\.rowCount) == [2])
    #expect(
      Sample.words(sample("81").bytes).hasSuffix(": 81 rows of 1 bytes declared, and 2 there"))
    #expect(Sample.words(sample("1").bytes).hasSuffix(": 1 row of 1 bytes declared, and 2 there"))
    #expect(Sample.words(sample("999999999999999").bytes).contains("999999999999999 rows of 1 bytes declared"))
  }

  @Test("Long names, labels and formats, of both label streams")
  func labels() throws {
    let long = String(repeating: "long ", count: 12) + "label"
    var variable = Sample.Variable(name: "a_long_name_of_26_letters_", label: Array(long.utf8))
    variable.format = "MYFMT"
    let other = Sample.Variable(name: "b", label: Array("short".utf8), format: "DATE", width: 9)
    func item(_ number: Int, _ name: String, _ label: String, _ formats: [String]) -> [UInt8] {
      let texts = [name, label] + formats
      return Sample.two(number) + texts.flatMap { Sample.two($0.utf8.count) } + texts.flatMap { Array($0.utf8) }
    }
    for (word, formats) in [("LABELV8", []), ("LABELV9", ["my_long_format8.2", ""])] {
      var member = Sample.Member(
        name: "a_long_name_of_a_data_set", variables: [variable, other], rows: Sample.word(0) + Sample.word(0))
      member.labels = (word, "1                             ", item(1, variable.name, long, formats))
      let table = try #require(try Sample(version: 8, members: [member]).tables().first)
      #expect(table.tableName == "a_long_name_of_a_data_set")
      #expect(table.header == ["a_long_name_of_26_letters_", "b"])
      #expect(
        table.descriptions == [
          ColumnDescription(label: long, format: formats.first ?? "MYFMT."),
          ColumnDescription(label: "short", format: "DATE9."),
        ])
      // Stata numbers variables from 0, and some writers put the count to the right, or two of them.
      member.labels = (word, "          1    1", item(7, variable.name, long, formats))
      member.variables[0].number = 0
      member.variables[1].number = 1
      #expect(try Sample(version: 8, members: [member]).tables().first?.descriptions.first?.label == long)
    }
  }

  // MARK: - Text

  private func texts(_ values: [[UInt8]], width: Int, label: [UInt8] = []) throws -> (Column, [String]) {
    var variable = Sample.Variable.text("T", width)
    variable.label = label
    let rows = values.flatMap { Sample.padded($0, width) }
    let read = try Sample(members: [Sample.Member(variables: [variable], rows: rows)]).read()
    return (try #require(read.columns.first), read.notes)
  }

  @Test("Blanks and NULs at the end are none of the text; blanks before it are")
  func trimming() throws {
    let (column, _) = try texts(
      [Array("a\0\0 \0".utf8), Array(" b".utf8), [], [0, 0, 32], Array("c\0d".utf8)], width: 20)
    #expect((0..<5).map { column[$0] } == [.text("a"), .text(" b"), .missing, .missing, .text("c\0d")])
  }

  @Test("UTF-8 where all texts are, else Windows-1252 for all of them")
  func encodings() throws {
    let (plain, none) = try texts([Array("Müller".utf8), Array("€".utf8)], width: 12)
    #expect(plain[0] == .text("Müller") && plain[1] == .text("€") && none.isEmpty)
    let (western, note) = try texts([[0x4D, 0xFC], [0x80, 0x81, 0xFF], Array("ü".utf8)], width: 12)
    #expect(western[0] == .text("Mü") && western[1] == .text("€\u{81}ÿ") && western[2] == .text("Ã¼"))
    #expect(note == ["texts are not UTF-8, and were read as Windows-1252"])
    let (labelled, notes) = try texts([[65]], width: 12, label: [0x47, 0x72, 0xF6, 0xDF, 0x65])
    #expect(labelled[0] == .text("A") && notes == ["names and labels are not UTF-8, and were read as Windows-1252"])
  }

  @Test("A text that was cut inside a character shows it, where others are plainly UTF-8")
  func cut() throws {
    let (column, notes) = try texts([Array("für".utf8), [65, 66, 67, 0xC3]], width: 4)
    #expect(column[0] == .text("für") && column[1] == .text("ABC\u{FFFD}"))
    #expect(notes.first?.hasPrefix("texts are UTF-8; 1 ends inside a character") == true)
    let (western, _) = try texts([[65, 66, 67, 0xC3], [65]], width: 4)
    #expect(western[0] == .text("ABCÃ"))
  }

  @Test("Few texts are categories in natural order; ids are texts")
  func categories() throws {
    let rows = ["G 10", "G 2", "G 2", "", "G 10"].flatMap { Sample.padded($0.utf8, 6) }
    let sample = Sample(members: [Sample.Member(variables: [.text("T", 6)], rows: rows)])
    let table = try #require(try sample.tables().first)
    let column = try table.natural([.byContent]).columns[0]
    #expect(column == Column(categories: ["G 10", "G 2", "G 2", nil, "G 10"], levels: ["G 2", "G 10"]))
    let id = ColumnRequest(isIdentifier: true)
    #expect(try table.natural([id]).columns[0] == Column(texts: ["G 10", "G 2", "G 2", nil, "G 10"]))
  }

  // MARK: - Many rows

  @Test("Whatever the length of the runs, the columns are the same")
  func runs() throws {
    var rows: [UInt8] = []
    for row in 0..<5000 {
      rows += row % 7 == 0 ? Sample.word(0x4200_0000_0000_0000) : Sample.word(try #require(IBMDouble.word(Double(row))))
      rows += Sample.word(try #require(IBMDouble.word(row == 4000 ? 0.5 : Double(row)))).prefix(5)
      rows += Sample.padded("level \(row % 11)".utf8, 9) + Sample.padded((row % 3 == 0 ? "" : "id \(row)").utf8, 11)
    }
    let variables = [
      Sample.Variable(name: "A"), Sample.Variable(name: "B", length: 5), .text("C", 9), .text("D", 11),
    ]
    let sample = Sample(members: [Sample.Member(variables: variables, rows: rows)])
    let columns = try sample.read().columns
    #expect(columns.map(\.type) == [.integer, .number, .category, .text])
    #expect(columns[0].missingCount == 715 && columns[0].reasons?[0] == "B" && columns[0][4999] == .integer(4999))
    #expect(columns[1][4000] == .number(0.5) && columns[1].missingCount == 0)
    #expect(columns[2][12] == .text("level 1") && columns[3][4999] == .text("id 4999"))
    for size in [1, 10_000, 100_000] { #expect(try sample.read(runSize: size).columns == columns) }
  }

  @Test("Progress tells each byte once")
  func progress() throws {
    final class Counter: @unchecked Sendable { var bytes = 0 }
    let counter = Counter()
    let rows = (0..<2000).flatMap { Sample.word(IBMDouble.word(Double($0) / 2) ?? 0) }
    let table = try #require(
      try Sample(members: [Sample.Member(variables: [Sample.Variable(name: "X")], rows: rows)]).tables().first)
    _ = try table.read([.byContent]) { counter.bytes += $0 }
    #expect(counter.bytes == table.byteCount)
  }
}
