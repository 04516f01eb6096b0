/// Texts that Lua 5.4 accepts, and texts that it refuses, by corner of the grammar.
enum Snippets {
  static let valid: [String] = [
    // Chunks, blocks and separators
    "", ";", ";;;", "return", "return;", "return 1, 2;", "do end", "do ; end", "do return end",
    "#!/usr/bin/lua\nreturn 1",
    "# only this line", "-- only this", "return -- end", "--[[ a\nb ]] return 1", "--[==[ ]] ]==] return",
    "--[=x\nreturn",
    "--[", "--", "f()g()", "local a=1;local b=2", "return 1--[[c]]",
    // Statements
    "a = 1", "a, b.c, d[1] = 1, 2", "a.b.c = 1", "a().b = 1", "(a).b = 1", "a:b().c[2] = 3", "a = c == 1 and 2 or 3",
    "local a", "local a, b", "local a, b = 1", "local a <const> = 1", "local a <close> = nil",
    "local a <const>, b <close> = 1",
    "local a < const > = 1", "if a then end", "if a then elseif b then else end", "if a then return end b()",
    "while a do break end", "while a do break break end", "repeat local x until x", "repeat break until true",
    "for i = 1, 2 do end", "for i = 1, 2, 3 do break end", "for k in f do end", "for k, v, w in f, s, i do end",
    "for i = 1, 2 do i = 3 end", "function f() end", "function a.b.c() end", "function a.b:c(...) return self, ... end",
    "local function f(a, b, ...) return f, a, b, ... end", "local function f() return f() end",
    "local f = function() end",
    "f()", "f{}", "f''", "f[[x]]", "f{}{}''()", "a.b:c()", "a.b:c{}", "a.b:c''", "a:b():c()", "('x'):rep(3)", "(f)()",
    "f\n(g)()", "goto l ::l::", "::l:: goto l", "do goto l end ::l::", "goto l; local a; ::l::",
    "goto l; local a; ::l:: ; ::m::",
    "do goto l; local a; ::l:: end", "::a:: do ::b:: end ::c:: do ::b:: end",
    "while 1 do goto continue ; local x ; ::continue:: end",
    "repeat goto continue ; ::continue:: local x until x", "break_ = 1", "local goto_ = 1",
    "local function f() ::a:: end ::a::",
    "do local a ; goto l end ; ::l:: f()", "goto l ; do ::m:: end ::l::",
    "local x = 1 ; do goto e end ; x = 2 ; ::e::",
    // Expressions
    "return a.b['c'][1](2):d 'e' { f }", "return not not a", "return - - a", "return -a ^ -b ^ #c", "return ~a ~ ~b",
    "return a // b % c",
    "return a << b >> c & d | e ~ f", "return a .. b .. c", "return a < b == c ~= d >= e", "return (a)", "return ((a))",
    "return (f())",
    "return ...", "return (...)", "return { ... }", "return {}", "return { 1, 2; 3 }", "return { 1, }",
    "return { a = 1; ['b'] = 2, 3, [4] = f() }",
    "return { a == 1 }", "return { a }", "return { [a] = b, }", "return { function() end, f, }", "return #a + 1",
    "return -2 ^ 2", "return 2 ^ -3",
    "return not a == b", "return a or b and c", "return function(...) return ... end", "return function(a, ...) end",
    "return 'a' .. 1 .. 2",
    "return 1 .. 2", "return a.b . c", "return a . b : c ()", "return \"a\"", "return ''", "return a[ [[x]] ]",
    "return a[b[c[d]]]", "return {{{}}}",
    "return nil, true, false", "return _ENV", "_ENV = {}", "local _ENV = {} ; x = 1", "return _ENV.x",
    // Numerals
    "return 0", "return 3", "return 345", "return 0xff", "return 0XBEBADA", "return 3.0", "return 3.", "return .5",
    "return 3.1416", "return 314.16e-2",
    "return 0.31416E1", "return 34e1", "return 0x0.1E", "return 0xA23p-4", "return 0X1.921FB54442D18P+1", "return 0x.8",
    "return 0x8.", "return 0x1p4",
    "return 0xep1", "return 9223372036854775807", "return 9223372036854775808", "return 1e400",
    "return 0xffffffffffffffffff", "return 00012", "return 1e+1",
    "return 0x1p-1080", "return 1.e2", "return 0e12", "return 08", "return 3 .. 4", "return 3. .. 4",
    // Strings
    #"return "\a\b\f\n\r\t\v\\\"\'""#, #"return '\x41\65\065\u{48}\u{7FFFFFFF}\u{10ffff}'"#, "return 'a\\\nb'",
    "return 'a\\\r\nb'", "return 'a\\z  \n  b'", "return '\\z'",
    "return 'a\\0b'", "return '\\x00'", "return \"'\"", "return '\"'", "return [[\nx]]", "return [==[ ]] ]=] ]==]",
    "return [[]]", "return [=[[[]]]=]", "return '\\255'",
    "return '\\0001'", "return 'é'", "return [[é\r\n]]", "return '\\u{0}'", "return '\\\\'", "return '--[[' .. ']]'",
    "return 'tab\there'", "return [[a\\]]",
    // Names
    "local _, __, a1, A_b = 1", "local ends, function_, nilly = 1", "return self",
  ]

  static let invalid: [String] = [
    // Chunks and statements
    "end", "return 1 2", "return return", "return 1; f()", "do", "do return 1 f() end", "until", "else", "x", "x.y",
    "x:y", "x[1]", "1", "'x'", "'x':rep(3)", "{}", "f",
    "(f())", "(f)", "a = ", "a, b", "a, = 1", "a, f() = 1", "f() = 1", "(a) = 1", "a = 1, ", "= 1", "a += 1", "a b",
    "local", "local 1", "local a.b = 1", "local a,",
    "local a = ", "local function", "local function a.b() end", "local function f", "local a <const",
    "local a <foo> = 1", "local a <> = 1", "local a <close>, b <close> = 1",
    "local a <const> = 1 ; a = 2", "local a <close> = nil ; a = 2", "local a <const> = 1 ; function f() a = 2 end",
    "local a <const> = 1 ; a, b = 1, 2",
    "if", "if a", "if a then", "if a then else", "if a then else elseif b then end", "if a do end", "elseif",
    "if a then end end", "while a", "while a do", "while do end", "repeat", "repeat until",
    "for", "for i", "for i = 1 do end", "for i = 1, 2, 3, 4 do end", "for i, j = 1, 2 do end", "for 1 = 1, 2 do end",
    "for i in do end", "for i.j in f do end", "for i = 1, 2", "for i = 1, 2 do",
    "for (i) in f do end", "function", "function f", "function f(", "function f()", "function f(a",
    "function f(a,) end", "function f(..., a) end", "function f(a b) end", "function f(1) end",
    "function a:b.c() end", "function a:b:c() end", "function a[1]() end", "function () end", "function f(a.b) end",
    "break", "do break end", "while 1 do local f = function() break end end", "if a then break end",
    "goto", "goto l", "goto l ; do ::l:: end", "goto 1", "::l", "::l:", "::1::", "::l:: ::l::", "::l:: do ::l:: end",
    "goto l ; local a ; ::l:: f()", "goto l ; local a ; ::l:: return",
    "repeat goto continue ; local x ; ::continue:: until x", "do goto l end ; local a ; ::l:: print(a)",
    "local function f() goto l end ::l::", "::l:: local function f() goto l end",
    "f(", "f(a", "f(a,)", "f(,)", "f(a b)", "f{", "a.1()", "a.", "a:", "a:b", "a.b:c = 1", "a..b()", "a:1()", "a[1",
    "a[]", "a[", "a.end = 1", "a = b.and",
    // Expressions
    "return (", "return ()", "return (a", "return )", "return a +", "return + a", "return * a", "return a b",
    "return a not b", "return not", "return -", "return a ..", "return a == == b", "return a = b", "return a != b",
    "return a && b", "return a || b", "return !a", "return a ? b : c", "return {", "return { a", "return { a = }",
    "return { a b }", "return { = 1 }", "return { [a] }", "return { [a = 1 }", "return { , }", "return { 1,, 2 }",
    "return { a.b = 1 }",
    "return }", "return function", "return function f() end", "return function() ", "return function(a, ..., b) end",
    "return ....", "function f() return ... end", "function f() return function(...) end, ... end", "return @",
    "return $", "return `a`", "return a\\b",
    "return 'a' 'b'", "return {}{}", "return 1()", "return {}.a", "return function() end()", "return nil.x",
    "return and", "return true()", "x = = 1", "x == 1",
    // Numerals
    "return 3e", "return 3e+", "return 3x", "return 0x", "return 0xg", "return 0x1p", "return 0x.p1", "return 1..2",
    "return 1.2.3", "return 0x1.2.3", "return 1e1.5", "return 1_000", "return 12abc", "return 0b1", "return 1e5e5",
    "return 3..2", "return 0xp1", "return .e1 .", "return 1e1e", "return 0x1p1.1", "return 3i",
    "return 08x", "return 5LL",
    // Strings and comments
    "return 'a", "return \"a", "return 'a\nb'", "return 'a\"", "return '\\q'", "return '\\x1'", "return '\\xg0'",
    "return '\\x'", "return '\\256'", "return '\\999'", "return '\\u'", "return '\\u{'", "return '\\u{}'",
    "return '\\u{g}'", "return '\\u{80000000}'", "return '\\u{41'", "return '\\u41'",
    "return '\\", "return '\\'", "return [[a", "return [=[a]]", "return [=a", "return [==", "--[[ a", "--[==[ a ]=]",
    "return 'a\\z", "return '\\é'",
    // Characters
    "é = 1", "local ä", "return a\u{0}", "\u{0}", "\u{FEFF}return 1", "return “a”", "return a – b", "return a\u{A0}+ b",
  ]

  /// All of the grammar in little room, to be damaged byte by byte.
  static let dense = #"""
    #!lua
    local a <const>, b <close> = 0x1.8p3, nil -- note
    local t = { 1, x = 2; [a .. 'k\z
      \u{41}'] = "\x41\065", ... } --[[ long
    ]] --[==[ ]] ]==]
    function t.u:v(p, ...) self.w = p // 3 ~ -p << 2; return ..., [=[
    s]]]=] end
    local function f(n) if n <= 1 then return 1 elseif not n then goto out else n = #t end ::out:: end
    for i = 1, 10, 2 do while i ~= 3 do break end end
    for k, v in pairs(t) do repeat local z = k until z == v and z or t[z] end
    do f { 1 } 'x' (2):m 'y' end; t.a, t[1] = 3e-2, .5 ^ 2 % 3 & 1 | 4 >> 1
    return f(a), (t.u):v(...)
    """#

  /// Texts that keep to the bounds of Lua.
  static func largest() -> [String] {
    var texts: [String] = []
    texts.append("local " + names("a", 200))
    texts.append("return " + row("1", 254, ","))
    texts.append("return { " + row("f()", 1000, ",") + " }")
    texts.append("return " + row("a", 5000, "+"))
    texts.append("f" + row("()", 5000))
    texts.append("return " + row("not ", 150) + "a")
    texts.append("local x <const> = 5 ; return function() return x end")
    texts.append("if a then" + row(" elseif a then", 2000) + " end")
    texts.append(row("do ", 150) + row("end ", 150))
    texts.append("for i = 1, 2 do for j = 1, 2 do local " + names("a", 192) + " end end")
    return texts
  }

  /// Texts that go over them.
  static func tooLarge() -> [String] {
    var texts: [String] = []
    texts.append("local " + names("a", 201))
    texts.append("return " + row("1", 256, ","))
    texts.append("f(" + row("1", 255, ",") + ")")
    texts.append(row("a, ", 250) + "a = 1")
    texts.append(row("function f() ", 250) + row("end ", 250))
    texts.append((1...250).map { "::a\($0):: " }.joined())
    texts.append("function f(" + names("a", 201) + ") end")
    texts.append("for i = 1, 2 do for j = 1, 2 do local " + names("a", 193) + " end end")
    texts.append(row("do ", 250) + row("end ", 250))
    for (opening, closing) in [
      ("(", ")"), ("not ", ""), ("- ", ""), ("{", "}"), ("a ^ ", ""), ("a .. ", ""), ("a[", "]"),
      ("function() return ", " end"),
    ] {
      texts.append("return " + row(opening, 250) + "a" + row(closing, 250))
    }
    texts.append(upvalues(260))
    return texts
  }

  /// A function that uses locals of functions around it, so many in all.
  private static func upvalues(_ count: Int) -> String {
    let outer = (1...count / 2).map { "local a\($0)\n" }.joined()
    let inner = (1...count / 2).map { "local b\($0)\n" }.joined()
    let uses = (1...count / 2).map { "f(a\($0), b\($0))\n" }.joined()
    return outer + "local function g()\n" + inner + "return function()\n" + uses + "end end"
  }

  private static func row(_ text: String, _ count: Int, _ separator: String = "") -> String {
    Array(repeating: text, count: count).joined(separator: separator)
  }

  private static func names(_ stem: String, _ count: Int) -> String {
    (1...count).map { "\(stem)\($0)" }.joined(separator: ", ")
  }
}
