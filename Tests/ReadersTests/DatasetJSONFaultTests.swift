import Cohorts
import Testing

@testable import Readers

@Suite("What is wrong with Dataset-JSON is said, with its place")
struct DatasetJSONFaultTests {
  private let file = DatasetJSONText(
    [("ID", #""dataType":"string""#), ("AGE", #""dataType":"integer""#)], [#"["a",61]"#, #"["b",62]"#])

  private func fault(_ text: String) -> String {
    faults {
      for table in try DatasetJSONFile(name: "data.json", bytes: FileBytes(Array(text.utf8))).tables {
        _ = try table.read(table.header.map { _ in .byContent }, progress: nil)
      }
    }
  }

  @Test("Required attributes that are not there, all at once")
  func missing() {
    #expect(
      fault(#"{"datasetJSONVersion":"1.1","name":"A","columns":[{"name":"X","dataType":"string"},{}]}"#)
        == """
        data.json:1:51: column 1, "X", needs "itemOID" and "label", which are not there
            {"datasetJSONVersion":"1.1","name":"A","columns":[{"name":"X","dataType":"string"},{}]}
                                                              ^
        data.json:1:84: column 2 needs "itemOID", "name", "label" and "dataType", which are not there
            {"datasetJSONVersion":"1.1","name":"A","columns":[{"name":"X","dataType":"string"},{}]}
                                                                                               ^
        data.json: Dataset-JSON 1.1 needs "datasetJSONCreationDateTime", "itemGroupOID", "records" and "label", which \
        are not there
        """)
  }

  @Test("Attributes of another kind, version or data type")
  func attributes() {
    #expect(
      fault(file.text.replacing("1.1.0", with: "2.0")).contains(
        #""datasetJSONVersion" should be "1.1" or "1.1.n", found "2.0""#))
    #expect(
      fault(file.text.replacing(#""name":"A","#, with: #""name":7,"#)).contains(#""name" should be a text, found 7"#))
    #expect(
      fault(file.text.replacing(#""records":2"#, with: #""records":"2""#)).contains(
        #""records" should be the number of rows, found "2""#))
    #expect(fault(file.text.replacing(#""records":2"#, with: #""records":-2"#)).contains("found -2"))
    #expect(
      fault(file.text.replacing(#""dataType":"integer""#, with: #""dataType":"int""#)).contains(
        #"the data type of column 2 "int" is not known"#))
    #expect(
      fault(file.text.replacing(#""AGE","label""#, with: #""ID","label""#)).contains(
        #"columns 1 and 2 are both named "ID""#))
    #expect(fault(file.text.replacing(#""name":"AGE""#, with: #""name":"""#)).contains("column 2 has no name"))
    #expect(
      fault(file.text.replacing(#""records":2"#, with: #""records":2,"records":2"#)).contains(
        #"the key "records" stands here twice"#))
  }

  @Test("Rows that are not as many as is said")
  func records() {
    for text in [file.text, file.lines(), file.turned] {
      let fault = fault(text.replacing(#""records":2"#, with: #""records":9223372036854775807"#))
      #expect(fault.contains(#""records" should be 2, the number of rows, found 9223372036854775807"#), "\(text)")
    }
    #expect(fault(file.text.replacing(#""records":2"#, with: #""records":9e18"#)).contains("found 9e18"))
    #expect(fault(file.text.replacing(#""records":2"#, with: #""records":0"#)).contains("should be 2"))
  }

  @Test("Rows of another length than the columns")
  func ragged() {
    var file = file
    file.rows = #"["a",61],["b"],["c",1,2]"#
    file.records = 3
    for text in [file.text, file.lines()] {
      #expect(
        fault(text) == """
          data.json: row 2 should have 2 values, one a column, found 1
          data.json: row 3 should have 2 values, one a column, found 3
          """)
    }
    file.rows = #"["a",61],[],["c",1]"#
    #expect(fault(file.text) == "data.json: row 2 should have 2 values, one a column, found 0")
  }

  @Test("Values of another type than their column's")
  func values() {
    var file = file
    file.rows = #"["a","61"],[5,1.5]"#
    #expect(
      fault(file.text) == """
        data.json, row 1, column "AGE": column "AGE" should be a whole number, found "61"
        data.json, row 2, column "ID": column "ID" should be a text, found "5"
        data.json, row 2, column "AGE": column "AGE" should be a whole number, found "1.5"
        """)
    let flag = DatasetJSONText([("F", #""dataType":"boolean""#)], [#"["Y"]"#, "[true]"])
    #expect(fault(flag.text).contains("should be yes or no, found \"Y\""))
    let large = DatasetJSONText([("F", #""dataType":"double""#)], ["[1e999]"])
    #expect(fault(large.text).contains("out of the range of numbers"))
  }

  @Test("What is no JSON, with line and column")
  func syntax() {
    func has(_ text: String, _ words: String) { #expect(fault(text).contains(words), "\(fault(text))") }
    has(file.text.replacing(#","name""#, with: #";"name""#), "not JSON: expected \",\" or \"}\", found \";\"")
    has(file.text.replacing("61]", with: "61,]"), "not JSON: expected a value, found \"]\"")
    has(file.text.replacing("61]", with: "061]"), "not JSON: expected a value")
    has(file.text.replacing("61]", with: "NaN]"), "not JSON: expected a value, found \"N\"")
    has(file.text.replacing("61]", with: "[61]]"), "a value inside a row should be plain, found an array")
    has(file.text.replacing("61]", with: "{}]"), "a value inside a row should be plain, found an object")
    has(file.text.replacing(#""a",61"#, with: "\"a\nb\",61"), "a control character inside a string")
    has(file.text.replacing(#""a",61"#, with: #""a\x",61"#), "there is no such escape")
    has(file.text.replacing(#""a",61"#, with: #""a\ud800",61"#), "an escape that is no character")
    has(file.text.replacing(#""a",61"#, with: #""a\u0000",61"#), "a NUL cannot be part of a text")
    has(file.text.replacing("],[", with: "] ["), "expected \",\" after a row")
    has(file.lines().replacing("]\n[", with: "] ["), "expected the end of the line, found \"[\"")
    has(file.lines().replacing("]\n[", with: "],\n["), "expected the end of the line, found \",\"")
    has(file.text + "x", "expected the end of the file, found \"x\"")
    has(String(file.text.dropLast(12)), "the rows are not closed; the file was cut short, in row 1")
    has(String(file.text.prefix(60)), "a string is not closed")
    #expect(
      fault("{\n \"datasetJSONVersion\": tru}").hasPrefix("data.json:2:24: not JSON: expected a value, found \"t\""))
  }

  @Test("Bytes that are not UTF-8")
  func utf8() throws {
    var bytes = Array(file.text.utf8)
    let place = try #require(bytes.firstIndex(of: UInt8(ascii: "6")))
    bytes[place - 3] = 0xFF
    let found = faults {
      let table = try #require(try DatasetJSONFile(name: "data.json", bytes: FileBytes(bytes)).tables.first)
      _ = try table.read([.byContent, .byContent], progress: nil)
    }
    #expect(found.contains("byte 0xFF is not UTF-8"))
  }

  @Test("Other JSON is refused in words that say what was expected")
  func other() {
    let expected =
      #"is JSON, but not Dataset-JSON, which is an object with "datasetJSONVersion", "columns" and "rows"; found "#
    #expect(fault(#"[{"id":1}]"#) == "data.json: " + expected + "an array of objects")
    #expect(
      fault(#"{"type":"FeatureCollection","features":[]}"#) == "data.json: " + expected
        + #"an object with "type", "features""#)
    #expect(fault("{}") == "data.json: " + expected + "an empty object")
    #expect(fault("[1]") == "data.json: " + expected + "an array")
  }

  @Test("What looks like JSON is told from text of comma-separated values")
  func told() {
    func isJSON(_ text: String) -> Bool { DatasetJSONFile.isJSON(FileBytes(Array(text.utf8))) }
    for text in ["{}", " \n{ \"a\":1}", "[{}]", "[[1]]", "\u{FEFF}{\"", "{"] { #expect(isJSON(text), "\(text)") }
    for text in ["", "id,age\n", "{id},age\n", "[id],age\n", "\"id\",1"] { #expect(!isJSON(text), "\(text)") }
  }
}
