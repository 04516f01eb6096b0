import Analyses
import Scripting
import Survival
import Testing

/// What a check says of the course of a script: what is never reached, what hides another, and what is there to fail.
@Suite("Checks of the course of a script")
struct FlowCheckTests {
  private func found(_ lines: String, file: String = "a.lua") throws -> [String] {
    let text = "--- What?\nlocal workbench, survival = require 'workbench', require 'survival'\n" + lines
    return try ScriptCheck(registry: Registry([SurvivalPlugin()]), otherModules: ["testing"])
      .findings(in: text, file: file).filter { $0.code != .unusedModule }.map {
        "\($0.line):\($0.column) \($0.code.rawValue): \($0.message)"
      }
  }

  private static let end = "\nreturn workbench.report 'A'"

  @Test(
    "statements that are never reached are found, the first of each block",
    arguments: [
      (
        "do return workbench.report 'A' end\nprint 'a'\nprint 'b'",
        "4:1 unreachable: this is never reached: line 3 never goes on to here"
      ),
      ("for i = 1, 2 do\nif i == 1 then break end\nbreak\nprint(i)\nend", nil),
      (
        "for i = 1, 2 do\ndo break end\nprint(i)\nend",
        "5:1 unreachable: this is never reached: line 4 never goes on to here"
      ),
      (
        "local function f()\nerror 'no'\nreturn 1\nend\nf()",
        "5:1 unreachable: this is never reached: line 4 always fails"
      ),
      (
        "while true do print 'a' end\nprint 'b'", "4:1 unreachable: this is never reached: line 3 never goes on to here"
      ),
      ("while true do if survival then break end end", nil),
      (
        "while true do for _ = 1, 2 do break end end\nprint 'b'",
        "4:1 unreachable: this is never reached: line 3 never goes on to here"
      ),
      ("while true do while survival do goto out end end\n::out::", nil),
      (
        "if survival then error 'a' else return workbench.report 'B' end\nprint 'c'",
        "4:1 unreachable: this is never reached: line 3 never goes on to here"
      ),
      ("if survival then error 'a' elseif workbench then return workbench.report 'B' end", nil),
      ("for i = 1, 2 do\nif i == 1 then goto next end\nprint(i)\n::next::\nend", nil),
      ("goto over\nprint 'a'\n::over::", "4:1 unreachable: this is never reached: line 3 goes to over"),
      ("repeat local done = true until done", nil),
    ])
  func unreachable(lines: String, finding: String?) throws {
    // `break` in the middle of a block is Lua's own business, and no error there.
    let all = try found(lines + Self.end)
    if lines.contains("break\nprint") {
      #expect(all == ["6:1 unreachable: this is never reached: line 5 leaves the loop"])
    } else {
      #expect(all == [finding].compactMap(\.self))
    }
  }

  @Test("a script whose last loop never ends but by return gives its report")
  func endlessLoop() throws {
    #expect(try found("while true do if survival then return workbench.report 'A' end end") == [])
  }

  @Test("a local that hides Lua's own library is found where the library is meant")
  func hidden() throws {
    #expect(
      try found("local table = { 1 }\ntable.insert(table, 2)" + Self.end)
        == [
          "4:1 shadowed: table is the local of line 3 here, which hides Lua's own table; give the local another name"
        ])
    #expect(
      try found("local function f(string) return string.format('a') end\nf('b')" + Self.end).map { $0.prefix(13) }
        == ["3:33 shadowed"])
    #expect(try found("local math = { floor = print }\nmath.floor(2)" + Self.end) == [])
    #expect(try found("local string = 'a%d'\nprint(string:format(1), #string)" + Self.end) == [])
    #expect(try found("local type = 'a'\nprint(type(1))" + Self.end) == ["4:7 call: a text cannot be called"])
  }

  @Test("a local that nobody reads says which one it hides")
  func unused() throws {
    #expect(
      try found("local sum = 0\nfor i = 1, 3 do local sum = sum + i end\nprint(sum)" + Self.end)
        == [
          "4:23 unused_local: local \"sum\" is never used; it hides that of line 3, which is changed without \"local\""
        ])
  }

  @Test("what a test calls so that it fails may be wrong, and nothing else may")
  func meantToFail() throws {
    let head = "local testing = require 'testing'\nlocal cohort = workbench.cohort()\n"
    #expect(
      try found(
        head
          + """
          testing.test("refuses", function()
            testing.raises(function() survival.cox(cohort, { endpont = "pfs" }) end, "unknown argument")
            local function wrong() survival.kaplan_meir(cohort) end
            testing.raises(wrong, "kaplan_meier")
            testing.is_true(not pcall(function() return survival.cox(cohort) end))
          end)
          """, file: "a_test.lua") == [])
    #expect(
      try found(
        head
          + """
          testing.test("counts", function()
            testing.clos(survival.cox(cohort, { endpont = "pfs", covariates = "age" }), 1)
            testing.close(1, 1, { relativ = 1 })
          end)
          """, file: "a_test.lua") == [
          #"6:11 unknown_member: testing has no "clos"; did you mean "close"?"#,
          #"6:39 unknown_argument: survival.cox: unknown argument "endpont"; did you mean "endpoint"?"#,
          #"7:25 unknown_argument: testing.close: unknown argument "relativ"; did you mean "relative"?"#,
        ])
  }

  @Test("metamethods that the sandbox leaves out are found")
  func metamethods() throws {
    #expect(
      try found("print(setmetatable({}, { __index = {}, __gc = print }))" + Self.end)
        == ["3:40 unavailable: setmetatable: \"__gc\" is not available to scripts"])
    #expect(
      try found(
        "local Class = {}\nClass.__index = Class\nClass.__close = print\nprint(setmetatable({}, Class))" + Self.end)
        == ["5:7 unavailable: setmetatable: \"__close\" is not available to scripts"])
  }
}
