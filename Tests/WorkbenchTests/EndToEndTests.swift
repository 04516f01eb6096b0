import Foundation
import TestSupport
import Testing

/// The built command on real input: what it prints, and with which status it ends.
@Suite("The command, run")
struct EndToEndTests {
  @Test("runs a shipped script on the demonstration cohort from an empty folder, and leaves nothing there")
  func shipped() throws {
    let scratch = try Scratch()
    let end = try Command.run(["run", "pfs_by_transplant"], in: scratch.url)
    #expect(end.status == 0)
    #expect(end.output.hasPrefix("Progression-free survival by transplant\n"))
    #expect(end.output.contains("Synthetic data. No subject exists."))
    #expect(end.output.contains("Immortal time."))
    #expect(end.errors == "")
    #expect(scratch.names == [])
  }

  @Test("prints JSON alone on standard output, even where the script prints")
  func json() throws {
    let scratch = try Scratch()
    let script = try scratch.write(
      "a.lua",
      """
      local workbench, survival = require "workbench", require "survival"
      print "on the way"
      return survival.follow_up(workbench.cohort(), { endpoint = "pfs" })
      """)
    let end = try Command.run(["run", script.path, "--format", "json"])
    #expect(end.status == 0)
    #expect(end.errors == "on the way\n")
    let json = try JSONDecoder().decode(JSONValue.self, from: Data(end.output.utf8))
    #expect(json["format"]?.text == "workbench-report")
    let items = try #require(json["items"]?.elements)
    #expect(items.map { $0["analysis"]?.text } == ["survival.follow_up"])
  }

  @Test("prints what the script prints before its report on a terminal's output")
  func printing() throws {
    let scratch = try Scratch()
    let script = try scratch.write(
      "a.lua", "print(\"one\", 2)\nprint \"three\"\nreturn require(\"workbench\").report \"Empty\"")
    let end = try Command.run(["run", script.path])
    #expect(end.output.hasPrefix("one\t2\nthree\nEmpty\n"))
    #expect(end.errors == "")
  }

  @Test("writes the files that are asked for and the figures, and nothing else")
  func files() throws {
    let scratch = try Scratch()
    let end = try Command.run(
      ["run", "pfs_by_transplant", "--out", "out/first", "--format", "json", "--format", "html"], in: scratch.url)
    #expect(end.status == 0)
    #expect(end.output == "")
    #expect(end.errors.hasPrefix("wrote "))
    let written = scratch.names.map { $0.replacing("out/first/pfs_by_transplant", with: "…") }
    #expect(written.filter { !$0.hasSuffix(".svg") } == ["out", "out/first", "….html", "….json"])
    #expect(written.filter { $0.hasSuffix(".svg") } == (1...3).map { "…-figure-\($0).svg" })
    let printed = try Command.run(["run", "pfs_by_transplant", "--format", "json"])
    #expect(try scratch.text("out/first/pfs_by_transplant.json") == printed.output)
  }

  @Test("a script that fails leaves the files of the run before it as they were")
  func failingLeavesFiles() throws {
    let scratch = try Scratch()
    let good = #"return require("workbench").report "Good""#
    try scratch.write("a.lua", good)
    let arguments = ["run", "a.lua", "--out", "out", "--format", "markdown", "--time-limit", "2"]
    #expect(try Command.run(arguments, in: scratch.url).status == 0)
    let before = try scratch.text("out/a.md")
    for ending in [#"error "no""#, "while true do end"] {
      try scratch.write("a.lua", ending + "\n" + good)
      #expect(try Command.run(arguments, in: scratch.url).status != 0)
      #expect(scratch.names == ["a.lua", "out", "out/a.md"])
      #expect(try scratch.text("out/a.md") == before)
    }
  }

  @Test("the seed decides what the generator gives, and stands in the report")
  func seed() throws {
    let scratch = try Scratch()
    let script = try scratch.write(
      "a.lua",
      """
      local report = require("workbench").report "Draw"
      report:note(tostring(math.random(1 << 40)))
      return report
      """)
    func run(_ seed: String) throws -> String {
      try Command.run(["run", script.path, "--format", "json", "--seed", seed]).output
    }
    let (one, again, two) = (try run("1"), try run("1"), try run("2"))
    #expect(one == again)
    #expect(one != two)
    #expect(two.contains("\"seed\": 2"))
  }
}

@Suite("The command's other parts, run")
struct EndToEndCommandTests {
  @Test("data describes the demonstration cohort")
  func data() throws {
    let end = try Command.run(["data"])
    #expect(end.status == 0)
    #expect(end.output.hasPrefix("CAR-T demonstration: 334 subjects\n"))
    #expect(end.output.contains("\nTrials\n  NCT04572308: 127\n"))
    #expect(end.output.contains("\nLinked table adverse_events: "))
    #expect(end.output.contains("\nEndpoints\n"))
    #expect(end.output.hasSuffix("\nno errors, no warnings, 3 notes\n"))
  }

  @Test("data: exit status 2 for errors, with --strict for warnings, after all is shown; JSON on request")
  func findings() throws {
    let scratch = try Scratch()
    try scratch.write("warning.csv", "id,age,dx\na,17,T-ALL\nb,18,T ALL\nc,19,T-ALL\nd,20,T-ALL\n")
    try scratch.write("error.csv", "id,age\na,17\nb,170\nc,30\n")
    let warning = try Command.run(["data", "warning.csv"], in: scratch.url)
    #expect(warning.status == 0)
    #expect(warning.output.contains("\"dx\" has levels that are spelt alike: \"T ALL\" (1), \"T-ALL\" (3)"))
    #expect(warning.output.hasSuffix("\nno errors, 1 warning, no notes\n"))
    let strict = try Command.run(["data", "warning.csv", "--strict"], in: scratch.url)
    #expect(strict == .init(status: 2, output: warning.output, errors: ""))
    let error = try Command.run(["data", "error.csv", "--format", "json"], in: scratch.url)
    #expect(error.status == 2)
    #expect(error.errors == "")
    let value = try JSONDecoder().decode(JSONValue.self, from: Data(error.output.utf8))
    #expect(value["form"] == .text("workbench-data/1"))
    #expect(error.output.contains("\"check\": \"age_range\""))
  }

  @Test("data shows all that keeps a folder from being used, where a run refuses it")
  func faultyRows() throws {
    let scratch = try Scratch()
    try scratch.write("cohort.toml", "subject_id = \"id\"\n[tables]\nsubjects = \"s.csv\"\nae = \"ae.csv\"\n")
    try scratch.write("s.csv", "id,age\na,17\nb,18\na,19\n")
    try scratch.write("ae.csv", "id,term\na,CRS\nx,CRS\n")
    let end = try Command.run(["data", "."], in: scratch.url)
    #expect(end.status == 2)
    #expect(
      end.output.contains(
        """

        Errors
          subjects, row 3: the subject stands in an earlier row already in 1 row: a; left out of this
            overview, and a fault in a run [duplicate_subject]
          ae, row 2: the subject is not among the subjects in 1 row: x; left out of this overview, and a
            fault in a run [unknown_subject]

        """))
    let run = try Command.run(["run", "table_one", "--data", "."], in: scratch.url)
    #expect(run.status == 2)
    #expect(run.output == "")
  }

  @Test("data that cannot be used end with status 2 and the place of each fault")
  func unusableData() throws {
    let scratch = try Scratch()
    try scratch.write("a.csv", "id,age\na,17\nb\n")
    let end = try Command.run(["data", "a.csv"], in: scratch.url)
    #expect(end.status == 2)
    #expect(end.output == "")
    #expect(end.errors.hasPrefix("workbench: a.csv:3:"))
    #expect(
      try Command.run(["data", "nowhere"])
        == .init(status: 2, output: "", errors: "workbench: nowhere: there is no such file\n"))
  }

  @Test("data export-demo writes a cohort that gives the same numbers when it is loaded back")
  func export() throws {
    let scratch = try Scratch()
    #expect(try Command.run(["data", "export-demo", "demo"], in: scratch.url).status == 0)
    let tables = ["adverse_events", "assessments", "cohort", "crs_findings", "icans_findings", "subjects"]
    #expect(scratch.names == ["demo"] + tables.map { "demo/\($0).\($0 == "cohort" ? "toml" : "csv")" })
    func items(_ end: Command.End) throws -> JSONValue? {
      try JSONDecoder().decode(JSONValue.self, from: Data(end.output.utf8))["items"]
    }
    for script in ["pfs_by_transplant", "crs_icans", "swimmer"] {
      let run = ["run", script, "--format", "json"]
      let embedded = try Command.run(run, in: scratch.url)
      let loaded = try Command.run(run + ["--data", "demo"], in: scratch.url)
      #expect(loaded.status == 0)
      #expect(try items(loaded) == items(embedded), "\(script)")
    }
    let again = try Command.run(["data", "export-demo", "demo"], in: scratch.url)
    #expect(again.status == 64)
    #expect(again.errors.hasSuffix(": there already; --overwrite replaces what is there\n"))
    #expect(try Command.run(["data", "export-demo", "demo", "--overwrite"], in: scratch.url).status == 0)
  }

  @Test("help explains an analysis, a plugin, a script and a command")
  func help() throws {
    let cox = try Command.run(["help", "survival.cox"])
    #expect(cox.status == 0)
    #expect(cox.output.hasPrefix("survival.cox\n  Cox proportional hazards model"))
    for part in [
      "\nARGUMENTS\n", "\n  endpoint (", "\nSTATISTICS\n", "\n  hazard_ratio ",
      "\nEXAMPLE\n  survival.cox(cohort, {\n    endpoint = ",
    ] {
      #expect(cox.output.contains(part), "\(part)")
    }
    let cohort = try Command.run(["help", "cohort"])
    #expect(cohort.output.hasPrefix("workbench.Cohort\n  Subjects and what is recorded of them"))
    #expect(cohort.output.contains("\n  cohort.count (integer)\n      The number of subjects.\n"))
    #expect(cohort.output.contains("\n  cohort:where(condition) gives workbench.Cohort\n"))
    #expect(
      try Command.run(["help", "workbench"]).output.contains("\n  workbench.report(title) gives workbench.Report\n"))
    #expect(try Command.run(["help", "survival"]).output.contains("\n  survival.landmark "))
    #expect(
      try Command.run(["help", "pfs_by_transplant"]).output.contains(
        "\n  --param landmarks=… (numbers, days, from 0, default 30, 60, 90, 120)\n"))
    #expect(try Command.run(["help", "run"]).output.contains("Exit status: 0 done"))
    #expect(try Command.run(["help"]).output.contains("\n    survival.cox  "))
  }

  @Test("help on a misspelt name says the right one")
  func misspeltHelp() throws {
    let end = try Command.run(["help", "survival.coxx"])
    #expect(
      end
        == .init(
          status: 64, output: "",
          errors: "workbench: there is no help on \"survival.coxx\"; did you mean \"survival.cox\"?\n"))
  }

  @Test("scripts lists those beside the working folder and those that are shipped; the nearer one hides the other")
  func scripts() throws {
    let scratch = try Scratch()
    let shipped = try Command.run(["scripts"], in: scratch.url).output
    for name in ["overall_survival", "pfs_by_transplant", "pooled_by_trial"] {
      #expect(shipped.contains("\(name).lua (shipped)\n"))
    }
    _ = try scratch.folder("Scripts")
    try scratch.write("Scripts/mine.lua", "--- Mine?\nreturn 1\n")
    try scratch.write("Scripts/pfs_by_transplant.lua", "--- Hidden?\nreturn require(\"workbench\").report \"Hidden\"\n")
    let listed = try Command.run(["scripts"], in: scratch.url)
    #expect(listed.status == 0)
    #expect(listed.output.contains("mine.lua (Scripts/)\n  Mine?\n"))
    #expect(listed.output.contains("pfs_by_transplant.lua (Scripts/)\n  Hidden?\n"))
    #expect(!listed.output.contains("pfs_by_transplant.lua (shipped)"))
    #expect(listed.output.contains("pooled_by_trial.lua (shipped)"))
    #expect(try Command.run(["run", "pfs_by_transplant"], in: scratch.url).output.hasPrefix("Hidden\n"))
  }

  @Test("doctor names the Lua that is linked and every lock")
  func doctor() throws {
    let end = try Command.run(["doctor"])
    #expect(end.status == 0)
    #expect(end.output.hasPrefix("workbench "))
    #expect(end.output.contains("\nLua\n  Lua 5.4."))
    #expect(end.output.contains("system call filter (seccomp)"))
  }

  @Test("the worker is not started by hand")
  func worker() throws {
    #expect(
      try Command.run(["worker"])
        == .init(
          status: 64, output: "", errors: "workbench: this command is started by the workbench itself, not by hand\n"))
  }
}
