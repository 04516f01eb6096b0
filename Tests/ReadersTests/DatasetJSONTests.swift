import Cohorts
import Testing

@testable import Readers

/// A file of Dataset-JSON 1.1 with these columns and rows, in which anything may be put in another way.
struct DatasetJSONText {
  var head = #""datasetJSONCreationDateTime":"2024-01-01T00:00:00","datasetJSONVersion":"1.1.0","itemGroupOID":"IG.A""#
  var name = #""name":"A","label":"The table""#
  var records: Int
  var columns: String
  var rows: String

  init(_ columns: [(name: String, attributes: String)], _ rows: [String]) {
    records = rows.count
    self.columns = columns.map { name, attributes in
      #"{"itemOID":"IT.A.\#(name)","name":"\#(name)","label":"About \#(name)",\#(attributes)}"#
    }.joined(separator: ",")
    self.rows = rows.joined(separator: ",")
  }

  /// As one object.
  var text: String { #"{\#(head),\#(name),"records":\#(records),"columns":[\#(columns)],"rows":[\#(rows)]}"# }

  /// As one object with the columns behind the rows.
  var turned: String { #"{"rows":[\#(rows)],"columns":[\#(columns)],"records":\#(records),\#(name),\#(head)}"# }

  /// In lines; only for rows without `],[` in their texts.
  func lines(_ end: String = "\n") -> String {
    let rows = rows.replacing("],[", with: "]\(end)[")
    return #"{\#(head),\#(name),"records":\#(records),"columns":[\#(columns)]}"# + end + rows + end
  }
}

@Suite("Dataset-JSON")
struct DatasetJSONTests {
  private func column(_ attributes: String, _ values: [String], as request: ColumnRequest = .byContent) throws -> Column
  {
    let text = DatasetJSONText([("X", attributes)], values.map { "[\($0)]" }).text
    return try #require(try datasetJSON(text).read([request], progress: nil).columns.first)
  }

  @Test("Keys in any order, rows in lines, whatever the line end and the white space")
  func forms() throws {
    let file = DatasetJSONText(
      [("ID", #""dataType":"string","keySequence":1"#), ("AGE", #""dataType":"integer""#)],
      [#"["a", 61]"#, #"[ "b" ,null ]"#, #"["ü\"\\\u00e9\ud83d\ude00/",-3]"#])
    let expected = ["ID": Column(texts: ["a", "b", "ü\"\\é😀/"]), "AGE": Column(integers: [61, nil, -3])]
    for text in [
      file.text, file.turned, file.lines(), file.lines("\r\n"), "\u{FEFF}" + file.text + "\n ", file.lines("\n\n"),
      String(file.lines().dropLast()),
    ] {
      let table = try datasetJSON(text)
      #expect(try columns(of: table) == expected, "\(text)")
      #expect(table.label == "The table" && table.tableName == "A" && table.key == ["ID"] && table.rowCount == 3)
      #expect(table.text(row: 2, column: 0) == "ü\"\\é😀/" && table.text(row: 1, column: 1).isEmpty)
    }
  }

  @Test("Numbers read exactly, and are real or whole as declared")
  func numbers() throws {
    let double = #""dataType":"double""#
    #expect(try column(double, ["1", "2.0", "3e2", "-4"]) == Column(numbers: [1, 2, 300, -4]))
    #expect(
      try column(double, ["0.1", "1e-7", "5e-324", "1.7976931348623157e308", "null", "9007199254740993.0"])
        == Column(numbers: [0.1, 1e-7, .leastNonzeroMagnitude, 1.7976931348623157e308, nil, 9007199254740992]))
    #expect(try column(double, ["-0.0", "1"]).type == .number)
    #expect(try column(double, ["9007199254740992", "1"]).type == .number)
    #expect(
      try column(#""dataType":"integer""#, ["9007199254740993", "-9223372036854775808", "1e3"])
        == Column(integers: [9_007_199_254_740_993, .min, 1000]))
    let decimal = #""dataType":"decimal","targetDataType":"decimal""#
    #expect(try column(decimal, [#""0.30""#, #""-12.5""#, "null", #""""#]) == Column(numbers: [0.3, -12.5, nil, nil]))
  }

  @Test("An empty text is missing, as null is")
  func empty() throws {
    #expect(
      try column(#""dataType":"string""#, [#""""#, "null", #"" ""#, #""x""#]) == Column(texts: [nil, nil, " ", "x"]))
    #expect(
      try column(#""dataType":"string""#, [#""Y""#, #""""#, #""Y""#]) == Column(categories: ["Y", nil, "Y"]))
  }

  @Test("Flags")
  func flags() throws {
    #expect(try column(#""dataType":"boolean""#, ["true", "false", "null"]) == Column(flags: [true, false, nil]))
  }

  @Test("Days and moments of ISO 8601; those that SAS counts from 1960")
  func dates() throws {
    let target = #""dataType":"date","targetDataType":"integer","displayFormat":"DATE9.""#
    let days = [CalendarDate(year: 2014, month: 1, day: 2), nil, CalendarDate(year: 1960, month: 1, day: 1)]
    #expect(try column(target, [#""2014-01-02""#, "null", #""1960-01-01""#]) == Column(dates: days))
    // SAS: '02JAN2014'd is 19725.
    #expect(try column(target, ["19725", "null", "0"]) == Column(dates: days))
    #expect(
      try column(#""dataType":"integer","displayFormat":"E8601DA10.""#, ["19725", "null", "0"]) == Column(dates: days))
    let moments = try column(#""dataType":"datetime""#, [#""2021-03-09T10:00:01.5""#, #""1959-12-30T23:59:59""#])
    #expect(shown(moments) == ["2021-03-09T10:00:01.500", "1959-12-30T23:59:59"] && moments.type == .dateTime)
    // -86401 is 1959-12-30T23:59:59 in SAS.
    #expect(
      shown(try column(#""dataType":"float","displayFormat":"DATETIME20.""#, ["-86401"])) == ["1959-12-30T23:59:59"])
    let times = try column(#""dataType":"time""#, [#""23:59:59""#, #""00:00:00.25""#, "null"])
    #expect(times.type == .time && times[0] == .time(86_399_000) && times[1] == .time(250) && times[2] == .missing)
    // Reference start dates are declared as moments and given as days.
    #expect(try column(#""dataType":"datetime""#, [#""2014-01-02""#, #""""#]).type == .date)
  }

  @Test("Dates that are partly given stay text, with a note; numbers that are no days stay numbers")
  func partial() throws {
    let text = DatasetJSONText(
      [("AESTDTC", #""dataType":"date""#), ("D", #""dataType":"double","displayFormat":"DATE9.""#)],
      [#"["2013-07-01",1.5]"#, #"["2013-07",2]"#]
    ).text
    let read = try datasetJSON(text).read([.byContent, .byContent], progress: nil)
    #expect(read.columns == [Column(texts: ["2013-07-01", "2013-07"]), Column(numbers: [1.5, 2])])
    #expect(
      read.notes == [
        #""AESTDTC" is text: "2013-07" in row 2 is not a whole date"#,
        #""D" is numbers: "1.5" in row 1 is not a whole date"#,
      ])
    #expect(try column(#""dataType":"datetime""#, [#""2013-07-01T10:00Z""#]).type == .text)
    #expect(shown(try column(#""dataType":"date""#, [#""2013-02-30""#, "5"])) == ["2013-02-30", "5"])
  }

  @Test("What is asked of a column is made of it")
  func requests() throws {
    let codes = [#""1""#, #""2""#, #""1""#]
    let levels = try column(
      #""dataType":"string""#, codes, as: ColumnRequest(type: .category, levels: ["2", "1"]))
    #expect(levels == Column(categories: ["1", "2", "1"], levels: ["2", "1"]))
    #expect(try column(#""dataType":"string""#, codes).type == .category)
    #expect(try column(#""dataType":"string""#, codes, as: ColumnRequest(isIdentifier: true)).type == .text)
    #expect(try column(#""dataType":"string""#, codes, as: ColumnRequest(type: .number)) == Column(numbers: [1, 2, 1]))
  }

  @Test("Without rows, or with none, it is a table of no rows")
  func noRows() throws {
    let file = DatasetJSONText([("ID", #""dataType":"string""#), ("AGE", #""dataType":"integer""#)], [])
    let only = file.text.replacing(#","rows":[]"#, with: "")
    for text in [file.text, only, file.turned, file.lines(), file.text.replacing("[]", with: "[ \n]")] {
      let table = try datasetJSON(text)
      #expect(table.rowCount == 0 && table.header == ["ID", "AGE"])
      #expect(try table.read([.byContent, .byContent], progress: nil).columns.map(\.count) == [0, 0])
    }
    var described = file
    described.records = 254
    #expect(try datasetJSON(described.text.replacing(#","rows":[]"#, with: "")).rowCount == 0)
  }

  @Test("Keys that Dataset-JSON does not know are passed over, and told")
  func unknown() throws {
    let text = DatasetJSONText([("X", #""dataType":"string","codeList":{"a":[1]}"#)], [#"["a"]"#]).text
      .replacing(#""records""#, with: #""extra":[{"a":[1,{}]},null,"]"],"records""#)
    let table = try datasetJSON(text)
    #expect(
      try table.read([.byContent], progress: nil).notes == [
        #"data.json: says what Dataset-JSON does not know, which was passed over: "extra", "columns[].codeList""#
      ])
  }

  @Test("Version 1.0: several tables, row numbers before the columns, older names of types")
  func older() throws {
    let text = #"""
      {"creationDateTime":"2023-01-01T00:00:00","datasetJSONVersion":"1.0.0","fileOID":"x","clinicalData":{
        "studyOID":"S","metaDataVersionOID":"M","itemGroupData":{
          "IG.DM":{"records":2,"name":"DM","label":"Demographics","items":[
            {"OID":"ITEMGROUPDATASEQ","name":"ITEMGROUPDATASEQ","label":"Record Identifier","type":"integer"},
            {"OID":"IT.DM.USUBJID","name":"USUBJID","label":"Subject","type":"string","length":2,"keySequence":1},
            {"OID":"IT.DM.D","name":"D","label":"Day","type":"integer","displayFormat":"DATE9."},
            {"OID":"IT.DM.W","name":"W","label":"Weight","type":"float"}],
            "itemData":[[1,"a]",19725,70.5],[2,"b",null,71]]},
          "IG.AE":{"itemData":[],"records":0,"name":"AE","label":"Events","items":[
            {"OID":"ITEMGROUPDATASEQ","name":"ITEMGROUPDATASEQ","label":"Record Identifier","type":"integer"},
            {"OID":"IT.AE.T","name":"T","label":"Term","type":"text"}]}}}}
      """#
    let tables = try DatasetJSONFile(name: "old.json", bytes: FileBytes(Array(text.utf8))).tables
    #expect(tables.map(\.name) == ["old.json, DM", "old.json, AE"] && tables.map(\.rowCount) == [2, 0])
    #expect(tables[0].header == ["USUBJID", "D", "W"] && tables[0].key == ["USUBJID"] && tables[1].header == ["T"])
    let read = try columns(of: tables[0])
    #expect(read["USUBJID"] == Column(texts: ["a]", "b"]) && read["W"] == Column(numbers: [70.5, 71]))
    #expect(shown(read["D"]) == ["2014-01-02", ""])
    #expect(tables[0].text(row: 1, column: 2) == "71")
  }

  @Test("A long file gives the same columns as its rows hold, however it is cut")
  func long() throws {
    let rows = (0..<30_000).map { row in
      #"["id\#(row)",\#(row % 7 == 0 ? "null" : String(row)),"\#(["a", "b\\\"]", "[c"][row % 3])",\#(Double(row) / 8)]"#
    }
    let file = DatasetJSONText(
      [
        ("ID", #""dataType":"string""#), ("N", #""dataType":"integer""#), ("C", #""dataType":"string""#),
        ("V", #""dataType":"double""#),
      ], rows)
    for text in [file.text, file.turned, file.lines()] {
      let table = try datasetJSON(text)
      #expect(table.rowCount == 30_000 && table.runs.count > 1)
      let read = try columns(of: table)
      #expect(read["ID"]?[29_999] == .text("id29999") && read["ID"]?.type == .text)
      #expect(read["N"] == Column(integers: (0..<30_000).map { $0 % 7 == 0 ? nil : $0 }))
      #expect(
        read["C"] == Column(categories: (0..<30_000).map { ["a", "b\"]", "[c"][$0 % 3] }, levels: ["[c", "a", "b\"]"]))
      #expect(read["V"] == Column(numbers: (0..<30_000).map { Double($0) / 8 }))
      #expect(table.text(row: 20_000, column: 0) == "id20000")
    }
    let bytes = FileBytes(Array(file.text.utf8))
    let start = file.text.utf8.count - file.rows.utf8.count - 2
    let whole = RowRuns(bytes, from: start, isLines: false)
    for size in [64, 1000, 4096, 1 << 16] {
      let cut = RowRuns(bytes, from: start, isLines: false, size: size)
      #expect(cut.rowCount == 30_000 && cut.end == whole.end)
    }
  }

  @Test("Texts of more levels than categories have are texts")
  func manyLevels() throws {
    let values = (0..<2000).map { "\"\($0 < 1000 ? "same" : "text \($0)")\"" }
    let read = try column(#""dataType":"string""#, values)
    #expect(read.type == .text && read[0] == .text("same") && read[1999] == .text("text 1999"))
  }
}
