import Foundation
import Testing

/// What plugins say that they need of a cohort, against cohorts that lack it.
@Suite("What plugins need of a cohort")
struct PluginNeedsTests {
  private let desk: PluginDesk

  init() throws {
    desk = try PluginDesk()
    let source = try desk.plugin(lua: "return { words = function() return \"computed\" end }\n")
    let manifest = try desk.text(source + "/plugin.toml")
    try desk.write(
      [
        "plugin.toml": manifest + """

          [needs]
          columns = { age = "number", gvhd_day = "number", arm = "category" }
          endpoints = ["os"]
          tables = { assessments = ["day"] }

          """
      ], to: source)
    try desk.have(source)
    try desk.write([
      "whole.csv": "id,age,gvhd_day,arm\na,30,5,x\nb,40,,y\n",
      "renamed.csv": "id,age,gvhd_days,arm\na,30,5,x\nb,40,6,y\n",
    ])
    try desk.script(says: "require \"acme/grfs\".words()", first: "print \"begun\"")
  }

  /// Writes a cohort of a subjects table, with an endpoint and a table of assessments.
  private func cohort(_ name: String, subjects: String, table: String = "assessments", day: String = "day") throws {
    try desk.write(
      [
        "cohort.toml": """
        subject_id = "id"
        [tables]
        subjects = "subjects.csv"
        \(table) = "a.csv"
        [endpoints.os]
        time = "os_days"
        event = "os_event"
        unit = "days"

        """, "subjects.csv": subjects, "a.csv": "id,\(day),response\na,10,CR\n",
      ], to: name)
  }

  private static let subjects = "id,age,gvhd_day,arm,os_days,os_event\na,30,5,x,10,1\nb,40,,y,12,0\n"

  @Test("An entry at the prompt that requires the plugin is told as a run is; the session goes on")
  func session() throws {
    try cohort("whole", subjects: Self.subjects)
    let entries = "require \"acme/grfs\".words()\n1 + 1\n"
    let environment = try desk.environment()
    let met = try Command.run(["repl", "--data", "whole"], in: desk.project, environment: environment, input: entries)
    #expect(met.output == "\"computed\"\n2\n", "\(met)")
    let end = try Command.run(
      ["repl", "--data", "renamed.csv"], in: desk.project, environment: environment, input: entries)
    #expect(end.status == 1 && end.output == "2\n")
    #expect(
      end.errors.contains(
        "plugin acme/grfs 1.2.0 needs column \"gvhd_day\" (number), which cohort \"renamed\" does not have"),
      "\(end.errors)")
  }

  @Test("A cohort that has it is computed on")
  func met() throws {
    try cohort("whole", subjects: Self.subjects)
    let end = try desk.run("run", "a.lua", "--data", "whole")
    #expect(end.status == 0 && end.output.contains("computed"), "\(end)")
    // Of a column in which nobody has a value, the kind cannot be told, and does not matter.
    try cohort("empty", subjects: Self.subjects.replacing("30,5,x", with: "30,,x"))
    #expect(try desk.run("run", "a.lua", "--data", "empty").status == 0)
  }

  @Test("What it lacks is told before anything runs: which plugin, what, what there is, and the nearest name")
  func unmet() throws {
    try cohort(
      "other", subjects: Self.subjects.replacing("gvhd_day", with: "gvhd_days").replacing("30,", with: "old,"),
      table: "assessment", day: "visit")
    let lacks = """
      plugin acme/grfs 1.2.0 needs column "age" to be number; in cohort "other" it is text, such as old
      plugin acme/grfs 1.2.0 needs column "gvhd_day" (number), which cohort "other" does not have; did you mean "gvhd_days"? Its \
      columns: id, age, gvhd_days, arm, os_days, os_event
      plugin acme/grfs 1.2.0 needs table "assessments", which cohort "other" does not have; did you mean "assessment"? Its linked \
      tables: assessment

      """
    let end = try desk.run("run", "a.lua", "--data", "other")
    #expect(end == .init(status: 2, output: "", errors: "workbench: a.lua: " + lacks))
    let plan = try desk.run("run", "a.lua", "--data", "other", "--dry-run")
    #expect(plan.status == 2)
    #expect(
      plan.output.contains(
        """
        NEEDS
          plugin acme/grfs: column age (number), column gvhd_day (number), column arm (category), endpoint os, table assessments (column day)
          missing: plugin acme/grfs 1.2.0 needs column "age" to be number; in cohort "other" it is text, such as old

        """), "\(plan.output)")
    let check = try desk.run("plugin", "check", "--data", "other")
    #expect(check.status == 2 && check.errors == "workbench: " + lacks)
    #expect(check.output == "1 plugin is as workbench.lock says\n")
    let script = try desk.run("check", "a.lua", "--data", "other")
    #expect(script.status == 1 && script.output.contains("plugin acme/grfs 1.2.0 needs table \"assessments\""))
  }

  @Test("A column of a table, and an endpoint, are told alike")
  func tables() throws {
    try cohort("visits", subjects: Self.subjects, day: "visit_day")
    let end = try desk.run("run", "a.lua", "--data", "visits")
    #expect(
      end.errors
        == "workbench: a.lua: plugin acme/grfs 1.2.0 needs column \"day\", which table \"assessments\" of cohort \"visits\" does "
        + "not have; its columns: id, visit_day, response\n")
    let bare = try desk.run("run", "a.lua", "--data", "whole.csv")
    #expect(bare.status == 2)
    #expect(
      bare.errors.contains(
        "needs endpoint \"os\", which cohort \"whole\" does not have: endpoint \"os\" is not declared in cohort \"whole\"; "
      ))
    #expect(
      bare.errors.hasSuffix(
        "needs table \"assessments\", which cohort \"whole\" does not have; it has no linked tables\n"))
  }

  @Test("A plugin that another plugin or a module requires is asked, too; one that nobody requires is not")
  func through() throws {
    try desk.have(
      desk.plugin(
        "acme/user", needs: ["acme/grfs": ">= 1"],
        lua: "return { words = function() return require(\"acme/grfs\").words() end }\n"))
    try desk.script("b.lua", says: "require \"acme/user\".words()")
    #expect(try desk.run("run", "b.lua", "--data", "renamed.csv").errors.contains("did you mean \"gvhd_days\"?"))
    try desk.write(["beside.lua": "return require \"acme/grfs\"\n"])
    try desk.script("c.lua", says: "require \"beside\".words()")
    #expect(try desk.run("run", "c.lua", "--data", "renamed.csv").status == 2)
    try desk.script("d.lua", says: "1")
    #expect(try desk.run("run", "d.lua", "--data", "renamed.csv").status == 0)
  }

  @Test("Without a cohort, a check says what is needed; before it is trusted, that is shown as well")
  func shown() throws {
    let words =
      "column age (number), column gvhd_day (number), column arm (category), endpoint os, table assessments (column day)"
    let check = try desk.run("plugin", "check", "../acme-grfs-1.2.0")
    #expect(
      check.output.hasSuffix(
        "acme/grfs 1.2.0 needs of a cohort: \(words); to check one: --data PATH, or --demo\n"))
    #expect(try desk.run("plugin", "check", "--demo").errors.contains("\"gvhd_day\" (number), which cohort "))
    #expect(try desk.run("plugin", "trust", "acme/grfs", as: "bo").output.contains("of a cohort:  \(words)\n"))
  }
}
