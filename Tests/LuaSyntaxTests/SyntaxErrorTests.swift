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
    ("a += 1", #"1:3: expected "=" or a call, found "+"; write a = a + …"#),
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
    ("é = 1", #"1:1: expected an expression, found "é"; names have the letters a to z, digits and _"#),
  ])
  func anErrorSaysWhereWhatWasExpectedAndWhatWasFound(_ text: String, _ words: String) throws {
    #expect(try fault(text) == words)
  }

  @Test(arguments: [
    ("retrun r", #"1:1: "retrun" is no word of Lua; did you mean "return"?"#),
    ("local a\nfucntion f(x) return x end", #"2:1: "fucntion" is no word of Lua; did you mean "function"?"#),
    ("locla x = 1", #"1:1: "locla" is no word of Lua; did you mean "local"?"#),
    ("if a then b() edn", #"1:15: "edn" is no word of Lua; did you mean "end"?"#),
    ("if a then b() esle c() end", #"1:15: "esle" is no word of Lua; did you mean "else"?"#),
    ("if a thne b() end", #"1:6: expected "then", found "thne"; did you mean "then"?"#),
    ("if a AND b then c() end", #"1:6: expected "then", found "AND"; did you mean "and"?"#),
    (
      "local f = fucntion(x)\n  return x\nend",
      #"3:1: expected the end of the text, found "end"; "fucntion" in line 1 is no word of Lua; did you mean "function"?"#
    ),
    ("if a then b() elif c then d() end", #"1:15: "elif" is no word of Lua; did you mean "elseif"?"#),
    (
      "if a then b() else if c then d() end",
      #"1:37: expected "end" to close "if", found the end of the text; else if opens a second if: write elseif"#
    ),
    ("i++", #"1:2: expected "=" or a call, found "+"; write i = i + 1"#),
    ("n.i -= 2", #"1:5: expected "=" or a call, found "-"; write n.i = n.i - …"#),
    ("i--\nf()", #"2:1: expected "=" or a call, found "f"; -- begins a comment: write i = i - 1"#),
    ("// a note\nlocal i = 1", #"1:1: expected an expression, found "//"; a comment begins with --"#),
    ("f()\n// a note\nlocal i = 1", #"2:1: expected an expression, found "//"; a comment begins with --"#),
    ("f \"x\"\nlocal a = f // a note\nlocal i = 1", "2:13: a comment begins with --, not with //"),
    ("local i = 1 // don't", "1:13: a comment begins with --, not with //"),
    ("f()\n# a note", ##"2:1: expected an expression, found "#"; a comment begins with --"##),
    (
      "f()\n/* a note */", #"2:1: expected an expression, found "/"; a comment begins with --, a long one is --[[ … ]]"#
    ),
    ("f()\n* a note;", #"2:1: expected an expression, found "*"; a comment begins with --"#),
    (
      "local a = b > 3 ? 1 : 2",
      #"1:17: expected an expression, found "?"; a choice is written condition and this or that"#
    ),
    (
      "local b = a %in% c",
      #"1:14: expected an expression, found "in"; whether a value is one of several is asked in an expression: "#
        + #"cohort:where "sex in {'female', 'male'}""#
    ),
    (
      "local b = a %>% f()",
      #"1:14: expected an expression, found ">"; there is no pipe: write f(g(x)), or methods such as cohort:where(…)"#
    ),
    ("local x == 3", #"1:9: expected an expression, found "=="; a value is assigned with one ="#),
    ("local x := 3", #"1:9: expected an expression, found ":"; a value is assigned with ="#),
    ("if a => 3 then end", #"1:6: expected "then", found "="; at least is written >="#),
    ("if a <> 3 then end", #"1:7: expected an expression, found ">"; not equal is written ~="#),
    (
      "for (i in 1:3) { f(i) }",
      #"1:5: expected the name of a variable, found "("; write for i = 1, 10 do … end, or for place, value in ipairs(list) do "#
        + "… end, without brackets"
    ),
    ("for i in 1:10 do end", #"1:11: expected "do", found ":"; numbers are counted with for i = 1, 10 do … end"#),
    ("for i = 1 to 10 do end", #"1:11: expected ",", found "to"; numbers are counted with for i = 1, 10 do … end"#),
    (
      "if (a) { f() }",
      #"1:8: expected "then", found "{"; a block has no braces: it begins with then and ends with end"#
    ),
    (
      "function f(x) { return x }",
      #"1:15: expected the body of the function, found "{"; a function has no braces: function(x) return x + 1 end"#
    ),
    (
      "function f(x = 1) end",
      #"1:14: expected ")" to close "(", found "="; a parameter has no default: write x = x or 1 in the body"#
    ),
    ("local t = { a: 1 }", #"1:16: expected the name of a method, found 1; a named value is written name = value"#),
    ("local t = { 'a': 1 }", #"1:16: expected "}" to close "{", found ":"; a named value is written name = value"#),
    ("let x = 1", #"1:1: "let" is no word of Lua; a variable is declared with local, as in local n = 1"#),
    ("def f(x):", #"1:1: "def" is no word of Lua; a function is written function name(x) … end"#),
    (
      "import survival",
      #"1:1: "import" is no word of Lua; modules are had with require, as in local survival = require "survival""#
    ),
    (
      "proc means data = x; run;",
      #"1:1: "proc" is no word of Lua; there are no steps: functions are called, as in survival.cox(cohort, { endpoint = "pfs", "#
        + #"covariates = "age" })"#
    ),
    ("print x", #"1:7: expected "=" or a call, found "x"; a function is called with brackets, as in print(x)"#),
    ("a + 1", #"1:3: expected "=" or a call, found "+"; a value is kept with local y = …, or given with return"#),
    ("return 1\nf()", #"2:1: expected the end of the text, found "f"; nothing can follow return"#),
    ("f()\nend", #"2:1: expected the end of the text, found "end"; every block before it has its end"#),
    ("f() else", #"1:5: expected the end of the text, found "else"; nothing is open before it"#),
    ("local x = “a”", #"1:11: expected an expression, found "“"; quotes are written " or '"#),
    ("local x = 3 – 1", #"1:13: expected an expression, found "–"; minus is written -"#),
    ("if a ≥ 3 then end", #"1:6: expected "then", found "≥"; at least is written >="#),
    (
      "local\u{A0}x = 1",
      "1:6: expected the name of a variable, found a character that Lua does not know; it is a blank of another kind: write a plain one"
    ),
    (
      "%let n = 3;",
      #"1:1: expected an expression, found "%"; there are no macros: a function is written function name(x) … end"#
    ),
    ("do i = 1 to 10; end", #"1:10: "to" is no word of Lua; numbers are counted with for i = 1, 10 do … end"#),
    ("if a ge 18 then end", #"1:6: expected "then", found "ge"; at least is written >="#),
    ("local x = a eq 3", #"1:16: expected "=" or a call, found 3; equal is written =="#),
    ("if a == . then end", #"1:9: expected an expression, found "."; a missing value is nil, asked by x == nil"#),
    (
      "if a is nil then end",
      #"1:6: expected "then", found "is"; equal is written ==, and whether a value is missing is asked by x == nil"#
    ),
    ("local x <- 3", #"1:9: expected "=", found "<-"; a value is assigned with ="#),
    (
      "local b = a[a.age >= 18, ]",
      #"1:24: expected "]" to close "[", found ","; subjects are chosen by an expression: cohort:where "age >= 18""#
    ),
    (
      "if a in { 1, 2 } then end",
      #"1:6: expected "then", found "in"; whether a value is one of several is asked in an expression: cohort:where "sex in {'female', 'male'}""#
    ),
    (
      "local t = { a for a in b }",
      #"1:15: expected "}" to close "{", found "for"; a list is filled in a loop: for place, value in ipairs(list) do … end"#
    ),
    (
      "if a == 0:\n  b()",
      #"1:10: expected "then", found ":"; a block begins with then or do, and ends with end, without a colon"#
    ),
    ("if a == b:\n  c()\nelse:\n  d()", #"1:10: a block begins with then or do, not with ":""#),
    ("for a in b(): print(a)", #"1:13: a block begins with then or do, not with ":""#),
    ("print('a' . 'b')", #"1:11: expected ")" to close "(", found "."; texts are joined with .."#),
    (
      "f(function() if a then b() end)",
      #"1:31: expected an expression, found ")"; a bracket too many, or a block before it that lacks its end"#
    ),
    // A division is no comment.
    ("if a // 2 = 3 then end", #"1:11: expected "then", found "="; equality is written =="#),
    ("if a // 2 thne end", #"1:11: expected "then", found "thne"; did you mean "then"?"#),
    ("local x = a // 'b", "1:16: this string is never closed; expected '"),
    ("print(`a`)", #"1:7: expected an expression, found "`"; a text stands in "quotes""#),
  ])
  func aMisspeltWordOrOneOfAnotherLanguageIsToldWithWhatLuaWrites(_ text: String, _ words: String) throws {
    #expect(try fault(text) == words)
  }

  @Test func noWordOfLuaIsForeign() {
    for word in ForeignWords.keywords { #expect(ForeignWords.advice(on: word) == nil, "\(word)") }
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
