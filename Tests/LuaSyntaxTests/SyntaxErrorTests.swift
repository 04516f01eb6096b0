import LuaSyntax
import Testing

/// The first fault of a text, in words.
private func fault(_ text: String) throws -> String {
  try #require(throws: LuaSyntaxError.self) { try LuaChunk(text) }.description
}

@Suite struct SyntaxErrorTests {
  @Test(arguments: [
    ("local x = ", #"1:11: expected an expression, found the end of the text"#),
    ("if a do end", #"1:6: expected "then", found "do""#),
    ("if a then\n  f(\n", #"3:1: expected an expression, found the end of the text"#),
    ("for i = 1, 2 do\n  f()\n", #"3:1: expected "end" to close "for" of line 1, found the end of the text"#),
    ("f(1\nlocal b", #"2:1: expected ")" to close "(" of line 1, found "local""#),
    ("return { 1 2 }", #"1:12: expected "}" to close "{", found 2; a comma is missing before it"#),
    ("f(a b)", #"1:5: expected ")" to close "(", found "b"; a comma is missing before it"#),
    ("local t = { 1\nf()", #"2:1: expected "}" to close "{" of line 1, found "f""#),
    (
      "f(cohort, outcome = 'r')",
      #"1:19: expected ")" to close "(", found "="; arguments with names stand in braces, as in f(cohort, { outcome = "response" })"#
    ),
    ("if (a = 1) then end", #"1:7: expected ")" to close "(", found "="; equality is written =="#),
    (
      "f { levels = ['CR', 'PR'] }",
      #"1:14: expected an expression, found "["; a list is written in braces, as in { "CR", "PR" }"#
    ),
    ("local a = cohort$age", #"1:17: expected an expression, found "$"; a column of a cohort is cohort:column "age""#),
    ("a <- 1", #"1:3: expected "=" or a call, found "<"; a value is assigned with ="#),
    ("return a ** 2", #"1:11: expected an expression, found "*"; a power is written ^"#),
    ("local end = 1", #"1:7: expected the name of a variable, found "end", which is a word of Lua's own"#),
    ("x", #"1:2: expected "=" or a call, found the end of the text"#),
    ("f() = 1", #"1:1: only variables and fields can be assigned"#),
    ("(f())", "1:1: a statement should be a call or an assignment"),
    ("if a != b then end", #"1:6: expected "then", found "!"; not equal is written ~="#),
    ("if a && b then end", #"1:7: expected an expression, found "&"; "and" is written as a word"#),
    ("if a || b then end", #"1:7: expected an expression, found "|"; "or" is written as a word"#),
    ("a += 1", #"1:3: expected "=" or a call, found "+""#),
    ("if a = 1 then end", #"1:6: expected "then", found "="; equality is written =="#),
    ("local s = \"abc", "1:11: this string is never closed; expected \""),
    ("local s = 'é\\q'", #"1:13: \q is no escape that Lua knows; for a backslash write \\"#),
    ("return 3x", #"1:8: malformed number "3x""#),
    ("--[[ note", "1:3: this long comment is never closed; expected ]]"),
    ("break", #"1:1: "break" stands in no loop"#),
    ("goto l", #"1:6: there is no label "l" that can be seen here"#),
    ("goto l\nlocal a\n::l:: f()", #"1:6: goto l jumps into the scope of local "a""#),
    ("::l::\n::l::", #"2:3: there is a label "l" already, in line 1"#),
    ("local a <const> = 1\na = 2", #"2:1: "a" is declared <const> or <close> and cannot be assigned"#),
    ("local a <fixed> = 1", #"1:10: expected "const" or "close", found "fixed""#),
    ("function f() return ... end", #"1:21: "..." stands in a function that does not take it"#),
    (
      "\u{FEFF}return 1",
      "1:1: expected an expression, found a character that Lua does not know; save the file without a byte order mark"
    ),
    ("é = 1", "1:1: expected an expression, found a character that Lua does not know"),
  ])
  func anErrorSaysWhereWhatWasExpectedAndWhatWasFound(_ text: String, _ words: String) throws {
    #expect(try fault(text) == words)
  }

  @Test(arguments: [
    "(", "{", "do ", "not ", "f(", "a[", "function f() ", "a .. ", "a ^ ", "- ", "while a do ", "return function() ",
  ])
  func nestingOf200IsAnErrorAndNoCrash(_ opening: String) throws {
    let prefix = opening.contains("do ") || opening.contains("f()") || opening.contains("return") ? "" : "return "
    #expect(try fault(prefix + String(repeating: opening, count: 200)).contains("nested too deep"))
    #expect(try fault(prefix + String(repeating: opening, count: 50_000)).contains("nested too deep"))
  }

  @Test(arguments: [
    "for i = 1, 2 do", "if a then", "f(", "local x =", "return {", "function f()", "--[[ note", "return [[ text",
    "local x = 'a\\\n", "a.", "if a then\n  b()\nelse\n", "x",
    "repeat", "goto",
  ])
  func aBeginningIsIncomplete(_ text: String) { #expect(LuaChunk.isIncomplete(text)) }

  @Test(arguments: [
    "", "return 1", "f()", "for i = 1, 2 do end", "local x = 'a", "if a do", "end", "f)", "break", "goto l",
    "return 3x", "x = = 1", "local x <foo>", "a b",
  ])
  func aWholeTextOrAFaultyOneIsNotIncomplete(_ text: String) { #expect(!LuaChunk.isIncomplete(text)) }

  @Test func placesCountCharacters() throws {
    let source = SourceText("é = 1\r\nab\n")
    #expect(source.position(of: 3) == source.position(of: 3))
    #expect("\(source.position(of: 3))" == "1:3")
    #expect("\(source.position(of: 8))" == "2:1")
    #expect("\(source.position(of: 11))" == "3:1")
    #expect(source.line(1) == "é = 1")
    #expect(source.line(2) == "ab")
    #expect(source.line(3) == "")
    #expect(source.line(4) == "")
    #expect(source.lineCount == 3)
  }
}
