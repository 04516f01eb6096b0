import OrderedCollections
import Testing

import TOML

@Suite("TOML")
struct TOMLTests {
  private func parse(_ text: String) throws -> OrderedDictionary<String, TOMLDocument.Entry> {
    try TOMLDocument(name: "x.toml", bytes: Array(text.utf8)).root
  }

  private func faults(_ body: () throws -> Void) -> String {
    do { try body() } catch { return "\(error)" }
    return ""
  }

  private func text(_ source: String) throws -> String? {
    guard case .text(let text)? = try parse("x = \(source)\n")["x"]?.content else { return nil }
    return text
  }

  @Test("Texts of all four kinds, as the specification gives them")
  func texts() throws {
    // TOML v1.0.0, section String.
    #expect(
      try text(#""I'm a string. \"You can quote me\". Name\tJos\u00E9.""#)
        == "I'm a string. \"You can quote me\". Name\tJosé.")
    #expect(try text(#"'C:\Users\nodejs\templates'"#) == #"C:\Users\nodejs\templates"#)
    #expect(try text(#"'Tom "Dubs" Preston-Werner'"#) == #"Tom "Dubs" Preston-Werner"#)
    #expect(try text("\"\"\"\nRoses are red\nViolets are blue\"\"\"") == "Roses are red\nViolets are blue")
    #expect(try text("\"\"\"\\\n  The quick \\\n\n  fox.\\\n  \"\"\"") == "The quick fox.")
    #expect(
      try text("\"\"\"Here are two quotation marks: \"\". Simple enough.\"\"\"")
        == "Here are two quotation marks: \"\". Simple enough.")
    #expect(
      try text("\"\"\"\"This,\" she said, \"is just a pointless statement.\"\"\"\"")
        == "\"This,\" she said, \"is just a pointless statement.\"")
    #expect(try text(#"'''I [dw]on't need \d{2} apples'''"#) == #"I [dw]on't need \d{2} apples"#)
    #expect(try text("\"\"") == "" && text("\"\\U0001F600\"") == "😀")
  }

  @Test("Keys bare, quoted and dotted lead to the same tables as headers")
  func keys() throws {
    let dotted = try parse("fruit.apple.\"co lor\" = 'red'\nfruit . apple.taste.'sweet' = \"yes\"\n")
    let headed = try parse(
      "[fruit]\n[ fruit . apple ] # comment\n\"co lor\" = 'red'\n[fruit.apple.taste]\nsweet = \"yes\"\n")
    let inline = try parse("fruit = { apple = { 'co lor' = \"red\", taste.sweet = \"yes\" } }\r\n")
    for root in [dotted, headed, inline] {
      guard case .table(let fruit, _)? = root["fruit"]?.content, case .table(let apple, _)? = fruit["apple"]?.content,
        case .text(let color)? = apple["co lor"]?.content, case .table(let taste, _)? = apple["taste"]?.content,
        case .text(let sweet)? = taste["sweet"]?.content
      else { return #expect(Bool(false), "a table is missing") }
      #expect(color == "red" && sweet == "yes")
    }
  }

  @Test("A key of thousands of names is refused, not followed")
  func deepKey() {
    let said = faults { _ = try parse(String(repeating: "a.", count: 100_000) + "a = 'b'") }
    #expect(said.hasPrefix("x.toml:1:102: expected a key of at most 50 names, found '.'\n"), "\(said.prefix(200))")
  }

  @Test("Keys keep their order, and values know their place")
  func places() throws {
    let root = try parse("z = [\n  'a', # one\n  'b',\n]\na = 1\n")
    #expect(Array(root.keys) == ["z", "a"])
    guard case .list(let list)? = root["z"]?.content else { return #expect(Bool(false), "no list") }
    #expect(list.map(\.value) == [8..<11, 21..<24])
    #expect(root["a"]?.value == 32..<33)
  }

  /// What Python's tomllib reads, and refuses, of values without quotes.
  @Test(
    "Values without quotes have the forms of the specification",
    arguments: [
      "1": "a number", "+1_000": "a number", "-0": "a number", "0x1F": "a number", "0b1_0": "a number",
      "6.02e+2_3": "a number", "-inf": "a number", "nan": "a number", "true": "true", "2024-02-29": "a date",
      "1979-05-27T00:32:00.999999-07:00": "a date", "2020-01-01 10:00:00Z": "a date", "07:32:00.5": "a date",
    ])
  func bare(_ source: String, _ kind: String) throws {
    for text in ["x = \(source)", "x = [\(source) , \(source)] # comment"] {
      var content = try parse(text)["x"]?.content
      if case .list(let list)? = content { content = list.last?.content }
      guard case .other(kind)? = content else { return #expect(Bool(false), "\(text): \(content as Any)") }
    }
  }

  @Test(
    "What has no such form is refused",
    arguments: [
      "01", "1__0", "1_", "_1", "0x", "+0x1", "0X1F", "0b2", "0o8", "1.", ".1", "1.e5", "1e", "1._0", "+", "--1", "Inf",
      "True", "1.0.0", "2020-13-01", "2021-02-29", "2020-1-1", "2020-01-01T10:00", "2020-01-01 10", "25:00:00", "10:00",
      "10:00:60", "10:00:00.", "0000-01-01", "1979-05-27T00:32:00-25:00", "2020-01-01x",
    ])
  func notBare(_ source: String) {
    let said = faults { _ = try parse("x = \(source)") }
    #expect(said.hasPrefix("x.toml:1:5: \"\(source)\" is no value; a text stands in quotes\n"), "\(said)")
  }

  @Test("Line ends in a text are newlines, however the file writes them")
  func lineEnds() throws {
    #expect(try text("\"\"\"\r\none\r\ntwo \\\r\n  three\"\"\"") == "one\ntwo three")
    #expect(try text("'''one\r\ntwo'''") == "one\ntwo")
  }

  @Test("A header may name what lies in a table of dotted keys; dotted keys add up under one header")
  func added() throws {
    let root = try parse("a.b.c = 'd'\na.b.e = 'f'\n[a.b.g]\nh = 'i'\n")
    guard case .table(let a, _)? = root["a"]?.content, case .table(let b, _)? = a["b"]?.content else {
      return #expect(Bool(false), "a table is missing")
    }
    #expect(Array(b.keys) == ["c", "e", "g"])
  }

  @Test(
    "What is wrong, and where",
    arguments: [
      ("a = days", "1:5: \"days\" is no value; a text stands in quotes"),
      ("a = \"days", "1:5: a text is opened here and not closed in its line"),
      ("a = '''days", "1:5: a text is opened here and never closed"),
      (
        "a = \"C:\\new\\data\"",
        "1:12: there is no such escape; write \\\\ for a backslash, or the text in single quotes"
      ),
      ("a = \"\\uD800\"", "1:6: no character has this number"),
      ("a = ['b'\nc = 'd'", "2:1: expected ',' or ']' after a value of a list, found 'c'"),
      ("a = ['b'", "1:5: a list is opened here and never closed"),
      ("a = { b = 'c'", "1:14: expected ',' or '}' after a value of a table, found the end of the file"),
      ("a = 'b' c = 'd'", "1:9: expected the end of the line, found 'c'"),
      ("a =", "1:4: expected a value, found the end of the file"),
      ("a = 'b'\na = 'c'", "2:1: \"a\" is set twice"),
      ("[a]\nb = 'c'\n[a]", "3:2: table [a] is opened twice"),
      ("[a\nb = 'c'", "1:3: expected ']' after the name of a table, found the end of the line"),
      ("[.a]", "1:2: expected a key, found '.'"),
      ("[[a]]", "1:1: an array of tables has no place here; write [name]"),
      ("a = {}\n[a.b]", "2:2: \"a\" is set twice"),
      ("= 'b'", "1:1: expected a key, found '='"),
      ("a.b = 'c'\n[a]", "2:2: table [a] is opened twice"),
      ("[a.b]\n[a]\nb.c = 'd'", "3:1: table [a.b] is complete; write the key under its header"),
      ("a.b = 'c'\n[d]\n[a.b]", "3:4: \"b\" is set twice"),
      ("a = \"\\u0000\"", "1:6: the character U+0000 is not supported"),
      ("a = 'b\u{7F}'", "1:7: the control character U+007F has no place in TOML"),
      ("a = 'b' # \u{1F}", "1:11: the control character U+001F has no place in TOML"),
      ("a = 'b'\rc = 'd'", "1:8: the control character U+000D has no place in TOML"),
      ("größe = 1", "1:1: a name with blanks or signs stands in quotes; write \"größe\" = …"),
      ("[a.Prior lines]", "1:4: a name with blanks or signs stands in quotes; write [a.\"Prior lines\"]"),
      ("[a.\"b\".c (d/e)]", "1:8: a name with blanks or signs stands in quotes; write [a.\"b\".\"c (d/e)\"]"),
    ])
  func syntax(_ text: String, _ expected: String) {
    let said = faults { _ = try parse(text) }
    #expect(said.hasPrefix("x.toml:\(expected)\n"), "\(said)")
  }

  @Test("What is no text is told with its byte and its place")
  func notText() {
    func said(_ bytes: [UInt8]) -> String { faults { _ = try TOMLDocument(name: "x.toml", bytes: bytes) } }
    #expect(
      said(Array("a = 'b'\nc = 'é".utf8) + [0xE9, 39])
        == "x.toml:2:7: byte 0xE9 is not UTF-8; save the file as UTF-8\n    c = 'é�'\n          ^")
    #expect(said(Array("a\0 = 'b'".utf8)).hasPrefix("x.toml:1:2: a NUL byte cannot be part of a text\n"))
    #expect(said([0xEF, 0xBB, 0xBF] + Array("a = b".utf8)).hasPrefix("x.toml:1:5: \"b\" is no value"))
  }
}
