import Foundation
import Testing
import Workbench

/// What `workbench new` writes runs as it is.
@Suite("The command new")
struct NewCommandTests {
  @Test("writes a script with a header, which runs and is explained, and its test")
  func script() throws {
    let scratch = try Scratch()
    let end = try Command.run(["new", "my_question"], in: scratch.url)
    #expect(
      end
        == .init(status: 0, output: "", errors: "wrote Scripts/my_question.lua, Scripts/my_question_test.lua\n"))
    #expect(scratch.names == ["Scripts", "Scripts/my_question.lua", "Scripts/my_question_test.lua"])
    let run = try Command.run(["run", "my_question", "--param", "endpoint=os"], in: scratch.url)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("Overall survival"))
    #expect(run.output.contains("subjects, followed for a median of"))
    let tests = try Command.run(["test"], in: scratch.url)
    #expect(tests.status == 0, "\(tests.output)\(tests.errors)")
    let help = try Command.run(["help", "my_question"], in: scratch.url)
    #expect(help.output.contains("--param adult=… (number, years, default 18)"))
    let check = try Command.run(["check", "Scripts", "--demo"], in: scratch.url)
    #expect(check == .init(status: 0, output: "2 scripts checked: nothing found\n", errors: ""))
  }

  @Test("the script runs on a table of one's own, with endpoints named by its columns, as its comments say")
  func ownData() throws {
    let scratch = try Scratch()
    _ = try Command.run(["new", "my_question"], in: scratch.url)
    let rows = (1...40).map { "\($0),\(20 + $0),\($0 % 2 == 0 ? "f" : "m"),\($0 * 10),\($0 % 3 == 0 ? 2 : 1)" }
    try scratch.write("patients.csv", "id,age,sex,days,status\n" + rows.joined(separator: "\n") + "\n")
    let run = try Command.run(
      ["run", "my_question", "--data", "patients.csv", "--param", "endpoint=Surv(days, status == 1)"], in: scratch.url)
    #expect(run.status == 0, "\(run.errors)")
    for told in ["Who they are", "Among the younger", "Subjects by age group", "40 subjects, followed for"] {
      #expect(run.output.contains(told), "\(told)")
    }
  }

  @Test("overwrites nothing, and then writes nothing")
  func taken() throws {
    let scratch = try Scratch()
    _ = try scratch.folder("Scripts")
    try scratch.write("Scripts/mine_test.lua", "-- mine")
    let end = try Command.run(["new", "mine"], in: scratch.url)
    #expect(end.status == 64)
    #expect(end.errors == "workbench: Scripts/mine_test.lua: there already, and not overwritten\n")
    #expect(scratch.names == ["Scripts", "Scripts/mine_test.lua"])
    #expect(try scratch.text("Scripts/mine_test.lua") == "-- mine")
  }

  @Test(
    "refuses names that are none, and says how one looks",
    arguments: ["My", "a b", "../a", "9a", "", "ä", "a-b", "survival", "workbench", "mine_test", "a.lua"])
  func names(name: String) throws {
    let scratch = try Scratch()
    let end = try Command.run(["new", name, "--kind", "analysis"], in: scratch.url)
    #expect(end.status == 64)
    #expect(end.errors.contains("a script's name is lower-case letters, digits and \"_\", such as \"my_question\""))
    #expect(scratch.names == [])
    let plugin = try Command.run(["new", name, "--kind", "plugin"], in: scratch.url)
    #expect(plugin.status == 64)
    #expect(plugin.errors.contains("an id is team/name"))
    #expect(scratch.names == [])
  }

  @Test("writes a plugin, whose analysis runs")
  func plugin() throws {
    let scratch = try Scratch()
    let end = try Command.run(["new", "acme/early", "--kind", "plugin"], in: scratch.url)
    #expect(end.status == 0, "\(end.errors)")
    #expect(
      scratch.names == [
        "early", "early/README.md", "early/init.lua", "early/plugin.toml", "early/tests", "early/tests/early_test.lua",
      ])
    try scratch.write(
      "a.lua",
      """
      local workbench, early = require "workbench", require "early"
      local cohort, report = workbench.cohort(), workbench.report "Plugin"
      local result = early.share(cohort, { condition = "age >= 65", by = "sex" })
      report:add(result)
      report:add(early.share(cohort, { condition = "transplanted" }))
      print(result:value("count", { group = "male" }) == cohort:where("age >= 65 and sex == 'male'").count)
      return report
      """)
    try scratch.write("early.lua", scratch.text("early/init.lua"))
    let run = try Command.run(["run", "a.lua"], in: scratch.url)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.hasPrefix("true\nPlugin\n"))
    let tests = try Command.run(["test", "early"], in: scratch.url)
    #expect(tests.status == 0, "\(tests.output)\(tests.errors)")
    let check = try Command.run(["plugin", "check", "early"], in: scratch.url)
    #expect(check.status == 0, "\(check.output)\(check.errors)")
  }
}
