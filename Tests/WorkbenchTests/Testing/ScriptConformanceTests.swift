import Foundation
import Testing

/// Analyses that scripts declare: they are held to the contract as those of plugins are, and help and stubs know them.
@Suite("Analyses of scripts")
struct ScriptConformanceTests {
  private let bench: TestBench

  init() throws { bench = try TestBench() }

  /// A script that declares an analysis of how many there are.
  private static func script(_ value: String, needs: String = "", before: String = "") -> String {
    """
    --- How many are there?
    \(needs)
    local workbench = require "workbench"
    local calls = 0
    \(before)
    local count = workbench.analysis {
      name = "mine.head_count", summary = "The number of subjects.", details = "They are counted.",
      parameters = { { type = "groups", optional = true } },
      statistics = { { "subjects", "The number of subjects." } },
      compute = function(cohort)
        calls = calls + 1
        return workbench.result { methods = "They are counted.", rows = { { statistic = "subjects", value = \(value) } } }
      end,
    }
    local report = workbench.report "Count"
    report:add(count(workbench.cohort()))
    return report

    """
  }

  @Test(
    "one that keeps the promises passes, in a folder and by its file; one that gives another result each time fails")
  func promises() throws {
    try bench.write("Scripts/count.lua", Self.script("cohort.count"))
    try bench.write("Scripts/plain.lua", "--- Nothing.\nreturn require(\"workbench\").report \"None\"\n")
    let sound = try bench.run("test")
    #expect(sound.status == 0, "\(sound)")
    #expect(sound.verdict == "1 passed, 0 failed")
    #expect(try bench.run("test", "Scripts/count.lua", "--filter", "conformance of count.lua").status == 0)
    try bench.write("Scripts/count.lua", Self.script("cohort.count + calls"))
    let changing = try bench.run("test", "Scripts/count.lua")
    #expect(changing.status == 1)
    #expect(
      changing.failures == [
        "Scripts/count.lua: FAILED \"conformance of count.lua\": mine.head_count: on the cohort: a second run gives another result"
      ])
    let none = try bench.run("test", "Scripts/plain.lua")
    #expect(none.status == 64 && none.errors.contains("and it declares no analysis of its own"))
  }

  @Test("a script that fails after its declarations does not keep them from being tried")
  func failing() throws {
    try bench.write(
      "count.lua", Self.script("cohort.count").replacingOccurrences(of: "return report\n", with: "error \"late\"\n"))
    #expect(try bench.run("test", "count.lua").verdict == "1 passed, 0 failed")
    try bench.write("count.lua", Self.script("cohort.count", before: "error \"early\""))
    #expect(try bench.run("test", "count.lua").verdict == "0 passed, 1 failed")
  }

  @Test("a script whose run needs what the cohort does not have is not tried, with the reason, and no failure")
  func needy() throws {
    try bench.write("count.lua", Self.script("cohort.count", needs: "---\n--- Needs:\n---   column absent"))
    let end = try bench.run("test", "count.lua", "--junit", "results.xml")
    #expect(end.status == 0)
    #expect(end.verdict == "0 passed, 0 failed, 1 not run")
    #expect(
      end.output.contains("  not run: \"conformance of count.lua\": count.lua needs column absent, which cohort "))
    let xml = try bench.scratch.text("results.xml")
    #expect(
      xml.contains("failures=\"0\" errors=\"0\" skipped=\"1\"") && xml.contains("<skipped message=\"count.lua needs "))
    try bench.write("count.lua", Self.script("cohort.count", before: "workbench.cohort():values \"absent\""))
    #expect(try bench.run("test", "count.lua").verdict == "0 passed, 0 failed, 1 not run")
  }

  @Test("help explains them, and editors get their types; nothing is run")
  func known() throws {
    try bench.write("Scripts/count.lua", Self.script("cohort.count", before: "error \"run\""))
    for topic in ["mine.head_count", "head_count"] {
      let help = try bench.run("help", topic)
      #expect(help.status == 0)
      #expect(help.output.contains("The number of subjects.") && help.output.contains("Declared in Scripts/count.lua"))
    }
    #expect(try bench.run("help").output.contains("mine.head_count"))
    #expect(try bench.run("init").status == 0)
    let types = try bench.scratch.text(".workbench/types/Scripts.lua")
    #expect(types.hasPrefix("---@meta _\n") && types.contains("---@field by? "))
    let type = "fun(cohort: workbench.Cohort, arguments: mine.head_count.arguments): workbench.Result"
    #expect(types.contains("---@alias mine.head_count \(type)\n"))
    try bench.write("Scripts/count.lua", "return 1\n")
    #expect(try bench.run("init").errors.contains("removed .workbench/types/Scripts.lua"))
  }
}
