import Foundation
import TestSupport
import Testing

/// `workbench check`, as a user runs it.
@Suite struct CheckCommandTests {
  private static let faulty = """
    --- Who?
    ---
    --- Needs:
    ---   endpoint pfs
    local workbench = require "workbench"
    local survival = require "survival"
    local report = workbench.report "A"
    report:add(survival.kaplan_meir(workbench.cohort(), { endpoint = "pfs" }))
    return report
    """

  @Test func anErrorIsShownWithItsLineAndEndsWithStatus1() throws {
    let scratch = try Scratch()
    try scratch.write("a.lua", Self.faulty)
    let end = try Command.run(["check", "a.lua"], in: scratch.url)
    #expect(
      end.output == """
        a.lua:8:21: error: module survival has no function "kaplan_meir"; did you mean "kaplan_meier"? [unknown_function]
          report:add(survival.kaplan_meir(workbench.cohort(), { endpoint = "pfs" }))
                              ^^^^^^^^^^^
        1 script checked: 1 error

        """)
    #expect(end.errors == "")
    #expect(end.status == 1)
  }

  @Test func warningsAloneAndNothingAtAllEndWithStatus0() throws {
    let scratch = try Scratch()
    let right = Self.faulty.replacingOccurrences(of: "meir", with: "meier")
    try scratch.write("a.lua", right)
    try scratch.write("b.lua", right.replacingOccurrences(of: "return", with: "local x = 1\nreturn"))
    let clean = try Command.run(["check", "a.lua"], in: scratch.url)
    #expect(clean.output == "1 script checked: nothing found\n")
    #expect(clean.status == 0)
    let warned = try Command.run(["check", "b.lua"], in: scratch.url)
    #expect(warned.output.hasSuffix("1 script checked: 1 warning\n"))
    #expect(warned.status == 0)
  }

  @Test func everyShippedScriptIsCleanOnTheDemonstrationCohort() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Scripts")
    let end = try Command.run(["check", folder.path, "--demo"])
    #expect(end.output.hasSuffix("scripts checked: nothing found\n"), "\(end.output)")
    #expect(end.status == 0)
  }

  @Test func namesAreCheckedAgainstData() throws {
    let scratch = try Scratch()
    try scratch.write("a.lua", Self.faulty.replacingOccurrences(of: "meir", with: "meier"))
    try scratch.write("data.csv", "id,age\n1,30\n2,40\n")
    let end = try Command.run(["check", "a.lua", "--data", "data.csv"], in: scratch.url)
    #expect(end.output.contains("a.lua:8:67: error: endpoint \"pfs\" is not declared in cohort"), "\(end.output)")
    #expect(end.status == 1)
  }

  @Test func findingsAreWrittenAsJSON() throws {
    let scratch = try Scratch()
    try scratch.write("a.lua", Self.faulty)
    let end = try Command.run(["check", "a.lua", "--format", "json"], in: scratch.url)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(end.output.utf8)) as? [String: Any])
    #expect(object["form"] as? String == "workbench-check/1")
    #expect(object["files"] as? [String] == ["a.lua"])
    let finding = try #require((object["findings"] as? [[String: Any]])?.first)
    #expect(finding["line"] as? Int == 8)
    #expect(finding["column"] as? Int == 21)
    #expect(finding["length"] as? Int == 11)
    #expect(finding["grade"] as? String == "error")
    #expect(finding["code"] as? String == "unknown_function")
    #expect((object["counts"] as? [String: Int]) == ["errors": 1, "warnings": 0])
    #expect(end.status == 1)
  }

  @Test func nothingOfAScriptIsRun() throws {
    let scratch = try Scratch()
    try scratch.write("a.lua", "--- Who?\nprint 'run'\nwhile print do end\nreturn require('workbench').report 'A'")
    let end = try Command.run(["check", "a.lua"], in: scratch.url)
    #expect(end.output == "1 script checked: nothing found\n")
  }

  @Test func whatIsNotThereIsWrongUsage() throws {
    #expect(try Command.run(["check", "nowhere.lua"]).status == 64)
    #expect(try Command.run(["check"]).status == 64)
    #expect(try Command.run(["check", "swimmer", "--demo", "--data", "a.csv"]).status == 64)
  }
}
