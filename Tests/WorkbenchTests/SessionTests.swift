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

  @Test("puts random numbers back where an entry fails")
  func random() throws {
    let draws =
      "math.random(1000), math.random(1000)\nstream and numerics.draw_integers(stream, 2, 1, 1000):values()\n"
    let failing = "math.random(), numerics.draw_uniform(stream, 3), error \"x\"\n"
    let stream = "stream = numerics.stream \"a\"\n"
    let undisturbed = try run(stream + draws)
    let disturbed = try run(stream + failing + failing + draws)
    #expect(undisturbed.status == 0 && disturbed.status == 1, "\(undisturbed)")
    #expect(disturbed.output == undisturbed.output)
    let drawn = try run(stream + "math.random(), numerics.draw_uniform(stream, 3):values()\n" + draws)
    #expect(!drawn.output.hasSuffix(undisturbed.output), "what an entry draws that ends well is gone")
  }

  @Test(
    "says of what other languages write what Lua writes, with the line and the column",
    arguments: [
      ("retrun 3", "1:1: \"retrun\" is no word of Lua; did you mean \"return\"?"),
      ("x <- 3", "1:3: expected \"=\" or a call, found \"<\"; a value is assigned with ="),
      (
        "cohort.count > 3 ? 1 : 2",
        "1:18: expected the end of the text, found \"?\"; a choice is written condition and this or that"
      ),
      ("i++", "1:2: expected \"=\" or a call, found \"+\"; write i = i + 1"),
      ("// note", "1:1: expected an expression, found \"//\"; a comment begins with --"),
      ("print(1) edn", "1:10: \"edn\" is no word of Lua; did you mean \"end\"?"),
      ("fasle", "1:1: unknown name \"fasle\"; did you mean \"false\"?"),
      ("NULL", "1:1: unknown name \"NULL\"; nothing is written nil"),
    ])
  func foreign(_ entry: String, _ words: String) throws {
    let end = try run(entry + "\n")
    #expect(end.errors == "workbench: input:\(words)\n")
    #expect(end.status == 1)
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
    #expect(errors.first == "workbench: input:1:1: unknown name \"modle\"; did you mean \"model\"?")
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
    let all = try run("help()\n").output
    for topic in ["survival.cox", "workbench.Cohort", "expressions"] { #expect(all.contains("    \(topic)  ")) }
  }

  @Test("stops an entry over its time, and goes on")
  func time() throws {
    let end = try run("local x = 7\nwhile true do end\nx\n", ["--time-limit", "1"])
    #expect(end.output == "7\n")
    #expect(end.errors == "workbench: input:1: stopped: the script was still running after its time limit of 1 s\n")
    #expect(end.status == 1)
  }

  @Test("where an entry cannot be stopped, starts anew and evaluates again in silence what had been evaluated")
  func lost() throws {
    let end = try run(
      "local x = 7\nprint 'once'\nlocal s = (\"a\"):rep(200000) .. \"b\"\ns:find((\".-\"):rep(20) .. \"c\")\n1\nx\n",
      ["--time-limit", "1"])
    #expect(end.output == "once\n1\n7\n")
    #expect(
      end.errors.hasSuffix(
        "workbench: a new session has been started, and the 3 entries before have been evaluated again: the variables are as "
          + "they were\n"))
  }

  @Test("goes on after an entry over the memory limit")
  func memory() throws {
    let end = try run("local t = {} while true do t[#t + 1] = {} end\n1\n", ["--memory-limit", "64MiB"])
    #expect(end.output.hasSuffix("1\n"))
    #expect(end.errors.contains("memory limit of 64 MiB\n"))
  }

  @Test("an entry that fails leaves variables, defaults and analyses as they were")
  func undone() throws {
    let end = try run(
      """
      local kept = 5
      local made = 1 kept = 6 workbench.profile "SAS" error "no"
      kept
      made
      numerics.quantile(workbench.column { 1, 2, 3, 4 }, 0.25)
      workbench.profile "SAS"
      numerics.quantile(workbench.column { 1, 2, 3, 4 }, 0.25)
      local t = {} while true do t[#t + 1] = {} end
      t
      """, ["--memory-limit", "64MiB"])
    #expect(end.output == "5\n1.75\n1.5\n")
    #expect(end.errors.contains("unknown name \"made\""))
    #expect(end.errors.contains("unknown name \"t\""))
  }

  @Test("says what fills the memory where that is not the entry, and lets it go")
  func full() throws {
    let end = try run(
      """
      local list = {}
      local last = list
      while true do last.next = {} last = last.next end
      local s = ("x"):rep(2000000)
      list = nil
      last = nil
      local s = ("x"):rep(2000000)
      #s
      """, ["--memory-limit", "64MiB"])
    let told =
      "the variables of the session hold 64 MiB of it: assign nil to those that are large, or begin anew with :reset\n"
    #expect(end.errors.components(separatedBy: told).count == 3, "\(end.errors)")
    #expect(end.output == "2000000\n")
  }

  @Test("each entry may print as much as a run, and whole numbers are shown without a point")
  func printing() throws {
    let end = try run(
      "local s = (\"x\"):rep(15000000)\nprint(s)\nprint(s)\nprint(s) print(s)\n50.0, { -2.0, 0.5 }\n1e15\n")
    #expect(end.output.utf8.count == 3 * 15_000_001 + "50\n{ -2, 0.5 }\n1e+15\n".utf8.count)
    #expect(end.output.hasSuffix("x\n50\n{ -2, 0.5 }\n1e+15\n"))
    #expect(
      end.errors == "workbench: input:1: print: more than 16777216 bytes, which is the limit of a run or an entry\n")
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
    #expect(again.output.hasPrefix("6\nmine\n"))
    let table = try #require(
      end.output.components(separatedBy: "Table 1.").last?.split(separator: "\n").dropFirst(3).first)
    #expect(again.output.contains(table))
  }

  @Test("all that was entered and worked is saved: what check accepts, and run gives the same numbers of")
  func saveAll() throws {
    let scratch = try Scratch()
    try scratch.write("helper.lua", "return { twice = function(x) return 2 * x end }\n")
    try scratch.write(
      "loaded.lua",
      """
      --- How long?
      ---
      --- Needs:
      ---   endpoint {endpoint}
      --- Parameters:
      ---   endpoint (endpoint, default pfs): the endpoint.
      local workbench, survival = require "workbench", require "survival"
      local helper = require "helper"
      local inner = workbench.report "Loaded"
      inner:note(workbench.parameters.endpoint .. " " .. helper.twice(21))
      return inner

      """)
    let end = try run(
      """
      local n <const> = cohort.count
      n = n + 1
      (function() print("called") end)()
      local km = survival.kaplan_meier(cohort, { endpoint = "pfs", by = "sex" })
      km, 5, km.groups.male.events
      local failed = 1 error "no"
      if n > 3 then return "early", n end
      local report = workbench.report "Mine"
      report:add(survival.follow_up(cohort, { endpoint = "pfs" }))
      table.concat { "a", "b" }
      local table = 4
      function told() help "numerics.sum" return 2 end
      told()
      :load loaded endpoint=os
      do goto on ::on:: end
      ::on:: n = n - 1
      ::on:: n = n - 1
      n -- the last
      :save saved.lua
      """, in: scratch.url)
    #expect(end.errors == "workbench: input:1: no\n")
    let check = try Command.run(["check", "saved.lua", "--demo"], in: scratch.url)
    // It says no more than that a name hides Lua's own, as it does in the session.
    #expect(check.status == 0 && check.output.hasSuffix("1 script checked: 1 warning\n"), "\(check.output)")
    let again = try Command.run(["run", "saved.lua"], in: scratch.url)
    #expect(again.errors == "")
    #expect(again.output.hasPrefix("called\n5\n102\nearly\t335\nab\n2\n333\nsaved\n"), "\(again.output)")
    for told in ["Loaded\n", "os 42\n", "Mine\n"] { #expect(again.output.contains(told)) }
    let rows = end.output.components(separatedBy: "\n").filter { $0.hasPrefix("male ") || $0.hasPrefix("female ") }
    #expect(rows.count == 2)
    for row in rows { #expect(again.output.contains(row)) }
  }

  @Test("says where a saved script finds what it requires, and how it is run on the same data")
  func saveElsewhere() throws {
    let scratch = try Scratch()
    _ = try scratch.folder("Scripts")
    try scratch.write("Scripts/helper.lua", "return 1\n")
    try scratch.write("Scripts/a.lua", "--- A\nlocal n = require \"helper\"\n")
    try scratch.write("my data.csv", "id,age\n1,30\n2,40\n")
    let end = try run(
      ":load a\n:save one.lua\n:save Scripts/two.lua\n:save Scripts/two.lua\n",
      ["--data", "my data.csv", "--seed", "7"],
      in: scratch.url)
    #expect(end.output == "wrote one.lua\nwrote Scripts/two.lua\n")
    #expect(
      end.errors
        == "workbench: it requires helper, and so runs only from a file in the same folder: save it there\n"
        + "workbench: Scripts/two.lua: there already, and not overwritten\n")
    #expect(try scratch.text("one.lua").contains("workbench run one.lua --data 'my data.csv' --seed 7\n"))
    #expect(try Command.run(["run", "Scripts/two.lua", "--data", "my data.csv"], in: scratch.url).status == 0)
  }

  @Test("loads a script as run does: its needs are checked, and a module that has changed is read anew")
  func load() throws {
    let scratch = try Scratch()
    try scratch.write("needy.lua", "--- A\n---\n--- Needs:\n---   column gone\nlocal n = 1\n")
    try scratch.write(
      "given.lua", "--- A\n---\n--- Parameters:\n---   n (integer): a number.\nlocal m = workbench.parameters.n\n")
    let end = try run(":load needy\n:load given\n:load given n=4\nm + 1\n:load given n=x\n", in: scratch.url)
    #expect(end.output == "5\n")
    let errors = end.errors.components(separatedBy: "\n")
    #expect(errors.first?.hasPrefix("workbench: needy.lua needs column gone, which cohort ") == true)
    #expect(errors.dropFirst().first == "workbench: given.lua needs parameter \"n\": a number.")
    #expect(errors.dropFirst(2).first == "workbench: parameter \"n\" should be a whole number, found \"x\"")
  }

  @Test("other data that cannot be used leave the session as it is")
  func wrongData() throws {
    let end = try run("local x = 7\n:data nowhere.csv\nx\n:reset\nx\n")
    #expect(end.output.hasPrefix("7\ncohort \""))
    #expect(end.errors.contains("nowhere.csv"))
    #expect(end.errors.hasSuffix("unknown name \"x\"\n"))
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
    #expect(try run(":load none.lua\n").errors.hasPrefix("workbench: there is no script \"none.lua\": not as a file"))
  }

  @Test("does not begin where the data are not usable")
  func data() throws {
    let end = try run("1\n", ["--data", "nowhere.csv"])
    #expect(end.status == 2)
    #expect(end.output == "")
  }
}
