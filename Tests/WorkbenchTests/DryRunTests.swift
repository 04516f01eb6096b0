import Foundation
import TestSupport
import Testing

/// `workbench run --dry-run`, as a user runs it.
@Suite struct DryRunTests {
  private static let script = """
    --- Who lives longer?
    ---
    --- Needs:
    ---   column {by}
    ---   column age
    --- Parameters:
    ---   by (column, default arm): the groups.
    ---   at (numbers, days, default 30, 60): the days.
    local workbench = require "workbench"
    local survival = require "survival"
    local own = require "own"
    print("run")
    local report = workbench.report "A"
    local cohort = workbench.cohort():where "age > 1"
    report:add(survival.kaplan_meier(cohort, {
      endpoint = "Surv(days, event)", by = workbench.parameters.by, times = workbench.parameters.at,
    }))
    own(report)
    return report

    """

  private func scratch() throws -> Scratch {
    let scratch = try Scratch()
    try scratch.write("a.lua", Self.script)
    try scratch.write("own.lua", "return function() end\n")
    try scratch.write("unused.lua", "return 1\n")
    try scratch.write("trial.csv", "id,age,arm,days,event\n1,30,x,5,1\n2,40,y,6,0\n")
    return scratch
  }

  @Test func allThatARunWouldDoIsSaidAndNothingIsRun() throws {
    let scratch = try scratch()
    let end = try Command.run(
      ["run", "a.lua", "--data", "trial.csv", "--param", "at=10", "--out", "out", "--dry-run"], in: scratch.url)
    let sha256 = "SHA-256"
    let lines = end.output.components(separatedBy: "\n").map { line in
      line.contains(sha256) ? line.components(separatedBy: sha256)[0] + sha256 : line
    }
    #expect(
      lines.joined(separator: "\n") == """
        A dry run: nothing of the script is run.

        SCRIPT
          a.lua (\(Self.script.utf8.count) bytes): Who lives longer?
          requires own.lua beside it (22 bytes)

        DATA
          trial.csv (44 bytes)
          cohort "trial": 2 subjects
          subjects: 2 rows of trial.csv, SHA-256

        PARAMETERS
          by = "arm" (default)
          at = { 10 } (given)
          profile R, seed 1

        NEEDS
          column arm: there
          column age: there

        CALLS, as far as they can be told
          line 15: survival.kaplan_meier

        BOUNDS
          60 s from when the cohort is loaded, 4 GiB of memory

        OUTPUT
          html, json, csv: files in out

        CHECK
          nothing found

        """)
    #expect(end.status == 0, "\(end.errors)")
    #expect(scratch.names == ["a.lua", "own.lua", "trial.csv", "unused.lua"])
  }

  @Test func aNeedThatIsNotMetEndsWithStatus2() throws {
    let scratch = try scratch()
    let end = try Command.run(
      ["run", "a.lua", "--data", "trial.csv", "--param", "by=amr", "--dry-run"], in: scratch.url)
    #expect(end.output.contains("  column amr: missing: column \"amr\" is not in \"trial\"; did you mean \"arm\"?\n"))
    #expect(end.status == 2)
  }

  @Test func aScriptThatIsWrongEndsWithStatus1() throws {
    let scratch = try Scratch()
    try scratch.write("a.lua", "--- Who?\nreturn require('workbench').repot 'A'\n")
    let end = try Command.run(["run", "a.lua", "--dry-run"], in: scratch.url)
    #expect(end.output.contains("the embedded demonstration cohort, no file"))
    #expect(end.output.contains("1 error, 0 warnings: \"workbench check\" shows them"))
    #expect(end.output.contains("terminal: standard output"))
    #expect(end.status == 1)
  }
}
