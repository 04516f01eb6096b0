import Foundation
import TestSupport
import Testing

/// Sessions with piped input: what they show, and how they end.
@Suite("workbench repl, piped")
struct SessionTests {
  private func run(_ input: String, _ arguments: [String] = [], in folder: URL? = nil) throws -> Command.End {
    try Command.run(["repl"] + arguments, in: folder, input: input)
  }

  @Test("shows the values of expressions and nothing else, without any sequence of a terminal")
  func values() throws {
    let end = try run("cohort.count\n1 + 1, \"a\\nb\"\n\n{ 1, x = { 2 } }\nnil\nprint 'said'\nlocal y = 3\n")
    #expect(end == Command.End(status: 0, output: "334\n2\n\"a\\nb\"\n{ 1, x = { 2 } }\nnil\nsaid\n", errors: ""))
  }

  @Test("keeps locals, functions and assignments for later entries")
  func variables() throws {
    let end = try run(
      """
      local x <const>, y = 1, 2
      local function sum() return x + y end
      x = 10
      sum()
      local y
      y
      local x = 5
      x
      """)
    #expect(end.output == "12\nnil\n5\n")
    #expect(end.errors == "")
  }

  @Test("joins lines until an entry is whole")
  func lines() throws {
    let end = try run("for i = 1, 2 do\n  print(i)\nend\ncohort:where(\n  \"age >= 18\"\n).count > 0\n")
    #expect(end.output == "1\n2\ntrue\n")
  }

  @Test("shows an error in its fixed shape and goes on; the status says that one failed")
  func errors() throws {
    let end = try run("local model = 1\nmodle\nsurvival.cxo()\nmodel\nx =\n")
    #expect(end.status == 1)
    #expect(end.output == "1\n")
    let errors = end.errors.split(separator: "\n").map(String.init)
    #expect(errors.count == 3)
    #expect(errors.first == "workbench: input:1: unknown name 'modle'; did you mean 'model'?")
    #expect(
      errors.dropFirst().first == "workbench: input:1: module survival has no function \"cxo\"; did you mean \"cox\"?")
    #expect(errors.last == "workbench: input:1:4: expected an expression, found the end of the text")
  }

  @Test("shows a result with its tables and cautions, figures by a line, and nothing of where it comes from")
  func results() throws {
    let end = try run("survival.kaplan_meier(cohort, { endpoint = \"pfs\", by = \"transplanted\" })\n")
    #expect(end.status == 0)
    #expect(end.output.contains("Immortal time"))
    #expect(end.output.contains("Table 1."))
    #expect(end.output.contains("\nFigure: "))
    #expect(!end.output.contains("Where the numbers come from"))
  }

  @Test("describes a cohort and a column in a few lines")
  func descriptions() throws {
    let end = try run("cohort:where \"age >= 18\"\ncohort:column \"age\"\n")
    #expect(end.output.hasPrefix("cohort \""))
    #expect(end.output.contains("\n  age >= 18: "))
    #expect(end.output.contains("column \"age\" of 334 "))
    #expect(end.output.contains("quartiles"))
  }

  @Test("explains a function by itself, by its name, and by a command")
  func help() throws {
    let end = try run("help(survival.cox)\nhelp \"cox\"\n:help survival.cox\n")
    let entries = end.output.components(separatedBy: "survival.cox\n  ")
    #expect(entries.count == 4)
    #expect(entries[1] == entries[2])
  }

  @Test("stops an entry over its time, and goes on")
  func time() throws {
    let end = try run("local x = 7\nwhile true do end\nx\n", ["--time-limit", "1"])
    #expect(end.output == "7\n")
    #expect(end.errors == "workbench: input:1: stopped: the script was still running after its time limit of 1 s\n")
    #expect(end.status == 1)
  }

  @Test("starts anew and says so where an entry cannot be stopped")
  func lost() throws {
    let end = try run(
      "local x = 7\nlocal s = (\"a\"):rep(200000) .. \"b\"\ns:find((\".-\"):rep(20) .. \"c\")\n1\nx\n",
      ["--time-limit", "1"])
    #expect(end.output == "1\n")
    #expect(end.errors.contains("a new session has been started: its variables are lost\n"))
    #expect(end.errors.contains("unknown name 'x'"))
  }

  @Test("goes on after an entry over the memory limit")
  func memory() throws {
    let end = try run("local t = {} while true do t[#t + 1] = {} end\n1\n", ["--memory-limit", "64MiB"])
    #expect(end.output.hasSuffix("1\n"))
    #expect(end.errors.contains("memory limit of 64 MiB"))
  }

  @Test("over the memory limit, the variables of the entry are gone, and those before it stay")
  func memoryOfVariables() throws {
    let end = try run(
      "local kept = 5\nlocal t = {} while true do t[#t + 1] = {} end\nkept\nt\n", ["--memory-limit", "64MiB"])
    #expect(end.output == "5\nnil\n")
  }

  @Test("saves what was entered as a script that shows the same results")
  func save() throws {
    let scratch = try Scratch()
    let end = try run(
      """
      local adults = cohort:where "age >= 18"
      function double(n) return n * factor end
      local factor = 2
      local factor = 3
      double(2)
      nonsense
      survival.follow_up(adults, { endpoint = "pfs" })
      :save mine.lua
      """, in: scratch.url)
    #expect(end.output.contains("wrote mine.lua\n"))
    let script = try scratch.text("mine.lua")
    #expect(script.contains("local survival = require \"survival\"\n"))
    #expect(!script.contains("nonsense"))
    let again = try Command.run(["run", "mine.lua"], in: scratch.url)
    #expect(again.status == 0)
    #expect(again.errors == "")
    #expect(again.output.hasPrefix("6\nSession\n"))
    let table = try #require(
      end.output.components(separatedBy: "Table 1.").last?.split(separator: "\n").dropFirst(3).first)
    #expect(again.output.contains(table))
  }

  @Test("loads a file, starts on other data, and ends when told to")
  func commands() throws {
    let scratch = try Scratch()
    try scratch.write("a.lua", "local n = 4\nfunction twice() return 2 * n end\n")
    try scratch.write("d.csv", "id,age\n1,30\n2,40\n")
    let end = try run(":load a.lua\ntwice()\n:data d.csv\ncohort.count\n:quit\n5\n", in: scratch.url)
    #expect(end.output.hasPrefix("8\ncohort \""))
    #expect(end.output.hasSuffix("\n2\n"))
    #expect(try run(":lod a\n").errors.contains("there is no command \":lod a\"; did you mean \":load\"?"))
    #expect(try run(":load none.lua\n").errors == "workbench: cannot read \"none.lua\"\n")
  }

  @Test("does not begin where the data are not usable")
  func data() throws {
    let end = try run("1\n", ["--data", "nowhere.csv"])
    #expect(end.status == 2)
    #expect(end.output == "")
  }
}
