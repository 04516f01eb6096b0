import OrderedCollections
import Testing

@testable import Readers

@Suite("TOML")
struct TOMLTests {
  private func parse(_ text: String) throws -> OrderedDictionary<String, TOMLDocument.Entry> {
    try TOMLDocument(name: "x.toml", bytes: FileBytes(Array(text.utf8))).root
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

  @Test("Keys keep their order, and values know their place")
  func places() throws {
    let root = try parse("z = [\n  'a', # one\n  'b',\n]\na = 1\n")
    #expect(Array(root.keys) == ["z", "a"])
    guard case .list(let list)? = root["z"]?.content else { return #expect(Bool(false), "no list") }
    #expect(list.map(\.value) == [8..<11, 21..<24])
    #expect(root["a"]?.value == 32..<33)
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
      ("größe = 1", "1:3: expected '=' after a key, found 'ö'"),
    ])
  func syntax(_ text: String, _ expected: String) {
    let said = faults { _ = try parse(text) }
    #expect(said.hasPrefix("x.toml:\(expected)\n"), "\(said)")
  }
}
